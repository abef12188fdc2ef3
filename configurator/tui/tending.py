"""What the app looks after while a person thinks: drafts, and files that others change."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace

from configurator.errors import ConfiguratorError
from configurator.messages import clauses, commas
from configurator.session.session import Session
from configurator.tui import words
from configurator.tui.draft import Draft
from configurator.tui.editing import Editing
from configurator.tui.trial import Said, refused

Stamp = tuple[int, int, int]

GONE: Stamp = (0, 0, 0)


class Tending:
    """Keeps the draft, and notices when the profile's file is another one."""

    def __init__(self, editing: Editing, reopen: Callable[[], Session] | None) -> None:
        self._editing = editing
        self._reopen = reopen
        self._draft = Draft(editing.session.profile.path)
        self._stamp = self._now()
        self._is_troubled = False
        editing.on_save = self.saved

    def restore(self) -> Said | None:
        """Give back what an earlier run left unsaved; what to say about it."""
        changes = self._draft.left_behind()
        if not changes:
            return None
        count, lost = self._editing.restore(changes)
        hint = words.RESTORED_LOST.format(keys=commas(lost)) if lost else ""
        return Said(words.RESTORED.format(count=words.changes(count)), hint, is_error=False)

    def keep(self) -> None:
        """Make the draft say what is not saved."""
        self._draft.keep(self._editing.unsaved())

    def drop(self) -> None:
        """Forget the draft: the person saved, or chose to discard."""
        self._draft.keep({})

    def saved(self) -> None:
        """The file is ours: it is no news that it changed."""
        self._stamp = self._now()
        self.keep()

    def look(self) -> Said | None:
        """What to say if the file changed since it was read or written; else nothing."""
        now = self._now()
        if now == self._stamp:
            return None
        self._stamp = now
        if now == GONE:
            return Said(words.FILE_GONE, is_error=False)
        try:
            merge = self._editing.rebase(self._read())
        except ConfiguratorError as error:
            self._is_troubled = True
            return refused(error)
        was_troubled, self._is_troubled = self._is_troubled, False
        if not merge.theirs and not merge.lost:
            return Said(words.FILE_RIGHT, is_error=False) if was_troubled else None
        hints = []
        if merge.both:
            hints.append(words.FILE_BOTH.format(keys=commas(merge.both)))
        if merge.lost:
            hints.append(words.RESTORED_LOST.format(keys=commas(merge.lost)))
        count = words.changes(len(merge.theirs))
        return Said(words.FILE_CHANGED.format(count=count), clauses(hints), is_error=False)

    def _read(self) -> Session:
        if self._reopen is not None:
            return self._reopen()
        from configurator.store.reading import read_profile

        session = self._editing.session
        profile = read_profile(session.profile.path, session.profile.name)
        return Session.of(session.composition, replace(profile, layers=session.profile.layers))

    def _now(self) -> Stamp:
        path = self._editing.session.profile.path
        try:
            state = os.stat(path) if path else None
        except OSError:
            state = None
        return GONE if state is None else (state.st_mtime_ns, state.st_size, state.st_ino)
