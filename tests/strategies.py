"""Random small policies, layers and profiles: drawn as descriptions for ``model.py``.

``properties/built.py`` builds the program's objects from the same descriptions. Labels and keys are drawn as permutations of words, so that nothing holds by accident of the alphabet or of
declaration order. An *anchor* is a value that every layer permits: worlds drawn with anchors have no conflicts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final, TypeVar

from hypothesis import strategies as st

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


# ------------------------------------------------------------ drawing, cheaply

# Building a strategy costs more than drawing from it, so worlds are drawn by plain functions from few of them.
Draw = st.DrawFn


@cache
def _upto(most: int) -> st.SearchStrategy[int]:
    return st.integers(0, most)


@cache
def _texts(longest: int) -> st.SearchStrategy[str]:
    return st.text(CHARACTERS, max_size=longest)


_WORDS: Final = st.permutations(WORDS)
_COIN: Final = st.booleans()


def pick(draw: Draw, pool: Sequence[T]) -> T:
    return pool[draw(_upto(len(pool) - 1))]


def some(draw: Draw, pool: Sequence[T]) -> list[T]:
    """Any of ``pool``, in its order."""
    chosen = draw(_upto((1 << len(pool)) - 1))
    return [one for place, one in enumerate(pool) if chosen >> place & 1]


# ------------------------------------------------------------ descriptions


def draw_setting(draw: Draw, key: str, kinds: Sequence[str]) -> Desc:
    kind = pick(draw, kinds)
    amount, named = kind == "amount", kind in {"scale", "choice", "members"}
    low = draw(_upto(24)) - 12 if amount else 0
    step = draw(_upto(3)) + 1 if amount else 1
    high = low + step * draw(_upto(6)) + draw(_upto(step - 1)) if amount else 0
    fewest = 1 if kind == "members" else 2
    return {
        "key": key,
        "kind": kind,
        "labels": tuple(draw(_WORDS)[: fewest + draw(_upto(4 - fewest))]) if named else (),
        "low": low,
        "high": high,
        "step": step,
        "looser": pick(draw, ("more", "fewer") if kind == "members" else ("higher", "lower")),
        "max_chars": draw(_upto(6)) if kind == "text" else 0,
        "context": kind == "scale" and draw(_COIN),
    }


def draw_value(draw: Draw, setting: Desc) -> Any:
    """A value that the setting has."""
    if setting["kind"] == "text":
        return draw(_texts(setting["max_chars"]))
    return pick(draw, universe(setting))


def draw_asked(draw: Draw, setting: Desc) -> Any:
    """What can be asked: values, amounts off the grid and out of range, and texts that are too long."""
    if setting["kind"] == "amount":
        off = draw(_upto(setting["high"] - setting["low"] + 20))
        return setting["low"] - 9 + off if off < 40 else pick(draw, (10**40, -(10**40)))
    if setting["kind"] == "text":
        return draw(_texts(setting["max_chars"] + 2))
    return draw_value(draw, setting)


def draw_span(draw: Draw, setting: Desc, anchor: Any = None) -> Desc:
    """A span that permits something, and ``anchor`` where one is given."""
    held = draw_value(draw, setting) if anchor is None else anchor
    if setting["kind"] == "choice":
        return {"options": frozenset({held, *some(draw, setting["labels"])})}
    if setting["kind"] == "text":
        return {"max": len(held) + draw(_upto(4))}
    if setting["kind"] == "amount":
        far = setting["step"] * 3 + 1
        tight, loose = (out if (out := draw(_upto(far + 2))) <= far else far * 9 for _ in range(2))
        up = setting["looser"] == "higher"
        return {"tight": held - tight if up else held + tight, "loose": held + loose if up else held - loose}
    return {
        "tight": pick(draw, [v for v in universe(setting) if no_looser(setting, v, held)]),
        "loose": pick(draw, [v for v in universe(setting) if no_looser(setting, held, v)]),
    }


def draw_gate(draw: Draw, setting: Desc, span: Desc, anchor: Any = None) -> Desc | None:
    """A gate that closes part of ``span`` and leaves part of it, or None where there is no such gate."""
    inside = model.in_span(setting, span)
    if setting["kind"] == "text":
        return None
    if setting["kind"] == "choice":
        kept = pick(draw, sorted(inside)) if anchor is None else anchor
        beyond: Any = frozenset({kept, *some(draw, setting["labels"])})
        closes = bool(inside - beyond)
    else:
        kept = model.tightest(setting, inside) if anchor is None else anchor
        beyond = pick(draw, [v for v in universe(setting) if no_looser(setting, kept, v)])
        if setting["kind"] == "amount":
            beyond += draw(_upto(2)) * (1 if setting["looser"] == "higher" else -1)
        closes = any(not no_looser(setting, v, beyond) for v in inside)
    by = some(draw, model.KINDS[1:]) or [pick(draw, model.KINDS[1:])]
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


def draw_line(draw: Draw, setting: Desc, anchor: Any = None, *, wide: bool = False) -> Desc:
    span = whole_span(setting) if wide else draw_span(draw, setting, anchor)
    drawn = [draw_gate(draw, setting, span, anchor) for _ in range(draw(_upto(0 if wide else 2)))]
    default = draw_asked(draw, setting) if draw(_COIN) else None
    return {"span": span, "default": default, "gates": [gate for gate in drawn if gate is not None]}


def draw_condition(draw: Draw, world: World, name: str) -> Desc | None:
    """A condition whose triggers stand before its demands in the world's order; None where none can."""
    described = world.settings
    usable = [key for key in world.order if described[key]["kind"] in ORDERED]
    if len(usable) < 2:
        return None
    cut = 1 + draw(_upto(len(usable) - 2))
    free = [key for key in usable[cut:] if not described[key]["context"]]
    if not free:
        return None
    when = [pick(draw, usable[:cut]) for _ in range(1 + draw(_upto(1)))]
    then = [pick(draw, free) for _ in range(1 + draw(_upto(1)))]
    return {
        "id": name,
        "when": [draw_trigger(draw, described[key]) for key in when],
        "then": [{"key": key, "loose": draw_value(draw, described[key])} for key in then],
    }


