"""What holds, setting by setting as it is asked for.

Seen from outside it is what `resolve` gives. A setting needs only those that can hold
it through conditions, so of ten thousand settings a screen makes forty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from configurator.domain.policy import Layer, Rest
from configurator.domain.settings import Value
from configurator.resolution.compose import Composition
from configurator.resolution.resolve import NO_HOLDS, Effective, Hold, effective_of


def changed_keys(before: Mapping[str, object], after: Mapping[str, object]) -> set[str]:
    """The keys at which the two do not have one and the same, equal or not."""
    found = {key for key, one in after.items() if before.get(key) is not one}
    found.update(before.keys() - after.keys())
    return found


class Holding(Mapping[str, Effective]):
    """The effective profile of ``preferences`` (domain values, by key)."""

    __slots__ = ("_composition", "_fired", "_holds", "_known", "_leads", "_moved", "_places", "_preferences")

    def __init__(
        self,
        composition: Composition,
        preferences: Mapping[str, Value],
        holds: Mapping[str, Hold] = NO_HOLDS,
    ) -> None:
        self._composition = composition
        self._preferences = preferences
        self._holds = holds
        self._known: dict[str, Effective] = {}
        self._leads: dict[str, list[str]] = {}
        self._places: dict[int, dict[str, list[int]]] = {}
        self._fired: frozenset[str] | None = None
        self._moved: set[str] | None = None

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
                self._known[one] = effective_of(self._composition, one, asked, self._known, self._holds)

    def __contains__(self, key: object) -> bool:
        return key in self._composition.permitted

    def __iter__(self) -> Iterator[str]:
        return iter(self._composition.permitted)

    def __len__(self) -> int:
        return len(self._composition.permitted)

    def __repr__(self) -> str:
        return repr(dict(self))

    def under(
        self, preferences: Mapping[str, Value], changed: Iterable[str], holds: Mapping[str, Hold] = NO_HOLDS
    ) -> Holding:
        """What holds under ``preferences`` and ``holds`` that differ from these only in ``changed``."""
        again, reached = Holding(self._composition, preferences, holds), self.reached(changed)
        again._known = {key: one for key, one in self._known.items() if key not in reached}
        again._leads, again._places = self._leads, self._places
        if reached.isdisjoint(self._leads):  # nothing that any condition fires on
            again._fired = self._fired
        return again

    def reached(self, changed: Iterable[str]) -> set[str]:
        """``changed``, and every setting that conditions may hold because of it."""
        leads, found = self._leads, set(changed)
        if not leads:
            for key, conditions in self._composition.conditions.items():
                for trigger in {trigger.key for condition in conditions for trigger in condition.when}:
                    leads.setdefault(trigger, []).append(key)
        waiting = list(leads.keys() & found)
        for key in waiting:  # grows while it is walked
            new = [held for held in leads[key] if held not in found]
            found.update(new)
            waiting += [held for held in new if held in leads]
        return found

    @property
    def fired(self) -> frozenset[str]:
        """The settings of which conditions that fire now demand something."""
        if self._fired is None:
            self._fired = frozenset(
                demand.key
                for layer in self._composition.layers
                for place in self._firing(layer)
                for demand in layer.conditions[place].then
            )
        return self._fired

    def _firing(self, layer: Layer) -> Iterable[int]:
        """The places of the conditions of ``layer`` that fire now: of those that rest, what is known of it."""
        stirred = self._stirred
        if layer.rest is None or stirred is None:
            return [place for place in range(len(layer.conditions)) if self.fires(layer, place)]
        by_trigger = self._places.get(id(layer))
        if by_trigger is None:
            by_trigger = self._places[id(layer)] = _places(layer)
        touched = {place for key in by_trigger.keys() & stirred for place in by_trigger[key]}
        return (layer.rest.firing - touched) | {place for place in touched if self.fires(layer, place)}

    def fires(self, layer: Layer, place: int) -> bool:
        """Whether a condition of ``layer`` fires now."""
        triggers, rest, stirred = layer.conditions[place].when, layer.rest, self._stirred
        if rest is not None and stirred is not None and stirred.isdisjoint(t.key for t in triggers):
            return place in rest.firing
        return any(trigger.fires(self[trigger.key].value) for trigger in triggers)

    @property
    def _stirred(self) -> set[str] | None:
        """The settings that may not hold as the rest of the society has it; None for all."""
        if self._moved is None and self._composition.stirred is not None:
            self._moved = self.reached((*self._preferences, *self._holds, *self._composition.stirred))
        return self._moved

    def held(self) -> list[str]:
        """The settings whose value is held. Only what is asked for can be out of bounds."""
        rest, stirred = self._composition.policy.society.rest, self._stirred
        fired = [key for key in self._composition.conditions if key in self.fired] if self.fired else []
        known = self._known
        return [
            key
            for key in dict.fromkeys((*self._preferences, *self._holds, *fired))
            if (
                (known[key] if key in known else self[key]).origin == "held"
                if rest is None or stirred is None or key in stirred
                else key in rest.held
            )
        ]


def _places(layer: Layer) -> dict[str, list[int]]:
    """The places of the conditions of ``layer``, by the settings that they fire on."""
    found: dict[str, list[int]] = {}
    for place, condition in enumerate(layer.conditions):
        for key in {trigger.key for trigger in condition.when}:
            found.setdefault(key, []).append(place)
    return found


def rest_of(composition: Composition) -> Rest | None:
    """The rest of a society that is alone; None where its layer does not fit itself."""
    if composition.conflicts:
        return None
    holding, (society,) = Holding(composition, {}), composition.layers
    firing = (place for place in range(len(society.conditions)) if holding.fires(society, place))
    return Rest(frozenset(firing), frozenset(holding.held()))
