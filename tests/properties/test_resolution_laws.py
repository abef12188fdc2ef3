"""What holds for a person: inside bounds and conditions, as close to what was asked as they let it be."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from configurator.domain.policy import Trigger
from configurator.resolution.check import Checker
from configurator.resolution.compose import Composition
from configurator.resolution.resolve import Effective, firing, resolve
from tests import model
from tests.properties.built import order_of
from tests.properties.crowds import askings_of
from tests.strategies import askings, layers, readable, settings, triggers, worlds
from tests.worlds import ORDERED, World

OBSTACLES: st.SearchStrategy[tuple[str, ...]] = st.sampled_from([(), (), ("eu",), ("eu", "home")])
SEEDS = st.integers(0, 1 << 16)


@st.composite
def cases(draw: st.DrawFn, *, anchored: bool = False) -> tuple[World, dict[str, Any], tuple[str, ...]]:
    """A world, what someone asks for in it, and the layers that could not be read."""
    world = draw(worlds(anchored=anchored))
    return world, draw(askings(world)), draw(OBSTACLES)


Case = tuple[World, dict[str, Any], tuple[str, ...]]


def room(composition: Composition, effective: dict[str, Effective], key: str) -> list[Any]:
    """The bounds of every demand on ``key`` that fires."""
    fired = firing(composition, key, effective)
    return [demand.bounds for condition in fired for demand in condition.then if demand.key == key]


@given(worlds(), OBSTACLES, SEEDS)
def test_what_holds_is_what_the_model_finds(world: World, obstacles: tuple[str, ...], seed: int) -> None:
    composition, whole = world.composed(obstacles), world.modelled(obstacles)
    for asked in askings_of(world, seed):
        found = resolve(composition, asked)
        expected = model.resolve(whole, asked)
        assert {key: (one.value, one.asked, one.origin) for key, one in found.items()} == {
            key: (one.value, one.asked, one.origin) for key, one in expected.items()
        }


@given(cases())
def test_effective_values_lie_inside_bounds_and_conditions(case: Case) -> None:
    world, asked, obstacles = case
    composition = world.composed(obstacles)
    effective = resolve(composition, asked)
    for key, one in effective.items():
        assert one.value in composition.permitted[key].bounds
        for demanded in room(composition, effective, key):
            met = composition.permitted[key].bounds & demanded
            assert one.value in demanded or met.is_empty


@given(worlds(), OBSTACLES, SEEDS)
def test_a_demand_without_room_leaves_the_tightest_permitted_value(
    world: World, obstacles: tuple[str, ...], seed: int
) -> None:
    composition, whole = world.composed(obstacles), world.modelled(obstacles)
    for asked in askings_of(world, seed, 20):
        effective = resolve(composition, asked)
        for key, one in effective.items():
            permitted = composition.permitted[key].bounds
            if any((permitted & demanded).is_empty for demanded in room(composition, effective, key)):
                assert one.value == model.tightest(world.settings[key], whole.permitted[key].values)


@given(cases())
def test_a_permitted_preference_is_honoured_exactly(case: Case) -> None:
    world, asked, obstacles = case
    composition = world.composed(obstacles)
    effective = resolve(composition, asked)
    for key, value in asked.items():
        free = not composition.stopped(key) and not effective[key].conditions
        if free and value in composition.permitted[key].bounds:
            assert effective[key].value == value
            assert effective[key].origin == "preference"


@given(cases())
def test_a_held_value_always_carries_who_holds_it(case: Case) -> None:
    world, asked, obstacles = case
    composition = world.composed(obstacles)
    parties = {layer.id for layer in composition.layers} | {*obstacles, "catalogue"}
    parties |= {condition.id for layer in composition.layers for condition in layer.conditions}
    for one in resolve(composition, asked).values():
        wanted = one.default if one.asked is None else one.asked
        assert (one.origin == "held") == (one.value != wanted)
        assert (one.held_by in parties) == (one.origin == "held")


@given(worlds(), OBSTACLES, SEEDS)
def test_a_value_is_held_by_whom_the_model_names(world: World, obstacles: tuple[str, ...], seed: int) -> None:
    composition, whole = world.composed(obstacles), world.modelled(obstacles)
    for asked in askings_of(world, seed, 10):
        expected = model.resolve(whole, asked)
        for key, one in resolve(composition, asked).items():
            if expected[key].condition is not None:
                assert one.held_by == expected[key].condition
            elif expected[key].stopped:
                assert one.held_by == whole.stopper(key)


@given(cases())
def test_a_held_amount_or_level_is_never_looser_than_asked_if_it_can_be_helped(case: Case) -> None:
    """A tightening is never turned into a loosening: looser than asked only where nothing tighter is left."""
    world, asked, obstacles = case
    whole = world.modelled(obstacles)
    effective = resolve(world.composed(obstacles), asked)
    for key, value in asked.items():
        setting, permitted = world.settings[key], whole.permitted[key].values
        if setting["kind"] in {"scale", "amount"} and not model.no_looser(
            setting, effective[key].value, value
        ):
            assert effective[key].value == model.tightest(setting, permitted)


@given(worlds(), OBSTACLES, SEEDS)
def test_asking_tighter_never_makes_a_setting_looser(
    world: World, obstacles: tuple[str, ...], seed: int
) -> None:
    composition = world.composed(obstacles)
    profiles = list(askings_of(world, seed, 12))
    for asked, other in pairwise(profiles):
        for key in asked.keys() & other.keys():
            setting = world.settings[key]
            if setting["kind"] in model.ORDERED and model.no_looser(setting, other[key], asked[key]):
                before = resolve(composition, asked)[key].value
                after = resolve(composition, {**asked, key: other[key]})[key].value
                assert model.no_looser(setting, after, before)


@given(worlds(), OBSTACLES, SEEDS)
def test_a_tightening_never_makes_a_valid_profile_invalid(
    world: World, obstacles: tuple[str, ...], seed: int
) -> None:
    """Facts about the person (contexts) are exempt: a younger audience may demand more."""
    composition, whole = world.composed(obstacles), world.modelled(obstacles)
    checker, random = Checker(composition), Random(seed)
    ordered = [
        key for key, one in world.settings.items() if one["kind"] in model.ORDERED and not one["context"]
    ]
    for asked in askings_of(world, seed, 12):
        held = resolve(composition, asked)
        valid = {key: composition.permitted[key].setting.plain(held[key].value) for key in asked}
        if checker.violations(valid):
            continue
        for key in ordered:
            pool = sorted(whole.permitted[key].values, key=repr)
            under = [v for v in pool if model.no_looser(world.settings[key], v, held[key].value)]
            tighter = composition.permitted[key].setting.plain(random.choice(under))
            assert checker.violations({**valid, key: tighter}) == []


@given(cases(anchored=True), st.data())
def test_nothing_asked_is_lost_when_bounds_tighten_and_loosen(case: Case, data: st.DataObject) -> None:
    world, asked, obstacles = case
    narrower = world.with_layers([*world.layers, data.draw(layers(world, "extra"))]).composed(obstacles)
    at_first = resolve(world.composed(), asked)
    meanwhile = resolve(narrower, asked)
    kept = {key: one.asked for key, one in meanwhile.items() if one.asked is not None}
    assert kept == asked
    assert resolve(world.composed(), kept) == at_first


@given(cases())
def test_what_holds_does_not_depend_on_the_order_of_preferences(case: Case) -> None:
    world, asked, obstacles = case
    composition = world.composed(obstacles)
    assert resolve(composition, dict(reversed(asked.items()))) == resolve(composition, asked)


@given(cases())
def test_an_unreadable_layer_lets_nothing_past_its_default(case: Case) -> None:
    world, asked, _ = case
    composition = world.composed(("eu",))
    for key, one in resolve(composition, asked).items():
        setting = world.settings[key]
        if setting["kind"] in model.ORDERED:
            assert model.no_looser(setting, one.value, one.default)
        else:
            assert one.value == one.default


@given(cases())
def test_an_unreadable_layer_does_not_stop_tightening(case: Case) -> None:
    world, asked, _ = case
    open_world, stopped_world = world.composed(), world.composed(("eu",))
    for key, one in resolve(stopped_world, asked).items():
        setting, value = world.settings[key], asked.get(key)
        tightening = setting["kind"] in model.ORDERED and value is not None
        if tightening and value in one.permitted and model.no_looser(setting, value, one.default):
            assert one.value == value or one.conditions
        assert one.permitted == open_world.permitted[key].bounds


@given(settings(kinds=ORDERED), st.data())
def test_a_trigger_fires_on_what_the_model_says(setting: model.Desc, data: st.DataObject) -> None:
    trigger, value = data.draw(triggers(setting)), data.draw(readable(setting))
    order = order_of(setting)
    assert order is not None
    found = {setting["key"]: model.Held(value, value, "preference")}
    expected = model.fires({setting["key"]: setting}, trigger, found)
    assert Trigger(setting["key"], trigger["test"], trigger["value"], order).fires(value) == expected
    if trigger["test"] != "at_most":  # what fires on something goes on firing on everything looser
        looser = data.draw(readable(setting).filter(lambda v: model.no_looser(setting, value, v)))
        again = Trigger(setting["key"], trigger["test"], trigger["value"], order).fires(looser)
        assert again or not expected


@given(cases())
def test_a_condition_that_does_not_fire_holds_nothing(case: Case) -> None:
    world, asked, obstacles = case
    composition = world.composed(obstacles)
    effective = resolve(composition, asked)
    whole, found = world.modelled(obstacles), model.resolve(world.modelled(obstacles), asked)
    for key, one in effective.items():
        assert set(one.conditions) <= set(firing(composition, key, effective))
        for condition in whole.conditions:
            if not any(model.fires(world.settings, trigger, found) for trigger in condition["when"]):
                assert condition["id"] not in {held.id for held in one.conditions}
