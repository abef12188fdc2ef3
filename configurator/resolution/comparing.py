"""Two policies with their layers, compared by the profiles that they permit: exactly.

What is compared is whether a profile is permitted: every preference in it, as asked. So
for each setting it is asked whether a profile that one side permits has it refused on the
other. That takes the setting and all that conditions of either side hold it by, and no
more. Of these every combination is tried, but not one by one: they are taken in the order
in which both sides resolve them, and of all that was chosen so far only two things matter
later, which conditions fire on the one side, and which on the other. Of the choices that
come to the same, one is kept. For the values that stand for all, see ``points.py``.

Where the conditions of both sides together go round in a circle, no such order exists.
Then it is supposed beforehand which of the other side's conditions fire, each way once,
and a choice counts where that came true.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any, Literal

from configurator.domain.frozen import dataclass
from configurator.domain.policy import Condition, Trigger
from configurator.domain.settings import NotAValueError
from configurator.resolution.check import Checker
from configurator.resolution.compose import Composition, topological
from configurator.resolution.points import points, texts_told_apart
from configurator.resolution.resolve import effective_under
from configurator.resolution.violation import Violation

Relation = Literal["equal", "narrower", "wider", "neither", "undecided"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A profile (raw preferences by key) that one side permits, and why the other refuses
    it: ``key``, and what else of the profile."""

    key: str
    profile: Mapping[str, Any]
    refused: tuple[Violation, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the second of two compositions permits beside the first.

    ``wider`` are profiles that only the second permits, ``narrower`` those that only the
    first does, one for each setting that is refused. ``undecided`` are texts of which a
    pattern keeps unknown whether one side permits more.
    """

    wider: tuple[Difference, ...]
    narrower: tuple[Difference, ...]
    undecided: tuple[str, ...]

    @property
    def relation(self) -> Relation:
        """The second, seen from the first; `undecided` where a text could change the answer."""
        if self.wider and self.narrower:
            return "neither"
        if self.undecided:
            return "undecided"
        if self.wider:
            return "wider"
        return "narrower" if self.narrower else "equal"


def compare(first: Composition, second: Composition) -> Comparison:
    """Whether ``second`` permits more profiles than ``first``, fewer, the same, or others.

    A setting that only one side has is permitted by that side alone: to name it is a
    violation on the other.
    """
    wider, open_one = _beyond(second, first)
    narrower, open_other = _beyond(first, second)
    return Comparison(wider, narrower, tuple(dict.fromkeys((*open_one, *open_other))))


def _beyond(one: Composition, other: Composition) -> tuple[tuple[Difference, ...], list[str]]:
    """What ``one`` permits and ``other`` does not, and the texts of which nobody knows."""
    found, undecided = [], []
    search, ours, theirs = _Search(one, other), Checker(one), Checker(other)
    for key, permitted in one.permitted.items():
        profile = search.profile(key)
        if profile is not None:
            small = _smallest(profile, key, ours, theirs)
            found.append(Difference(key, small, tuple(theirs.violations(small))))
        elif permitted.setting.kind == "text" and not texts_told_apart(one, other, key):
            undecided.append(key)
    return tuple(found), undecided


def _smallest(profile: Mapping[str, Any], wanted: str, ours: Checker, theirs: Checker) -> Mapping[str, Any]:
    """``profile`` without what ``wanted`` is refused without."""
    for key in profile:
        less = {name: raw for name, raw in profile.items() if name != key}
        if any(one.key == wanted for one in theirs.violations(less)) and not ours.violations(less):
            return _smallest(less, wanted, ours, theirs)
    return profile


# ------------------------------------------------------------------ one side


class _Side:
    """One composition: what each value of a setting fires, and whether it is permitted."""

    def __init__(self, composition: Composition) -> None:
        self.composition = composition
        self.conditions = [condition for layer in composition.layers for condition in layer.conditions]
        self.held_by: dict[str, int] = {}
        """The conditions that may hold a setting, a bit each."""
        self._triggers: dict[str, list[tuple[int, Trigger]]] = {}
        for place, condition in enumerate(self.conditions):
            for demand in condition.then:
                self.held_by[demand.key] = self.held_by.get(demand.key, 0) | 1 << place
            for trigger in condition.when:
                self._triggers.setdefault(trigger.key, []).append((1 << place, trigger))
        self._known: dict[tuple[str, Any, int], tuple[int, bool]] = {}

    def ask(self, key: str, raw: Any, fired: int) -> tuple[int, bool]:
        """The conditions that ``key`` fires where ``raw`` is asked (None: nothing), and whether
        it is permitted, while the conditions ``fired`` fire."""
        if key not in self.composition.permitted:
            return 0, raw is None
        name = (key, tuple(raw) if type(raw) is list else raw, fired & self.held_by.get(key, 0))
        if name not in self._known:
            self._known[name] = self._asked(key, raw, name[2])
        return self._known[name]

    def _asked(self, key: str, raw: Any, fired: int) -> tuple[int, bool]:
        setting, asked, is_value = self.composition.permitted[key].setting, None, True
        if raw is not None:
            try:
                asked = setting.read(raw)
            except NotAValueError:
                is_value = False
        firing = tuple(one for place, one in enumerate(self.conditions) if fired >> place & 1)
        value = effective_under(self.composition, key, asked, firing).value
        fires = 0
        for bit, trigger in self._triggers.get(key, ()):
            fires |= bit if trigger.fires(value) else 0
        return fires, is_value and (asked is None or value == asked)


# ------------------------------------------------------------------ one setting


@dataclass(frozen=True, slots=True)
class _State:
    """All that matters of the choices so far: the conditions that fire on either side
    (a bit each), and those of the supposed ones that did come true."""

    ours: int
    theirs: int
    came_true: int


class _Search:
    """For profiles that ``one`` permits and ``other`` refuses."""

    def __init__(self, one: Composition, other: Composition) -> None:
        self.ours, self.theirs = _Side(one), _Side(other)
        self._conditions = (*self.ours.conditions, *self.theirs.conditions)
        self._needed: dict[str, set[str]] = {}
        for condition in self._conditions:
            for demand in condition.then:
                self._needed.setdefault(demand.key, set()).update(part.key for part in condition.when)
        self._points: dict[str, list[Any]] = {}

    def profile(self, wanted: str) -> dict[str, Any] | None:
        """One in which ``wanted`` is refused; None where there is none."""
        keys, supposed = self._ordered(self._closure(wanted))
        found = (self._under(wanted, keys, supposed, suppose) for suppose in _subsets(supposed))
        return next((profile for profile in found if profile is not None), None)

    def _closure(self, wanted: str) -> dict[str, None]:
        """``wanted``, and whatever may decide which conditions hold it."""
        keys = {wanted: None}
        waiting = [wanted]
        for key in waiting:  # grows while it is walked
            new = [name for name in sorted(self._needed.get(key, ())) if name not in keys]
            keys.update(dict.fromkeys(new))
            waiting += new
        return keys

    def _ordered(self, keys: Mapping[str, None]) -> tuple[tuple[str, ...], int]:
        """``keys`` in an order in which both sides resolve them, and the conditions of the
        other side for which it is none."""
        if len(keys) == 1:
            return tuple(keys), 0
        try:
            return topological(keys, [_among(keys, condition) for condition in self._conditions]), 0
        except ValueError:
            every = (*self.ours.composition.keys, *self.theirs.composition.keys)
        place = {key: number for number, key in enumerate(key for key in dict.fromkeys(every) if key in keys)}
        late = 0
        for number, condition in enumerate(self.theirs.conditions):
            held = [place[demand.key] for demand in condition.then if demand.key in keys]
            if held and max(place[trigger.key] for trigger in condition.when) >= min(held):
                late |= 1 << number
        return tuple(place), late

    def _under(
        self, wanted: str, keys: tuple[str, ...], supposed: int, suppose: int
    ) -> dict[str, Any] | None:
        """The same, where of the conditions ``supposed`` exactly ``suppose`` fire."""
        states: dict[_State, dict[str, Any]] = {_State(0, suppose, 0): {}}
        for place, key in enumerate(keys):
            matter = self._mattering(keys[place + 1 :])
            following: dict[_State, dict[str, Any]] = {}
            for raw in self._choices(key, wanted):
                for state, profile in states.items():
                    after = self._after(state, key, raw, supposed)
                    if after is None or (key == wanted and self.theirs.ask(key, raw, state.theirs)[1]):
                        continue
                    kept = _State(
                        after.ours & matter[0], after.theirs & (matter[1] | supposed), after.came_true
                    )
                    if not kept.came_true & ~suppose:
                        following.setdefault(kept, profile if raw is None else {**profile, key: raw})
            states = following
        return next((profile for state, profile in states.items() if state.came_true == suppose), None)

    def _choices(self, key: str, wanted: str) -> list[Any]:
        """To ask for nothing, and what stands for all values that could be asked for."""
        if key not in self._points:
            one, other = self.ours.composition, self.theirs.composition
            self._points[key] = points(one, other, key) if key in one.permitted else []
        return self._points[key] if key == wanted else [None, *self._points[key]]

    def _mattering(self, later: Iterable[str]) -> tuple[int, int]:
        """The conditions of either side that may hold a setting that is still to come."""
        ours = theirs = 0
        for key in later:
            ours |= self.ours.held_by.get(key, 0)
            theirs |= self.theirs.held_by.get(key, 0)
        return ours, theirs

    def _after(self, state: _State, key: str, raw: Any, supposed: int) -> _State | None:
        """What fires once ``raw`` is asked too; None where ``one`` refuses it."""
        ours, is_permitted = self.ours.ask(key, raw, state.ours)
        if not is_permitted:
            return None
        theirs, _ = self.theirs.ask(key, raw, state.theirs)
        return _State(
            state.ours | ours, state.theirs | (theirs & ~supposed), state.came_true | (theirs & supposed)
        )


def _among(keys: Mapping[str, None], condition: Condition) -> Condition:
    """``condition`` without its demands on other settings than ``keys``."""
    then = tuple(demand for demand in condition.then if demand.key in keys)
    return Condition(condition.id, condition.title, condition.when, then)


def _subsets(mask: int) -> Iterator[int]:
    """Every choice of the bits of ``mask``."""
    bits = [1 << place for place in range(mask.bit_length()) if mask >> place & 1]
    for size in range(len(bits) + 1):
        yield from (sum(some) for some in combinations(bits, size))
