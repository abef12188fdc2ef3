"""JSON, with or without comments: read strictly, and edited where it stands.

Strict because the tools are: one reads a whole settings file as if it were empty
for a single comment, a second key of the same name hides the first. So a file is
refused with its line rather than mended in silence.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any, NoReturn

from configurator.domain.text import shown
from configurator.errors import InvalidError, Where
from configurator.exporters.formats import brackets
from configurator.exporters.formats.brackets import Member, Node
from configurator.exporters.formats.newlines import newline_of
from configurator.exporters.leaves import Path
from configurator.files.deep import is_too_deep, may_be_deep
from configurator.messages import _, foreign

_BLANKS = re.compile(r"[ \t\r\n]*")
_SAME_LINE = re.compile(r"[ \t\r]*")
_ATOM = re.compile(r"true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_UNIT = re.compile(r"\{[^\S\n]*\n([ \t]+)\S")


_read_string = json.JSONDecoder().raw_decode


class _FaultError(Exception):
    """What is wrong, and where in the text."""

    def __init__(self, message: str, place: int, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.hint = hint


def parse(text: str, path: str, what: str, *, comments: bool) -> dict[str, Any]:
    """The object that ``text`` spells. Raises InvalidError with line and column."""
    try:
        data = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        # The fast reader says too little about what is wrong, and knows no comments.
        data = _parse_slowly(text, path, what, comments=comments)
    if not isinstance(data, dict):
        message = _("{what} has to hold one object in `{{}}`", what=_(what))
        raise InvalidError(message, where=Where(path, 1), slug="json")
    if may_be_deep(text) and is_too_deep(data):
        raise _too_deep(path, what)
    return data


def _too_deep(path: str, what: str) -> InvalidError:
    message = _("{what} is nested too deeply", what=_(what))
    return InvalidError(message, where=Where(path), slug="json")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _parse_slowly(text: str, path: str, what: str, *, comments: bool) -> Any:
    try:
        return _plain(text, scan(text, comments=comments))
    except _FaultError as fault:
        line = text.count("\n", 0, fault.place) + 1
        where = Where(path, line, fault.place - text.rfind("\n", 0, fault.place))
        message = _("{what} is not valid JSON: {message}", what=_(what), message=fault.message)
        raise InvalidError(message, where=where, hint=fault.hint, slug="json") from fault
    except RecursionError as error:
        raise _too_deep(path, what) from error
    except ValueError as error:  # a number of more digits than Python converts
        message = _("{what} holds a number that cannot be read", what=_(what))
        raise InvalidError(message, where=Where(path), slug="json") from error


def _plain(text: str, node: Node) -> Any:
    if node.kind == "table":
        return {member.names[0]: _plain(text, member.value) for member in node.members}
    if node.kind == "list":
        return [_plain(text, member.value) for member in node.members]
    return json.loads(text[node.start : node.end], strict=False)


# ------------------------------------------------------------------ scanning


@lru_cache(maxsize=4)  # each edit looks at the same text several times
def scan(text: str, *, comments: bool) -> Node:
    """The places of everything in ``text``. Raises _FaultError."""
    scanner = _Scanner(text, comments)
    scanner.trivia(0)
    root = scanner.value(scanner.at)
    scanner.trivia(root.end)
    if scanner.at < len(text):
        raise _FaultError(_("something stands behind the object"), scanner.at)
    return root


class _Scanner:
    """``at`` is the next token, ``lead`` where the blanks before it begin."""

    def __init__(self, text: str, comments: bool) -> None:
        self.text = text
        self.comments = comments
        self.at = self.lead = 0
        self.after_comment = self.commented = False

    def trivia(self, place: int) -> None:
        """Past blanks and comments."""
        self.after_comment, self.lead = False, place
        while True:
            self.at = self._match(_BLANKS, self.lead)
            if not self.text.startswith("/", self.at):
                return
            self.lead = self.comment(self.at)
            self.after_comment = self.text.startswith("//", self.at)

    def comment(self, place: int) -> int:
        """The end of the comment at ``place``."""
        opening = self.text[place : place + 2]
        if opening not in ("//", "/*"):
            raise _FaultError(_("`/` has no meaning here"), place)
        if not self.comments:
            raise _FaultError(
                _("a comment is not allowed here"),
                place,
                hint=_("the tool would drop the whole file for it; remove the comment"),
            )
        self.commented = True
        end = self.text.find("\n" if opening == "//" else "*/", place + 2)
        if opening == "//":
            end = len(self.text) if end < 0 else end
            return end - 1 if self.text[end - 1] == "\r" else end
        if end < 0:
            raise _FaultError(_("a comment does not end"), place)
        return end + 2

    def _match(self, pattern: re.Pattern[str], place: int) -> int:
        match = pattern.match(self.text, place)
        return match.end() if match else place

    def value(self, start: int) -> Node:
        opening = self.text[start : start + 1]
        if opening == "{":
            return self.container(Node("table", start, 0), "}")
        if opening == "[":
            return self.container(Node("list", start, 0), "]")
        if opening == '"':
            return Node("scalar", start, self.string(start)[1])
        end = self._match(_ATOM, start)
        if end == start:
            found = f"`{shown(opening)}`" if opening else _("the end of the file")
            raise _FaultError(_("a value is missing before {found}", found=found), start)
        return Node("scalar", start, end)

    def string(self, start: int) -> tuple[str, int]:
        try:
            text, end = _read_string(self.text, start)
        except json.JSONDecodeError as error:
            message = error.msg.partition(":")[0].lower().removesuffix(" at").removesuffix(" starting")
            raise _FaultError(foreign(message), error.pos) from error
        return str(text), end

    def container(self, node: Node, closing: str) -> Node:
        names: set[str] = set()
        outer, self.commented = self.commented, False
        self.trivia(node.start + 1)
        while not self.text.startswith(closing, self.at):
            if node.members:
                self.comma(node.members[-1], closing)
            member = self.member(node, names)
            node.members.append(member)
            self.trivia(member.value.end)
        node.tail, node.end, node.commented = self.lead, self.at + 1, self.commented
        self.commented = outer or self.commented
        return node

    def member(self, node: Node, names: set[str]) -> Member:
        start, lead, after = self.at, self.lead, self.after_comment
        called: tuple[str, ...] = ()
        if node.kind == "table":
            if not self.text.startswith('"', start):
                raise _FaultError(_("a key in double quotes is missing"), start)
            name, end = self.string(start)
            if name in names:
                raise _FaultError(_("the key `{key}` is there twice", key=shown(name[:80])), start)
            names.add(name)
            called = (name,)
            self.trivia(end)
            if not self.text.startswith(":", self.at):
                raise _FaultError(_("a `:` is missing"), self.at)
            self.trivia(self.at + 1)
        value = self.value(self.at)
        return Member(called, start, lead, after, value, rest=self.line_rest(value.end))

    def comma(self, member: Member, closing: str) -> None:
        if not self.text.startswith(",", self.at):
            raise _FaultError(_("a `,` or `{closing}` is missing", closing=closing), self.at)
        member.comma = self.at
        member.rest = self.line_rest(self.at + 1)
        self.trivia(self.at + 1)
        if self.text.startswith(closing, self.at):
            raise _FaultError(_("a comma stands behind the last member"), member.comma)

    def line_rest(self, place: int) -> int:
        """The end of the last comment that begins on this line after ``place``."""
        end = place
        while self.comments:
            begin = self._match(_SAME_LINE, end)
            if self.text[begin : begin + 2] not in ("//", "/*"):
                break
            end = self.comment(begin)
        return end


# ------------------------------------------------------------------ editing


def dumped(value: Any, prefix: str | None, unit: str, newline: str) -> str:
    """``value`` as JSON: on one line, or on lines of its own below ``prefix``."""
    if prefix is None:
        return json.dumps(value, ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False, indent=unit).replace("\n", newline + prefix)


def is_source(source: str) -> bool:
    """Whether ``source`` spells one scalar, and so can be put back into a file."""
    try:
        value = json.loads(source, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return False
    return not isinstance(value, dict | list) and "\n" not in source


class Editor:
    """A JSON text under edit. Every path given has to fit what is there."""

    def __init__(self, text: str, *, comments: bool) -> None:
        self.text = text if text.strip() else "{}\n"
        self.comments = comments
        unit = _UNIT.search(self.text)
        self.unit = unit[1] if unit else "  "

    def _node(self, path: Path) -> Node:
        node = brackets.child(scan(self.text, comments=self.comments), path)
        if node is None:
            raise ValueError(f"nothing stands at {path}")
        return node

    def source(self, path: Path) -> str:
        """The scalar at ``path`` as it is written."""
        node = self._node(path)
        return self.text[node.start : node.end]

    def put_source(self, path: Path, source: str) -> None:
        """Write ``source`` over the scalar at ``path``."""
        node = self._node(path)
        self.text = brackets.spliced(self.text, (node.start, node.end, source))

    def put(self, path: Path, value: Any) -> dict[Path, str | None]:
        """Set ``path``. Gives what has to be known to take away the containers made."""
        if brackets.child(scan(self.text, comments=self.comments), path) is not None:
            self.put_source(path, json.dumps(value, ensure_ascii=False))
            return {}
        root = scan(self.text, comments=self.comments)
        known = next(n for n in range(len(path) - 1, -1, -1) if brackets.child(root, path[:n]) is not None)
        node = self._node(path[:known])
        made: dict[Path, str | None] = {path[:n]: None for n in range(known + 1, len(path))}
        if isinstance(value, list):
            made[path] = None
        made |= self._inside(path[:known], node)
        for name in reversed(path[known + 1 :]):
            value = {name: value}
        self._append(node, f"{json.dumps(path[known], ensure_ascii=False)}: ", value)
        return made

    def put_first(self, path: Path, value: Any) -> None:
        """Set ``path`` before every other member of a table that is there."""
        node = self._node(path[:-1])
        if not node.members:
            self._append(node, f"{json.dumps(path[-1], ensure_ascii=False)}: ", value)
            return

        def write(prefix: str | None) -> str:
            text = dumped(value, prefix, self.unit, newline_of(self.text))
            return f"{json.dumps(path[-1], ensure_ascii=False)}: {text}"

        self.text = brackets.prepended(self.text, node, write)

    def append(self, path: Path, item: Any) -> dict[Path, str | None]:
        """Add ``item`` to the list at ``path``."""
        node = self._node(path)
        made = self._inside(path, node)
        self._append(node, "", item)
        return made

    def _inside(self, path: Path, node: Node) -> dict[Path, str | None]:
        return {} if node.members else {path: self.text[node.start + 1 : node.end - 1]}

    def _append(self, node: Node, key: str, value: Any) -> None:
        def write(prefix: str | None) -> str:
            return key + dumped(value, prefix, self.unit, newline_of(self.text))

        self.text = brackets.appended(self.text, node, write, self.unit)

    def take(self, path: Path, index: int) -> None:
        """Remove one item of the list at ``path``."""
        self.text = brackets.removed(self.text, self._node(path), index)

    def remove(self, path: Path) -> None:
        """Remove the member at ``path``."""
        node = self._node(path[:-1])
        self.text = brackets.removed(self.text, node, brackets.index_of(node, path[-1:]))

    def prune(self, path: Path, inside: str | None) -> bool:
        """Bring an empty container back to what it was: gone where it was made."""
        node = self._node(path)
        if node.members:
            return False
        if inside is not None:
            self.text = brackets.emptied(self.text, node, inside)
        elif not node.commented:
            self.remove(path)
        return True
