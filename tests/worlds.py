"""Random small policies, layers and profiles: descriptions for ``model.py``, as the dice fall.

``properties/built.py`` builds the program's objects from the same descriptions. Labels and keys are permutations
of words, so that nothing holds by accident of the alphabet or of declaration order. An *anchor* is a value that every layer permits: worlds drawn with anchors have no conflicts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any, Final, Protocol, TypeVar

from configurator.resolution.compose import Composition
from tests import model
from tests.model import Desc, no_looser, universe
from tests.properties.built import composed
from tests.properties.hostile import HOSTILE

WORDS: Final = ("moss", "ash", "zinc", "fern", "opal", "dune", "birch", "kelp")
PARTIES: Final = ("mill", "yard", "abbey", "quay")
CHARACTERS: Final = "aZ é\u4e2d\U0001f642"
ORDERED: Final = ("scale", "amount", "members")

T = TypeVar("T")


# ------------------------------------------------------------ chance


class Dice(Protocol):
    """Where worlds come from: Hypothesis (``strategies.py``), or a number (``Thrown``)."""

    def upto(self, most: int) -> int:
        """A number from 0 to ``most``."""

    def coin(self) -> bool: ...

    def text(self, longest: int) -> str:
        """Of ``CHARACTERS``, at most ``longest``."""

    def words(self) -> Sequence[str]:
        """``WORDS`` in some order."""


class Thrown:
    """Dice that fall as a number says."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def upto(self, most: int) -> int:
        return self._random.randint(0, most)

    def coin(self) -> bool:
        return self._random.random() < 0.5

    def text(self, longest: int) -> str:
        return "".join(self._random.choices(CHARACTERS, k=self.upto(longest)))

    def words(self) -> Sequence[str]:
        return self.shuffled(WORDS)

    def shuffled(self, pool: Sequence[str]) -> list[str]:
        """``pool`` in some order."""
        return self._random.sample(pool, len(pool))


def pick(dice: Dice, pool: Sequence[T]) -> T:
    return pool[dice.upto(len(pool) - 1)]


def some(dice: Dice, pool: Sequence[T]) -> list[T]:
    """Any of ``pool``, in its order."""
    chosen = dice.upto((1 << len(pool)) - 1)
    return [one for place, one in enumerate(pool) if chosen >> place & 1]


# ------------------------------------------------------------ descriptions


def draw_setting(dice: Dice, key: str, kinds: Sequence[str]) -> Desc:
    kind = pick(dice, kinds)
    amount, named = kind == "amount", kind in {"scale", "choice", "members"}
    low = dice.upto(24) - 12 if amount else 0
    step = dice.upto(3) + 1 if amount else 1
    high = low + step * dice.upto(6) + dice.upto(step - 1) if amount else 0
    fewest = 1 if kind == "members" else 2
    return {
        "key": key,
        "kind": kind,
        "labels": tuple(dice.words()[: fewest + dice.upto(4 - fewest)]) if named else (),
        "low": low,
        "high": high,
        "step": step,
        "looser": pick(dice, ("more", "fewer") if kind == "members" else ("higher", "lower")),
        "max_chars": dice.upto(6) if kind == "text" else 0,
        "context": kind == "scale" and dice.coin(),
    }


def draw_value(dice: Dice, setting: Desc) -> Any:
    """A value that the setting has."""
    if setting["kind"] == "text":
        return dice.text(setting["max_chars"])
    return pick(dice, universe(setting))


def draw_asked(dice: Dice, setting: Desc) -> Any:
    """What can be asked: values, amounts off the grid and out of range, and texts that are too long."""
    if setting["kind"] == "amount":
        off = dice.upto(setting["high"] - setting["low"] + 20)
        return setting["low"] - 9 + off if off < 40 else pick(dice, (10**40, -(10**40)))
    if setting["kind"] == "text":
        return dice.text(setting["max_chars"] + 2)
    return draw_value(dice, setting)


