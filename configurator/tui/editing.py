"""What a person has done since the file was read: choose, undo, redo, save. Pure
but for `Editing.save`, which writes the profile.

A session is immutable: whatever is undone, nobody who still looks at one is surprised.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from configurator.domain.frozen import dataclass
from configurator.domain.profile import Profile, merged
from configurator.errors import ConfiguratorError, UsageError
from configurator.session.layering import restack
from configurator.session.session import Change, Session
from configurator.tui import words

Stack = tuple[str, ...]
"""The layers of a profile, as it names them."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing done, in words, and what it changed: preferences and, where it did,
    layers, before and after.

    Not whole sessions: what was changed in the file by others meanwhile is kept
    when one goes back.
    """

    what: str
    changed: Mapping[str, tuple[Any, Any]]
    layers: tuple[Stack, Stack] | None = None

    @property
    def key(self) -> str:
        """The first setting that it changed."""
        return next(iter(self.changed), "")


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What differs from the file: raw values by key, None where removed; and layers,
    in the file and here, where they differ."""

    changes: Mapping[str, Any]
    layers: tuple[Stack, Stack] | None = None

    @property
    def count(self) -> int:
        """How many changes these are; layers are one."""
        return len(self.changes) + (self.layers is not None)


class Merge(NamedTuple):
    """What a reading of the file brought: keys that changed there, those of them that
    were changed here too, changes made here that are not permitted any more, and
    whether layers changed there."""

    theirs: list[str]
    both: list[str]
    lost: list[str]
    restacked: bool


class Editing:
    """A session, what is saved of it, and the way back and forward."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._saved = session.profile
        self._past: list[Deed] = []
        self._future: list[Deed] = []
        self.on_save: Callable[[], None] = _nothing

    # ----------------------------------------------------------- changing

    def propose(self, changes: Mapping[str, Any]) -> Change:
        """What these raw values would do. Raises ConfiguratorError where refused."""
        return self.session.choose(changes)

    def apply(self, change: Change, what: str) -> None:
        """Do what was proposed."""
        self._past.append(Deed(what, change.changed, change.layers))
        self._future.clear()
        self.session = change.after

    def undo(self) -> Deed | None:
        """Take back the latest deed; None where there is none. Raises ConfiguratorError,
        with everything as it was, where its layers cannot be taken back."""
        if not self._past:
            return None
        deed = self._past[-1]
        self._put({key: pair[0] for key, pair in deed.changed.items()}, deed.layers and deed.layers[::-1])
        self._future.append(self._past.pop())
        return deed

    def redo(self) -> Deed | None:
        """Do again what was taken back; None where there is nothing. Raises as ``undo`` does."""
        if not self._future:
            return None
        deed = self._future[-1]
        self._put({key: pair[1] for key, pair in deed.changed.items()}, deed.layers)
        self._past.append(self._future.pop())
        return deed

    def _put(self, changes: Mapping[str, Any], layers: tuple[Stack, ...] | None) -> None:
        """The preferences with ``changes`` made, and layers gone from one stack to another.

        Bounds do not matter here: what was asked for once may be asked for again, and is
        held where it has to be.
        """
        under = self.session if layers is None else self._restacked(self.session, layers[0], layers[1])
        asked = {**under.profile.preferences, **changes}
        preferences = {key: raw for key, raw in asked.items() if raw is not None}
        profile = replace(under.profile, preferences=preferences)
        self.session = Session.of(under.composition, profile, like=under)

    def _restacked(self, session: Session, before: Stack, after: Stack) -> Session:
        layers = merged(session.profile.layers, before, after)
        return session if layers == session.profile.layers else restack(session, layers).after

    def resets(self, keys: Iterable[str]) -> dict[str, None]:
        """The changes that put ``keys`` back to their defaults: those with a preference."""
        asked = self.session.profile.preferences
        return {key: None for key in keys if key in asked}

    # ------------------------------------------- what comes from elsewhere

    def restore(self, left: Unsaved) -> tuple[int, list[str]]:
        """Ask again for what was not saved; how much was restored, and what cannot be now."""
        before = self.session.profile
        after, lost = self._again(self.session, left)
        if after.profile != before:
            keys = {**before.preferences, **after.profile.preferences}
            pairs = {key: (before.preferences.get(key), after.profile.preferences.get(key)) for key in keys}
            changed = {key: (old, new) for key, (old, new) in pairs.items() if not _same(old, new)}
            layers = (before.layers, after.profile.layers) if before.layers != after.profile.layers else None
            self.apply(Change(after, changed, (), layers), words.RESTORED_DEED)
        return left.count - len(lost), lost

    def rebase(self, session: Session) -> Merge:
        """Go on from ``session``, read anew from the file, with one's own changes on top."""
        mine, before = self.unsaved(), self._saved
        self._saved = session.profile
        old, new = before.preferences, session.profile.preferences
        theirs = [key for key in {**old, **new} if not _same(old.get(key), new.get(key))]
        self.session, lost = self._again(session, mine)
        both = [key for key in theirs if key in mine.changes]
        return Merge(theirs, both, lost, before.layers != session.profile.layers)

    def _again(self, session: Session, mine: Unsaved) -> tuple[Session, list[str]]:
        """``session`` with one's own changes made again, one by one, and those that cannot be."""
        lost: list[str] = []
        if mine.layers is not None:
            try:
                session = self._restacked(session, *mine.layers)
            except ConfiguratorError:
                lost.append(words.THE_LAYERS)
        for key, raw in mine.changes.items():
            try:
                session = session.choose({key: raw}).after
            except ConfiguratorError:
                lost.append(key)
        return session, lost

    # ------------------------------------------------------------- saving

    @property
    def saved(self) -> Profile:
        """The profile as the file has it."""
        return self._saved

    def before(self) -> Session:
        """The session as the file has it: what a record of the change begins from. Raises
        ConfiguratorError where its layers cannot apply any more."""
        if not self.unsaved().count:
            return self.session
        under = self._restacked(self.session, self.session.profile.layers, self._saved.layers)
        return Session.of(under.composition, self._saved)

    def unsaved(self) -> Unsaved:
        """What differs from the file."""
        now, before = self.session.profile, self._saved
        changed = {
            key: raw
            for key, raw in now.preferences.items()
            if key not in before.preferences or not _same(before.preferences[key], raw)
        }
        changed |= {key: None for key in before.preferences if key not in now.preferences}
        return Unsaved(changed, (before.layers, now.layers) if before.layers != now.layers else None)

    def save(self, front: str = "tui") -> tuple[int, str, str]:
        """Write only what changed: how much, where, and why it was not recorded if it
        was not. Raises ConfiguratorError."""
        from configurator.session import saving

        mine = self.unsaved()
        path = self.session.profile.path
        untold = ""
        if mine.count:
            if not path:
                raise UsageError(words.NO_PATH)
            layers = mine.layers[1] if mine.layers else None
            untold = saving.save(self.before(), mine.changes, front, layers=layers)
            self._saved = self.session.profile
            self.on_save()
        return mine.count, path, untold


def _nothing() -> None:
    """Nobody has to know of a save."""


def _same(a: Any, b: Any) -> bool:
    return type(a) is type(b) and bool(a == b)
