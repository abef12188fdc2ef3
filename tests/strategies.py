"""Random small policies, layers and profiles for Hypothesis: ``worlds.py``, with its dice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Concatenate, Final, ParamSpec, TypeVar

from hypothesis import strategies as st

from tests import worlds as drawn
from tests.model import Desc
from tests.worlds import CHARACTERS, ORDERED, WORDS, Dice, World

T = TypeVar("T")
P = ParamSpec("P")

# Building a strategy costs more than drawing from it, so worlds are drawn by plain functions from few of them.


@cache
def _upto(most: int) -> st.SearchStrategy[int]:
    return st.integers(0, most)


@cache
def _texts(longest: int) -> st.SearchStrategy[str]:
    return st.text(CHARACTERS, max_size=longest)


_WORDS: Final = st.permutations(WORDS)
_COIN: Final = st.booleans()


class Drawn:
    """Dice that Hypothesis throws, and shrinks."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def upto(self, most: int) -> int:
        return self._draw(_upto(most))

    def coin(self) -> bool:
        return self._draw(_COIN)

    def text(self, longest: int) -> str:
        return self._draw(_texts(longest))

    def words(self) -> Sequence[str]:
        return self._draw(_WORDS)


def _strategy(make: Callable[Concatenate[Dice, P], T]) -> Callable[P, st.SearchStrategy[T]]:
    @st.composite
    def strategy(draw: st.DrawFn, /, *args: P.args, **options: P.kwargs) -> T:
        return make(Drawn(draw), *args, **options)

    return strategy


worlds = _strategy(drawn.draw_world)
askings = _strategy(drawn.draw_asking)
spans = _strategy(drawn.draw_span)
values = _strategy(drawn.draw_value)
readable = _strategy(drawn.draw_asked)
triggers = _strategy(drawn.draw_trigger)
grant_ends = _strategy(drawn.draw_grant_end)
raw_profiles = _strategy(drawn.draw_raw_profile)


@st.composite
def settings(draw: st.DrawFn, kinds: tuple[str, ...] = (*ORDERED, "choice", "text")) -> Desc:
    return drawn.draw_setting(Drawn(draw), "a.x", kinds)


@st.composite
def layers(draw: st.DrawFn, world: World, name: str, *, grants: bool = True) -> Desc:
    """One layer more for ``world``."""
    return drawn.draw_layer(Drawn(draw), world, name, grants=grants)
