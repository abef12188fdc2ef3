"""Printing: data on stdout, everything else on stderr, colour only for people."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence

from configurator.domain.text import refused_character, shown
from configurator.errors import ConfiguratorError
from configurator.messages import _, labelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

OPENING = "（《“‘「【"
CLOSING = "，。、；：？！）》”’」】…"

BOLD, DIM, RED, GREEN, YELLOW, CYAN = "1", "2", "31", "32", "33", "36"


def print_json(data: Any) -> None:
    """``data`` as JSON on stdout: one document, keys in the order made.

    What a terminal would obey instead of showing it stands escaped.
    """
    import json

    lines = json.dumps(data, ensure_ascii=False, indent=2).split("\n")
    for line in lines:
        plain = line if line.isprintable() else "".join(_in_json(one, json.dumps) for one in line)
        sys.stdout.write(f"{plain}\n")


def _in_json(character: str, dumped: Callable[[str], str]) -> str:
    return dumped(character)[1:-1] if refused_character(character) else character


def say(line: str = "") -> None:
    """A line of data for people."""
    sys.stdout.write(line + "\n")


def tell(line: str) -> None:
    """A remark that is not data."""
    sys.stderr.write(line + "\n")


def coloured(text: str, code: str, stream: Any = None) -> str:
    """``text`` in a colour, if a person on a capable terminal reads it.

    Source: no-color.org, for the variable NO_COLOR.
    """
    stream = stream or sys.stdout
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    if plain or not stream.isatty():
        return text
    return f"\x1b[{code}m{text}\x1b[0m"


def say_error(error: ConfiguratorError) -> None:
    """An error on stderr: one line, and a second with what to do next."""
    place = f"{shown(str(error.where))}: " if error.where else ""
    _tell_labelled(_("error:"), RED, f"{place}{shown(error.message)} [{error.name}]")
    _tell_labelled(_("hint:"), CYAN, shown(error.hint))


def say_warning(message: str, hint: str = "") -> None:
    """A remark that asks for attention, on stderr."""
    _tell_labelled(_("warning:"), YELLOW, shown(message))
    _tell_labelled(_("hint:"), CYAN, shown(hint))


def _tell_labelled(label: str, code: str, text: str) -> None:
    if text:
        tell(coloured(label, code, sys.stderr) + labelled(label, text).removeprefix(label))


def columns(rows: Sequence[tuple[str, ...]], indent: str = "  ") -> list[str]:
    """Rows as aligned lines; the last column is as wide as it is."""
    if not rows:
        return []
    widths = [max(cells(row[place]) for row in rows) for place in range(len(rows[0]) - 1)]
    return [
        (indent + "  ".join([*(padded(c, w) for c, w in zip(row, widths, strict=False)), row[-1]])).rstrip()
        for row in rows
    ]


def padded(text: str, width: int) -> str:
    """``text`` filled up with blanks to ``width`` terminal cells."""
    return text + " " * (width - cells(text))


def cells(text: str) -> int:
    """How many terminal cells ``text`` takes. Source: Unicode UAX #11."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def terminal_width() -> int:
    """Columns to fill: the terminal's, or 100 where there is none."""
    import shutil

    return shutil.get_terminal_size((100, 24)).columns


def wrapped(text: str, indent: str, width: int | None = None) -> list[str]:
    """``text`` in lines that fit the terminal, each after ``indent``."""
    import textwrap

    room = max(40, min(width or terminal_width(), 100))
    if cells(text) == len(text):
        lines = textwrap.wrap(text, room, initial_indent=indent, subsequent_indent=indent)
    else:
        lines = [indent + line for line in _filled(text, room - len(indent))]
    return lines or [indent.rstrip()]


def _filled(text: str, room: int) -> list[str]:
    """Lines of at most ``room`` cells, broken at blanks and between wide characters,
    but not before what closes, or after what opens. Source: GB/T 15834-2011, 5.1."""
    import re

    piece = re.compile(rf"\s+|[{OPENING}]*(?:[!-~\u00a0-\u10ff]+|[^{OPENING}])[{CLOSING}]*|.")
    lines, line = [], ""
    for part in piece.findall(text):
        if line and cells(line + part.rstrip()) > room:
            lines.append(line.rstrip())
            line = ""
        line += part if line or not part.isspace() else ""
    return [*lines, line.rstrip()] if line.strip() else lines
