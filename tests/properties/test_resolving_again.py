"""What holds is found setting by setting, and from one asking to the next, as resolving everything finds it."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

from hypothesis import given

from configurator.resolution.compose import compose
from configurator.resolution.holding import Holding, rest_of
from configurator.resolution.resolve import resolve
from tests.properties.crowds import askings_of
from tests.properties.test_resolution_laws import OBSTACLES, SEEDS
from tests.strategies import worlds
from tests.worlds import World


def changed(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    return {key for key in {**before, **after} if before.get(key) != after.get(key)}


@given(worlds(), OBSTACLES, SEEDS)
def test_in_whatever_order_settings_are_asked_for_the_same_holds(
    world: World, obstacles: tuple[str, ...], seed: int
) -> None:
    composition = world.composed(obstacles)
    for asked in askings_of(world, seed):
        whole, holding = resolve(composition, asked), Holding(composition, asked)
        keys = random.Random(seed).sample(sorted(whole), len(whole))
        assert {key: holding[key] for key in keys} == whole
        assert list(holding) == list(whole)


@given(worlds(), OBSTACLES, SEEDS)
def test_from_one_asking_to_the_next_nothing_is_missed(
    world: World, obstacles: tuple[str, ...], seed: int
) -> None:
    composition = world.composed(obstacles)
    before: dict[str, Any] = {}
    holding = Holding(composition, before)
    some = random.Random(seed)
    for asked in askings_of(world, seed):
        for key in some.sample(sorted(holding), some.randrange(len(holding) + 1)):
            assert holding[key].key == key  # known before the change, or not
        again = holding.under(asked, changed(before, asked))
        assert again == resolve(composition, asked)
        before, holding = asked, holding.under(asked, changed(before, asked))


@given(worlds(), OBSTACLES, SEEDS)
def test_one_setting_alone_holds_as_it_does_among_all(
    world: World, obstacles: tuple[str, ...], seed: int
) -> None:
    composition = world.composed(obstacles)
    for asked in askings_of(world, seed):
        for key, value in asked.items():
            assert Holding(composition, {key: value})[key] == resolve(composition, {key: value})[key]


@given(worlds(), OBSTACLES, SEEDS)
def test_to_know_what_holds_at_rest_changes_nothing(
    world: World, obstacles: tuple[str, ...], seed: int
) -> None:
    composition = world.composed(obstacles)
    policy = composition.policy
    rested = replace(policy, society=replace(policy.society, rest=rest_of(compose(policy))))
    others = [layer for layer in composition.layers if layer is not policy.society]
    known = compose(rested, others, composition.obstacles)
    assert known.conflicts == composition.conflicts
    for asked in askings_of(world, seed):
        effective = resolve(composition, asked)
        for holding in (
            Holding(known, asked),
            Holding(composition, asked),
            Holding(known, {}).under(asked, asked),
        ):
            assert sorted(holding.held()) == sorted(k for k, e in effective.items() if e.origin == "held")
            assert holding.fired == Holding(composition, asked).fired
