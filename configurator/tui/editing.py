"""What a person has done since the file was read: choose, undo, redo, save. Pure
but for `Editing.save`, which writes the profile.

A session is immutable: whatever is undone, nobody who still looks at one is surprised.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from configurator.domain.frozen import dataclass, replace
from configurator.domain.profile import Profile, merged
from configurator.errors import ConfiguratorError, RefusedError, UsageError
from configurator.files.read import is_there
from configurator.messages import clauses, commas, later
from configurator.session.layering import restack
from configurator.session.session import Change, Session, differing
from configurator.session.terms import eased, loosenings
from configurator.store.reading import read_profile
from configurator.tui import words

Stack = tuple[str, ...]
"""The layers of a profile, as it names them."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing done, in words, and what it changed: preferences and, where it did,
    layers, before and after; and what it asked for once more.

    Not whole sessions: what was changed in the file by others meanwhile is kept
    when one goes back.
    """

    what: str
    changed: Mapping[str, tuple[Any, Any]]
    layers: tuple[Stack, Stack] | None = None
    renewed: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """The first setting that it changed."""
        return next(iter(self.changed), "")


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What differs from the file: raw values by key, None where removed; layers, in the
    file and here, where they differ; and which of the values are only asked for anew."""

    changes: Mapping[str, Any]
    layers: tuple[Stack, Stack] | None = None
    renewed: frozenset[str] = frozenset()

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
    """A session, what is saved of it, and the way back and forward. ``file`` is the session
    of what the file has: what is marked, and asked, when saving, is the difference."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.file = session
        self._past: list[Deed] = []
        self._future: list[Deed] = []
        self.on_save: Callable[[], None] = _nothing
        self.reopen: Callable[[], Session] | None = None

    # ----------------------------------------------------------- changing

    def propose(self, changes: Mapping[str, Any]) -> Change:
        """What these raw values would do. Raises ConfiguratorError where refused."""
        return self.session.choose(changes)

    def apply(self, change: Change, what: str) -> None:
        """Do what was proposed."""
        renewed = change.after.renewed - self.session.renewed
        self._past.append(Deed(what, change.changed, change.layers, renewed))
        self._future.clear()
        self.session = change.after

    def undo(self) -> Deed | None:
        """Take back the latest deed; None where there is none. Raises ConfiguratorError,
        with everything as it was, where its layers cannot be taken back."""
        if not self._past:
            return None
        deed = self._past[-1]
        before = {key: pair[0] for key, pair in deed.changed.items()}
        self._put(before, deed.layers and deed.layers[::-1], self.session.renewed - deed.renewed)
        self._future.append(self._past.pop())
        return deed

    def redo(self) -> Deed | None:
        """Do again what was taken back; None where there is nothing. Raises as ``undo`` does."""
        if not self._future:
            return None
        deed = self._future[-1]
        after = {key: pair[1] for key, pair in deed.changed.items()}
        self._put(after, deed.layers, self.session.renewed | deed.renewed)
        self._past.append(self._future.pop())
        return deed

    def _put(
        self, changes: Mapping[str, Any], layers: tuple[Stack, ...] | None, renewed: frozenset[str]
    ) -> None:
        """The preferences with ``changes`` made, layers gone from one stack to another, and
        ``renewed`` asked for once more."""
        under = self.session if layers is None else self._restacked(self.session, layers[0], layers[1])
        asked = {**under.profile.preferences, **changes}
        preferences = {key: raw for key, raw in asked.items() if raw is not None}
        self.session = under.asking(preferences, renewed)

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
            differ = differing(before.preferences, after.profile.preferences)
            changed = {key: pair for key, pair in pairs.items() if key in differ}
            layers = (before.layers, after.profile.layers) if before.layers != after.profile.layers else None
            self.apply(Change(after, changed, (), layers), words.RESTORED_DEED)
        return left.count - len(lost), lost

    def rebase(self, session: Session) -> Merge:
        """Go on from ``session``, read anew from the file, with one's own changes on top."""
        mine, before = self.unsaved(), self.saved
        self.file = session
        old, new = before.preferences, session.profile.preferences
        differ = differing(old, new)
        theirs = [key for key in {**old, **new} if key in differ]
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
                anew = key in mine.renewed
                session = (session.renew([key]) if anew else session.choose({key: raw})).after
            except ConfiguratorError:
                lost.append(key)
        return session, lost

    # ------------------------------------------------------------- saving

    @property
    def saved(self) -> Profile:
        """The profile as the file has it."""
        return self.file.profile

    def unsaved(self) -> Unsaved:
        """What differs from the file."""
        now, before, renewed = self.session.profile, self.saved, self.session.renewed
        differ = differing(before.preferences, now.preferences)
        keys = [key for key in {**now.preferences, **before.preferences} if key in differ | renewed]
        layers = (before.layers, now.layers) if before.layers != now.layers else None
        return Unsaved({key: now.preferences.get(key) for key in keys}, layers, renewed)

    def loosenings(self) -> list[str]:
        """The settings that saving would loosen, where that has to be confirmed."""
        if not self.file.rules.asks:
            return []
        by_layers = eased(self.file, self.session) if self.unsaved().layers else []
        return list(dict.fromkeys([*loosenings(self.file, self.session), *by_layers]))

    def save(self, front: str = "tui") -> tuple[int, str, str]:
        """Write only what changed: how much, where, and why it was not recorded if it
        was not. Raises ConfiguratorError; RefusedError, once, where another program
        changed the same setting and nobody here was told."""
        from configurator.session import saving

        mine = self.unsaved()
        path = self.session.profile.path
        untold = ""
        if mine.count:
            if not path:
                raise UsageError(words.NO_PATH)
            self._show_conflict(mine)
            layers = mine.layers[1] if mine.layers else None
            untold = saving.save(self.file, mine.changes, front, layers=layers, renewed=mine.renewed)
            self._settle()
        return mine.count, path, untold

    def _show_conflict(self, mine: Unsaved) -> None:
        """Go on from what another program wrote about one's own changes, and raise RefusedError
        that says so; nothing where it wrote nothing about them, or the same."""
        old = self.saved
        if not is_there(old.path, later("the profile")):
            return
        now = read_profile(old.path, old.name).preferences
        theirs = differing(old.preferences, now)
        wanted = differing(mine.changes, {key: now.get(key) for key in mine.changes})
        if both := [key for key in mine.changes if key in theirs & wanted]:
            merge = self.rebase(self.reread())
            lost = words.RESTORED_LOST.format(keys=commas(merge.lost)) if merge.lost else ""
            raise RefusedError(
                words.FILE_CHANGED.format(count=words.changes(len(merge.theirs) + merge.restacked)),
                hint=clauses((words.FILE_BOTH.format(keys=commas(both)), lost)),
            )

    def _settle(self) -> None:
        """Go on from what the file has now."""
        old = self.session
        read = read_profile(old.profile.path, old.profile.name)
        if read.layers == old.profile.layers:
            profile = replace(read, passing=old.profile.passing)
            self.session = self.file = Session.of(old.composition, profile, like=old)
        else:  # another program changed them meanwhile
            self.session = self.file = self.reread()
        self.on_save()

    def approve(self, passphrase: str, keys: Iterable[str], layers: Iterable[str]) -> str:
        """Sign what waits, and go on from there; why it was not recorded if it was not.

        Raises ConfiguratorError; RefusedError where the passphrase approves nothing.
        """
        from configurator.session import saving
        from configurator.session.approving import key_opened_by

        key = key_opened_by(self.file.composition, passphrase)
        if key is None:
            raise RefusedError(words.NOT_THE_PASSPHRASE, slug="passphrase")
        untold = saving.approve(self.file, (key, passphrase), list(keys), list(layers), "tui")
        self.session = self.file = self.reread()
        self.on_save()
        return untold

    def reread(self) -> Session:
        """The session of what the files say now. Raises ConfiguratorError."""
        if self.reopen is not None:
            return self.reopen()
        old = self.session.profile
        profile = replace(read_profile(old.path, old.name), layers=old.layers, passing=old.passing)
        return Session.of(self.session.composition, profile)


def _nothing() -> None:
    """Nobody has to know of a save."""
