"""Resolving only what a change can reach gives what resolving everything gives."""

from __future__ import annotations

from typing import Any

from hypothesis import given

from configurator.resolution.resolve import resolve, resolve_again, resolve_alone
from tests.properties.crowds import askings_of
from tests.properties.test_resolution_laws import OBSTACLES, SEEDS
from tests.strategies import World, worlds


def changed(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    return {key for key in {**before, **after} if before.get(key) != after.get(key)}


@given(worlds(), OBSTACLES, SEEDS)
def test_from_one_asking_to_the_next_nothing_is_missed(
    world: World, obstacles: tuple[str, ...], seed: int
) -> None:
    composition = world.composed(obstacles)
    before: dict[str, Any] = {}
    effective = resolve(composition, before)
    for asked in askings_of(world, seed):
        again = resolve_again(composition, asked, effective, changed(before, asked))
        whole = resolve(composition, asked)
        assert again == whole
        assert list(again) == list(whole)
        before, effective = asked, whole


@given(worlds(), OBSTACLES, SEEDS)
def test_one_setting_alone_holds_as_it_does_among_all(
    world: World, obstacles: tuple[str, ...], seed: int
) -> None:
    composition = world.composed(obstacles)
    for asked in askings_of(world, seed):
        for key, value in asked.items():
            assert resolve_alone(composition, key, value) == resolve(composition, {key: value})[key]
