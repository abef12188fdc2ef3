"""What holds for one person: bounds first, then conditions, in one pass.

This is the readable form of the rules. ``check.py`` is the fast form for validation,
``holding.py`` the one for a few settings of many; property tests hold the three together.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from configurator.domain.bounds import AnyBounds, Bounds, meet
from configurator.domain.frozen import dataclass
from configurator.domain.orders import Amount
from configurator.domain.policy import Condition
from configurator.domain.settings import Value
from configurator.resolution.compose import Composition, Permitted

CATALOGUE = "catalogue"
"""Blamed where no layer is: for a name, a type or a step that the setting does not have."""

Origin = Literal["default", "preference", "held"]


@dataclass(frozen=True, slots=True)
class Hold:
    """A ceiling for one setting: what is in force where more is asked for.

    ``by`` is the setting that says so (``standing.py``). ``day`` is the day from which
    the wish holds, or since which it does not; None where it waits for a person.
    """

    value: Value
    by: str
    day: int | None


NO_HOLDS: Mapping[str, Hold] = {}


@dataclass(frozen=True, slots=True)
class Effective:
    """What holds for one setting, and why.

    ``asked`` is None where nothing was asked. ``held_by`` is the id of a layer or a
    condition, or the key of the setting that made ``hold``; ``conditions`` are those
    that hold the value, if any.
    """

    key: str
    value: Value
    asked: Value
    default: Value
    origin: Origin
    held_by: str | None
    permitted: AnyBounds
    conditions: tuple[Condition, ...] = ()
    hold: Hold | None = None


def resolve(
    composition: Composition, preferences: Mapping[str, Value], holds: Mapping[str, Hold] = NO_HOLDS
) -> dict[str, Effective]:
    """The effective profile. ``preferences`` are domain values, by key."""
    found: dict[str, Effective] = {}
    for key in composition.keys:
        found[key] = effective_of(composition, key, preferences.get(key), found, holds)
    return {key: found[key] for key in composition.permitted}


def effective_of(
    composition: Composition,
    key: str,
    asked: Value,
    before: Mapping[str, Effective],
    holds: Mapping[str, Hold] = NO_HOLDS,
) -> Effective:
    """What holds for ``key``, where ``before`` holds for what its conditions fire on."""
    return effective_under(composition, key, asked, firing(composition, key, before), holds)


def effective_under(
    composition: Composition,
    key: str,
    asked: Value,
    fired: tuple[Condition, ...],
    holds: Mapping[str, Hold] = NO_HOLDS,
) -> Effective:
    """What holds for ``key``, where of the conditions on it exactly ``fired`` fire."""
    permitted = composition.permitted[key]
    wanted = permitted.default if asked is None else asked
    value, held_by = wanted, None
    if value not in permitted.bounds:
        value, held_by = _inside(permitted, value), blamed_layer(permitted, value)
    hold = holds.get(key)
    if hold is not None and (under := _under(permitted, value, hold)) != value:
        value, held_by = under, hold.by
    else:
        hold = None
    if stopper := composition.stopped(key):
        stopped_at = not_past_default(permitted, value)
        if stopped_at != value:
            value, held_by = stopped_at, stopper
    value, holding = _under_conditions(permitted, value, fired)
    if holding:
        held_by = holding[0].id
    return Effective(
        key=key,
        value=value,
        asked=asked,
        default=permitted.default,
        origin="held" if held_by else ("default" if asked is None else "preference"),
        held_by=held_by,
        permitted=permitted.bounds,
        conditions=holding,
        hold=hold,
    )


def _inside(permitted: Permitted, value: Value) -> Value:
    """The nearest permitted value; the default where nothing is nearer."""
    nearest = permitted.bounds.nearest(value)
    return permitted.default if nearest is None else nearest


def _under(permitted: Permitted, value: Value, hold: Hold) -> Value:
    """The part of ``value`` that is in force, moved into the bounds."""
    order = permitted.setting.order
    return value if order is None else permitted.bounds.nearest(order.tighter_of(value, hold.value))


def not_past_default(permitted: Permitted, value: Value) -> Value:
    """``value``, or the default where ``value`` is not tighter than it.

    This is how loosening stops while a layer that applies cannot be read.
    """
    order = permitted.setting.order
    if order is None:
        return permitted.default
    return permitted.bounds.nearest(order.tighter_of(value, permitted.default))


def blamed_layer(permitted: Permitted, value: Value) -> str:
    """The first layer whose bounds leave ``value`` out; ``catalogue`` where the
    steps of an amount do and no layer does."""
    order = permitted.setting.order
    if isinstance(order, Amount) and order.low <= value <= order.high:
        value = order.tighten(value)
    elif isinstance(order, Amount):
        settled = order.tighten(value)
        value = value if settled in permitted.bounds else settled
    for step in permitted.steps:
        if value not in step.after:
            return step.layer.id
    return CATALOGUE


def firing(composition: Composition, key: str, effective: Mapping[str, Effective]) -> tuple[Condition, ...]:
    """The conditions on ``key`` that fire under the effective values so far."""
    return tuple(
        condition
        for condition in composition.conditions.get(key, ())
        if any(trigger.fires(effective[trigger.key].value) for trigger in condition.when)
    )


def _under_conditions(
    permitted: Permitted, value: Value, fired: tuple[Condition, ...]
) -> tuple[Value, tuple[Condition, ...]]:
    """``value`` inside every demand that fires, and the conditions that moved it."""
    room, holding = permitted.bounds, []
    for condition in fired:
        for demand in condition.then:
            if demand.key != permitted.setting.key:
                continue
            if value not in demand.bounds:
                holding.append(condition)
            met = meet(room, demand.bounds)
            room = tightest_only(room) if met.is_empty else met
    if not holding:
        return value, ()
    held = room.nearest(value)
    return held, tuple(holding) if held != value else ()


def tightest_only(bounds: AnyBounds) -> AnyBounds:
    """Only the tightest value of ``bounds``: the closest that bounds come to a
    demand which they leave no room for."""
    if isinstance(bounds, Bounds) and bounds.span is not None:
        return Bounds(bounds.order, (bounds.span[0], bounds.span[0]))
    return bounds
