"""Where each entry of a TOML document stands, so that it can be edited in place.

Walks a text that ``tomllib`` has accepted, and so checks nothing. tomlkit, which
edits TOML too, was tried for this and moves comments, mixes line endings and
fails on tables that are spread over the file.
Source: TOML 1.0.0, sections Keys, String, Array, Inline Table, Table.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from configurator.exporters.formats.brackets import Member, Node
from configurator.exporters.leaves import Path


@dataclass(slots=True)
class Entry:
    """``key = value``: ``names`` as written, below the section it stands in.

    ``end`` is the end of its line without the newline; ``comment`` whether
    something follows the value on that line.
    """

    names: Path
    start: int
    value: Node
    end: int = 0
    comment: bool = False


@dataclass(slots=True)
class Section:
    """A table's header and what stands below it. The first has no header.

    ``path`` is None inside arrays of tables, which nothing here edits.
    ``head`` is the end of the header's line.
    """

    path: Path | None
    start: int
    head: int
    entries: list[Entry] = field(default_factory=list)
    stop: int = 0


@lru_cache(maxsize=4)  # each edit looks at the same text several times
def scan(text: str) -> list[Section]:
    """The sections of ``text`` in order, the root first."""
    return _Scanner(text).document()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = self.lead = 0
        self.after_comment = self.commented = False
        self.arrays: set[Path] = set()

    def document(self) -> list[Section]:
        sections = [Section((), 0, 0)]
        self.trivia(0)
        while self.at < len(self.text):
            here = sections[-1]
            if self.text[self.at] == "[":
                here.stop = self.at
                sections.append(self.header())
            else:
                here.entries.append(self.entry())
            self.trivia(self.at)
        sections[-1].stop = len(self.text)
        return sections

    def header(self) -> Section:
        start = self.at
        array = self.text.startswith("[[", start)
        self.at += 1 + array
        names = self.key()
        self.at += 1 + array
        if array:
            self.arrays.add(names)
        below = any(names[:n] in self.arrays for n in range(1, len(names) + 1))
        _, end = self.line_end(self.at)
        section = Section(None if below else names, start, end)
        self.at = end
        return section

    def entry(self) -> Entry:
        start = self.at
        names = self.key()
        self.at += 1  # the equals sign
        self.blanks()
        value = self.value()
        comment, end = self.line_end(value.end)
        self.at = end
        return Entry(names, start, value, end, comment)

    def line_end(self, place: int) -> tuple[bool, int]:
        """Whether more than blanks follow on this line, and where it ends."""
        end = self.text.find("\n", place)
        end = len(self.text) if end < 0 else end - (self.text[end - 1] == "\r")
        return bool(self.text[place:end].strip()), end

    def trivia(self, place: int) -> None:
        """Past blanks, newlines and comments."""
        self.after_comment, self.lead, self.at = False, place, place
        while self.at < len(self.text):
            character = self.text[self.at]
            if character == "#":
                self.lead = self.at = self.line_end(self.at)[1]
                self.after_comment = self.commented = True
            elif character in " \t\r\n":
                self.at += 1
            else:
                return

    def blanks(self) -> None:
        while self.text[self.at : self.at + 1] in (" ", "\t"):
            self.at += 1

    def key(self) -> Path:
        names: list[str] = []
        while True:
            self.blanks()
            names.append(self.name())
            self.blanks()
            if self.text[self.at] != ".":
                return tuple(names)
            self.at += 1

    def name(self) -> str:
        start = self.at
        if self.text[start] in "\"'":
            self.at = self.string(start)
            return _unquoted(self.text[start : self.at])
        while self.text[self.at] not in " \t=.]":
            self.at += 1
        return self.text[start : self.at]

    def value(self) -> Node:
        start = self.at
        opening = self.text[start]
        if opening in "\"'":
            return Node("scalar", start, self.string(start))
        if opening == "[":
            return self.container(Node("list", start, 0), "]")
        if opening == "{":
            return self.container(Node("table", start, 0), "}")
        end = start
        while end < len(self.text) and self.text[end] not in ",]}#\r\n":
            end += 1
        return Node("scalar", start, start + len(self.text[start:end].rstrip()))

    def container(self, node: Node, closing: str) -> Node:
        outer, self.commented = self.commented, False
        self.trivia(node.start + 1)
        while self.text[self.at] != closing:
            if self.text[self.at] == ",":
                self.comma(node.members[-1])
            else:
                node.members.append(self.member(node))
        node.tail, node.end, node.commented = self.lead, self.at + 1, self.commented
        self.commented = outer or self.commented
        return node

    def member(self, node: Node) -> Member:
        start, lead, after = self.at, self.lead, self.after_comment
        names: Path = ()
        if node.kind == "table":
            names = self.key()
            self.at += 1
            self.blanks()
        value = self.value()
        member = Member(names, start, lead, after, value, rest=self.rest(value.end))
        self.trivia(value.end)
        return member

    def comma(self, member: Member) -> None:
        member.comma = self.at
        member.rest = self.rest(self.at + 1)
        self.trivia(self.at + 1)

    def rest(self, place: int) -> int:
        """The end of the comment on this line, or ``place`` where there is none."""
        begin = place
        while self.text[begin : begin + 1] in (" ", "\t"):
            begin += 1
        return self.line_end(begin)[1] if self.text.startswith("#", begin) else place

    def string(self, start: int) -> int:
        """The end of the string that begins at ``start``."""
        quote = self.text[start]
        fence = quote * 3 if self.text.startswith(quote * 3, start) else quote
        end = start + len(fence)
        while not self.text.startswith(fence, end):
            end += 2 if quote == '"' and self.text[end] == "\\" else 1
        end += len(fence)
        if len(fence) == 3:  # up to two quotes may stand before the closing three
            while self.text.startswith(quote, end):
                end += 1
        return end


def _unquoted(quoted: str) -> str:
    if quoted[0] == "'" or "\\" not in quoted:
        return quoted[1:-1]
    import tomllib

    name: str = tomllib.loads(f"k = {quoted}")["k"]
    return name