def draw_span(dice: Dice, setting: Desc, anchor: Any = None) -> Desc:
    """A span that permits something, and ``anchor`` where one is given."""
    held = draw_value(dice, setting) if anchor is None else anchor
    if setting["kind"] == "choice":
        return {"options": frozenset({held, *some(dice, setting["labels"])})}
    if setting["kind"] == "text":
        return {"max": len(held) + dice.upto(4)}
    if setting["kind"] == "amount":
        far = setting["step"] * 3 + 1
        tight, loose = (out if (out := dice.upto(far + 2)) <= far else far * 9 for _ in range(2))
        up = setting["looser"] == "higher"
        return {"tight": held - tight if up else held + tight, "loose": held + loose if up else held - loose}
    return {
        "tight": pick(dice, [v for v in universe(setting) if no_looser(setting, v, held)]),
        "loose": pick(dice, [v for v in universe(setting) if no_looser(setting, held, v)]),
    }


def draw_gate(dice: Dice, setting: Desc, span: Desc, anchor: Any = None) -> Desc | None:
    """A gate that closes part of ``span`` and leaves part of it, or None where there is no such gate."""
    inside = model.in_span(setting, span)
    if setting["kind"] == "text":
        return None
    if setting["kind"] == "choice":
        kept = pick(dice, sorted(inside)) if anchor is None else anchor
        beyond: Any = frozenset({kept, *some(dice, setting["labels"])})
        closes = bool(inside - beyond)
    else:
        kept = model.tightest(setting, inside) if anchor is None else anchor
        beyond = pick(dice, [v for v in universe(setting) if no_looser(setting, kept, v)])
        if setting["kind"] == "amount":
            beyond += dice.upto(2) * (1 if setting["looser"] == "higher" else -1)
        closes = any(not no_looser(setting, v, beyond) for v in inside)
    by = some(dice, model.KINDS[1:]) or [pick(dice, model.KINDS[1:])]
    return {"beyond": beyond, "by": tuple(by)} if closes else None


def whole_span(setting: Desc) -> Desc:
    """Everything, so that conditions and defaults have room to matter."""
    if setting["kind"] == "choice":
        return {"options": frozenset(setting["labels"])}
    if setting["kind"] == "text":
        return {"max": setting["max_chars"]}
    pool = universe(setting)
    loosest = next(
        v for v in reversed(pool) if all(no_looser(setting, one, v) for one in (pool[0], pool[-1]))
    )
    return {"tight": model.tightest(setting, pool), "loose": loosest}


def draw_line(dice: Dice, setting: Desc, anchor: Any = None, *, wide: bool = False) -> Desc:
    span = whole_span(setting) if wide else draw_span(dice, setting, anchor)
    drawn = [draw_gate(dice, setting, span, anchor) for _ in range(dice.upto(0 if wide else 2))]
    default = draw_asked(dice, setting) if dice.coin() else None
    return {"span": span, "default": default, "gates": [gate for gate in drawn if gate is not None]}


def draw_condition(dice: Dice, world: World, name: str) -> Desc | None:
    """A condition whose triggers stand before its demands in the world's order; None where none can."""
    described = world.settings
    usable = [key for key in world.order if described[key]["kind"] in ORDERED]
    if len(usable) < 2:
        return None
    cut = 1 + dice.upto(len(usable) - 2)
    free = [key for key in usable[cut:] if not described[key]["context"]]
    if not free:
        return None
    when = [pick(dice, usable[:cut]) for _ in range(1 + dice.upto(1))]
    then = [pick(dice, free) for _ in range(1 + dice.upto(1))]
    return {
        "id": name,
        "when": [draw_trigger(dice, described[key]) for key in when],
        "then": [{"key": key, "loose": draw_value(dice, described[key])} for key in then],
    }


def draw_trigger(dice: Dice, setting: Desc) -> Desc:
    key = setting["key"]
    if setting["kind"] == "members":
        items = some(dice, setting["labels"]) or setting["labels"]
        test = "has_any" if setting["looser"] == "more" else "lacks_any"
        return {"key": key, "test": test, "value": frozenset(items)}
    tests = ("looser_than", "at_most") if setting["context"] else ("looser_than",)
    return {"key": key, "test": pick(dice, tests), "value": draw_asked(dice, setting)}