def draw_trigger(draw: Draw, setting: Desc) -> Desc:
    key = setting["key"]
    if setting["kind"] == "members":
        items = some(draw, setting["labels"]) or setting["labels"]
        test = "has_any" if setting["looser"] == "more" else "lacks_any"
        return {"key": key, "test": test, "value": frozenset(items)}
    tests = ("looser_than", "at_most") if setting["context"] else ("looser_than",)
    return {"key": key, "test": pick(draw, tests), "value": draw_asked(draw, setting)}


def draw_grant_end(draw: Draw, setting: Desc) -> Any:
    if setting["kind"] == "choice":
        return frozenset(some(draw, setting["labels"]))
    return draw_asked(draw, setting)


def draw_layer(
    draw: Draw, world: World, name: str, *, kind: str = "", grants: bool = True, every: bool = False
) -> Desc:
    """A layer for ``world``: all lines or some, and conditions along the world's hidden order."""
    described = world.settings
    keys = list(described) if every else some(draw, list(described))
    drawn = [draw_condition(draw, world, f"{name}_{n}") for n in range(draw(_upto(2)) + world.wide)]
    grantable = [key for key in described if grants and described[key]["kind"] != "text"]
    granted = some(draw, grantable) if grantable else []
    return {
        "id": name,
        "kind": kind or pick(draw, model.KINDS[1:]),
        "lines": {
            key: draw_line(draw, described[key], world.anchors.get(key), wide=world.wide) for key in keys
        },
        "grants": [{"key": key, "upto": draw_grant_end(draw, described[key])} for key in granted],
        "may_grant": draw(_COIN) if granted else True,
        "conditions": [condition for condition in drawn if condition is not None],
    }


def draw_asking(draw: Draw, world: World, *, every: bool = False) -> dict[str, Any]:
    keys = list(world.settings) if every else some(draw, list(world.settings))
    if draw(_COIN):
        keys.reverse()
    return {key: draw_asked(draw, world.settings[key]) for key in keys}


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


# ------------------------------------------------------------ strategies


@st.composite
def settings(draw: Draw, kinds: tuple[str, ...] = (*ORDERED, "choice", "text")) -> Desc:
    return draw_setting(draw, "a.x", kinds)


@st.composite
def worlds(draw: Draw, *, anchored: bool = False, most: int = 5, others: int = 3) -> World:
    """A catalogue, the society's layer and up to ``others`` further layers."""
    keys = [f"a.{name}" for name in draw(_WORDS)[: 1 + draw(_upto(most - 1))]]
    described = {key: draw_setting(draw, key, (*ORDERED, *ORDERED, "choice", "text")) for key in keys}
    anchors = {key: draw_value(draw, described[key]) for key in keys} if anchored else {}
    order = [f"a.{name}" for name in draw(_WORDS) if f"a.{name}" in described]
    world = World(described, order, anchors, wide=draw(_COIN))
    society = draw_layer(draw, world, "society", kind="society", grants=False, every=True)
    turn = draw(_upto(3))
    parties = (PARTIES[turn:] + PARTIES[:turn])[: draw(_upto(others))]
    return world.with_layers([society, *(draw_layer(draw, world, party) for party in parties)])


@st.composite
def layers(draw: Draw, world: World, name: str, *, grants: bool = True) -> Desc:
    """One layer more for ``world``."""
    return draw_layer(draw, world, name, grants=grants)


@st.composite
def askings(draw: Draw, world: World, *, every: bool = False) -> dict[str, Any]:
    """Preferences as values, in an order of their own."""
    return draw_asking(draw, world, every=every)


@st.composite
def spans(draw: Draw, setting: Desc) -> Desc:
    return draw_span(draw, setting)


@st.composite
def values(draw: Draw, setting: Desc) -> Any:
    return draw_value(draw, setting)


@st.composite
def readable(draw: Draw, setting: Desc) -> Any:
    return draw_asked(draw, setting)


@st.composite
def triggers(draw: Draw, setting: Desc) -> Desc:
    return draw_trigger(draw, setting)


@st.composite
def grant_ends(draw: Draw, setting: Desc) -> Any:
    return draw_grant_end(draw, setting)


@st.composite
def raw_profiles(draw: Draw, world: World) -> dict[str, Any]:
    """Raw preferences as a file may hold them, good and hostile, with keys that nobody knows."""
    raw: dict[str, Any] = {}
    for key, value in draw_asking(draw, world).items():
        twist = draw(_upto(9))
        raw[key] = sorted(value, reverse=twist < 5) if isinstance(value, frozenset) else value
        if twist == 0:
            raw[key] = pick(draw, HOSTILE)
        elif twist == 1 and isinstance(value, frozenset) and value:
            raw[key] += raw[key][:1]
    if draw(_upto(5)) == 0:
        raw[pick(draw, ("a.no_such", "", "a", "moss", "a.\x1b"))] = pick(draw, HOSTILE)
    return raw
