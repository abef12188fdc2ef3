"""Where each key of a TOML document stands, counted from 1.

The standard parser gives values without places, and an error without a line is
half an error. This walks a document that the parser has already accepted, so it
follows the grammar and checks nothing.
Source: TOML 1.0.0, sections Keys, String, Array, Inline Table, Table.
"""

from __future__ import annotations

from typing import Any

Path = tuple[str | int, ...]


def key_lines(text: str) -> dict[Path, int]:
    """The line of every key, table and array item, by its path in the document."""
    walk = _Walk(text)
    walk.document()
    return walk.lines


def line_of(lines: dict[Path, int], path: Path) -> int:
    """The line of ``path``, or of its closest parent that has one; 0 if none."""
    for end in range(len(path), 0, -1):
        if line := lines.get(path[:end]):
            return line
    return 0


class _Walk:
    def __init__(self, text: str) -> None:
        self.text = text.replace("\r\n", "\n") + "\n"
        self.at = 0
        self.line = 1
        self.lines: dict[Path, int] = {}
        self.counts: dict[Path, int] = {}

    def document(self) -> None:
        table: Path = ()
        while self.skip_space():
            if self.text.startswith("[[", self.at):
                table = self.array_table()
            elif self.text[self.at] == "[":
                self.at += 1
                table = self.through(self.dotted())
                self.at += 1
                for end in range(1, len(table) + 1):
                    self.lines.setdefault(table[:end], self.line)
            else:
                self.assignment(table)

    def array_table(self) -> Path:
        self.at += 2
        names = self.dotted()
        self.at += 2
        parent = self.through(names[:-1])
        path = (*parent, names[-1])
        place = self.counts[path] = self.counts.get(path, -1) + 1
        for end in range(1, len(path)):
            self.lines.setdefault(path[:end], self.line)
        self.lines.setdefault(path, self.line)
        self.lines[(*path, place)] = self.line
        return (*path, place)

    def through(self, names: Path) -> Path:
        """The path of ``names``, inside the latest item of each array of tables."""
        path: Path = ()
        for name in names:
            path = (*path, name)
            if path in self.counts:
                path = (*path, self.counts[path])
        return path

    def assignment(self, table: Path) -> None:
        line = self.line
        path = table
        for name in self.dotted():
            path = (*path, name)
            self.lines.setdefault(path, line)
        self.skip_blank()
        self.at += 1  # the equals sign
        self.value(path)

    def dotted(self) -> Path:
        names: list[str] = []
        while True:
            self.skip_blank()
            names.append(self.name())
            self.skip_blank()
            if self.text[self.at] != ".":
                return tuple(names)
            self.at += 1

    def name(self) -> str:
        start = self.at
        if self.text[start] in "\"'":
            self.string()
            return _unquoted(self.text[start : self.at])
        while self.text[self.at] not in " \t=.]\n":
            self.at += 1
        return self.text[start : self.at]

    def value(self, path: Path) -> None:
        self.skip_blank()
        opening = self.text[self.at]
        if opening in "\"'":
            self.string()
        elif opening == "[":
            self.array(path)
        elif opening == "{":
            self.inline_table(path)
        else:
            while self.text[self.at] not in ",]}#\n":
                self.at += 1

    def array(self, path: Path) -> None:
        self.at += 1
        place = 0
        while True:
            self.skip_space()
            if self.text[self.at] == "]":
                break
            if self.text[self.at] == ",":
                self.at += 1
                continue
            self.lines[(*path, place)] = self.line
            self.value((*path, place))
            place += 1
        self.at += 1

    def inline_table(self, path: Path) -> None:
        self.at += 1
        while True:
            self.skip_space()
            if self.text[self.at] == "}":
                break
            if self.text[self.at] == ",":
                self.at += 1
                continue
            self.assignment(path)
        self.at += 1

    def string(self) -> None:
        quote = self.text[self.at]
        fence = quote * 3 if self.text.startswith(quote * 3, self.at) else quote
        self.at += len(fence)
        while not self.text.startswith(fence, self.at):
            if quote == '"' and self.text[self.at] == "\\":
                self.at += 1
            self.line += self.text[self.at] == "\n"
            self.at += 1
        self.at += len(fence)
        if len(fence) == 3:  # up to two quotes may stand before the closing three
            while self.text.startswith(quote, self.at):
                self.at += 1

    def skip_blank(self) -> None:
        while self.text[self.at] in " \t":
            self.at += 1

    def skip_space(self) -> bool:
        """Past blanks, newlines and comments; whether anything is left."""
        while self.at < len(self.text):
            character = self.text[self.at]
            if character == "#":
                self.at = self.text.index("\n", self.at)
            elif character == "\n":
                self.line += 1
                self.at += 1
            elif character in " \t":
                self.at += 1
            else:
                return True
        return False


def _unquoted(quoted: str) -> str:
    if quoted[0] == "'" or "\\" not in quoted:
        return quoted[1:-1]
    import tomllib

    parsed: dict[str, Any] = tomllib.loads(f"k = {quoted}")
    return str(parsed["k"])
