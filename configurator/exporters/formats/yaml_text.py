"""YAML edited where it stands: a key is a line, a list a line for each item.

Only block style is edited. Where a place is written in another way, or is shared
with other places, the file is left alone and the person is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NoReturn

from configurator.domain.text import shown
from configurator.errors import InvalidError, Where
from configurator.exporters.formats import yaml_dump
from configurator.exporters.formats.brackets import spliced
from configurator.exporters.formats.newlines import newline_of
from configurator.exporters.formats.yaml_read import parse
from configurator.exporters.formats.yaml_scan import Node, scan
from configurator.exporters.leaves import Path, dotted
from configurator.messages import _, later

__all__ = ["Editor", "is_source", "parse"]

_OTHER_LINES = re.compile("\r(?!\n)|[\x85\u2028\u2029]")
_ENDED = re.compile(r"^\.\.\.", re.MULTILINE)
_FLOW = later("flow style")
_OWN_LINE = later("something else on its line")


def is_source(source: str) -> bool:
    """Whether ``source`` spells one scalar on one line, and so can be put back."""
    import yaml

    if not source:
        return True  # a key with nothing behind it
    try:
        root = scan(f"k: {source}") if "\n" not in source else None
    except (yaml.YAMLError, RecursionError):
        return False
    if root is None or root.kind != "table" or len(root.members) != 1:
        return False
    found = root.members[0][1]
    return found.kind == "scalar" and not found.odd and (found.start, found.end) == (3, 3 + len(source))


class Editor:
    """A YAML text under edit. Every path given has to fit what is there; a place that
    is not edited raises InvalidError."""

    def __init__(self, text: str, where: str) -> None:
        self.text = text
        self.where = where

    def _refuse(self, path: Path, why: str) -> NoReturn:
        raise InvalidError(
            _("`{key}` is written with {what}, which is not edited", key=shown(dotted(path)), what=_(why)),
            where=Where(self.where),
            hint=_("write it in block style without that, and export again; nothing was changed"),
            slug="yaml-style",
        )

    # ---------------------------------------------------------------- finding

    def _known(self, path: Path) -> list[tuple[Node | None, Node]]:
        """Keys and values along ``path`` as far as it leads, the root first."""
        if _OTHER_LINES.search(self.text):
            self._refuse(path, later("line ends of another kind"))
        root = scan(self.text)
        if root is None:
            return []
        found: list[tuple[Node | None, Node]] = [(None, root)]
        for length, name in enumerate(path):
            here = found[-1][1]
            if here.odd or (here.flow and here.members):
                self._refuse(path[:length] or path, here.odd or _FLOW)
            if here.kind != "table":
                break
            member = self._member(here, name, path[: length + 1])
            if member is None:
                break
            found.append(member)
        return found

    def _member(self, table: Node, name: str, path: Path) -> tuple[Node, Node] | None:
        for key, value in table.members:
            if key.kind == "scalar" and key.value == name:
                if key.odd or not key.is_text:
                    self._refuse(path, key.odd or later("a key that is no text to every reader"))
                return key, value
        return None

    def _at(self, path: Path) -> tuple[Node, Node]:
        """The key and value at ``path``, fit to be edited."""
        found = self._known(path)
        if len(found) != len(path) + 1:
            raise ValueError(f"nothing stands at {path}")
        key, value = found[-1]
        if key is None:
            raise ValueError("the whole document is no member")
        if value.odd or (value.flow and value.members):
            self._refuse(path, value.odd or _FLOW)
        return key, value

    def _colon(self, path: Path, key: Node, value: Node) -> int:
        """The place behind the colon, where the value is on the line of its key."""
        between = self.text[key.end : value.start]
        colon = key.end + between.find(":") + 1
        if self.text[key.end : colon].strip(" ") != ":" or self.text[colon : value.start].strip(" "):
            self._refuse(path, later("its value on another line"))
        return colon

    # ---------------------------------------------------------------- scalars

    def source(self, path: Path) -> str:
        """The scalar at ``path`` as it is written."""
        node = self._at(path)[1]
        return self.text[node.start : node.end]

    def put_source(self, path: Path, source: str) -> None:
        """Write ``source`` over the scalar at ``path``."""
        key, node = self._at(path)
        if node.start == node.end or not source:
            self.text = spliced(
                self.text, (self._colon(path, key, node), node.end, f" {source}" if source else "")
            )
        else:
            self.text = spliced(self.text, (node.start, node.end, source))

    # ---------------------------------------------------------------- adding

    def put(self, path: Path, value: Any) -> dict[Path, str | None]:
        """Set ``path``. Gives what has to be known to take away the containers made."""
        found = self._known(path)
        if len(found) == len(path) + 1:
            self.put_source(path, yaml_dump.scalar(value))
            return {}
        known = max(len(found) - 1, 0)
        made: dict[Path, str | None] = {path[:n]: None for n in range(known + 1, len(path))}
        if isinstance(value, list):
            made[path] = None
        for name in reversed(path[known + 1 :]):
            value = {name: value}
        lines = yaml_dump.member(path[known], value)
        if not found:
            self._at_the_end(path, lines)
            return made
        return made | self._add(path[:known], found[-1], lines)

    def append(self, path: Path, item: Any) -> dict[Path, str | None]:
        """Add ``item`` to the list at ``path``."""
        return self._add(path, self._at(path), yaml_dump.item(item))

    def _add(self, path: Path, at: tuple[Node | None, Node], lines: Iterable[str]) -> dict[Path, str | None]:
        """Add a member to a block, or to an empty ``[]`` or ``{}``, which becomes one."""
        key, node = at
        if node.odd or (node.flow and (node.members or key is None)):
            self._refuse(path, node.odd or _FLOW)
        if node.members or key is None:
            self._below(path, node.end, node.column, lines)
            return {}
        colon = self._colon(path, key, node)
        inside = self.text[colon : node.end]
        self._below(path, node.end, key.column + 2, lines)
        self.text = spliced(self.text, (colon, node.end, ""))
        return {path: inside}

    def _at_the_end(self, path: Path, lines: Iterable[str]) -> None:
        if _ENDED.search(self.text):
            self._refuse(path, later("`...` in the file"))
        newline = newline_of(self.text)
        whole = newline.join(lines)
        ended = not self.text or self.text.endswith("\n")
        self.text += whole + newline if ended else newline + whole

    def _below(self, path: Path, end: int, column: int, lines: Iterable[str]) -> None:
        """Write ``lines`` below the line on which ``end`` is."""
        newline = newline_of(self.text)
        indented = [" " * column + line for line in lines]
        begin = self.text.rfind("\n", 0, end) + 1
        if begin and not self.text[begin:end].strip(" "):  # behind a text of several lines
            self.text = spliced(self.text, (begin, begin, "".join(line + newline for line in indented)))
            return
        stop = self._line_end(path, end)
        self.text = spliced(self.text, (stop, stop, "".join(newline + line for line in indented)))

    def _line_end(self, path: Path, end: int) -> int:
        """The end of the line of ``end``, behind which nothing but a comment stands on it."""
        stop = self.text.find("\n", end)
        stop = len(self.text) if stop < 0 else stop - (self.text[stop - 1] == "\r")
        rest = self.text[end:stop].strip(" ")
        if rest and not rest.startswith("#"):
            self._refuse(path, _OWN_LINE)
        return stop

    # ---------------------------------------------------------------- removing

    def take(self, path: Path, index: int) -> None:
        """Remove one item of the list at ``path``."""
        key, node = self._at(path)
        item = node.members[index][1]
        dash = self.text.rfind("\n", 0, item.start) + 1 + node.column
        if self.text[dash : dash + 1] != "-" or self.text[dash + 1 : item.start].strip(" "):
            self._refuse(path, _OWN_LINE)
        self._cut(path, dash, item, self._emptied(path, key, node, " []"))

    def remove(self, path: Path) -> None:
        """Remove the member at ``path``."""
        key, node = self._at(path)
        above = self._known(path[:-1])[-1]
        empty = self._emptied(path[:-1], above[0], above[1], " {}") if above[0] is not None else ()
        self._cut(path, key.start, node, empty)

    def _emptied(
        self, path: Path, key: Node | None, node: Node, spelled: str
    ) -> tuple[tuple[int, int, str], ...]:
        """The edit that spells out an empty container, where its last member goes."""
        if len(node.members) > 1 or key is None:
            return ()
        colon = self.text.index(":", key.end) + 1
        if self.text[key.end : colon].strip(" ") != ":":
            self._refuse(path, _OWN_LINE)
        return ((colon, colon, spelled),)

    def _cut(self, path: Path, start: int, node: Node, also: tuple[tuple[int, int, str], ...]) -> None:
        """Remove the lines from ``start`` to the end of ``node``; a remark behind it stays."""
        begin = self.text.rfind("\n", 0, start) + 1
        if self.text[begin:start].strip(" ") or (node.kind == "scalar" and node.odd):
            self._refuse(path, node.odd or _OWN_LINE)
        stop = self._line_end(path, node.end)
        remark = self.text.find("#", node.end, stop)
        if remark >= 0:
            cut = (start, remark, "")
        elif begin:
            cut = (begin - 1 - (self.text[begin - 2 : begin - 1] == "\r"), stop, "")
        else:
            cut = (0, self.text.find("\n", stop) + 1 or len(self.text), "")
        self.text = spliced(self.text, *also, cut)

    def prune(self, path: Path, inside: str | None) -> bool:
        """Bring an empty container back to what it was: gone where it was made."""
        if not path:
            return False
        key, node = self._at(path)
        if node.members:
            return False
        if inside is None:
            self.remove(path)
        else:
            self.text = spliced(self.text, (self._colon(path, key, node), node.end, inside))
        return True