def draw_grant_end(dice: Dice, setting: Desc) -> Any:
    if setting["kind"] == "choice":
        return frozenset(some(dice, setting["labels"]))
    return draw_asked(dice, setting)


def draw_layer(
    dice: Dice, world: World, name: str, *, kind: str = "", grants: bool = True, every: bool = False
) -> Desc:
    """A layer for ``world``: all lines or some, and conditions along the world's hidden order."""
    described = world.settings
    keys = list(described) if every else some(dice, list(described))
    drawn = [draw_condition(dice, world, f"{name}_{n}") for n in range(dice.upto(2) + world.wide)]
    grantable = [key for key in described if grants and described[key]["kind"] != "text"]
    granted = some(dice, grantable) if grantable else []
    return {
        "id": name,
        "kind": kind or pick(dice, model.KINDS[1:]),
        "lines": {
            key: draw_line(dice, described[key], world.anchors.get(key), wide=world.wide) for key in keys
        },
        "grants": [{"key": key, "upto": draw_grant_end(dice, described[key])} for key in granted],
        "may_grant": dice.coin() if granted else True,
        "conditions": [condition for condition in drawn if condition is not None],
    }


def draw_asking(dice: Dice, world: World, *, every: bool = False) -> dict[str, Any]:
    keys = list(world.settings) if every else some(dice, list(world.settings))
    if dice.coin():
        keys.reverse()
    return {key: draw_asked(dice, world.settings[key]) for key in keys}


@dataclass(frozen=True)
class World:
    """Settings, layers, and the order in which conditions may depend on one another."""

    settings: Mapping[str, Desc]
    order: list[str]
    anchors: Mapping[str, Any]
    wide: bool
    layers: tuple[Desc, ...] = ()

    def with_layers(self, drawn: Iterable[Desc]) -> World:
        return replace(self, layers=tuple(drawn))

    def composed(self, obstacles: tuple[str, ...] = ()) -> Composition:
        """The program's composition of these layers."""
        return composed(self.settings, self.layers, obstacles)

    def modelled(self, obstacles: tuple[str, ...] = ()) -> model.Whole:
        """The model's."""
        return model.compose(self.settings, self.layers, obstacles)


# ------------------------------------------------------------ worlds


def draw_world(dice: Dice, *, anchored: bool = False, most: int = 5, others: int = 3) -> World:
    """A catalogue, the society's layer and up to ``others`` further layers."""
    keys = [f"a.{name}" for name in dice.words()[: 1 + dice.upto(most - 1)]]
    described = {key: draw_setting(dice, key, (*ORDERED, *ORDERED, "choice", "text")) for key in keys}
    anchors = {key: draw_value(dice, described[key]) for key in keys} if anchored else {}
    order = [f"a.{name}" for name in dice.words() if f"a.{name}" in described]
    world = World(described, order, anchors, wide=dice.coin())
    society = draw_layer(dice, world, "society", kind="society", grants=False, every=True)
    turn = dice.upto(3)
    parties = (PARTIES[turn:] + PARTIES[:turn])[: dice.upto(others)]
    return world.with_layers([society, *(draw_layer(dice, world, party) for party in parties)])


def draw_raw_profile(dice: Dice, world: World) -> dict[str, Any]:
    """Raw preferences as a file may hold them, good and hostile, with keys that nobody knows."""
    raw: dict[str, Any] = {}
    for key, value in draw_asking(dice, world).items():
        twist = dice.upto(9)
        raw[key] = sorted(value, reverse=twist < 5) if isinstance(value, frozenset) else value
        if twist == 0:
            raw[key] = pick(dice, HOSTILE)
        elif twist == 1 and isinstance(value, frozenset) and value:
            raw[key] += raw[key][:1]
    if dice.upto(5) == 0:
        raw[pick(dice, ("a.no_such", "", "a", "moss", "a.\x1b"))] = pick(dice, HOSTILE)
    return raw
