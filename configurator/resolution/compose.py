"""Layers, met: what is permitted for each setting, and which layer took away what.

Composition is the meet of all layers' bounds, taken in the order of their kinds
so that blame is stable; the result does not depend on the order given.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Any

from configurator.domain.bounds import AnyBounds, Bounds, meet
from configurator.domain.frozen import dataclass, field
from configurator.domain.on_demand import OnDemand
from configurator.domain.policy import LAYER_KINDS, Condition, Gate, Layer, Line, Policy
from configurator.domain.settings import Setting, Value
from configurator.messages import _, commas


@dataclass(frozen=True, slots=True)
class Step:
    """One layer's contribution to one setting. ``closed`` are gates without a grant."""

    layer: Layer
    line: Line
    before: AnyBounds
    after: AnyBounds
    closed: tuple[Gate, ...] = ()


@dataclass(frozen=True, slots=True)
class Permitted:
    """What the layers together permit for one setting, and the default inside it."""

    setting: Setting
    bounds: AnyBounds
    default: Value
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two parties leave no value between them; ``upper`` holds meanwhile.

    They are one and the same where a layer's own gates leave nothing: then those that
    it names first hold.
    """

    key: str
    upper: str
    lower: str


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A layer that applies and could not be read: nothing is loosened until it is."""

    layer: str
    reason: str


