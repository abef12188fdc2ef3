"""Carrying out a plan: all of its files or none, and the record after them.

The only code that writes a tool's files. Everything is put on the disk beside
its place first, the copies to go back to as well; then there are only renames
left to fail, and those are undone, or finished by the next start.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from configurator.domain.text import shown
from configurator.errors import RefusedError
from configurator.exporters import guard, under_way
from configurator.exporters.places import is_under_way
from configurator.exporters.plan import BACKUP, FilePlan, Plan
from configurator.exporters.under_way import Log, Move, digest
from configurator.files.lock import locked
from configurator.files.read import is_there, read_bytes
from configurator.files.write import discard, make_folder, not_written, put_together, temporary_name
from configurator.messages import _, later

if TYPE_CHECKING:
    from configurator.exporters.places import State


def write(plan: Plan) -> tuple[str, ...]:
    """Write what ``plan`` says; the paths that changed. Raises ConfiguratorError.

    Raises RefusedError where a file changed since it was planned: what is in it
    now was never looked at. A process that dies on the way leaves a log, by which
    the next one finishes or takes back what was begun (``under_way.py``).
    """
    files = [file for file in plan.files if file.action != "unchanged"]
    record = [plan.record] if plan.record and plan.record.action != "unchanged" else []
    with _alone(plan) if files or record else contextlib.nullcontext():
        for file in plan.files:
            guard.check(plan.root, file.path)
        looked_at = (*plan.files, *([plan.record] if plan.record else []))
        for file in looked_at:
            _refuse_changed(file)
        staged = _Staged(plan)
        try:
            for file in files:
                _refuse_read_only(file)
            for file in files:
                staged.add(file, backup=True)
            for file in record:
                staged.add(file, backup=False)
            staged.stage()
            for file in looked_at:  # to put all this on the disk takes its time
                _refuse_changed(file)
            staged.commit()
        except OSError as error:
            trouble = not_written(error, staged.now)
            if not staged.undo():
                trouble.hint = _("not all of it could be put back; the next start tries again")
            raise trouble from error
        except BaseException:
            staged.undo()
            raise
        staged.clean()
    return tuple(file.path for file in files)


@contextlib.contextmanager
def _alone(plan: Plan) -> Iterator[None]:
    """Nobody else exports meanwhile. Raises ConfiguratorError."""
    if plan.record is None:
        yield
        return
    path = plan.record.path
    make_folder(os.path.dirname(path))
    with locked(path):
        if is_under_way(path):  # since this was planned: it may have changed anything
            raise _changed(path)
        yield


def drift(plan: Plan) -> list[str]:
    """The files that do not say what the profile says."""
    return [file.path for file in plan.files if file.action != "unchanged"]


def diff(plan: Plan) -> str:
    """What the plan changes, as a unified diff that a terminal can show as it is."""
    from difflib import unified_diff

    lines: list[str] = []
    for file in plan.files:
        if file.action != "unchanged":
            old, new = _lines(file.before), _lines(file.after)
            name = shown(file.path)
            sides = (
                "/dev/null" if file.before is None else name,
                "/dev/null" if file.after is None else name,
            )
            lines += [line.rstrip("\n") for line in unified_diff(old, new, *sides)]
    return "".join(f"{line}\n" for line in lines)


def _lines(text: str | None) -> list[str]:
    """Lines without anything that a terminal obeys; tabs are kept."""
    lines = (text or "").split("\n")
    missing = lines.pop()
    shown_lines = ["\t".join(map(shown, line.removesuffix("\r").split("\t"))) for line in lines]
    return shown_lines + ([f"{shown(missing)}  {_('(no newline at the end)')}"] if missing else [])


def _refuse_changed(file: FilePlan) -> None:
    what = later("the file")
    now = read_bytes(file.path, what, under_way.LARGEST) if is_there(file.path, what) else None
    if now != (None if file.before is None else file.before.encode()):
        raise _changed(file.path)


def _changed(path: str) -> RefusedError:
    return RefusedError(
        _("`{path}` changed while the export was prepared; nothing was written", path=shown(path)),
        hint=_("export again"),
        slug="changed-meanwhile",
    )


def _refuse_read_only(file: FilePlan) -> None:
    """Raise where somebody has said that the file is not to be written. A rename
    would not ask."""
    if file.before is not None and not (
        os.lstat(file.path).st_mode & 0o222 and os.access(file.path, os.W_OK)
    ):
        raise RefusedError(
            _("`{path}` is read-only; nothing was written", path=shown(file.path)),
            hint=_("make it writable if it is to be changed"),
            slug="read-only",
        )


class _Staged:
    """An export on its way: ``moves`` in their order, and the texts and modes of the
    temporary files that they need, with their places. Without a record there is no log of it."""

    def __init__(self, plan: Plan) -> None:
        self.now = plan.root
        self._root = plan.root
        self._record = plan.record.path if plan.record else ""
        self._emptied = plan.folders
        self._moves: list[Move] = []
        self._held: dict[str, tuple[str, str, int]] = {}
        self._folders: dict[str, int] = {}
        self._made: list[str] = []
        self._done: list[Move] = []

    def add(self, file: FilePlan, *, backup: bool) -> None:
        """Plan to write ``file``, and a backup of what it says now where that is worth one."""
        self.now = file.path
        self._need(os.path.dirname(file.path), 0o755 if file.mode & 0o044 else 0o700)
        mode = file.mode
        if file.before is not None:
            mode = os.lstat(file.path).st_mode & 0o777
            if backup:
                self._back_up(file, file.before, mode)
        self._plan(file.path, file.before, file.after, mode)

    def _back_up(self, file: FilePlan, before: str, mode: int) -> None:
        """Keep the version before this one, if people had a hand in it."""
        path = file.path + BACKUP
        what = later("the backup")
        there = guard.read(path, what) if guard.is_file(path, what) else None
        if file.edited and there != before:
            guard.check(self._root, path)
            self._plan(path, there, before, mode)

    def _plan(self, path: str, before: str | None, after: str | None, mode: int) -> None:
        temporary, undo = (self._hold(path, text, mode) for text in (after, before))
        self._moves.append(Move(path, temporary, undo, digest(before), digest(after)))

    def _hold(self, path: str, text: str | None, mode: int) -> str:
        if text is None:
            return ""
        temporary = temporary_name(os.path.dirname(path))
        self._held[temporary] = path, text, mode
        return temporary

    def _need(self, folder: str, mode: int) -> None:
        if folder not in self._folders and not os.path.isdir(folder):
            self._need(os.path.dirname(folder), mode)
            self._folders[folder] = mode

    def stage(self) -> None:
        """Put everything on the disk, beside its place. Raises OSError or ConfiguratorError."""
        if self._record and self._moves:
            log = Log(self._root, tuple(self._moves), tuple(self._folders), self._emptied)
            under_way.begin(self._record, log)
        for folder, mode in self._folders.items():
            self.now = folder
            os.mkdir(folder, mode)
            self._made.append(folder)
        try:
            put_together(self._texts(), under_way.folders_of([*self._held, *self._folders]))
        except OSError as error:
            self.now = self._held.get(error.filename, (self.now,))[0]
            raise
        self._advance("staging", "moving")

    def _texts(self) -> Iterator[tuple[str, bytes, int]]:
        for temporary, (path, text, mode) in self._held.items():
            self.now = path
            yield temporary, text.encode(), mode

    def commit(self) -> None:
        """Move everything to its place. Raises OSError."""
        for one in self._moves:
            self.now = one.place
            self._done.append(one)  # first: an interruption may come when it has just been moved
            under_way.move(one.temporary, one.place)
        under_way.sync(one.place for one in self._moves)

    def undo(self) -> bool:
        """Put everything back; whether that went well. Where it did not, the log stays."""
        if self._done:
            with contextlib.suppress(OSError):
                self._advance("moving", "undoing")
        stuck: list[Move] = []
        for one in reversed(self._done):
            try:
                under_way.move(one.undo, one.place)
            except OSError:
                stuck.append(one)
        kept = {one.undo for one in stuck}
        gone = [discard(temporary) for temporary in self._held.keys() - kept]
        gone.append(under_way.clear(reversed(self._made)))
        under_way.sync([*self._held, *self._folders])
        if not stuck and all(gone):
            self._end()
        return not stuck

    def clean(self) -> None:
        """Remove what only an undoing would have needed."""
        undone = [one.undo for one in self._moves if one.undo]
        gone = [discard(path) for path in undone]
        gone.append(under_way.clear(self._emptied))
        under_way.sync([*undone, *self._emptied])
        if all(gone):
            self._end()

    def _advance(self, before: State, after: State) -> None:
        if self._record and self._moves:
            under_way.advance(self._record, before, after)

    def _end(self) -> None:
        """Forget the log. Where that fails, the next start finds that there is nothing to do."""
        if self._record and self._moves:
            with contextlib.suppress(OSError):
                under_way.end(self._record)
