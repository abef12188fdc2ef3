"""The fast checker says what resolution says, and both say what the model says."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from configurator.domain.settings import NotAValueError
from configurator.resolution.check import Checker, held_violation
from configurator.resolution.resolve import resolve
from tests import model
from tests.properties.crowds import askings_of, raw_profiles_of
from tests.strategies import askings, raw_profiles, worlds
from tests.worlds import World

OBSTACLES: st.SearchStrategy[tuple[str, ...]] = st.sampled_from([(), (), ("eu",)])
SEEDS = st.integers(0, 1 << 16)


@st.composite
def cases(draw: st.DrawFn) -> tuple[World, dict[str, Any], tuple[str, ...]]:
    world = draw(worlds(anchored=draw(st.booleans())))
    return world, draw(raw_profiles(world)), draw(OBSTACLES)


Case = tuple[World, dict[str, Any], tuple[str, ...]]


def as_value(raw: Any) -> Any:
    """Lists as sets: the order of items says nothing."""
    return frozenset(raw) if isinstance(raw, list) else raw


@given(worlds(), OBSTACLES, SEEDS)
def test_violations_are_what_the_model_finds(world: World, obstacles: tuple[str, ...], seed: int) -> None:
    """One checker for many profiles, as over a population: what it remembers must not mislead it."""
    checker, whole = Checker(world.composed(obstacles)), world.modelled(obstacles)
    for raw in raw_profiles_of(world, seed):
        found = [
            {"key": v.key, "kind": v.kind, "blamed": v.blamed, "nearest": as_value(v.nearest)}
            for v in checker.violations(raw)
        ]
        assert found == model.violations(whole, raw)


@given(worlds(anchored=True), SEEDS)
def test_verdicts_are_the_models_where_layers_agree(world: World, seed: int) -> None:
    """Without conflicts the fast look-ups decide, and most profiles are fine."""
    checker, whole, composition = Checker(world.composed()), world.modelled(), world.composed()
    for asked in askings_of(world, seed):
        held = resolve(composition, asked)
        near = {key: composition.permitted[key].setting.plain(held[key].value) for key in asked}
        raw = {key: composition.permitted[key].setting.plain(value) for key, value in asked.items()}
        for one in ({**raw, **near}, {**near, **dict(list(raw.items())[:1])}, raw):
            found = [(v.key, v.kind, v.blamed) for v in checker.violations(one)]
            assert found == [(v["key"], v["kind"], v["blamed"]) for v in model.violations(whole, one)]


@given(cases())
def test_no_violation_means_that_everything_asked_holds(case: Case) -> None:
    world, raw, obstacles = case
    composition = world.composed(obstacles)
    values, unread = {}, []
    for key, one in raw.items():
        try:
            values[key] = composition.permitted[key].setting.read(one)
        except (KeyError, NotAValueError):
            unread.append(key)
    effective = resolve(composition, values)
    held = [key for key, value in values.items() if effective[key].value != value]
    refused = [violation.key for violation in Checker(composition).violations(raw)]
    assert refused == [key for key in raw if key in {*held, *unread}]


@given(cases())
def test_a_violation_names_a_reason_and_keeps_what_was_asked(case: Case) -> None:
    world, raw, obstacles = case
    for violation in Checker(world.composed(obstacles)).violations(raw):
        asked = raw[violation.key]
        assert violation.reason
        assert violation.blamed
        assert violation.asked is asked or as_value(violation.asked) == as_value(asked)


@given(worlds(), OBSTACLES, SEEDS)
def test_a_checker_remembers_nothing_of_the_profiles_before(
    world: World, obstacles: tuple[str, ...], seed: int
) -> None:
    composition = world.composed(obstacles)
    used = Checker(composition)
    for raw in raw_profiles_of(world, seed, 12):
        assert used.violations(raw) == Checker(composition).violations(raw)


@given(cases())
def test_checking_changes_nothing(case: Case) -> None:
    world, raw, obstacles = case
    kept = dict(raw)
    lists = {key: list(one) for key, one in raw.items() if type(one) is list}
    Checker(world.composed(obstacles)).violations(raw)
    assert list(raw) == list(kept)
    assert all(raw[key] is one for key, one in kept.items())
    assert all(raw[key] == one for key, one in lists.items())


@given(worlds(), st.data())
def test_what_holds_can_be_asked_for(world: World, data: st.DataObject) -> None:
    """Effective values, taken as preferences, are all permitted: repair by `nearest` comes to an end."""
    composition = world.composed(data.draw(OBSTACLES))
    values = {key: one.value for key, one in resolve(composition, data.draw(askings(world))).items()}
    plain = {key: composition.permitted[key].setting.plain(value) for key, value in values.items()}
    assert Checker(composition).violations(plain) == []


@given(worlds(), st.data())
def test_the_nearest_value_of_a_violation_lies_inside_bounds(world: World, data: st.DataObject) -> None:
    composition = world.composed(data.draw(OBSTACLES))
    for violation in Checker(composition).violations(data.draw(raw_profiles(world))):
        if violation.nearest is not None:
            permitted = composition.permitted[violation.key]
            assert permitted.setting.read(violation.nearest) in permitted.bounds
            assert violation.permitted == permitted.bounds


@given(worlds(), st.data())
def test_explaining_one_value_says_what_checking_the_profile_says(world: World, data: st.DataObject) -> None:
    composition = world.composed(data.draw(OBSTACLES))
    asked = data.draw(askings(world))
    raw = {key: composition.permitted[key].setting.plain(value) for key, value in asked.items()}
    effective = resolve(composition, asked)
    held = [held_violation(composition, effective[key]) for key in asked if effective[key].origin == "held"]
    assert Checker(composition).violations(raw) == held


@given(worlds(), st.data())
def test_who_holds_a_value_out_of_bounds_is_who_is_blamed(world: World, data: st.DataObject) -> None:
    composition = world.composed()
    asked = data.draw(askings(world))
    free = {key for key in asked if not composition.stopped(key)}
    for key, one in resolve(composition, asked).items():
        if key in free and one.asked not in one.permitted and not one.conditions:
            assert one.held_by == held_violation(composition, one).blamed
