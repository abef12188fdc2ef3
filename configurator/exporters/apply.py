"""Carrying out a plan: all of its files or none, and the record after them.

The only code that writes a tool's files. Everything is put on the disk beside
its place first, the copies to go back to as well; then there are only renames
left to fail, and those are undone.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass, field

from configurator.domain.text import shown
from configurator.errors import RefusedError
from configurator.exporters import guard
from configurator.exporters.plan import BACKUP, FilePlan, Plan
from configurator.files.read import read_bytes
from configurator.files.write import new_file, not_written
from configurator.messages import _, later


def write(plan: Plan) -> tuple[str, ...]:
    """Write what ``plan`` says; the paths that changed. Raises ConfiguratorError.

    Raises RefusedError where a file changed since it was planned: what is in it
    now was never looked at.
    """
    files = [file for file in plan.files if file.action != "unchanged"]
    record = [plan.record] if plan.record and plan.record.action != "unchanged" else []
    for file in plan.files:
        guard.check(plan.root, file.path)
    looked_at = (*plan.files, *([plan.record] if plan.record else []))
    for file in looked_at:
        _refuse_changed(file)
    for file in files:
        _refuse_read_only(file)
    staged = _Staged(plan.root)
    try:
        for file in files:
            staged.add(file, backup=True)
        for file in record:
            staged.add(file, backup=False)
        for file in looked_at:  # to put all this on the disk takes its time
            _refuse_changed(file)
        staged.commit()
    except OSError as error:
        staged.undo()
        raise not_written(error, staged.now) from error
    except BaseException:
        staged.undo()
        raise
    staged.clean()
    for folder in plan.folders:
        with contextlib.suppress(OSError):  # somebody has put something there
            os.rmdir(folder)
    return tuple(file.path for file in files)


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
    now = read_bytes(file.path, later("the file"), 16 << 20) if os.path.lexists(file.path) else None
    if now != (None if file.before is None else file.before.encode()):
        raise RefusedError(
            _(
                "`{path}` changed while the export was prepared; nothing was written",
                path=shown(file.path),
            ),
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


@dataclass(slots=True)
class _Staged:
    """Files beside their places. ``moves`` are temporary and place, in order; an
    empty temporary means that the place is to be empty. ``undos`` likewise."""

    root: str
    moves: list[tuple[str, str]] = field(default_factory=list)
    undos: dict[str, str] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    now: str = ""

    def add(self, file: FilePlan, *, backup: bool) -> None:
        self.now = file.path
        self._make_folders(os.path.dirname(file.path), 0o755 if file.mode & 0o044 else 0o700)
        mode = file.mode
        if file.before is not None:
            mode = os.lstat(file.path).st_mode & 0o777
            if backup:
                self._back_up(file, file.before, mode)
        self._stage(file.path, file.before, file.after, mode)

    def _back_up(self, file: FilePlan, before: str, mode: int) -> None:
        """Keep the version before this one, if people had a hand in it."""
        path = file.path + BACKUP
        there = guard.read(path, later("the backup")) if os.path.isfile(path) else None
        if file.edited and there != before:
            guard.check(self.root, path)
            self._stage(path, there, before, mode)

    def _stage(self, path: str, before: str | None, after: str | None, mode: int) -> None:
        self.undos[path] = "" if before is None else _temporary(path, before, mode)
        self.moves.append(("" if after is None else _temporary(path, after, mode), path))

    def _make_folders(self, folder: str, mode: int) -> None:
        if not os.path.isdir(folder):
            self._make_folders(os.path.dirname(folder), mode)
            os.mkdir(folder, mode)
            self.folders.append(folder)

    def commit(self) -> None:
        for temporary, path in self.moves:
            self.now = path
            _move(temporary, path)
            self.done.append(path)

    def undo(self) -> None:
        """Put everything back. A step that fails leaves its copy beside the place."""
        for path in reversed(self.done):
            with contextlib.suppress(OSError):
                _move(self.undos[path], path)
                del self.undos[path]
        for path in self.undos.keys() - set(self.done):
            _discard(self.undos[path])
        for temporary, path in self.moves:
            if path not in self.done:
                _discard(temporary)
        for folder in reversed(self.folders):
            with contextlib.suppress(OSError):
                os.rmdir(folder)

    def clean(self) -> None:
        for temporary in self.undos.values():
            _discard(temporary)


def _temporary(path: str, text: str, mode: int) -> str:
    """A file beside ``path`` that holds ``text``, safe on the disk."""
    descriptor, temporary = new_file(os.path.dirname(path))
    try:
        with open(descriptor, "wb") as file:
            os.fchmod(descriptor, mode)
            file.write(text.encode())
            file.flush()
            os.fsync(descriptor)
    except BaseException:
        _discard(temporary)
        raise
    return temporary


def _move(temporary: str, path: str) -> None:
    if temporary:
        os.replace(temporary, path)
    else:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)


def _discard(temporary: str) -> None:
    if temporary:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
