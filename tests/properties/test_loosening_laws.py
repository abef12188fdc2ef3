"""What the settings that govern the tool make of every loosening, walked through day by day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.domain.bounds import Bounds, sets_span
from configurator.domain.orders import Amount, Members, Scale
from configurator.domain.policy import (
    ApprovalKey,
    Catalogue,
    Condition,
    Demand,
    Layer,
    Line,
    Policy,
    Trigger,
)
from configurator.domain.profile import Profile
from configurator.domain.settings import Setting
from configurator.resolution.compose import Composition, compose
from configurator.resolution.standing import LOOSENING
from configurator.session import Session, signing
from configurator.session.saving import marks_after, signed_marks
from configurator.session.terms import waiting
from configurator.store import clock
from tests.properties.days import DAYS, KIT, LEVEL, WAYS, Person, leq

SCALE = Scale(("second_person", "next_day", "confirm"))
NUMBER = Amount(1, 6)
LEVELS = Scale(("never", "ask", "listed", "sandbox", "host"))
ITEMS = Members(("x", "y", "z"))
ORDERS: dict[str, Any] = {WAYS: SCALE, DAYS: NUMBER, LEVEL: LEVELS, KIT: ITEMS}
KINDS = {WAYS: "scale", DAYS: "amount", LEVEL: "scale", KIT: "members"}
PASSPHRASE = "a friend of mine"
FIRST = 740000
"""A day on which a walk begins."""


def _key() -> ApprovalKey:
    """A key that costs nothing to derive: a test guesses no passphrases."""
    bare = ApprovalKey("00" * 16, 2, 8, 1, "")
    return replace(bare, public_key=signing._public(signing._private(bare, PASSPHRASE)))


KEY = _key()


def composed(defaults: dict[str, Any], *, tied: bool) -> Composition:
    """A policy with these defaults (as the model has them) and a guardian who can approve."""
    settings = {
        key: Setting(key, KINDS[key], key, key, order, dict.fromkeys(_names(order), "l"))  # type: ignore[arg-type]
        for key, order in ORDERS.items()
    }
    wide = {key: Bounds.all_of(order) for key, order in ORDERS.items() if key != KIT}
    bounds: dict[str, Any] = {**wide, KIT: sets_span(ITEMS, frozenset(), frozenset(ITEMS.items))}
    lines = {key: Line(key, bounds[key], default=value(key, defaults[key])) for key in ORDERS}
    two = Demand(DAYS, Bounds.between(NUMBER, 1, 2))
    condition = Condition("tied", "Tied", (Trigger(LEVEL, "looser_than", "listed", LEVELS),), (two,))
    society = Layer("society", "society", "S", lines=lines, conditions=(condition,) if tied else ())
    guardian = Layer("friend", "guardian", "F", approval=KEY)
    policy = Policy("p", "1.0.0", "0" * 64, Catalogue(settings, {"a": "A", "oversight": "O"}), society)
    return compose(policy, [guardian])


def _names(order: Any) -> tuple[str, ...]:
    return getattr(order, "levels", getattr(order, "items", ()))


def value(key: str, place: Any) -> Any:
    """The program's value for the model's."""
    return ORDERS[key].levels[place] if isinstance(ORDERS[key], Scale) and place is not None else place


def place(key: str, found: Any) -> Any:
    """The model's value for the program's."""
    return ORDERS[key].levels.index(found) if isinstance(ORDERS[key], Scale) else found


def raw(key: str, wish: Any) -> Any:
    """The model's value as a file has it."""
    return None if wish is None else sorted(wish) if key == KIT else value(key, wish)


SETS = st.frozensets(st.sampled_from(ITEMS.items))
WISHES = {
    WAYS: st.integers(0, 2),
    DAYS: st.integers(1, 6),
    LEVEL: st.integers(0, 4),
    KIT: SETS,
}
DEFAULTS = st.fixed_dictionaries(
    {WAYS: st.integers(0, 2), DAYS: st.integers(2, 4), LEVEL: st.just(1), KIT: SETS}
)


@st.composite
def changes(draw: st.DrawFn) -> dict[str, Any]:
    keys = draw(st.lists(st.sampled_from(list(ORDERS)), min_size=1, max_size=2, unique=True))
    return {key: draw(st.none() | WISHES[key]) for key in keys}


ACTIONS = st.one_of(
    st.tuples(st.just("ask"), changes()),
    st.tuples(st.just("ask"), changes()),
    st.tuples(st.just("renew"), st.sampled_from(list(ORDERS))),
    st.tuples(st.just("approve"), st.none()),
    st.tuples(st.just("by hand"), changes()),
    st.tuples(st.just("wait"), st.none()),
)
WALKS = st.lists(st.tuples(st.integers(0, 3), ACTIONS), max_size=12)


