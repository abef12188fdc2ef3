"""Which paths an export may touch: those below the root, reached through no link.

A project is often somebody else's. A link in it would lead a write to any file
of the person's, so none is followed, wherever below the root it stands.
"""

from __future__ import annotations

import os
import stat

from configurator.domain.text import shown
from configurator.errors import InvalidError, RefusedError, UnreadableError, UsageError
from configurator.files.read import read_text


def checked_root(root: str) -> str:
    """``root`` as a real, absolute folder. Raises UsageError."""
    real = os.path.realpath(root)
    if not os.path.isdir(real):
        raise UsageError(f"`{shown(root)}` is not a folder", hint="`--root DIR` names the project's folder")
    return real


def below(root: str, relative: str) -> str:
    """The path of ``relative`` below ``root``. Raises RefusedError."""
    path = os.path.normpath(os.path.join(root, relative))
    if os.path.isabs(relative) or not is_below(root, path):
        raise RefusedError(f"`{shown(relative)}` does not lie below `{shown(root)}`", slug="outside-root")
    check(root, path)
    return path


def is_below(root: str, path: str) -> bool:
    """Whether ``path``, which is normal and absolute, lies below ``root``."""
    return path != root and os.path.commonpath([root, path]) == root


def check(root: str, path: str) -> None:
    """Raise where a link, or something that is no folder, leads to ``path``."""
    names = os.path.relpath(path, root).split(os.sep)
    for length in range(1, len(names) + 1):
        place = os.path.join(root, *names[:length])
        try:
            mode = os.lstat(place).st_mode
        except FileNotFoundError:
            return
        except OSError as error:
            reason = (error.strerror or "unknown reason").lower()
            raise UnreadableError(f"`{shown(place)}` cannot be looked at: {reason}") from error
        if stat.S_ISLNK(mode):
            raise RefusedError(
                f"`{shown(place)}` is a link, and a link is not followed",
                hint="put a file or folder in its place, or export to another root",
                slug="link",
            )
        if length < len(names) and not stat.S_ISDIR(mode):
            raise InvalidError(f"`{shown(place)}` has to be a folder, and is none", hint="move it away")
        if length == len(names) and not stat.S_ISREG(mode):
            kind = "a folder" if stat.S_ISDIR(mode) else "no file"
            raise InvalidError(f"`{shown(place)}` has to be a file, and is {kind}", hint="move it away")


def read(path: str, what: str) -> str | None:
    """The file's text, or None where there is none."""
    return read_text(path, what, 16 << 20) if os.path.lexists(path) else None
