"""All violations of a profile at once, fast.

Every preference is looked up in what its bounds permit, all of them in compiled code,
and those that conditions may hold in what is left of that while these fire. What fails
its look-up is explained, and the explanation remembered: most profiles fail in the same
few ways. ``resolve.py`` is the readable form of the same rules; a property test holds
the two together.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from operator import contains
from typing import Any

from configurator.domain.policy import Condition, Demand
from configurator.domain.settings import NotAValueError
from configurator.messages import _
from configurator.resolution.compose import Composition, Permitted
from configurator.resolution.holding import Holding
from configurator.resolution.resolve import tightest_only
from configurator.resolution.tables import Classes, Room, Rooms, lookup, trigger_mask
from configurator.resolution.violation import (
    Violation,
    ViolationKind,
    by_condition,
    held_violation,
    out_of_bounds,
)

_Demanded = tuple[int, Condition, Demand]
"""A condition's bit, the condition, and what it demands of one setting."""

_TriggerStep = tuple[str, int, dict[tuple[type, Any, int], int]]
"""A trigger's setting, the conditions that hold it, and what is known of what it fires."""

REMEMBERED = 4096
"""How many explanations are kept: a bound on memory, not on correctness."""

ROOMS = 1 << 17
"""How many permitted settings are kept at once, of all sets of conditions together: the same."""


