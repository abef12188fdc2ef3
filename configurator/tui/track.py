"""A value inside its bounds, drawn in a few cells. Pure.

Left is tighter, right is looser, for every kind with an order. Everything that a
colour says, a shape says too:

``●`` the value   ``■`` the value, held   ``◇`` the default   ``◌`` what was asked
``○`` permitted   ``✕`` not permitted     ``◈`` the value compared with
``━`` open now    ``─`` permitted, but a condition holds it   ``┄`` not permitted
"""

from __future__ import annotations

import math
from typing import Literal

from configurator.domain.frozen import dataclass
from configurator.tui.cells import Line, Span
from configurator.tui.marks import Mark, Reach

Shape = Literal["steps", "options", "range", "items", "length"]


@dataclass(frozen=True, slots=True)
class Track:
    """What is to be drawn. ``marks`` are the places of kinds with named values;
    ``points`` and ``spans`` the marks and stretches of a range, from 0 to 1."""

    shape: Shape
    marks: tuple[Mark, ...] = ()
    points: tuple[tuple[float, Mark], ...] = ()
    open_span: tuple[float, float] | None = None
    permitted_span: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Glyphs:
    """How each mark looks."""

    marks: dict[Mark, str]
    lines: dict[Reach, str]
    full: str
    empty: str


SHAPES = Glyphs(
    {
        "value": "●",
        "held": "■",
        "asked": "◌",
        "ghost": "◈",
        "default": "◇",
        "free": "○",
        "waiting": "○",
        "shut": "✕",
        "must": "■",
        "out": "✕",
    },
    {"open": "━", "waiting": "─", "shut": "┄"},
    "▪",
    "▫",
)

STYLES: dict[Mark, str] = {
    "value": "value",
    "held": "held",
    "asked": "asked",
    "ghost": "ghost",
    "default": "default",
    "free": "free",
    "waiting": "free",
    "shut": "shut",
    "must": "held",
    "out": "shut",
}

_REACH_STYLES: dict[Reach, str] = {"open": "line", "waiting": "line.waiting", "shut": "line.shut"}

_STRENGTH: tuple[Mark, ...] = ("value", "held", "asked", "ghost", "default")
"""Which mark is drawn where two fall on one cell: the first."""


def draw(track: Track, size: int, tone: str = "") -> Line:
    """``track`` in exactly ``size`` cells. ``tone`` is the style of the value."""
    if track.shape == "steps":
        cells = _steps(track, size)
    elif track.shape == "range":
        cells = _range(track, size)
    else:
        cells = _row(track, size)
    return _merged(cells, tone)


def places(count: int, size: int) -> list[int]:
    """The cells of ``count`` steps spread over ``size``, first and last at the ends."""
    if count == 1:
        return [0]
    return [(2 * place * (size - 1) + count - 1) // (2 * (count - 1)) for place in range(count)]


def place_at(track: Track, size: int, cell: int) -> int | float | None:
    """What a click on ``cell`` means: the number of a named value, or a part of the range."""
    if track.shape == "range":
        return min(max(cell / max(size - 1, 1), 0.0), 1.0)
    if track.shape == "steps":
        spread = places(len(track.marks), size)
        return min(range(len(spread)), key=lambda place: abs(spread[place] - cell))
    if track.shape in ("options", "items"):
        gap = _gap(len(track.marks), size)
        place = round(cell / gap)
        return place if place < len(track.marks) else None
    return None


def _steps(track: Track, size: int) -> list[Span]:
    spread = places(len(track.marks), size)
    cells: list[Span] = []
    for place, (mark, at) in enumerate(zip(track.marks, spread, strict=True)):
        cells.append((SHAPES.marks[mark], STYLES[mark]))
        if place + 1 < len(spread):
            reach = _between(mark, track.marks[place + 1])
            cells += [(SHAPES.lines[reach], _REACH_STYLES[reach])] * (spread[place + 1] - at - 1)
    return cells + [(" ", "")] * (size - len(cells))


def _between(a: Mark, b: Mark) -> Reach:
    if "shut" in (a, b):
        return "shut"
    return "waiting" if {a, b} & {"waiting", "asked"} else "open"


def _range(track: Track, size: int) -> list[Span]:
    cells: list[Span] = []
    for place in range(size):
        reach = _reach(track, place, size)
        cells.append((SHAPES.lines[reach], _REACH_STYLES[reach]))
    for mark in reversed(_STRENGTH):
        for at, of in track.points:
            if of == mark:
                cells[_cell(at, size)] = (SHAPES.marks[mark], STYLES[mark])
    return cells


def _reach(track: Track, place: int, size: int) -> Reach:
    for span, reach in ((track.open_span, "open"), (track.permitted_span, "waiting")):
        if span is not None and _cell(span[0], size) <= place <= _cell(span[1], size):
            return "open" if reach == "open" else "waiting"
    return "shut"


def _cell(at: float, size: int) -> int:
    return math.floor(at * (size - 1) + 0.5)


def _row(track: Track, size: int) -> list[Span]:
    if track.shape == "length":
        part = track.points[0][0] if track.points else 0.0
        full = 0 if part <= 0 else max(1, _cell(part, size + 1))
        return [(SHAPES.full, "value")] * full + [(SHAPES.empty, "line.shut")] * (size - full)
    gap = _gap(len(track.marks), size)
    cells: list[Span] = []
    for mark in track.marks:
        cells.append((SHAPES.marks[mark], STYLES[mark]))
        cells += [(" ", "")] * (gap - 1)
    cells = cells[: len(cells) - (gap - 1)]
    if len(cells) > size:
        return [*cells[: size - 1], ("…", "line.shut")]
    return cells + [(" ", "")] * (size - len(cells))


def _gap(count: int, size: int) -> int:
    """Cells from one item to the next: as wide as fits, three at most."""
    if count < 2:
        return 1
    return max(1, min(3, (size - 1) // (count - 1)))


def _merged(cells: list[Span], tone: str) -> Line:
    line: list[Span] = []
    for text, of in cells:
        style = tone if tone and of == "value" else of
        if line and line[-1][1] == style:
            line[-1] = (line[-1][0] + text, style)
        else:
            line.append((text, style))
    return tuple(line)
