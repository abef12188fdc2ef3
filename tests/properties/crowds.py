"""Many profiles for one world: a world is dear to draw, and a profile is cheap to judge.

Which profiles they are follows from a number that Hypothesis draws, so a failure can be repeated and shrunk.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tests.model import Desc, universe
from tests.properties.hostile import HOSTILE
from tests.worlds import World

CROWD = 80


def askings_of(world: World, seed: int, count: int = CROWD) -> Iterator[dict[str, Any]]:
    """Preferences as values: on the grid, beside it and beyond it; any setting may be left alone."""
    random = Random(seed)
    pools = {key: _pool(setting) for key, setting in world.settings.items()}
    for _ in range(count):
        keys = [key for key in pools if random.random() < 0.75]
        random.shuffle(keys)
        yield {key: random.choice(pools[key]) for key in keys}


def raw_profiles_of(world: World, seed: int, count: int = CROWD) -> Iterator[dict[str, Any]]:
    """The same as a file holds them, a few of them with values that are none."""
    random = Random(seed)
    for asked in askings_of(world, seed, count):
        raw = {key: _listed(value, random) for key, value in asked.items()}
        for key in raw:
            if random.random() < 0.07:
                raw[key] = random.choice(HOSTILE)
        yield raw


def _pool(setting: Desc) -> list[Any]:
    if setting["kind"] == "text":
        return ["\U0001f642" * size for size in range(setting["max_chars"] + 2)]
    beside = (
        [setting["low"] - 1, setting["high"] + 1, setting["low"] + 1] if setting["kind"] == "amount" else []
    )
    return [*universe(setting), *beside]


def _listed(value: Any, random: Random) -> Any:
    return random.sample(sorted(value), len(value)) if isinstance(value, frozenset) else value
