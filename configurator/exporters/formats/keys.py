"""Our keys in a file that is not ours: set, restored and taken away again.

`settled` compares what a file holds with what is wanted and with what the last
export wrote, and edits the text only where they differ. It works on any editor
that can put, append, take and remove; the formats bring theirs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from configurator.domain.frozen import dataclass, field
from configurator.domain.settings import described
from configurator.domain.text import shown
from configurator.errors import InvalidError, Where, WriteError
from configurator.exporters.leaves import MISSING, Path, at, dotted, element, holds, identity_of, leaves, same
from configurator.messages import _, later


class Editor(Protocol):
    """A text under edit. ``put`` and ``append`` give what has to be known to take
    away again the containers that were made, or that were empty before; ``prune``
    gives whether one was brought back."""

    text: str

    def source(self, path: Path) -> str: ...
    def put_source(self, path: Path, source: str) -> None: ...
    def put(self, path: Path, value: Any) -> dict[Path, str | None]: ...
    def append(self, path: Path, item: Any) -> dict[Path, str | None]: ...
    def take(self, path: Path, index: int) -> None: ...
    def remove(self, path: Path) -> None: ...
    def prune(self, path: Path, inside: str | None) -> bool: ...


@dataclass(frozen=True, slots=True)
class Written:
    """A scalar that an export wrote; ``previous`` as it was spelled, None if absent."""

    value: Any
    previous: str | None = None


@dataclass(frozen=True, slots=True)
class Keys:
    """What exports wrote into one file, so that it can be taken back."""

    scalars: Mapping[Path, Written] = field(default_factory=dict)
    items: Mapping[Path, tuple[Any, ...]] = field(default_factory=dict)
    made: Mapping[Path, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settled:
    """The file as it should be. ``data`` is what it then holds."""

    text: str
    keys: Keys
    data: Mapping[str, Any]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one format is read, edited, and recognised when it is put back."""

    parse: Callable[[str], dict[str, Any]]
    editor: Callable[[str], Editor]
    is_source: Callable[[str], bool]
    worded: tuple[Path, ...] = ()
    """Tables in which one word may stand for a table that says it of `*`."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What may not be done to what others wrote: ``keyed`` as in `table.Target`, and
    ``told``, the key whose text is not replaced."""

    keyed: Mapping[str, str] = field(default_factory=dict)
    told: Path | None = None


NO_RULES = Rules()


def settled(
    text: str,
    wanted: Mapping[str, Any],
    before: Keys,
    dialect: Dialect,
    where: str,
    *,
    rules: Rules = NO_RULES,
) -> Settled:
    """``text`` with ``wanted`` in it and without what is wanted no more.

    Raises InvalidError where the file holds something that a key of ours cannot
    stand in, WriteError where the edit would not give exactly what is wanted.
    """
    work = _Work(text, dialect, where, before, rules)
    want = dict(leaves(wanted))
    work.take_back(want)
    for path, value in want.items():
        work.room_for(path, value)
        if isinstance(value, list):
            work.fill(path, value)
        else:
            work.set(path, value)
    return work.done()


