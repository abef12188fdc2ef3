"""Cases on which judges once disagreed, kept as files, and made small before they are kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.differential.cases import Case, Ground
from tests.properties.hostile import Text
from tests.worlds import World

FOLDER = Path(__file__).with_name("corpus")


# ------------------------------------------------------------ as files


def save(case: Case, note: str, folder: Path = FOLDER) -> Path:
    """Keep ``case`` in a file that is called by what is in it."""
    world = case.ground.world
    kept = {
        "note": note,
        "settings": dict(world.settings),
        "order": world.order,
        "layers": world.layers,
        "obstacles": case.ground.obstacles,
        "preferences": dict(case.raw),
    }
    text = json.dumps(_packed(kept), indent=1) + "\n"
    path = folder / f"{hashlib.sha256(text.encode()).hexdigest()[:12]}.json"
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="ascii")
    return path


def load(path: Path) -> Case:
    """The case that `save` kept."""
    kept = _unpacked(json.loads(path.read_text(encoding="ascii")))
    world = World(kept["settings"], kept["order"], {}, wide=False, layers=kept["layers"])
    return Case(Ground(world, kept["obstacles"]), kept["preferences"])


_PARTS: Mapping[type, Callable[[Any], Any]] = {
    tuple: list,
    set: lambda value: sorted(value, key=repr),
    frozenset: lambda value: sorted(value, key=repr),
    float: repr,
    Text: str,
    bytes: lambda value: value.decode("latin-1"),
    object: lambda _value: [],
}
_MADE: Mapping[str, Callable[[Any], Any]] = {
    "tuple": tuple,
    "set": set,
    "frozenset": frozenset,
    "float": float,
    "Text": Text,
    "bytes": lambda part: part.encode("latin-1"),
    "object": lambda _part: object(),
    "int": lambda part: int(part, 16),
}
"""How what JSON does not have is taken apart, and made again: kept as a table with one key, its type's name."""

LONG = 10**300


def _packed(value: Any) -> Any:
    if type(value) in _PARTS:
        return {f"!{type(value).__name__}": _packed(_PARTS[type(value)](value))}
    if type(value) is int and abs(value) > LONG:
        return {"!int": hex(value)}
    if type(value) is dict:
        return {key: _packed(one) for key, one in value.items()}
    return [_packed(one) for one in value] if type(value) is list else value


def _unpacked(value: Any) -> Any:
    if type(value) is list:
        return [_unpacked(one) for one in value]
    if type(value) is not dict:
        return value
    for name, part in value.items():
        if name.startswith("!"):
            return _MADE[name[1:]](_unpacked(part))
    return {key: _unpacked(one) for key, one in value.items()}


# ------------------------------------------------------------ made small


def smallest(case: Case, still: Callable[[Case], bool]) -> Case:
    """``case`` with as much taken away as leaves it ``still`` what it is."""
    for smaller in _smaller(case):
        if still(smaller):
            return smallest(smaller, still)
    return case


def _smaller(case: Case) -> Iterator[Case]:
    ground, world = case.ground, case.ground.world
    for key in case.raw:
        yield replace(case, raw={other: value for other, value in case.raw.items() if other != key})
    if ground.obstacles:
        yield replace(case, ground=replace(ground, obstacles=()))
    for layers in _fewer(world.layers):
        yield replace(case, ground=replace(ground, world=world.with_layers(layers)))
    for key in world.settings:
        if key not in case.raw and not _is_named(world, key) and len(world.settings) > 1:
            yield replace(case, ground=replace(ground, world=_without(world, key)))


def _fewer(layers: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """The layers without one of them (the society stays), or one of them with less in it."""
    for place, layer in enumerate(layers):
        before, after = layers[:place], layers[place + 1 :]
        if place:
            yield (*before, *after)
        for name in ("conditions", "grants"):
            for index in range(len(layer[name])):
                less = {**layer, name: layer[name][:index] + layer[name][index + 1 :]}
                yield (*before, less, *after)
        for key, line in layer["lines"].items():
            for less_of_line in _less(line):
                yield (*before, {**layer, "lines": {**layer["lines"], key: less_of_line}}, *after)
            if place:
                lines = {other: one for other, one in layer["lines"].items() if other != key}
                yield (*before, {**layer, "lines": lines}, *after)


def _less(line: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    if line["default"] is not None:
        yield {**line, "default": None}
    for index in range(len(line["gates"])):
        yield {**line, "gates": line["gates"][:index] + line["gates"][index + 1 :]}


def _is_named(world: World, key: str) -> bool:
    return any(
        key == one["key"]
        for layer in world.layers
        for condition in layer["conditions"]
        for one in (*condition["when"], *condition["then"])
    )


def _without(world: World, key: str) -> World:
    """``world`` without a setting."""
    layers = tuple(
        {
            **layer,
            "lines": {other: line for other, line in layer["lines"].items() if other != key},
            "grants": [grant for grant in layer["grants"] if grant["key"] != key],
        }
        for layer in world.layers
    )
    settings = {other: one for other, one in world.settings.items() if other != key}
    return replace(world, settings=settings, layers=layers, order=[o for o in world.order if o != key])
