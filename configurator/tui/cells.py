"""Text as a terminal sees it: cells, not characters. Pure.

A line is spans of text with the name of a style. All text that is drawn passes
through `span`, so nothing from a policy or a profile acts on the terminal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from configurator.domain.text import shown

Span = tuple[str, str]
Line = tuple[Span, ...]

BLANK: Line = ()

_CLOSING = "，。、；：？！）】》」』”’…"  # what may not begin a line in Chinese and Japanese


def span(text: str, style: str = "") -> Span:
    """``text``, safe to draw, in the style called ``style``."""
    return shown(text), style


@lru_cache(maxsize=4096)
def _char_width(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf", "Cc"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def width(text: str) -> int:
    """How many cells ``text`` takes."""
    return len(text) if text.isascii() else sum(map(_char_width, text))


def line_width(line: Iterable[Span]) -> int:
    """How many cells a line takes."""
    return sum(width(text) for text, _ in line)


def cut(text: str, size: int) -> str:
    """``text`` in at most ``size`` cells, with an ellipsis where it was longer."""
    if width(text) <= size:
        return text
    if size < 1:
        return ""
    kept, used = [], 0
    for character in text:
        used += _char_width(character)
        if used > size - 1:
            break
        kept.append(character)
    return "".join(kept) + "…"


def fitted(text: str, size: int) -> str:
    """``text`` in exactly ``size`` cells."""
    text = cut(text, size)
    return text + " " * (size - width(text))


def joined(parts: Iterable[Span], between: str = " ") -> Line:
    """``parts`` that are not empty, with ``between`` between them."""
    line: list[Span] = []
    for part in parts:
        if part[0]:
            line += [(between, ""), part] if line else [part]
    return tuple(line)


def wrapped(spans: Iterable[Span], size: int, hang: int = 0) -> list[Line]:
    """``spans`` broken at blanks, and between wide characters, into ``size`` cells.

    Lines after the first are indented by ``hang`` cells.
    """
    return list(_wrapped(tuple(spans), size, hang))


@lru_cache(maxsize=2048)
def _wrapped(spans: Line, size: int, hang: int) -> tuple[Line, ...]:
    wrap = _Wrap(max(size, hang + 2), hang)
    for text, style in spans:
        for piece in _pieces(text):
            wrap.add(piece, style)
    return tuple(wrap.finished())


class _Wrap:
    """Lines being filled."""

    def __init__(self, size: int, hang: int) -> None:
        self.size = size
        self.hang = hang
        self.lines: list[Line] = []
        self.line: list[Span] = []
        self.used = 0
        self.bare = True

    def add(self, piece: str, style: str) -> None:
        taken = width(piece)
        if self.used + taken > self.size and not self.bare:
            self.break_line()
            if piece.isspace():
                return
        while self.used + taken > self.size:  # a word longer than a line
            head = _head(piece, self.size - self.used)
            self.put(head, style)
            self.break_line()
            piece = piece[len(head) :]
            taken = width(piece)
        if piece and not (self.bare and self.lines and piece.isspace()):
            self.put(piece, style)

    def put(self, text: str, style: str) -> None:
        self.bare = False
        self.used += width(text)
        if self.line and self.line[-1][1] == style:
            text = self.line.pop()[0] + text
        self.line.append((text, style))

    def break_line(self) -> None:
        self.lines.append(_stripped(self.line))
        self.line = [(" " * self.hang, "")] if self.hang else []
        self.used = self.hang
        self.bare = True

    def finished(self) -> list[Line]:
        if not self.bare or not self.lines:
            self.lines.append(_stripped(self.line))
        return self.lines


def _head(piece: str, room: int) -> str:
    """The longest beginning of ``piece`` that fits; at least one character."""
    used = 0
    for place, character in enumerate(piece):
        used += _char_width(character)
        if used > room:
            return piece[: max(place, 1)]
    return piece


def _stripped(line: list[Span]) -> Line:
    """``line`` without blanks at its end."""
    line = list(line)
    while line and not line[-1][0].rstrip(" "):
        line.pop()
    if line and line[-1][0].endswith(" "):
        line[-1] = (line[-1][0].rstrip(" "), line[-1][1])
    return tuple(line)


def _pieces(text: str) -> list[str]:
    """Words, runs of blanks, and wide characters one by one."""
    pieces: list[str] = []
    for word in re.findall(r" +|[^ ]+", text):
        pieces += [word] if word.isascii() else _broken(word)
    return pieces


def _broken(word: str) -> list[str]:
    pieces: list[str] = []
    join_next = False
    for character in word:
        wide = _char_width(character) == 2
        if pieces and (join_next or character in _CLOSING or _char_width(character) == 0):
            pieces[-1] += character
        else:
            pieces.append(character)
        join_next = not wide
    return pieces
