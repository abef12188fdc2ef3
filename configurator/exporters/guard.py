"""Which paths an export may touch: those below the root, reached through no link.

A project is often somebody else's. A link in it would lead a write to any file
of the person's, so none is followed, wherever below the root it stands.
"""

from __future__ import annotations

import os
import stat

from configurator.domain.text import shown
from configurator.errors import InvalidError, RefusedError, UnreadableError, UsageError
from configurator.files.read import is_there, read_text, system_reason, unreadable
from configurator.messages import _


def checked_root(root: str) -> str:
    """``root`` as a real, absolute folder. Raises UsageError."""
    real = os.path.realpath(root)
    if not os.path.isdir(real):
        raise UsageError(
            _("`{path}` is not a folder", path=shown(root)), hint=_("`--root DIR` names the project's folder")
        )
    return real


def below(root: str, relative: str) -> str:
    """The path of ``relative`` below ``root``. Raises RefusedError."""
    path = os.path.normpath(os.path.join(root, relative))
    if os.path.isabs(relative) or not is_below(root, path):
        message = _("`{path}` does not lie below `{root}`", path=shown(relative), root=shown(root))
        raise RefusedError(message, slug="outside-root")
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
            message = _(
                "`{path}` cannot be looked at: {reason}", path=shown(place), reason=system_reason(error)
            )
            raise UnreadableError(message) from error
        if stat.S_ISLNK(mode):
            raise RefusedError(
                _("`{path}` is a link, and a link is not followed", path=shown(place)),
                hint=_("put a file or folder in its place, or export to another root"),
                slug="link",
            )
        if length < len(names) and not stat.S_ISDIR(mode):
            message = _("`{path}` has to be a folder, and is none", path=shown(place))
            raise InvalidError(message, hint=_("move it away"))
        if length == len(names) and not stat.S_ISREG(mode):
            kind = _("a folder") if stat.S_ISDIR(mode) else _("no file")
            message = _("`{path}` has to be a file, and is {found}", path=shown(place), found=kind)
            raise InvalidError(message, hint=_("move it away"))


def is_file(path: str, what: str) -> bool:
    """Whether a file stands at ``path``, and not a folder or nothing. Raises UnreadableError
    where that cannot be told."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise unreadable(error, path, what) from error


def read(path: str, what: str) -> str | None:
    """The file's text, or None where there is none."""
    return read_text(path, what, 16 << 20) if is_there(path, what) else None
