"""A violation: a preference that is not permitted, with all that is needed to mend it."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from configurator.domain.bounds import AnyBounds
from configurator.domain.orders import Amount
from configurator.domain.policy import Condition
from configurator.domain.settings import Value
from configurator.messages import _, clauses, either
from configurator.resolution.compose import Composition, Permitted, Step
from configurator.resolution.resolve import CATALOGUE, Effective, blamed_layer

ViolationKind = Literal["out-of-bounds", "unknown-setting", "not-a-value", "condition", "unreadable"]


class Violation(NamedTuple):
    """One preference that is not honoured as asked.

    ``asked`` and ``nearest`` are raw values; ``nearest`` is None where nothing
    is nearer than anything else. ``blamed`` is the id of a layer or condition.
    """

    key: str
    asked: Any
    kind: ViolationKind
    blamed: str
    reason: str
    nearest: Any = None
    permitted: AnyBounds | None = None
    source: tuple[str, ...] = ()
    detail: str = ""


def held_violation(composition: Composition, effective: Effective) -> Violation:
    """Why ``effective`` is not what was asked."""
    permitted = composition.permitted[effective.key]
    if effective.asked not in permitted.bounds:
        return out_of_bounds(permitted, effective.asked)
    if effective.conditions:
        return by_condition(permitted, effective.asked, effective.value, effective.conditions[0])
    return by_stopper(composition, effective)


def out_of_bounds(permitted: Permitted, asked: Value) -> Violation:
    """``asked`` is a value of the setting, and bounds, a gate or the grid leave it out."""
    setting = permitted.setting
    nearest = permitted.bounds.nearest(asked)
    blamed, reason, source, detail = _blame(permitted, asked)
    return Violation(
        setting.key,
        setting.plain(asked),
        "out-of-bounds",
        blamed,
        reason,
        None if nearest is None else setting.plain(nearest),
        permitted.bounds,
        source,
        detail,
    )


def _blame(permitted: Permitted, asked: Value) -> tuple[str, str, tuple[str, ...], str]:
    """Whom to blame, why, on what source, and the detail that goes into the message."""
    order = permitted.setting.order
    blamed = blamed_layer(permitted, asked)
    if blamed == CATALOGUE and isinstance(order, Amount):
        detail = _("it goes in steps of {step} from {low}", step=order.step, low=order.low)
        return blamed, detail, (), detail
    if isinstance(order, Amount) and order.tighten(asked) not in permitted.bounds:
        asked = order.tighten(asked)  # the steps are not what this layer objects to
    step = next(s for s in permitted.steps if s.layer.id == blamed and asked not in s.after)
    reason, detail = step.line.reason, _gate_detail(step, asked)
    if detail:
        gate = next(g for g in step.closed if asked not in g.ungranted)
        reason = clauses((gate.reason or reason, detail))
    return blamed, reason, tuple(str(citation) for citation in step.line.sources), detail


def _gate_detail(step: Step, asked: Value) -> str:
    """What ``asked`` waits for, where a gate and not the bounds leave it out."""
    if asked not in step.line.bounds:
        return ""
    for gate in step.closed:
        if asked not in gate.ungranted:
            kinds = either(_("a layer of kind `{kind}`", kind=kind) for kind in gate.granted_by)
            return _("needs a grant by {kinds}", kinds=kinds)
    return ""


def by_condition(permitted: Permitted, asked: Value, held: Value, condition: Condition) -> Violation:
    """``asked`` is inside the bounds, and a condition that fires holds it at ``held``."""
    setting = permitted.setting
    return Violation(
        setting.key,
        setting.plain(asked),
        "condition",
        condition.id,
        condition.reason,
        setting.plain(held),
        permitted.bounds,
        tuple(str(source) for source in condition.sources),
        condition.title,
    )


def by_stopper(composition: Composition, effective: Effective) -> Violation:
    """A layer that cannot be read, or a conflict, stops this setting from being loosened."""
    permitted = composition.permitted[effective.key]
    setting, stopper = permitted.setting, effective.held_by or ""
    reason = next((o.reason for o in composition.obstacles if o.layer == stopper), "")
    return Violation(
        setting.key,
        setting.plain(effective.asked),
        "unreadable",
        stopper,
        reason or _conflict_reason(composition, setting.key),
        None if setting.order is None else setting.plain(effective.value),
        permitted.bounds,
    )


def _conflict_reason(composition: Composition, key: str) -> str:
    for conflict in composition.conflicts:
        if conflict.key == key:
            upper, lower = conflict.upper, conflict.lower
            if upper == lower:
                return _("the gates of `{layer}` leave no value between them", layer=upper)
            return _("`{upper}` and `{lower}` leave no value between them", upper=upper, lower=lower)
    return ""
