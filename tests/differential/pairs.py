"""Two policies that are related: the second is the first with a few things changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random
from typing import Any

from tests import model
from tests.model import Desc
from tests.worlds import Thrown, World, draw_condition, draw_layer, draw_line, draw_value, draw_world, pick

WORD = "reed"
"""A level, option or item that only one of the two policies has."""


def pair(random: Random) -> tuple[World, World]:
    """The two, in either order."""
    dice = Thrown(random)
    first = draw_world(dice, anchored=dice.upto(4) > 0)
    second = first
    for _ in range(dice.upto(5)):
        second = pick(dice, CHANGES)(dice, second)
    return (first, second) if dice.coin() else (second, first)


def _with_layer(world: World, place: int, **changed: Any) -> World:
    layers = list(world.layers)
    layers[place] = {**layers[place], **changed}
    return world.with_layers(layers)


def _some_layer(dice: Thrown, world: World) -> int:
    return dice.upto(len(world.layers) - 1)


def layer_more(dice: Thrown, world: World) -> World:
    return world.with_layers([*world.layers, draw_layer(dice, world, f"more{len(world.layers)}")])


def layer_less(dice: Thrown, world: World) -> World:
    place = _some_layer(dice, world)
    return world.with_layers([one for n, one in enumerate(world.layers) if n != place or not place])


def conditions_anew(dice: Thrown, world: World) -> World:
    """The conditions of all layers along another order: with the first ones they may go round in a circle."""
    turned = replace(world, order=dice.shuffled(world.order))
    for place in range(len(world.layers)):
        drawn = [draw_condition(dice, turned, f"anew{place}_{n}") for n in range(dice.upto(2))]
        turned = _with_layer(turned, place, conditions=[one for one in drawn if one is not None])
    return turned


def condition_less(dice: Thrown, world: World) -> World:
    place = _some_layer(dice, world)
    return _with_layer(world, place, conditions=world.layers[place]["conditions"][1:])


def demand_moved(dice: Thrown, world: World) -> World:
    """One demand of a condition with another end."""
    place = _some_layer(dice, world)
    conditions = [dict(one) for one in world.layers[place]["conditions"]]
    if conditions:
        some = pick(dice, conditions)
        then = [dict(one) for one in some["then"]]
        demand = pick(dice, then)
        demand["loose"] = draw_value(dice, world.settings[demand["key"]])
        some["then"] = then
    return _with_layer(world, place, conditions=conditions)


def line_anew(dice: Thrown, world: World) -> World:
    place = _some_layer(dice, world)
    lines: dict[str, Desc] = dict(world.layers[place]["lines"])
    if lines:
        key = pick(dice, list(lines))
        lines[key] = draw_line(dice, world.settings[key], world.anchors.get(key))
    return _with_layer(world, place, lines=lines)


def default_moved(dice: Thrown, world: World) -> World:
    place = _some_layer(dice, world)
    lines = dict(world.layers[place]["lines"])
    if lines:
        key = pick(dice, list(lines))
        lines[key] = {**lines[key], "default": draw_value(dice, world.settings[key])}
    return _with_layer(world, place, lines=lines)


def gates_less(dice: Thrown, world: World) -> World:
    place = _some_layer(dice, world)
    lines = {key: {**line, "gates": line["gates"][1:]} for key, line in world.layers[place]["lines"].items()}
    return _with_layer(world, place, lines=lines)


def grants_turned(dice: Thrown, world: World) -> World:
    place = _some_layer(dice, world)
    return _with_layer(world, place, may_grant=not world.layers[place]["may_grant"])


def setting_changed(dice: Thrown, world: World) -> World:
    """A name more, another step, a longer text: what the lines say of the setting goes on meaning something."""
    key = pick(dice, list(world.settings))
    one = world.settings[key]
    changed: dict[str, Any] = {}
    if one["labels"] and WORD not in one["labels"]:
        changed = {"labels": (*one["labels"], WORD)}
    elif one["kind"] == "amount":
        changed = {
            "step": one["step"] % 3 + 1,
            "high": one["high"] + dice.upto(3),
            "low": one["low"] - dice.upto(2),
        }
    elif one["kind"] == "text":
        changed = {"max_chars": one["max_chars"] + 1}
    again = {**one, **changed}
    lines = [layer["lines"][key] for layer in world.layers if key in layer["lines"]]
    if not all(model.in_span(again, line["span"]) for line in lines):
        return world  # a line that permits nothing is refused when it is read
    return replace(world, settings={**world.settings, key: again})


def setting_less(dice: Thrown, world: World) -> World:
    """Without a setting, where there are others; what names it goes too."""
    if len(world.settings) == 1:
        return world
    gone = pick(dice, list(world.settings))
    layers = [
        {
            **layer,
            "lines": {key: line for key, line in layer["lines"].items() if key != gone},
            "grants": [grant for grant in layer["grants"] if grant["key"] != gone],
            "conditions": [one for one in layer["conditions"] if not _names(one, gone)],
        }
        for layer in world.layers
    ]
    settings = {key: one for key, one in world.settings.items() if key != gone}
    return replace(
        world, settings=settings, layers=tuple(layers), order=[key for key in world.order if key != gone]
    )


def _names(condition: Mapping[str, Any], key: str) -> bool:
    return any(part["key"] == key for part in (*condition["when"], *condition["then"]))


CHANGES: tuple[Callable[[Thrown, World], World], ...] = (
    layer_more,
    layer_less,
    conditions_anew,
    conditions_anew,
    condition_less,
    demand_moved,
    demand_moved,
    line_anew,
    default_moved,
    default_moved,
    gates_less,
    grants_turned,
    setting_changed,
    setting_less,
)
