"""What holds, setting by setting as it is asked for.

Seen from outside it is what `resolve` gives. A setting needs only those that can hold
it through conditions, so of ten thousand settings a screen makes forty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from configurator.domain.settings import Value
from configurator.resolution.compose import Composition
from configurator.resolution.resolve import Effective, effective_of


class Holding(Mapping[str, Effective]):
    """The effective profile of ``preferences`` (domain values, by key)."""

    __slots__ = ("_composition", "_fired", "_known", "_leads", "_preferences")

    def __init__(self, composition: Composition, preferences: Mapping[str, Value]) -> None:
        self._composition = composition
        self._preferences = preferences
        self._known: dict[str, Effective] = {}
        self._leads: dict[str, list[str]] = {}
        self._fired: frozenset[str] | None = None

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

    def under(self, preferences: Mapping[str, Value], changed: Iterable[str]) -> Holding:
        """What holds under ``preferences`` that differ from these only in ``changed``."""
        again, reached = Holding(self._composition, preferences), self.reached(changed)
        again._known = {key: one for key, one in self._known.items() if key not in reached}
        again._leads = self._leads
        if reached.isdisjoint(self._leads):  # nothing that any condition fires on
            again._fired = self._fired
        return again

    def reached(self, changed: Iterable[str]) -> set[str]:
        """``changed``, and every setting that conditions may hold because of it."""
        if not self._leads:
            for key, conditions in self._composition.conditions.items():
                for trigger in {trigger.key for condition in conditions for trigger in condition.when}:
                    self._leads.setdefault(trigger, []).append(key)
        found = dict.fromkeys(changed)
        waiting = list(found)
        for key in waiting:  # grows while it is walked
            new = [held for held in self._leads.get(key, ()) if held not in found]
            found.update(dict.fromkeys(new))
            waiting += new
        return set(found)

    @property
    def fired(self) -> frozenset[str]:
        """The settings of which conditions that fire now demand something."""
        if self._fired is None:
            self._fired = frozenset(
                demand.key
                for layer in self._composition.layers
                for condition in layer.conditions
                if any(trigger.fires(self[trigger.key].value) for trigger in condition.when)
                for demand in condition.then
            )
        return self._fired
