"""What holds, setting by setting as it is asked for.

Seen from outside it is what `resolve` gives. A setting needs only those that can hold
it through conditions, so of ten thousand settings a screen makes forty.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from configurator.domain.settings import Value
from configurator.resolution.compose import Composition
from configurator.resolution.resolve import Effective, effective_of


class Holding(Mapping[str, Effective]):
    """The effective profile of ``preferences`` (domain values, by key)."""

    __slots__ = ("_composition", "_known", "_preferences")

    def __init__(self, composition: Composition, preferences: Mapping[str, Value]) -> None:
        self._composition = composition
        self._preferences = preferences
        self._known: dict[str, Effective] = {}

    def __getitem__(self, key: str) -> Effective:
        if key not in self._known:
            self._find(key)
        return self._known[key]

    def _find(self, key: str) -> None:
        """Find what holds for ``key``: after what can hold it, and that after what can hold that."""
        waiting = [key]
        while waiting:
            one = waiting[-1]
            conditions = self._composition.conditions.get(one, ())
            triggers = [t.key for condition in conditions for t in condition.when if t.key not in self._known]
            if triggers:
                waiting += triggers
                continue
            waiting.pop()
            if one not in self._known:
                asked = self._preferences.get(one)
                self._known[one] = effective_of(self._composition, one, asked, self._known)

    def __contains__(self, key: object) -> bool:
        return key in self._composition.permitted

    def __iter__(self) -> Iterator[str]:
        return iter(self._composition.permitted)

    def __len__(self) -> int:
        return len(self._composition.permitted)

    def __repr__(self) -> str:
        return repr(dict(self))

    def under(self, preferences: Mapping[str, Value], changed: Collection[str]) -> Holding:
        """What holds under ``preferences`` that differ from these only in ``changed``."""
        again = Holding(self._composition, preferences)
        again._known = {**self._known}
        for key in reached(self._composition, changed):
            again._known.pop(key, None)
        return again


def reached(composition: Composition, changed: Collection[str]) -> set[str]:
    """``changed``, and every setting that conditions may hold because of it."""
    found = set(changed)
    for key, conditions in composition.conditions.items():  # triggers before what they hold
        if any(trigger.key in found for condition in conditions for trigger in condition.when):
            found.add(key)
    return found


def fired(composition: Composition, effective: Mapping[str, Effective]) -> set[str]:
    """The settings of which conditions that fire now demand something."""
    return {
        demand.key
        for layer in composition.layers
        for condition in layer.conditions
        if any(trigger.fires(effective[trigger.key].value) for trigger in condition.when)
        for demand in condition.then
    }