@dataclass(frozen=True, slots=True)
class Composition:
    """A policy and the layers that apply, ready to resolve profiles against.

    ``keys`` is the order of resolution: a condition's triggers come before the
    settings it holds. ``conditions`` lists, by held setting and in that order, the
    conditions. ``stirred`` are the settings that layers beside the society's say something
    about; None where the rest of the society's is not known to be undisturbed.
    """

    policy: Policy
    layers: tuple[Layer, ...]
    permitted: Mapping[str, Permitted]
    keys: tuple[str, ...]
    conditions: Mapping[str, tuple[Condition, ...]]
    conflicts: tuple[Conflict, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    stirred: frozenset[str] | None = field(default=None, compare=False)

    def stopped(self, key: str) -> str:
        """Who stops ``key`` from being loosened past its default; empty if nobody."""
        if self.obstacles:
            return self.obstacles[0].layer
        return next((c.lower for c in self.conflicts if c.key == key), "")


def compose(
    policy: Policy, layers: Iterable[Layer] = (), obstacles: tuple[Obstacle, ...] = ()
) -> Composition:
    """All of ``layers`` met with the society's bounds.

    Raises ValueError where the conditions together form a cycle.

    What leaves nothing is looked for where two layers name one setting: the lines and
    the demands of a society whose ``rest`` is known leave something.
    """
    distinct: list[Layer] = []
    for layer in (policy.society, *layers):
        if layer not in distinct:
            distinct.append(layer)
    ordered = tuple(
        sorted(distinct, key=lambda layer: (LAYER_KINDS.index(layer.kind), layer.id, str(layer.place)))
    )
    settings = policy.catalogue.settings
    permitted = OnDemand(settings, lambda key: _permit(settings[key], ordered)[0])
    longest = max(ordered, key=lambda layer: len(layer.lines))
    named = {key for layer in ordered if layer is not longest or layer.rest is None for key in layer.lines}
    in_order = [key for key in settings if key in named] if named else []
    conflicts = [conflict for key in in_order for conflict in _permit(settings[key], ordered)[1]]
    for layer in ordered:
        known = named if layer.rest is not None and layer is longest else None
        conflicts += _unmet_demands(layer.conditions, permitted, known)
    conditions = tuple(condition for layer in ordered for condition in layer.conditions)
    keys = topological(settings, conditions)
    return Composition(
        policy=policy,
        layers=ordered,
        permitted=permitted,
        keys=keys,
        conditions=_by_held_setting(conditions, keys),
        conflicts=tuple(conflicts),
        obstacles=obstacles,
        stirred=None if obstacles or conflicts or policy.society.rest is None else _said_by(ordered[1:]),
    )


def _said_by(layers: tuple[Layer, ...]) -> frozenset[str]:
    """The settings that ``layers`` bound, grant or hold."""
    held = (demand.key for layer in layers for condition in layer.conditions for demand in condition.then)
    granted = (grant.key for layer in layers for grant in layer.grants)
    return frozenset((*held, *granted, *(key for layer in layers for key in layer.lines)))


def _permit(setting: Setting, layers: tuple[Layer, ...]) -> tuple[Permitted, list[Conflict]]:
    """Meet every layer's line on ``setting``; and the pairs that leave nothing."""
    bounds = setting.everything()
    steps: list[Step] = []
    conflicts: list[Conflict] = []
    for layer in layers:
        line = layer.lines.get(setting.key)
        if line is None:
            continue
        contribution, closed, fit = _contribution(line, layers)
        if not fit:
            conflicts.append(Conflict(setting.key, layer.id, layer.id))
        after = meet(bounds, contribution)
        if after.is_empty:
            upper = next(s.layer.id for s in steps if meet(s.after, contribution).is_empty)
            conflicts.append(Conflict(setting.key, upper, layer.id))
            after = bounds
        steps.append(Step(layer, line, bounds, after, closed))
        bounds = after
    return Permitted(setting, bounds, _default(setting, bounds, steps), tuple(steps)), conflicts


def _contribution(line: Line, layers: tuple[Layer, ...]) -> tuple[AnyBounds, tuple[Gate, ...], bool]:
    """A line's bounds with its gates applied, the gates that stay closed, and whether
    they leave something; a gate that leaves nothing beside those before it is passed over.

    A grant opens a gate and can do no more: what it opens is met with the bounds
    of the layer that made the gate.
    """
    bounds, closed, fit = line.bounds, [], True
    for gate in line.gates:
        opened: Any = gate.ungranted
        for layer in layers:
            if layer.kind in gate.granted_by and layer.may_grant:
                for grant in (g for g in layer.grants if g.key == line.key):
                    opened = opened.extended_to(grant.upto)
        if not line.bounds <= opened:
            closed.append(gate)
        narrowed = meet(bounds, opened)
        if narrowed.is_empty:
            fit = False
        else:
            bounds = narrowed
    return bounds, tuple(closed), fit


def _default(setting: Setting, bounds: AnyBounds, steps: list[Step]) -> Value:
    """The tightest default that any layer states, moved into the bounds.

    Choices and text have no tightest: there the party closest to the person
    speaks last. Without a stated default the tightest permitted value holds.
    """
    stated = [step.line.default for step in steps if step.line.default is not None]
    if setting.order is not None and isinstance(bounds, Bounds):
        default = setting.order.tightest if not stated else stated[0]
        for other in stated[1:]:
            default = setting.order.tighter_of(default, other)
    else:
        default = stated[-1] if stated else ""
    return bounds.fallback(default)


def _unmet_demands(
    conditions: tuple[Condition, ...], permitted: Mapping[str, Permitted], only: Container[str] | None
) -> list[Conflict]:
    """Demands that the bounds leave no room for, as conflicts; ``only`` on some settings."""
    found = []
    for condition in conditions:
        for demand in condition.then:
            if only is not None and demand.key not in only:
                continue
            bounds = permitted[demand.key].bounds
            if meet(bounds, demand.bounds).is_empty:
                steps = permitted[demand.key].steps
                upper = next(s.layer.id for s in steps if meet(s.after, demand.bounds).is_empty)
                found.append(Conflict(demand.key, upper, condition.id))
    return found


def _by_held_setting(
    conditions: tuple[Condition, ...], keys: tuple[str, ...]
) -> dict[str, tuple[Condition, ...]]:
    by_key: dict[str, tuple[Condition, ...]] = {}
    for condition in conditions:
        for key in {demand.key: None for demand in condition.then}:
            by_key[key] = (*by_key.get(key, ()), condition)
    return {key: by_key[key] for key in keys if key in by_key}


def topological(keys: Iterable[str], conditions: Iterable[Condition]) -> tuple[str, ...]:
    """``keys`` with every trigger before the settings it may hold.

    Raises ValueError naming the settings on a cycle.
    """
    needs: dict[str, set[str]] = {}
    holds: dict[str, set[str]] = {}
    for condition in conditions:
        for demand in condition.then:
            for trigger in condition.when:
                needs.setdefault(demand.key, set()).add(trigger.key)
                holds.setdefault(trigger.key, set()).add(demand.key)
    order = [key for key in keys if key not in needs]
    for key in order:  # grows while it is walked: by what needs nothing that is still to come
        for held in sorted(holds[key]) if key in holds else ():
            needs[held].discard(key)
            if not needs[held]:
                order.append(held)
    if stuck := sorted(key for key, before in needs.items() if before):
        raise ValueError(_("conditions form a cycle through {keys}", keys=commas(stuck)))
    return tuple(order)
