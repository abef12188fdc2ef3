"""TOML edited where it stands: a key is a line, a table a header at the end."""

from __future__ import annotations

from typing import Any

from configurator.domain.text import shown
from configurator.errors import InvalidError
from configurator.exporters.formats import brackets
from configurator.exporters.formats.brackets import Node
from configurator.exporters.formats.newlines import newline_of
from configurator.exporters.formats.toml_dump import dumped, key, listed
from configurator.exporters.formats.toml_scan import Entry, Section, scan
from configurator.exporters.leaves import Path, dotted
from configurator.messages import _


def is_source(source: str) -> bool:
    """Whether ``source`` spells one scalar, and so can be put back into a file."""
    import tomllib

    try:
        found = tomllib.loads(f"k = {source}")
    except ValueError:
        return False
    return list(found) == ["k"] and not isinstance(found["k"], dict | list)


class Editor:
    """A TOML text under edit. Every path given has to fit what is there."""

    def __init__(self, text: str) -> None:
        self.text = text

    # ---------------------------------------------------------------- finding

    def _entry(self, path: Path) -> tuple[Section, int, Node] | None:
        """The section and entry that hold ``path``, and the value at it."""
        for section in scan(self.text):
            if section.path is None or section.path != path[: len(section.path)]:
                continue
            below = path[len(section.path) :]
            for place, entry in enumerate(section.entries):
                length = len(entry.names)
                if below and entry.names == below[:length]:
                    node = brackets.child(entry.value, below[length:])
                    if node is not None:
                        return section, place, node
        return None

    def _node(self, path: Path) -> Node:
        found = self._entry(path)
        if found is None:
            raise InvalidError(
                _(
                    "`{name}` is spelled as `[[{key}]]` tables, which are not edited",
                    name=shown(dotted(path)),
                    key=shown(key(path)),
                ),
                hint=_("write it as `{key} = [...]` by hand, and export again", key=shown(key(path))),
            )
        return found[2]

    def source(self, path: Path) -> str:
        """The scalar at ``path`` as it is written."""
        node = self._node(path)
        return self.text[node.start : node.end]

    # ---------------------------------------------------------------- setting

    def put_source(self, path: Path, source: str) -> None:
        """Write ``source`` over the scalar at ``path``."""
        node = self._node(path)
        self.text = brackets.spliced(self.text, (node.start, node.end, source))

    def put(self, path: Path, value: Any) -> dict[Path, str | None]:
        """Set ``path``. Gives what has to be known to take away the containers made."""
        if self._entry(path) is not None:
            self.put_source(path, dumped(value))
            return {}
        source = listed(value, newline_of(self.text)) if isinstance(value, list) else dumped(value)
        made: dict[Path, str | None] = {path: None} if isinstance(value, list) else {}
        for length in range(len(path) - 1, 0, -1):
            found = self._entry(path[:length])
            if found is not None:
                return made | self._put_inline(found[2], path, length, value)
        section, place = self._room(path[:-1])
        if section is None:
            return made | self._new_table(path, source)
        below = path[len(section.path or ()) :]
        return made | self._put_line(section, place, f"{key(below)} = {source}")

    def _put_inline(self, node: Node, path: Path, length: int, value: Any) -> dict[Path, str | None]:
        made = {} if node.members else {path[:length]: self.text[node.start + 1 : node.end - 1]}
        new = f"{key(path[length:])} = {dumped(value)}"
        self.text = brackets.appended(self.text, node, lambda _: new, "", one_line=True)
        return dict(made)

    def _room(self, table: Path) -> tuple[Section | None, int]:
        """The section to which a key of ``table`` is added, and behind which entry."""
        sections = scan(self.text)
        for section in sections:
            if section.path == table:
                return section, len(section.entries) - 1
        for section in sections:  # a table that is spelled as a.b.c = …
            if section.path is not None and section.path == table[: len(section.path)]:
                below = table[len(section.path) :]
                for place in range(len(section.entries) - 1, -1, -1):
                    if section.entries[place].names[: len(below)] == below:
                        return section, place
        return None, 0

    def _put_line(self, section: Section, place: int, line: str) -> dict[Path, str | None]:
        newline = newline_of(self.text)
        if place >= 0 or section.path:
            end = section.entries[place].end if place >= 0 else section.head
            self.text = brackets.spliced(self.text, (end, end, newline + line))
            return {}
        gap = newline if self.text.strip() else ""
        self.text = f"{line}{newline}{gap}{self.text}"
        return {(): gap}

    def _new_table(self, path: Path, source: str) -> dict[Path, str | None]:
        newline = newline_of(self.text)
        gap = ""
        if self.text:
            gap = newline if self.text.endswith("\n") else newline * 2
            gap = "" if self.text.endswith(("\n\n", "\n\r\n")) else gap
        header = f"[{key(path[:-1])}]"
        self.text += f"{gap}{header}{newline}{key(path[-1:])} = {source}{newline}"
        return {path[:-1]: gap}

    def append(self, path: Path, item: Any) -> dict[Path, str | None]:
        """Add ``item`` to the list at ``path``."""
        node = self._node(path)
        made = {} if node.members else {path: self.text[node.start + 1 : node.end - 1]}
        one_line = "\n" not in self.text[node.start : node.end]
        self.text = brackets.appended(self.text, node, lambda _: dumped(item), "  ", one_line=one_line)
        return dict(made)

    # ---------------------------------------------------------------- removing

    def take(self, path: Path, index: int) -> None:
        """Remove one item of the list at ``path``."""
        self.text = brackets.removed(self.text, self._node(path), index)

    def remove(self, path: Path) -> None:
        """Remove the key at ``path``."""
        found = self._entry(path)
        if found is None:
            raise ValueError(f"nothing stands at {path}")
        section, place, _ = found
        entry = section.entries[place]
        if len(section.path or ()) + len(entry.names) == len(path):
            self._remove_line(entry)
            return
        for length in range(1, len(path)):
            table = self._entry(path[:-length])
            index = brackets.index_of(table[2], path[-length:]) if table else -1
            if table is not None and index >= 0:
                self.text = brackets.removed(self.text, table[2], index)
                return

    def _remove_line(self, entry: Entry) -> None:
        if entry.comment:  # the remark is not ours
            remark = self.text.index("#", entry.value.end)
            self.text = brackets.spliced(self.text, (entry.start, remark, ""))
            return
        begin = self.text.rfind("\n", 0, entry.start)
        if begin < 0:
            begin, end = 0, self.text.find("\n", entry.end) + 1 or len(self.text)
        else:
            begin, end = begin - (self.text[begin - 1] == "\r"), entry.end
        self.text = brackets.spliced(self.text, (begin, end, ""))

    def prune(self, path: Path, inside: str | None) -> bool:
        """Bring an empty container back to what it was: gone where it was made."""
        if self._entry(path) is not None:
            self._prune_value(path, inside)
            return True
        section = next((s for s in scan(self.text) if s.path == path), None)
        if section is None or section.entries:
            return False
        if path:
            self._remove_table(section, inside or "")
        else:
            self.text = self.text.removeprefix(inside or "")
        return True

    def _prune_value(self, path: Path, inside: str | None) -> None:
        node = self._node(path)
        if inside is not None:
            self.text = brackets.emptied(self.text, node, inside)
        elif not node.commented:
            self.remove(path)

    def _remove_table(self, section: Section, gap: str) -> None:
        if self.text[section.head : section.stop].strip():
            return  # a remark below the header is not ours
        begin = section.start - len(gap) if self.text.endswith(gap, 0, section.start) else section.start
        end = self.text.find("\n", section.head) + 1 or len(self.text)
        self.text = brackets.spliced(self.text, (begin, end, ""))