class Walk:
    """One person, in the program and in the model at once."""

    def __init__(self, defaults: dict[str, Any], tied: bool, patch: pytest.MonkeyPatch) -> None:
        self.composition = composed(defaults, tied=tied)
        self.model = Person(defaults, tied, FIRST, FIRST)
        self.profile = Profile("p", written=FIRST)
        self.patch = patch
        self.goes_on(0)

    def goes_on(self, days: int) -> None:
        self.model.day += days
        self.patch.setattr(clock, "today", lambda: self.model.day)

    def session(self) -> Session:
        return Session.of(self.composition, self.profile)

    def written(self, preferences: dict[str, Any], marks: dict[str, Any]) -> None:
        loosened = {**self.profile.loosened, **marks}
        kept = {key: mark for key, mark in loosened.items() if mark is not None}
        self.profile = replace(self.profile, preferences=preferences, loosened=kept, written=self.model.day)

    def does(self, action: tuple[str, Any]) -> None:
        """One action on both sides."""
        what, about = action
        session, now = self.session(), dict(self.profile.preferences)
        if what in ("ask", "by hand"):
            new = {key: raw(key, wish) for key, wish in about.items()}
            new = {key: one for key, one in new.items() if one != now.get(key)}
            wanted = {key: one for key, one in {**now, **new}.items() if one is not None}
            if what == "ask" and new:
                self.written(wanted, marks_after(session, new, ()))
                self.model.ask({key: about[key] for key in new})
            elif new:
                self.written(wanted, {})
                for key in new:
                    self.model.by_hand(key, about[key])
        elif (
            what == "renew" and about in now and not leq(self.model.wanted(about), self.model.defaults[about])
        ):
            self.written(now, marks_after(session, {}, {about}))
            self.model.ask({}, frozenset({about}))
        elif what == "approve" and (keys := waiting(session)) and session.rules.needs_somebody:
            assert keys == [key for key in ORDERS if key in self.model.waits_for_somebody()]
            signed = signed_marks(session, (KEY, PASSPHRASE), keys)
            self.written(now, {**marks_after(session, {}, ()), **signed})
            self.model.approve(keys)

    def agrees(self) -> None:
        """Both say the same of every setting."""
        session = self.session()
        for key, effective in session.effective.items():
            assert place(key, effective.value) == self.model.shown(key), key
            wanted = effective.default if effective.asked is None else effective.asked
            assert (effective.origin == "held") == (effective.value != wanted)


@pytest.fixture
def patch() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as context:
        yield context


def walks(defaults: dict[str, Any], tied: bool, walk: list[Any]) -> Iterator[Walk]:
    """The walk, stopped after every action."""
    with pytest.MonkeyPatch.context() as patch:
        one = Walk(defaults, tied, patch)
        yield one
        for days, action in walk:
            one.goes_on(days)
            one.does(action)
            yield one


@given(DEFAULTS, st.booleans(), WALKS)
def test_on_every_day_that_holds_which_the_model_finds(
    defaults: dict[str, Any], tied: bool, walk: list[Any]
) -> None:
    for one in walks(defaults, tied, walk):
        one.agrees()
        for _ in range(7):  # and on every day after, with nothing done
            one.goes_on(1)
            one.agrees()
        one.goes_on(-7)


@given(DEFAULTS, st.booleans(), WALKS)
def test_a_tightening_holds_at_once_and_nothing_asked_is_lost(
    defaults: dict[str, Any], tied: bool, walk: list[Any]
) -> None:
    before: dict[str, Any] = {}
    for one in walks(defaults, tied, walk):
        session = one.session()
        for key, effective in session.effective.items():
            wish = session.profile.preferences.get(key)
            assert effective.asked == (None if wish is None else session.setting(key).read(wish))
            wanted = one.model.wanted(key)
            if key in before and leq(wanted, before[key]):
                assert leq(place(key, effective.value), wanted)
        before = {key: place(key, e.value) for key, e in session.effective.items()}


@given(DEFAULTS, st.booleans(), WALKS)
def test_looking_again_at_what_changed_finds_what_a_fresh_look_finds(
    defaults: dict[str, Any], tied: bool, walk: list[Any]
) -> None:
    last: Session | None = None
    for one in walks(defaults, tied, walk):
        fresh = one.session()
        assert Session.of(one.composition, one.profile, like=last).effective == fresh.effective
        assert Session.of(one.composition, one.profile, like=fresh) == fresh
        last = fresh


@given(DEFAULTS, st.booleans(), WALKS)
def test_saving_without_a_change_changes_nothing_that_holds(
    defaults: dict[str, Any], tied: bool, walk: list[Any]
) -> None:
    for one in walks(defaults, tied, walk):
        session = one.session()
        marks = marks_after(session, {}, ())
        loosened = {k: m for k, m in {**one.profile.loosened, **marks}.items() if m is not None}
        saved = replace(one.profile, loosened=loosened, written=one.model.day)
        again = Session.of(one.composition, saved)
        assert {k: e.value for k, e in again.effective.items()} == {
            k: e.value for k, e in session.effective.items()
        }
        assert marks_after(again, {}, ()) == {}


@given(st.integers(0, 2), st.integers(1, 6), st.integers(2, 4))
def test_what_waits_holds_the_next_day_and_lapses_on_its_last(way: int, days: int, level: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        one = Walk({WAYS: 2, DAYS: 6, LEVEL: 1, KIT: frozenset()}, False, patch)
        one.does(("ask", {WAYS: way, DAYS: days}))
        one.does(("ask", {LEVEL: level}))
        for day in range(10):
            held = one.session().effective[LEVEL]
            holds = day < days and (way == 2 or (way == 1 and day > 0))
            assert held.value == LEVELS.levels[level if holds else 1]
            assert (held.held_by == LOOSENING) == (not holds and day < days)
            one.goes_on(1)
