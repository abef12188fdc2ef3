"""What a person has done since the file was read: choose, undo, redo, save. Pure
but for `Editing.save`, which writes the profile.

A session is immutable: whatever is undone, nobody who still looks at one is surprised.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from configurator.domain.frozen import dataclass
from configurator.errors import ConfiguratorError, UsageError
from configurator.session.session import Change, Session
from configurator.tui import words


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing done, in words, and the preferences it changed: before and after.

    Not whole sessions: what was changed in the file by others meanwhile is kept
    when one goes back.
    """

    what: str
    changed: Mapping[str, tuple[Any, Any]]

    @property
    def key(self) -> str:
        """The first setting that it changed."""
        return next(iter(self.changed), "")


@dataclass(frozen=True, slots=True)
class Merge:
    """What a reading of the file brought: keys that changed there, those of them that
    were changed here too, and changes made here that are not permitted any more."""

    theirs: list[str]
    both: list[str]
    lost: list[str]


class Editing:
    """A session, what is saved of it, and the way back and forward."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._saved = dict(session.profile.preferences)
        self._past: list[Deed] = []
        self._future: list[Deed] = []
        self.on_save: Callable[[], None] = _nothing

    # ----------------------------------------------------------- changing

    def propose(self, changes: Mapping[str, Any]) -> Change:
        """What these raw values would do. Raises ConfiguratorError where refused."""
        return self.session.choose(changes)

    def apply(self, change: Change, what: str) -> None:
        """Do what was proposed."""
        self._past.append(Deed(what, change.changed))
        self._future.clear()
        self.session = change.after

    def undo(self) -> Deed | None:
        """Take back the latest deed; None where there is none."""
        if not self._past:
            return None
        deed = self._past.pop()
        self._future.append(deed)
        self._put({key: before for key, (before, _) in deed.changed.items()})
        return deed

    def redo(self) -> Deed | None:
        """Do again what was taken back; None where there is nothing."""
        if not self._future:
            return None
        deed = self._future.pop()
        self._past.append(deed)
        self._put({key: after for key, (_, after) in deed.changed.items()})
        return deed

    def _put(self, changes: Mapping[str, Any]) -> None:
        """The preferences with ``changes`` made. Bounds do not matter here: what was
        asked for once may be asked for again, and is held where it has to be."""
        asked = {**self.session.profile.preferences, **changes}
        preferences = {key: raw for key, raw in asked.items() if raw is not None}
        profile = replace(self.session.profile, preferences=preferences)
        self.session = Session.of(self.session.composition, profile, like=self.session)

    def resets(self, keys: Iterable[str]) -> dict[str, None]:
        """The changes that put ``keys`` back to their defaults: those with a preference."""
        asked = self.session.profile.preferences
        return {key: None for key in keys if key in asked}

    # ------------------------------------------- what comes from elsewhere

    def restore(self, changes: Mapping[str, Any]) -> tuple[int, list[str]]:
        """Ask again for what was not saved; how much was restored, and what is not permitted now."""
        kept: dict[str, Any] = {}
        lost: list[str] = []
        for key, raw in changes.items():
            try:
                self.session.choose({key: raw})
            except ConfiguratorError:
                lost.append(key)
            else:
                kept[key] = raw
        if kept:
            change = self.session.choose(kept)
            if change.changed:
                self.apply(change, words.RESTORED_DEED)
        return len(kept), lost

    def rebase(self, session: Session) -> Merge:
        """Go on from ``session``, read anew from the file, with one's own changes on top."""
        mine, before = self.unsaved(), self._saved
        self._saved = dict(session.profile.preferences)
        theirs = [
            key for key in {**before, **self._saved} if not _same(before.get(key), self._saved.get(key))
        ]
        self.session = session
        lost: list[str] = []
        for key, raw in mine.items():
            try:
                self.session = self.session.choose({key: raw}).after
            except ConfiguratorError:
                lost.append(key)
        return Merge(theirs, [key for key in theirs if key in mine], lost)

    # ------------------------------------------------------------- saving

    def _before(self) -> Session:
        """The session as the file has it: what a record of the change begins from."""
        profile = replace(self.session.profile, preferences=dict(self._saved))
        return Session.of(self.session.composition, profile)

    def unsaved(self) -> dict[str, Any]:
        """What differs from the file: raw values by key, None where removed."""
        now = self.session.profile.preferences
        changed = {
            key: raw for key, raw in now.items() if key not in self._saved or not _same(self._saved[key], raw)
        }
        return changed | {key: None for key in self._saved if key not in now}

    def save(self, front: str = "tui") -> tuple[int, str, str]:
        """Write only what changed: how much, where, and why it was not recorded if it
        was not. Raises ConfiguratorError."""
        from configurator.session import saving

        changes = self.unsaved()
        path = self.session.profile.path
        untold = ""
        if changes:
            if not path:
                raise UsageError(words.NO_PATH)
            untold = saving.save(self._before(), changes, front)
            self._saved = dict(self.session.profile.preferences)
            self.on_save()
        return len(changes), path, untold


def _nothing() -> None:
    """Nobody has to know of a save."""


def _same(a: Any, b: Any) -> bool:
    return type(a) is type(b) and bool(a == b)