class _Work:
    """One settling. ``data`` follows the edits; the editor is made at the first."""

    def __init__(self, text: str, dialect: Dialect, where: str, before: Keys, rules: Rules) -> None:
        self.text = text
        self.dialect = dialect
        self.where = where
        self.before = before
        self.rules = rules
        self.data: dict[str, Any] = dialect.parse(text)
        self.scalars: dict[Path, Written] = {}
        self.items: dict[Path, tuple[Any, ...]] = {}
        self.made: dict[Path, str | None] = dict(before.made)
        self.notes: list[str] = []
        self._editor: Editor | None = None

    @property
    def editor(self) -> Editor:
        if self._editor is None:
            self._editor = self.dialect.editor(self.text)
        return self._editor

    # ---------------------------------------------------------------- back

    def take_back(self, want: Mapping[Path, Any]) -> None:
        """Undo what an earlier export wrote and nobody wants now."""
        for path, written in self.before.scalars.items():
            if isinstance(at(self.data, path), dict):
                self.scalars[path] = written  # one word, now a table: see `done`
            elif isinstance(want.get(path, []), list):
                self._restore(path, written)
        for path, items in self.before.items.items():
            kept = want.get(path)
            self._drop(path, [item for item in items if not isinstance(kept, list) or not holds(kept, item)])

    def _restore(self, path: Path, written: Written) -> None:
        now = at(self.data, path)
        if now is MISSING:
            return
        if not same(now, written.value):
            self.notes.append(
                _(
                    "`{key}` in `{path}` was changed by hand since it was exported; it is left as it is",
                    key=shown(dotted(path)),
                    path=self.where,
                )
            )
        elif written.previous is None:
            self.editor.remove(path)
            del at(self.data, path[:-1])[path[-1]]
        else:
            self._put_back(path, written.previous)

    def _put_back(self, path: Path, source: str) -> None:
        if not self.dialect.is_source(source):
            raise InvalidError(
                _("the record of exports has no value to put back at `{key}`", key=shown(dotted(path))),
                hint=_(
                    "the record was edited; remove its entry for `{path}` and export again", path=self.where
                ),
            )
        self.editor.put_source(path, source)
        at(self.data, path[:-1])[path[-1]] = at(self.dialect.parse(self.editor.text), path)

    def _drop(self, path: Path, items: list[Any]) -> None:
        now = at(self.data, path)
        for item in items:
            if isinstance(now, list) and holds(now, item):
                index = next(n for n, other in enumerate(now) if same(other, item))
                self.editor.take(path, index)
                del now[index]

    # ---------------------------------------------------------------- forth

    def room_for(self, path: Path, value: Any) -> None:
        """Raise InvalidError where something of another shape stands in the way."""
        for length in range(1, len(path) + 1):
            found = self._spread(path[:length]) if length < len(path) else at(self.data, path)
            shape = later("a table") if length < len(path) else _shape(value)
            if found is not MISSING and shape != _shape(found):
                raise InvalidError(
                    _(
                        "`{key}` has to be {shape}, and is {found}",
                        key=shown(dotted(path[:length])),
                        shape=_(shape),
                        found=described(found),
                    ),
                    where=Where(self.where),
                    hint=_("mend it by hand, or remove it; nothing was changed"),
                )

    def _spread(self, path: Path) -> Any:
        """What is at ``path``, one word made a table where the format reads both alike."""
        found = at(self.data, path)
        if isinstance(found, str) and {path, path[:-1]} & {*self.dialect.worded}:
            self.scalars[path] = Written(found, self.editor.source(path))
            self.editor.put_source(path, json.dumps({"*": found}))
            at(self.data, path[:-1])[path[-1]] = {"*": found}
        return at(self.data, path)

    def _gather(self) -> None:
        """Make tables one word again where nothing of ours is left in them."""
        for path, written in [*self.scalars.items()]:
            if same(at(self.data, path), {"*": written.value}) and not self._holds(path):
                del self.scalars[path]
                self._put_back(path, written.previous or "")

    def _holds(self, path: Path) -> bool:
        return any(len(ours) > len(path) and ours[: len(path)] == path for ours in self.scalars)

    def set(self, path: Path, value: Any) -> None:
        now = at(self.data, path)
        written = self.before.scalars.get(path)
        ours = written is not None and now is not MISSING and same(now, written.value)
        if now is not MISSING and same(now, value):
            if ours and written is not None:
                self.scalars[path] = written
            return  # the person has it so already: then it stays when we go
        if path == self.rules.told and written is None and isinstance(now, str) and now.strip():
            raise InvalidError(
                _("`{key}` holds instructions of somebody else's", key=shown(dotted(path))),
                where=Where(self.where),
                hint=_("move them elsewhere, or remove them, and export again; nothing was changed"),
                slug="foreign-text",
            )
        previous = written.previous if ours and written is not None else None
        if now is not MISSING and not ours:
            previous = self.editor.source(path)
        self._note_made(self.editor.put(path, value))
        self._put_data(path, value)
        self.scalars[path] = Written(value, previous)

    def fill(self, path: Path, wanted: list[Any]) -> None:
        recorded = self.before.items.get(path, ())
        now = at(self.data, path)
        if now is MISSING:
            self._note_made(self.editor.put(path, list(wanted)))
            self._put_data(path, list(wanted))
            self.items[path] = tuple(wanted)
            return
        added = [item for item in wanted if not holds(now, item)]
        for item in added:
            self._check_identity(path, now, item)
            self._note_made(self.editor.append(path, item))
            now.append(item)
        old = [item for item in recorded if holds(wanted, item) and not holds(added, item)]
        if added or path in self.before.items:
            self.items[path] = (*old, *added)

    def _check_identity(self, path: Path, now: list[Any], item: Any) -> None:
        """Raise InvalidError where an element of the identity of ``item`` is there: of
        two, nobody can say which the tool would take."""
        identity = self.rules.keyed.get(dotted(path))
        if identity is not None and element(now, identity, item) is not None:
            raise InvalidError(
                _(
                    "`{key}` has an element of its own whose `{identity}` is `{name}`",
                    key=shown(dotted(path)),
                    identity=identity,
                    name=shown(", ".join(map(str, identity_of(item, identity)))),
                ),
                where=Where(self.where),
                hint=_("mend it by hand, or remove it; nothing was changed"),
                slug="foreign-element",
            )

    def _put_data(self, path: Path, value: Any) -> None:
        table = self.data
        for name in path[:-1]:
            table = table.setdefault(name, {})
        table[path[-1]] = value

    def _note_made(self, made: Mapping[Path, str | None]) -> None:
        for path, inside in made.items():
            self.made.setdefault(path, inside)

    # ---------------------------------------------------------------- done

    def done(self) -> Settled:
        for path in sorted(self.made, key=len, reverse=True):
            if self._is_bare(path) and self._pruned(path, self.made[path]):
                del self.made[path]
        self._gather()
        if not self.scalars and not self.items:
            self.made.clear()  # what else is left is not ours
        text = self.text if self._editor is None else self._editor.text
        data = self.data if self._editor is None else self._verified(text)
        return Settled(text, Keys(self.scalars, self.items, self.made), data, tuple(self.notes))

    def _is_bare(self, path: Path) -> bool:
        """Whether nothing is left in a container that was made, or was empty once.
        The root may hold other tables, and still have no keys of ours on top."""
        if not path:
            return not any(len(ours) == 1 for ours in (*self.scalars, *self.items))
        return path not in self.items and at(self.data, path) in (MISSING, [], {})

    def _pruned(self, path: Path, inside: str | None) -> bool:
        if at(self.data, path) is MISSING:
            return True
        if not path:
            return self.editor.prune(path, inside)
        self.editor.prune(path, inside)
        del at(self.data, path[:-1])[path[-1]]
        return True

    def _verified(self, text: str) -> dict[str, Any]:
        """What ``text`` holds. An edit that did anything else than it should is not written."""
        try:
            data = self.dialect.parse(text)
        except InvalidError:
            data = {}
        if not same(_full(data), _full(self.data)):
            raise WriteError(
                _("`{path}` could not be edited without changing something else", path=self.where),
                hint=_("nothing was changed; edit it by hand"),
            )
        return data


def _shape(value: Any) -> str:
    if isinstance(value, dict):
        return later("a table")
    return later("a list") if isinstance(value, list) else later("a value")


def _full(data: Mapping[str, Any]) -> dict[Path, Any]:
    """The leaves but for empty lists: one may be left standing for a comment in it."""
    return {path: value for path, value in leaves(data) if value != []}
