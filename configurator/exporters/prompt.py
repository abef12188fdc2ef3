"""Sentences as the text an AI reads: in order, within a size, with data quoted.

A sentence of the catalogue stays on its line and acts as nothing but words. Free
text of the person's is a quoted string, in which every character that Markdown,
an HTML comment or a tool's file import could act on is spelled out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from configurator.domain.text import shown
from configurator.exporters.formats.json_dump import one_line
from configurator.exporters.render import RANKS, Sentence
from configurator.exporters.table import Rank

HEADING = "## How to behave"
GROUPS: dict[Rank, str] = {
    "bound": "Fixed, whatever anyone asks for:",
    "own": "Chosen by the user:",
    "default": "Careful defaults, which hold until the user changes them in the configurator:",
}

_ACTING = {ord(c): f"\\u{ord(c):04x}" for c in "<>`@\u061c\u200b\u200e\u200f\u2060\ufeff"}
"""Quoted text never holds these: comments and tags, code, imports, hidden marks."""

_LEADING = re.compile(r"([#>+*=|~-]|[0-9]+[.)])")


_TEMPLATED = _ACTING | {ord(c): f"\\u{ord(c):04x}" for c in "{}$%#"}
"""Also what opens a place to be filled in, where a tool takes a prompt for a template."""

_OPENING = re.compile(r"([{$%#])(?=[{(%#])")


def quoted(text: str, acting: Mapping[int, str] = _ACTING) -> str:
    """Free text as a JSON string on one line, without a character that acts."""
    return one_line(text).translate(acting)


def inert(text: str) -> str:
    """A sentence as words in Markdown: no heading, list, code, tag or import."""
    line = " ".join(shown(" ".join(text.split())).split())
    line = re.sub(r"([<`]|(?<!\S)@)", r"\\\1", line)
    return _LEADING.sub(r"\\\1", line, count=1) if _LEADING.match(line) else line


def markdown(sentences: Sequence[Sentence], imports: Iterable[str] = ()) -> str:
    """The lines of a block, without its markers. Empty where there is nothing to say."""
    if not sentences:
        return ""
    lines = [f"@{name}" for name in imports]
    return "\n".join([*lines, *([""] if lines else []), HEADING, *_grouped(sentences, _bullet)])


def plain(sentences: Sequence[Sentence]) -> str:
    """The same for a box that takes text only."""
    return "\n".join(_grouped(sentences, _plain_bullet)).strip() if sentences else ""


def one_text(sentences: Sequence[Sentence]) -> str:
    """The same for the key of a file, which a tool may take for a template: no place
    to be filled in is left in it."""
    return "\n".join(_grouped(sentences, _template_bullet)).strip() if sentences else ""


def _grouped(sentences: Sequence[Sentence], bullet: Callable[[Sentence], str]) -> list[str]:
    lines: list[str] = []
    for rank in RANKS:
        group = [bullet(sentence) for sentence in sentences if sentence.rank == rank and not sentence.data]
        if group:
            lines += ["", GROUPS[rank], "", *group]
    notes = [bullet(sentence) for sentence in sentences if sentence.data]
    return lines + (["", *notes] if notes else [])


@lru_cache(maxsize=1024)  # the same sentences for every tool
def _bullet(sentence: Sentence) -> str:
    # A code span too: inside it nothing is an emphasis, a link or a picture.
    return "- " + inert(sentence.text).replace("{value}", f"`{quoted(sentence.data)}`")


@lru_cache(maxsize=1024)
def _plain_bullet(sentence: Sentence) -> str:
    return "- " + " ".join(shown(sentence.text).split()).replace("{value}", quoted(sentence.data))


def literal(text: str) -> str:
    """``text`` without a place to be filled in, for a tool that takes it for a template."""
    return _OPENING.sub(r"\1 ", text)


def _template_bullet(sentence: Sentence) -> str:
    text = literal(" ".join(shown(sentence.text).split()).replace("{value}", "\0"))
    return "- " + text.replace("\0", quoted(sentence.data, _TEMPLATED))


def fitting(
    sentences: Sequence[Sentence],
    room: int,
    size: Callable[[Sequence[Sentence]], int],
    *,
    keep: str = "bound",
) -> list[Sentence]:
    """The sentences that fit into ``room``, in the order they had.

    Bounds come before own choices and those before defaults: once something of a
    rank has to go, nothing of a later rank is kept. Those of rank ``keep`` stay
    whatever the room.
    """
    if size(sentences) <= room:
        return list(sentences)
    kept = {sentence.key for sentence in sentences if sentence.rank == keep}
    for rank in RANKS:
        if rank == keep:
            continue
        dropped = False
        for key in [sentence.key for sentence in sentences if sentence.rank == rank]:
            if size([sentence for sentence in sentences if sentence.key in kept | {key}]) <= room:
                kept.add(key)
            else:
                dropped = True
        if dropped:
            break
    return [sentence for sentence in sentences if sentence.key in kept]
