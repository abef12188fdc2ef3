"""All violations of a profile at once, fast.

Most profiles are fine, so that is what is quick: every preference is looked up
in a table of permitted values. Only a preference that fails its look-up is
resolved in full and explained. ``resolve.py`` is the readable form of the same
rules; a property test compares the two on random policies.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from configurator.domain.bounds import AnyBounds, Bounds, Length, OneOf
from configurator.domain.orders import Amount, Members, Scale
from configurator.domain.policy import Condition
from configurator.domain.settings import NotAValueError, Setting
from configurator.domain.text import refused_character
from configurator.resolution.compose import Composition
from configurator.resolution.resolve import Effective, blamed_layer, resolve, tightest_only

ViolationKind = Literal["out-of-bounds", "unknown-setting", "not-a-value", "condition", "unreadable"]


@dataclass(frozen=True, slots=True)
class Violation:
    """A preference that is not permitted, with all that is needed to mend it.

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


class Checker:
    """The violations of profiles under one composition of layers."""

    def __init__(self, composition: Composition) -> None:
        self._composition = composition
        self._conditions = _distinct_conditions(composition)
        self._masks = _trigger_masks(composition, self._conditions)
        self._by_default = {
            key: mask
            for key, of in self._masks.items()
            if (mask := of(_raw(composition, key, composition.permitted[key].default)))
        }
        self._tables: dict[int, dict[str, tuple[type, Container[Any]]]] = {}

    def violations(self, preferences: Mapping[str, Any]) -> list[Violation]:
        """Everything that is wrong with these raw values, in the order given."""
        fired = 0
        for key, mask in self._by_default.items():
            if key not in preferences:
                fired |= mask
        for key in self._masks.keys() & preferences.keys():
            fired |= self._masks[key](preferences[key])
        table = self._tables.get(fired)
        if table is None:
            table = self._table(fired)
        failed = False
        for key, raw in preferences.items():
            entry = table.get(key)
            if entry is None or raw.__class__ is not entry[0] or raw not in entry[1]:
                failed = True
                break
        return self._explained(preferences) if failed else []

    def _table(self, fired: int) -> dict[str, tuple[type, Container[Any]]]:
        """What is permitted while these conditions fire, ready to look values up."""
        conditions = [c for place, c in enumerate(self._conditions) if fired >> place & 1]
        table = {}
        for key, permitted in self._composition.permitted.items():
            if self._composition.stopped(key):
                continue  # no entry: every preference on it is judged in full
            room = permitted.bounds
            for condition in conditions:
                for demand in (d for d in condition.then if d.key == key):
                    met = room & demand.bounds  # type: ignore[operator]  # one setting, one shape of bounds
                    room = tightest_only(room) if met.is_empty else met
            table[key] = _lookup(permitted.setting, room)
        if len(self._tables) >= 256:  # a bound on memory, not on correctness
            self._tables.clear()
        self._tables[fired] = table
        return table

    def _explained(self, preferences: Mapping[str, Any]) -> list[Violation]:
        """The slow way: read every value, resolve, and say what was not honoured."""
        found: dict[str, Violation] = {}
        values: dict[str, Any] = {}
        for key, raw in preferences.items():
            permitted = self._composition.permitted.get(key)
            if permitted is None:
                found[key] = Violation(key, raw, "unknown-setting", "catalogue", "there is no such setting")
                continue
            try:
                values[key] = permitted.setting.read(raw)
            except NotAValueError as error:
                found[key] = Violation(
                    key, raw, "not-a-value", "catalogue", error.message, permitted=permitted.bounds
                )
        effective = resolve(self._composition, values)
        for key in values:
            if effective[key].origin == "held":
                found[key] = held_violation(self._composition, effective[key])
        return [found[key] for key in preferences if key in found]


def held_violation(composition: Composition, effective: Effective) -> Violation:
    """Why ``effective`` is not what was asked."""
    permitted = composition.permitted[effective.key]
    setting, asked = permitted.setting, effective.asked
    raw = setting.plain(asked)
    if asked not in permitted.bounds:
        return _out_of_bounds(composition, effective)
    if effective.conditions:
        first = effective.conditions[0]
        return Violation(
            effective.key,
            raw,
            "condition",
            first.id,
            first.reason,
            nearest=setting.plain(effective.value),
            permitted=permitted.bounds,
            source=tuple(str(source) for source in first.sources),
            detail=first.title,
        )
    stopper = effective.held_by or ""
    reason = next((o.reason for o in composition.obstacles if o.layer == stopper), "") or _conflict_reason(
        composition, effective.key
    )
    return Violation(
        effective.key,
        raw,
        "unreadable",
        stopper,
        reason,
        nearest=setting.plain(effective.value),
        permitted=permitted.bounds,
    )


