"""A row of the list as a line: columns that fit the room there is. Pure."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from configurator.tui import words
from configurator.tui.cells import Line, Span, cut, fitted, span, width
from configurator.tui.marks import Mark
from configurator.tui.rows import Row, Tone
from configurator.tui.track import SHAPES, draw

SIGNS: dict[Tone, str] = {"": " ", "tighter": "◂", "looser": "▸", "changed": "•", "held": "■"}

GUTTER = 3
"""The bar of the cursor, the sign of a change, a blank."""


class Columns(NamedTuple):
    """Cells for each column; one blank follows the title, two the track."""

    title: int
    track: int
    value: int

    @property
    def track_at(self) -> int:
        """The first cell of the track."""
        return GUTTER + self.title + 1


def columns(room: int) -> Columns:
    """The columns of a list ``room`` cells wide."""
    track = 25 if room >= 100 else 13 if room >= 64 else 9
    rest = room - GUTTER - track - 3
    title = min(46, max(8, rest * 55 // 100))
    return Columns(title, track, max(rest - title, 1))


@lru_cache(maxsize=1024)
def row_line(row: Row, room: int) -> Line:
    """One setting: a sign where it is changed, its title, its track, its value."""
    size = columns(room)
    signs = SIGNS
    style = f"value.{row.tone}" if row.tone else "value"
    title, title_style = span(row.title, "strong" if row.tone else "")
    line: list[Span] = [
        (" ", ""),
        (signs[row.tone], style),
        (" ", ""),
        (fitted(title, size.title), title_style),
        (" ", ""),
        *draw(row.track, size.track, style),
        ("  ", ""),
    ]
    value, _ = span(row.value)
    value = cut(value, size.value)
    line.append((value, style if row.tone else "dim"))
    left = size.value - width(value) - 3
    mark: Mark = "ghost" if row.ghost else "asked"
    beside, style = span(row.ghost or row.asked, mark)
    if beside and left > 3:
        line += [(f" {SHAPES.marks[mark]} ", style), (cut(beside, left), style)]
    return tuple(line)


def group_line(title: str, room: int, tail: str = "") -> Line:
    """The heading of a category, with a rule to the right edge."""
    title, style = span(cut(title, max(room - 4, 1)), "group")
    end = f" {tail}" if tail else ""
    rule = "─" * max(room - width(title) - width(end) - 3, 0)
    return (" ", ""), (title, style), (" ", ""), (rule, "rule"), (end, "faint")


def legend() -> Line:
    """What the shapes of a track mean."""
    line: list[Span] = []
    for mark, name in words.LEGEND.items():
        line += [(SHAPES.marks[mark], "held" if mark == "held" else "dim"), (f" {name}   ", "faint")]
    return tuple(line)