class Checker:
    """The violations of profiles under one composition of layers."""

    def __init__(self, composition: Composition) -> None:
        self._composition = composition
        conditions = _distinct_conditions(composition)
        self._masks = {
            key: trigger_mask(composition.permitted[key].setting, triggers)
            for key, triggers in _triggers(conditions).items()
        }
        self._demands = _demands(conditions)
        self._holding = {key: _bits(found) for key, found in self._demands.items()}
        self._triggers: tuple[_TriggerStep, ...] = tuple(
            (key, self._holding.get(key, 0), {}) for key in composition.keys if key in self._masks
        )
        self._by_default = {
            key: mask
            for key, of in self._masks.items()
            if (mask := of(_plain(composition.permitted[key], composition.permitted[key].default)))
        }
        self._classes = Classes(composition.permitted)
        self._rooms: dict[int, Rooms] = {}
        self._at_once = max(4, min(256, ROOMS // (len(composition.permitted) or 1)))
        self._kept: dict[tuple[str, int], Room] = {}
        self._known: dict[tuple[str, type, Any, int], Violation] = {}
        self._slow = bool(composition.obstacles or composition.conflicts)

    def violations(self, preferences: Mapping[str, Any]) -> list[Violation]:
        """Everything that is wrong with these raw values, in the order given."""
        if self._slow:
            return self._resolved(preferences)
        if self._has_its_classes(preferences):
            rooms = self._under(self._fired_by_asking(preferences))
            if all(map(contains, map(rooms.__getitem__, preferences), preferences.values())):
                return []
        return self._failed(preferences)

    def _has_its_classes(self, preferences: Mapping[str, Any]) -> bool:
        """Whether every name is one of a setting, and every value of its class."""
        expected = list(map(self._classes.__getitem__, preferences))
        return expected == list(map(type, preferences.values()))

    def _fired_by_asking(self, preferences: Mapping[str, Any]) -> int:
        """The conditions that would fire if every preference, each of its class, held as asked.

        No others can: a condition only tightens, and fires only on something looser.
        """
        fired, masks = 0, self._masks
        for key, mask in self._by_default.items():
            if key not in preferences:
                fired |= mask
        for key in masks.keys() & preferences.keys():
            fired |= masks[key](preferences[key])
        return fired

    def _failed(self, preferences: Mapping[str, Any]) -> list[Violation]:
        """The violations, once one look-up has failed."""
        fired = self._fired(preferences)
        classes, rooms, known, found = self._classes, self._under(fired), self._known, []
        for key, raw in preferences.items():
            if raw.__class__ is classes[key] and raw in rooms[key]:
                continue
            name = (key, raw.__class__, _exactly(raw) if raw.__class__ is list else raw, fired)
            try:
                violation = known.get(name)
            except TypeError:  # a table, or a list of them: nothing to remember it by
                found.append(self._explained(key, raw, fired))
                continue
            if violation is None:
                violation = self._explained(key, raw, fired)
                if len(known) >= REMEMBERED:
                    known.clear()
                known[name] = violation
            found.append(violation)
        return found

    def _fired(self, preferences: Mapping[str, Any]) -> int:
        """The conditions that fire on effective values, trigger by trigger in order."""
        fired = 0
        for key, holding, known in self._triggers:
            raw = preferences.get(key)
            name = (raw.__class__, _exactly(raw) if raw.__class__ is list else raw, fired & holding)
            try:
                mask = known.get(name)
            except TypeError:
                fired |= self._fired_by(key, raw, fired)
                continue
            if mask is None:
                if len(known) >= REMEMBERED:
                    known.clear()
                mask = known[name] = self._fired_by(key, raw, fired)
            fired |= mask
        return fired

    def _fired_by(self, key: str, raw: Any, fired: int) -> int:
        """What one trigger fires, with the conditions that hold its own value."""
        permitted = self._composition.permitted[key]
        asked = None
        with contextlib.suppress(NotAValueError):  # none at all, or of no use: the default holds
            asked = permitted.setting.read(raw)
        return self._masks[key](_plain(permitted, self._held(permitted, asked, fired)))

    def _held(self, permitted: Permitted, asked: Any, fired: int) -> Any:
        """The effective value where these conditions fire."""
        wanted = permitted.default if asked is None else asked
        nearest = permitted.bounds.nearest(wanted)
        inside = permitted.default if nearest is None else nearest
        room = self._room(permitted, fired)
        held = room.nearest(inside)
        return inside if held is None else held

    def _room(self, permitted: Permitted, fired: int) -> Any:
        """The bounds met with every demand that fires."""
        room: Any = permitted.bounds
        for bit, _condition, demand in self._demands.get(permitted.setting.key, ()):
            if fired & bit:
                met = room & demand.bounds
                room = tightest_only(room) if met.is_empty else met
        return room

    def _under(self, fired: int) -> Rooms:
        """What is permitted while these conditions fire."""
        rooms = self._rooms.get(fired)
        if rooms is None:
            narrowed = {key: self._left(key, fired & by) for key, by in self._holding.items() if fired & by}
            if len(self._rooms) >= self._at_once:
                self._rooms.clear()
            rooms = self._rooms[fired] = Rooms(self._alone, narrowed)
        return rooms

    def _alone(self, key: str) -> Room:
        """What bounds permit of ``key``."""
        return self._left(key, 0)

    def _left(self, key: str, fired: int) -> Room:
        """What these conditions leave of ``key``; all of them demand something of it."""
        room = self._kept.get((key, fired))
        if room is None:
            permitted = self._composition.permitted[key]
            if len(self._kept) >= ROOMS:
                self._kept.clear()
            room = self._kept[key, fired] = lookup(permitted.setting, self._room(permitted, fired))
        return room

    def _explained(self, key: str, raw: Any, fired: int) -> Violation:
        """What is wrong with one preference, while these conditions fire."""
        permitted = self._composition.permitted.get(key)
        if permitted is None:
            return Violation(key, raw, "unknown-setting", "catalogue", _("there is no such setting"))
        try:
            asked = permitted.setting.read(raw)
        except NotAValueError as error:
            return _not_a_value(permitted, raw, error)
        if asked not in permitted.bounds:
            return out_of_bounds(permitted, asked)
        held = self._held(permitted, asked, fired)
        first = next(
            condition
            for bit, condition, demand in self._demands[key]
            if fired & bit and asked not in demand.bounds
        )
        return by_condition(permitted, asked, held, first)

    def _resolved(self, preferences: Mapping[str, Any]) -> list[Violation]:
        """The readable way, where a layer is missing or two do not fit together."""
        found: dict[str, Violation] = {}
        values: dict[str, Any] = {}
        for key, raw in preferences.items():
            permitted = self._composition.permitted.get(key)
            if permitted is None:
                found[key] = self._explained(key, raw, 0)
                continue
            try:
                values[key] = permitted.setting.read(raw)
            except NotAValueError as error:
                found[key] = _not_a_value(permitted, raw, error)
        effective = Holding(self._composition, values)
        for key in values:
            if effective[key].origin == "held":
                found[key] = held_violation(self._composition, effective[key])
        return [found[key] for key in preferences if key in found]


def _not_a_value(permitted: Permitted, raw: Any, error: NotAValueError) -> Violation:
    key, bounds = permitted.setting.key, permitted.bounds
    return Violation(key, raw, "not-a-value", "catalogue", error.message, permitted=bounds)


def _exactly(items: list[Any]) -> tuple[tuple[type, Any], ...]:
    """``items`` as a key that tells True from 1, and a text from what only equals it."""
    return tuple((item.__class__, item) for item in items)


def _plain(permitted: Permitted, value: Any) -> Any:
    return permitted.setting.plain(value)


def _distinct_conditions(composition: Composition) -> tuple[Condition, ...]:
    """Every condition once, in the order in which resolution meets them."""
    by_identity: dict[int, Condition] = {}
    for layer in composition.layers:
        by_identity.update((id(condition), condition) for condition in layer.conditions)
    return tuple(by_identity.values())


def _demands(conditions: tuple[Condition, ...]) -> dict[str, list[_Demanded]]:
    """By setting what conditions demand of it, in their order."""
    found: dict[str, list[_Demanded]] = {}
    for place, condition in enumerate(conditions):
        for demand in condition.then:
            found.setdefault(demand.key, []).append((1 << place, condition, demand))
    return found


def _bits(demanded: list[_Demanded]) -> int:
    """The conditions that demand something, one bit each."""
    mask = 0
    for bit, _condition, _demand in demanded:
        mask |= bit
    return mask


def _triggers(conditions: tuple[Condition, ...]) -> dict[str, list[tuple[int, Any]]]:
    found: dict[str, list[tuple[int, Any]]] = {}
    for place, condition in enumerate(conditions):
        for trigger in condition.when:
            found.setdefault(trigger.key, []).append((1 << place, trigger))
    return found


__all__ = ["Checker", "Violation", "ViolationKind", "held_violation"]
