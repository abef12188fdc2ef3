"""Drawing with ASCII alone: for terminals that draw ambiguous characters two cells wide. Pure.

What is ours is replaced character by character, so nothing moves; words from a
policy or a profile in another script stay as they are.
"""

from __future__ import annotations

from configurator.tui.track import SHAPES

MARKS = {
    "value": "@",
    "held": "#",
    "asked": "?",
    "ghost": "%",
    "default": "d",
    "free": "o",
    "waiting": "o",
    "shut": "x",
    "must": "#",
    "out": "x",
}
"""Marks that differ from each other as those they stand for do."""

REACHES = {"open": "=", "waiting": "-", "shut": "."}

OTHERS = {
    "▪": "#", "▫": ".", "•": "*", "◂": "<", "▸": ">", "▌": ">", "▏": "|", "▐": "|", "│": "|",
    "█": "#", "▒": "+", "░": ".", "…": "~", "·": "-", "“": '"', "”": '"', "⚠": "!",
    "←": "<", "→": ">", "↑": "^", "↓": "v",
}  # fmt: skip

TABLE = str.maketrans(
    {SHAPES.marks[mark]: ascii_mark for mark, ascii_mark in MARKS.items()}  # type: ignore[index]  # the same names
    | {SHAPES.lines[reach]: ascii_line for reach, ascii_line in REACHES.items()}  # type: ignore[index]  # as above
    | OTHERS
)
"""For `str.translate`."""
