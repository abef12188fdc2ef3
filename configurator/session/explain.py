"""Why a setting has its value: the account that `explain` gives.

Plain data first, so that the command line, its JSON and the terminal app tell
the same story.
"""

from __future__ import annotations

from typing import Any

from configurator.domain.frozen import dataclass
from configurator.domain.policy import Condition, kind_word
from configurator.domain.settings import Value, written
from configurator.messages import _, clauses, either, later
from configurator.resolution.check import held_violation
from configurator.resolution.compose import Step
from configurator.resolution.holding import Holding
from configurator.resolution.resolve import Effective
from configurator.resolution.wording import conflict_words, permitted_json, permitted_words, refusal
from configurator.session.session import Session
from configurator.session.telling import hold_words


@dataclass(frozen=True, slots=True)
class Cause:
    """A condition on a setting: whether it fires, because of what, and what it demands."""

    condition: Condition
    fires: bool
    because: tuple[tuple[str, Value], ...]
    demand: str
    demand_json: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Opening:
    """A gate on a setting: what lies behind it, who could open it, whether it is open."""

    layer: str
    behind: tuple[str, ...]
    granted_by: tuple[str, ...]
    is_open: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """The account of one setting. ``wanted`` is the value it is asked about, and
    ``needed`` what would have to change for it to hold: empty if it does."""

    effective: Effective
    wanted: Value
    steps: tuple[Step, ...]
    causes: tuple[Cause, ...]
    openings: tuple[Opening, ...]
    needed: tuple[str, ...]


def explain(session: Session, key: str, wanted: Value = None) -> Explanation:
    """The account of ``key``, about ``wanted`` or else about what was asked."""
    session.setting(key)
    effective = session.effective[key]
    wanted = effective.asked if wanted is None else wanted
    permitted = session.composition.permitted[key]
    return Explanation(
        effective=effective,
        wanted=wanted,
        steps=permitted.steps,
        causes=tuple(_causes(session, key)),
        openings=tuple(_openings(session, key)),
        needed=tuple(_needed(session, key, wanted)) if wanted is not None else (),
    )


def _causes(session: Session, key: str) -> list[Cause]:
    setting = session.setting(key)
    causes = []
    for condition in session.composition.conditions.get(key, ()):
        firing = [t for t in condition.when if t.fires(session.effective[t.key].value)]
        because = tuple((t.key, session.effective[t.key].value) for t in (firing or condition.when))
        bounds = next(d.bounds for d in condition.then if d.key == key)
        causes.append(
            Cause(
                condition,
                bool(firing),
                because,
                permitted_words(setting, bounds),
                permitted_json(setting, bounds),
            )
        )
    return causes


def _openings(session: Session, key: str) -> list[Opening]:
    setting = session.setting(key)
    openings = []
    for step in session.composition.permitted[key].steps:
        for gate in step.line.gates:
            behind = tuple(
                name for name in setting.ids if _in(setting.read, name, step.line.bounds, gate.ungranted)
            ) or (_("looser than {value}", value=written(setting.plain(gate.beyond))),)
            openings.append(
                Opening(step.layer.id, behind, gate.granted_by, gate not in step.closed, gate.reason)
            )
    return openings


def _in(read: Any, name: str, bounds: Any, ungranted: Any) -> bool:
    try:
        value = read(name)
    except ValueError:
        return False  # an item of a set is no value by itself
    return value in bounds and value not in ungranted


def _needed(session: Session, key: str, wanted: Value) -> list[str]:
    """What would have to change for ``wanted`` to hold, in order."""
    composition = session.composition
    effective = session.effective[key]
    if effective.hold is not None and wanted == effective.asked:
        return [clauses(hold_words(session, key))]
    alone = Holding(composition, {**session.values, key: wanted})[key]
    if alone.value == wanted:
        return []
    needed = []
    permitted = composition.permitted[key]
    if wanted not in permitted.bounds:
        for step in permitted.steps:
            needed += _step_needed(step, wanted)
        needed = needed or [refusal(composition, held_violation(composition, alone))[0]]
    elif alone.held_by and not alone.conditions:
        trouble = composition_trouble(session, alone.held_by)
        needed.append(_("`{layer}` has to be mended: {trouble}", layer=alone.held_by, trouble=trouble))
    for condition in alone.conditions:
        needed += _condition_needed(session, condition)
    return needed


def _step_needed(step: Step, wanted: Value) -> list[str]:
    gate = next((g for g in step.closed if wanted not in g.ungranted), None)
    if wanted not in step.line.bounds:
        place = step.line.place
        return [_("{layer} would have to move its bounds ({place})", layer=step.layer.name, place=place)]
    if gate is not None:
        kinds = either(kind_word(kind) for kind in gate.granted_by)
        needs = _(
            "a layer of kind {kinds} would have to grant it: {layer} gates it",
            kinds=kinds,
            layer=step.layer.name,
        )
        return [needs]
    return []


WAYS_OUT = {
    "at_most": later("`{key}` would have to be looser than `{value}`; it is `{now}`"),
    "looser_than": later("`{key}` would have to be `{value}` or tighter; it is `{now}`"),
    "has_any": later("`{key}` would have to be without {value}"),
    "lacks_any": later("`{key}` would have to hold all of {value}"),
}
"""How a trigger would rest, by its test."""


def _condition_needed(session: Session, condition: Condition) -> list[str]:
    needed = []
    for trigger in condition.when:
        value = session.effective[trigger.key].value
        if not trigger.fires(value):
            continue
        setting = session.setting(trigger.key)
        plain = written(setting.plain(trigger.value))
        now = written(setting.plain(value))
        way = _(WAYS_OUT[trigger.test], key=trigger.key, value=plain, now=now)
        needed.append(_("{way} (condition `{condition}`)", way=way, condition=condition.id))
    return needed


def composition_trouble(session: Session, layer: str) -> str:
    """What keeps ``layer`` from being read, or from fitting with the others."""
    for obstacle in session.composition.obstacles:
        if obstacle.layer == layer:
            return obstacle.reason
    for conflict in session.composition.conflicts:
        if layer in (conflict.lower, conflict.upper):
            return conflict_words(conflict)
    return ""
