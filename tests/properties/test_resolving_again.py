"""What holds is found setting by setting, and from one asking to the next, as resolving everything finds it."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given

from configurator.resolution.holding import Holding
from configurator.resolution.resolve import resolve
from tests.properties.crowds import askings_of
from tests.properties.test_resolution_laws import OBSTACLES, SEEDS
from tests.strategies import World, worlds


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
