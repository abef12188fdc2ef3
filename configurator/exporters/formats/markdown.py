"""One block of ours in a Markdown file; everything around it belongs to others."""

from __future__ import annotations

import re

from configurator.domain.frozen import dataclass
from configurator.errors import InvalidError, Where
from configurator.exporters.formats.newlines import newline_of
from configurator.messages import _

BEGIN = "<!-- configurator:begin written by `configurator export`, which replaces the lines up to the end -->"
END = "<!-- configurator:end -->"

_MARKER = re.compile(r"^[ \t]*<!--[ \t]*configurator:(begin|end)\b[^\n]*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A block's place: ``text[start:end]``, without the newline after it."""

    start: int
    end: int


def find(text: str, path: str) -> Block | None:
    """The block in ``text``. Raises InvalidError where it is broken or there are two."""
    markers = list(_MARKER.finditer(text))
    if not markers:
        return None
    kinds = [marker[1] for marker in markers]
    if kinds == ["begin", "end"]:
        end = markers[1].end()
        return Block(markers[0].start(), end - (text[end - 1] == "\r"))
    if "end" not in kinds or "begin" not in kinds:
        lacking = "configurator:begin" if "end" in kinds else "configurator:end"
        problem, wrong = _("the Markdown has no `{marker}` to match", marker=lacking), markers[0]
    else:
        problem = (
            _("the Markdown has more than one configurator block")
            if len(kinds) > 2
            else _("the Markdown ends its block before it begins")
        )
        wrong = markers[min(2, len(kinds) - 1)]
    raise InvalidError(
        problem,
        where=Where(path, text.count("\n", 0, wrong.start()) + 1),
        hint=_("remove the marker lines by hand, and export again; nothing was changed"),
        slug="block",
    )


def block(inner: str, newline: str) -> str:
    """The block around ``inner``, with the file's own line ending."""
    return f"{BEGIN}\n{inner}\n{END}".replace("\n", newline)


@dataclass(frozen=True, slots=True)
class Placed:
    """A text with its block, and what was put before and behind it for a blank line."""

    text: str
    glue: tuple[str, str]


def placed(text: str, new: str, *, on_top: bool) -> Placed:
    """``text`` with a first block: at the end, or on top where the tool stops early."""
    newline = newline_of(text)
    if on_top and text:
        return Placed(f"{new}{newline * 2}{text}", ("", newline * 2))
    gap = ""
    if text:
        gap = newline if text.endswith("\n") else newline * 2
        gap = "" if text.endswith(("\n\n", "\n\r\n")) else gap
    return Placed(f"{text}{gap}{new}{newline}", (gap, newline))


def replaced(text: str, found: Block, new: str) -> str:
    """``text`` with ``new`` in the block's place."""
    return text[: found.start] + new + text[found.end :]


def removed(text: str, found: Block, glue: tuple[str, str]) -> str:
    """``text`` without the block, and without the blank lines it came with."""
    before, behind = text[: found.start], text[found.end :]
    return before.removesuffix(glue[0]) + behind.removeprefix(glue[1])