def _out_of_bounds(composition: Composition, effective: Effective) -> Violation:
    permitted = composition.permitted[effective.key]
    setting, asked = permitted.setting, effective.asked
    blamed = blamed_layer(permitted, asked)
    nearest = permitted.bounds.nearest(asked)
    step = next((s for s in permitted.steps if s.layer.id == blamed and asked not in s.after), None)
    reason, source = (step.line.reason, step.line.sources) if step else ("", ())
    detail = ""
    if step is not None:
        gate = next((g for g in step.closed if asked not in g.ungranted), None)
        if gate is not None and asked in step.line.bounds:
            detail = "needs a grant by " + " or ".join(
                f"a layer of kind `{kind}`" for kind in gate.granted_by
            )
            reason = "; ".join(part for part in (gate.reason or reason, detail) if part)
        elif isinstance(setting.order, Amount) and setting.order.tighten(asked) in permitted.bounds:
            detail = f"it goes in steps of {setting.order.step} from {setting.order.low}"
            reason, blamed = detail, "catalogue"
    return Violation(
        effective.key,
        setting.plain(asked),
        "out-of-bounds",
        blamed,
        reason,
        nearest=None if nearest is None else setting.plain(nearest),
        permitted=permitted.bounds,
        source=tuple(str(citation) for citation in source),
        detail=detail,
    )


def _conflict_reason(composition: Composition, key: str) -> str:
    for conflict in composition.conflicts:
        if conflict.key == key:
            return f"`{conflict.upper}` and `{conflict.lower}` leave no value between them"
    return ""


# ------------------------------------------------------------ tables of values


class _SetIn:
    """Lists of distinct items that hold all of ``must`` and nothing outside ``may``."""

    __slots__ = ("may", "must")

    def __init__(self, must: frozenset[str], may: frozenset[str]) -> None:
        self.must = must
        self.may = may

    def __contains__(self, raw: object) -> bool:
        try:
            items = frozenset(raw)  # type: ignore[call-overload]  # a list, by its class
        except TypeError:
            return False
        return self.must <= items <= self.may and len(items) == len(raw)  # type: ignore[arg-type]  # as above


class _TextIn:
    """Text that fits and holds nothing but words."""

    __slots__ = ("max_chars", "setting")

    def __init__(self, max_chars: int, setting: Setting) -> None:
        self.max_chars = max_chars
        self.setting = setting

    def __contains__(self, raw: object) -> bool:
        text = str(raw)
        if len(text) > self.max_chars or refused_character(text):
            return False
        try:
            self.setting.read(text)
        except NotAValueError:
            return False
        return True


def _lookup(setting: Setting, room: AnyBounds) -> tuple[type, Container[Any]]:
    """The class a permitted raw value has, and where to look it up."""
    if isinstance(room, OneOf):
        return str, room.permitted
    if isinstance(room, Length):
        return str, _TextIn(room.max_chars, setting)
    order = setting.order
    if room.span is None:
        return str, ()
    if isinstance(order, Scale):
        low, high = (order.levels.index(end) for end in room.span)
        return str, frozenset(order.levels[low : high + 1])
    if isinstance(order, Amount):
        return int, range(min(room.span), max(room.span) + 1, order.step)
    if isinstance(order, Members):
        must, may = sorted(room.span, key=len)
        return list, _SetIn(must, may)
    raise TypeError(f"no table for {order!r}")


def _distinct_conditions(composition: Composition) -> tuple[Condition, ...]:
    by_place: dict[int, Condition] = {}
    for conditions in composition.conditions.values():
        by_place.update((id(condition), condition) for condition in conditions)
    return tuple(by_place.values())


def _trigger_masks(
    composition: Composition, conditions: tuple[Condition, ...]
) -> dict[str, Callable[[Any], int]]:
    """By trigger setting: which conditions a raw value fires, one bit each."""
    masks: dict[str, Callable[[Any], int]] = {}
    for key in {trigger.key for condition in conditions for trigger in condition.when}:
        setting = composition.permitted[key].setting
        triggers = [
            (1 << place, trigger)
            for place, condition in enumerate(conditions)
            for trigger in condition.when
            if trigger.key == key
        ]
        if isinstance(setting.order, Scale):
            masks[key] = _scale_masks(setting.order, triggers)
        else:
            masks[key] = _masks_of(setting, triggers)
    return masks


def _scale_masks(order: Scale, triggers: list[tuple[int, Any]]) -> Callable[[Any], int]:
    by_level = {level: sum({bit for bit, t in triggers if t.fires(level)}) for level in order.levels}

    def mask(raw: Any) -> int:
        return by_level.get(raw, 0) if raw.__class__ is str else 0

    return mask


def _masks_of(setting: Setting, triggers: list[tuple[int, Any]]) -> Callable[[Any], int]:
    def mask(raw: Any) -> int:
        try:
            value = setting.read(raw)
        except NotAValueError:
            return 0  # the table refuses it in any case
        return sum({bit for bit, trigger in triggers if trigger.fires(value)})

    return mask


def _raw(composition: Composition, key: str, value: Any) -> Any:
    return composition.permitted[key].setting.plain(value)


__all__ = ["Bounds", "Checker", "Violation", "ViolationKind", "held_violation"]
