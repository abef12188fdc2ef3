"""Where things stand in a bracketed list or table, and edits on the text of it.

Shared by JSON (objects, arrays) and TOML (arrays, inline tables): a scanner of
the format gives the places, and the edits here know only commas and blanks.
Adding a member and taking it away again gives the text back, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from configurator.exporters.formats.newlines import newline_of

_BLANK_LINE_END = re.compile(r"[ \t]*(\r?\n|$)")


@dataclass(slots=True)
class Node:
    """A value and its place: ``text[start:end]``, brackets included.

    ``tail`` is where the blanks before the closing bracket begin; ``commented``
    whether anything in it is a comment.
    """

    kind: Literal["table", "list", "scalar"]
    start: int
    end: int
    members: list[Member] = field(default_factory=list)
    tail: int = 0
    commented: bool = False


@dataclass(slots=True)
class Member:
    """One member of a table, or one item of a list, whose ``names`` are empty.

    ``lead`` is where the blanks before it begin, ``after_comment`` whether a
    comment that ends with its line stands before them, and ``comma`` the place
    of the comma behind it, or -1.
    """

    names: tuple[str, ...]
    start: int
    lead: int
    after_comment: bool
    value: Node
    comma: int = -1
    rest: int = 0
    """Where the last comment on the member's own line ends, or else its comma, or its value."""


Writer = Callable[[str | None], str]
"""Writes a member whose own line begins with the given blanks; None: on one line."""


def spliced(text: str, *edits: tuple[int, int, str]) -> str:
    """``text`` with each span replaced. The spans are in order and do not overlap."""
    pieces, at = [], 0
    for start, end, new in edits:
        pieces += [text[at:start], new]
        at = end
    return "".join((*pieces, text[at:]))


def appended(text: str, node: Node, write: Writer, unit: str, *, one_line: bool = False) -> str:
    """``text`` with one more member at the end of ``node``."""
    if not node.members:
        return _first(text, node, write, unit, one_line=one_line)
    last, first = node.members[-1], node.members[0]
    prefix = _own_line(text, node.start, first.start)
    if one_line or prefix is None:
        between = " " if len(node.members) == 1 or text[node.members[1].lead : node.members[1].start] else ""
        new, place = between + write(None), max(last.value.end, last.comma + 1)
    else:  # behind a comment on the line of the last one, which is about that one
        new, place = newline_of(text) + prefix + write(prefix), last.rest
    if last.comma >= 0:  # a comma may stand behind the last one: keep to it
        return spliced(text, (place, place, f"{new},"))
    return spliced(text, (last.value.end, last.value.end, ","), (place, place, new))


def prepended(text: str, node: Node, write: Writer) -> str:
    """``text`` with one more member before those of ``node``, which has some."""
    first = node.members[0].start
    prefix = _own_line(text, node.start, first)
    gap = " " if prefix is None else newline_of(text) + prefix
    return spliced(text, (first, first, f"{write(prefix)},{gap}"))


def _first(text: str, node: Node, write: Writer, unit: str, *, one_line: bool) -> str:
    inside = text[node.start + 1 : node.end - 1].rstrip()
    if one_line or ("\n" not in text and len(text) > len("{}\n")):
        pad = " " if one_line and node.kind == "table" else ""
        new = f"{inside}{pad}{write(None)}{pad}"
    else:
        outer = indent_at(text, node.start)
        newline = newline_of(text)
        new = f"{inside}{newline}{outer}{unit}{write(outer + unit)}{newline}{outer}"
    return spliced(text, (node.start + 1, node.end - 1, new))


def removed(text: str, node: Node, index: int) -> str:
    """``text`` without one member, with the comments around it still in place."""
    member = node.members[index]
    edits = [(_from(text, member), member.value.end, "")]
    if member.comma >= 0:
        edits.append((member.comma, member.comma + 1, ""))
    elif index:
        comma = node.members[index - 1].comma
        edits.insert(0, (comma, comma + 1, ""))
    return spliced(text, *edits)


def _from(text: str, member: Member) -> int:
    """Where to cut: the blanks before a member go with it, unless the newline in
    them is all that keeps a comment from swallowing what follows."""
    behind = max(member.value.end, member.comma + 1)
    if member.after_comment and not _BLANK_LINE_END.match(text, behind):
        return member.start
    return member.lead


def emptied(text: str, node: Node, inside: str) -> str:
    """``text`` with what stood inside an empty ``node`` before it had members."""
    now = text[node.start + 1 : node.end - 1]
    if now.rstrip() != inside.rstrip():
        return text
    return spliced(text, (node.start + 1, node.end - 1, inside))


def indent_at(text: str, place: int) -> str:
    """The blanks at the beginning of the line of ``place``."""
    begin = text.rfind("\n", 0, place) + 1
    end = begin
    while end < place and text[end] in " \t":
        end += 1
    return text[begin:end]


def _own_line(text: str, container: int, first: int) -> str | None:
    """The indentation of members, or None where they stand on the line of the bracket."""
    return indent_at(text, first) if "\n" in text[container:first] else None


def child(node: Node, path: tuple[str, ...]) -> Node | None:
    """The value at ``path`` below a table; None where there is none."""
    if not path:
        return node
    for member in node.members:
        length = len(member.names)
        if node.kind == "table" and path[:length] == member.names:
            found = child(member.value, path[length:])
            if found is not None:
                return found
    return None


def index_of(node: Node, names: tuple[str, ...]) -> int:
    """The place of the member called ``names`` among its siblings; -1 if none."""
    return next((n for n, member in enumerate(node.members) if member.names == names), -1)
