"""Writing a file whole or not at all: temporary file, fsync, rename, fsync of the folder."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import time

from configurator.errors import WriteError
from configurator.files.read import system_reason
from configurator.files.together import sync_all
from configurator.messages import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import IO

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700

OPEN_AT_ONCE = 64
"""Files that are put on the disk together; there may be many more."""

LEFT_BEHIND = 24 * 3600
"""Seconds after which a temporary file is one of a process that was killed."""


def write_atomic(path: str, data: bytes, mode: int = PRIVATE_FILE, modified: int | None = None) -> None:
    """Replace ``path`` by ``data``. Raises WriteError; then nothing has changed.

    ``mode`` is for a new file; a file that exists keeps its own. The folder must
    exist. A link in the file's place is replaced, not followed. ``modified`` is when
    the file was last changed, in nanoseconds since 1970, where that is not now.
    """
    folder = os.path.dirname(path) or "."
    temporary = temporary_name(folder)
    try:
        with contextlib.suppress(FileNotFoundError):
            state = os.lstat(path)
            mode = state.st_mode & 0o777 if stat.S_ISREG(state.st_mode) else mode
        put_new(temporary, data, mode, modified)
        try:
            os.replace(temporary, path)
        except BaseException:
            discard(temporary)
            raise
    except OSError as error:
        raise not_written(error, path) from error
    sync_folder(folder)
    _sweep(folder)


def temporary_name(folder: str) -> str:
    """A name in ``folder`` for a file on its way, which nobody can foresee.
    (`tempfile` takes as long to load as a start.)"""
    return os.path.join(folder, f".configurator-{os.urandom(8).hex()}.tmp")


def is_temporary(name: str) -> bool:
    """Whether ``name`` is one that `temporary_name` gives."""
    return name.startswith(".configurator-") and name.endswith(".tmp")


def put_new(path: str, data: bytes, mode: int, modified: int | None = None) -> None:
    """A new file at ``path`` that holds ``data``, safe on the disk. Raises OSError, also where something is there."""
    file = _begun(path, data, mode, modified)
    try:
        with file:
            os.fsync(file.fileno())
    except BaseException:
        discard(path)
        raise


def put_together(files: Iterable[tuple[str, bytes, int]], folders: Iterable[str]) -> None:
    """New files with their data and modes, and what was made in ``folders``, safe on the disk together.

    Raises OSError with the file's name; then some of the files may be there, and whoever asked removes them.
    """
    with contextlib.ExitStack() as stack:
        opened: dict[int, str] = {}
        for path, data, mode in files:
            opened[stack.enter_context(_begun(path, data, mode)).fileno()] = path
            if len(opened) == OPEN_AT_ONCE:
                sync_all(opened)
                opened.clear()
                stack.close()
        sync_all(opened)
        sync_folders(folders)


def _begun(path: str, data: bytes, mode: int, modified: int | None = None) -> IO[bytes]:
    """A new file at ``path`` that holds ``data``, open, and on its way to the disk."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, PRIVATE_FILE)
    file = open(descriptor, "wb")  # noqa: SIM115  # whoever asked closes it
    try:
        os.fchmod(descriptor, mode)
        file.write(data)
        file.flush()
        if modified is not None:
            os.utime(descriptor, ns=(modified, modified))
    except BaseException:
        discard(path)
        file.close()
        raise
    return file


def remove(path: str) -> None:
    """Remove the file at ``path`` for good. Raises OSError."""
    os.unlink(path)
    sync_folder(os.path.dirname(path) or ".")


def discard(temporary: str) -> bool:
    """Remove a file that is not needed, if it is there; whether it is gone."""
    try:
        os.unlink(temporary)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True


def _sweep(folder: str) -> None:
    """Remove what processes left in ``folder`` that were killed while they wrote."""
    with contextlib.suppress(OSError):
        for name in os.listdir(folder):
            path = os.path.join(folder, name)
            if is_temporary(name) and time.time() - os.lstat(path).st_mtime > LEFT_BEHIND:
                discard(path)


def make_folder(path: str) -> None:
    """``path`` and what leads to it, for the person alone, safe on the disk. Raises WriteError."""
    missing = []
    while path and not os.path.isdir(path):
        missing.append(path)
        path = os.path.dirname(path)
    for folder in reversed(missing):
        try:
            os.mkdir(folder, PRIVATE_FOLDER)
            sync_folder(os.path.dirname(folder) or ".")
        except FileExistsError as error:
            if not os.path.isdir(folder):  # not merely made by another program meanwhile
                raise not_written(error, folder) from error
        except OSError as error:
            raise not_written(error, folder) from error


def not_written(error: OSError, path: str) -> WriteError:
    """The system's answer in plain words."""
    reasons = {
        errno.EROFS: _("the disk is read-only"),
        errno.ENOSPC: _("the disk is full"),
        errno.EDQUOT: _("your share of the disk is full"),
        errno.EACCES: _("you may not write there"),
        errno.EPERM: _("you may not write there"),
        errno.ENOENT: _("its folder does not exist"),
        errno.ENOTDIR: _("its folder is not a folder"),
        errno.EEXIST: _("something that is not a folder stands in its place"),
        errno.EISDIR: _("a folder stands in its place"),
    }
    reason = reasons.get(error.errno or 0) or system_reason(error)
    message = _("`{path}` was not written: {reason}", path=path, reason=reason)
    return WriteError(message, hint=_("nothing was changed"))


def sync_folder(folder: str) -> None:
    """Make what was made, renamed or removed in ``folder`` survive a power cut, where folders can be synced."""
    sync_folders((folder,))


def sync_folders(folders: Iterable[str]) -> None:
    """`sync_folder` of all of them together."""
    opened: dict[int, str] = {}
    try:
        for folder in folders:
            with contextlib.suppress(OSError):
                opened[os.open(folder, os.O_RDONLY)] = folder
        with contextlib.suppress(OSError):
            sync_all(opened)
    finally:
        for descriptor in opened:
            os.close(descriptor)
