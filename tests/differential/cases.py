"""Random cases: a policy with its layers, which of them could not be read, and profiles to judge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from tests import model
from tests.model import Desc
from tests.properties.hostile import HOSTILE
from tests.worlds import Thrown, World, draw_asking, draw_raw_profile, draw_world, pick

OBSTACLES: tuple[tuple[str, ...], ...] = ((), (), (), ("eu",))
PATTERNS = ("[aZ]*", "(aZ)*", "[^ ]*", "|a.*")
"""Forms of texts. Each has the empty text, which holds where nothing is asked for."""


@dataclass(frozen=True)
class Ground:
    """What profiles are judged under."""

    world: World
    obstacles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """One profile under one ground; ``raw`` is what its file holds, by key."""

    ground: Ground
    raw: Mapping[str, Any]


def ground(random: Random) -> Ground:
    """A policy and its layers. Half of them leave room for one value in every setting."""
    dice = Thrown(random)
    world = draw_world(dice, anchored=dice.coin())
    return Ground(with_patterns(dice, world), pick(dice, OBSTACLES))


def with_patterns(dice: Thrown, world: World) -> World:
    """``world`` where half of the texts have a form of their own."""
    settings = {
        key: {**one, "pattern": pick(dice, PATTERNS)} if one["kind"] == "text" and dice.coin() else one
        for key, one in world.settings.items()
    }
    layers = [{**layer, "lines": _fitting(settings, layer["lines"])} for layer in world.layers]
    return replace(world, settings=settings, layers=tuple(layers))


def _fitting(settings: Mapping[str, Desc], lines: Mapping[str, Desc]) -> dict[str, Desc]:
    """``lines`` without the default texts that have another form."""
    found = {}
    for key, line in lines.items():
        fits = settings[key]["kind"] != "text" or model.read(settings[key], line["default"]) is not None
        found[key] = line if fits else {**line, "default": None}
    return found


def profiles(random: Random, some: Ground, count: int) -> Iterator[dict[str, Any]]:
    """Profiles under ``some``: in bounds; what holds where anything is asked; anything and hostile values."""
    dice, whole = Thrown(random), some.world.modelled(some.obstacles)
    for place in range(count):
        if place % 4 == 0:
            yield draw_raw_profile(dice, some.world)
            continue
        asked = draw_asking(dice, some.world, every=dice.coin())
        held = model.resolve(whole, asked)
        inside = {key: pick(dice, sorted(whole.permitted[key].values, key=repr)) for key in asked}
        raw = {}
        for key, value in asked.items():
            chosen = value if not dice.upto(4) else inside[key] if place % 4 < 3 else held[key].value
            raw[key] = plain(dice, some.world.settings[key], chosen)
        if raw and dice.upto(5) == 0:
            raw[pick(dice, list(raw))] = pick(dice, HOSTILE)
        yield raw


def plain(dice: Thrown, setting: Desc, value: Any) -> Any:
    """``value`` as a file holds it: items in either order, of a text as many characters as the model says."""
    if setting["kind"] == "text" and isinstance(value, int):
        return "aZaZaZ"[:value]
    return sorted(value, reverse=dice.coin()) if isinstance(value, frozenset) else value
