"""Writing a file whole or not at all: temporary file, fsync, rename."""

from __future__ import annotations

import contextlib
import errno
import os
import stat

from configurator.errors import WriteError
from configurator.files.read import system_reason
from configurator.messages import _

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


def write_atomic(path: str, data: bytes, mode: int = PRIVATE_FILE) -> None:
    """Replace ``path`` by ``data``. Raises WriteError; then nothing has changed.

    ``mode`` is for a new file; a file that exists keeps its own. The folder must
    exist. A link in the file's place is replaced, not followed.
    """
    folder = os.path.dirname(path) or "."
    with contextlib.suppress(OSError):
        state = os.lstat(path)
        mode = state.st_mode & 0o777 if stat.S_ISREG(state.st_mode) else mode
    temporary = ""
    try:
        descriptor, temporary = new_file(folder)
        with open(descriptor, "wb") as file:
            os.fchmod(descriptor, mode)
            file.write(data)
            file.flush()
            os.fsync(descriptor)
        os.replace(temporary, path)
        _sync_folder(folder)
    except OSError as error:
        if temporary:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
        raise not_written(error, path) from error


def new_file(folder: str) -> tuple[int, str]:
    """A new file in ``folder``, open for writing and for the person alone, under a name
    that nobody can foresee. Raises OSError. (`tempfile` takes as long to load as a start.)"""
    while True:
        path = os.path.join(folder, f".configurator-{os.urandom(8).hex()}.tmp")
        with contextlib.suppress(FileExistsError):
            return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE), path


def make_folder(path: str) -> None:
    """``path`` and what leads to it, for the person alone. Raises WriteError."""
    missing = []
    while path and not os.path.isdir(path):
        missing.append(path)
        path = os.path.dirname(path)
    for folder in reversed(missing):
        try:
            os.mkdir(folder, PRIVATE_FOLDER)
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


def _sync_folder(folder: str) -> None:
    """Make the rename itself survive a power cut, where folders can be synced."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
