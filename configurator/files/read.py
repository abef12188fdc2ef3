"""Reading a file: bounded, as text, as TOML, with errors that name the place."""

from __future__ import annotations

import os
import re
import stat

from configurator.errors import InvalidError, UnreadableError, Where
from configurator.files.deep import has_long_key, has_long_number, is_too_deep, may_be_deep
from configurator.messages import _, foreign, later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LARGEST = 1 << 20
"""Bytes of the largest file that is read. A profile of every setting has 4 kB."""


def read_bytes(path: str, what: str, largest: int = LARGEST) -> bytes:
    """The whole of a regular file. ``what`` names it in messages ("the profile").

    Raises UnreadableError: missing, not permitted, not a file, too large.
    """
    descriptor = opened(path, what)
    try:
        data = _at_most(descriptor, largest + 1)
    except OSError as error:
        raise unreadable(error, path, what) from error
    finally:
        os.close(descriptor)
    if len(data) > largest:
        raise UnreadableError(
            _("{what} `{path}` is larger than {size} kB", what=_(what), path=path, size=largest // 1024),
            hint=_("no file of this kind needs to be; check that it is the right one"),
        )
    return data


def is_there(path: str, what: str) -> bool:
    """Whether anything stands at ``path``, a link that leads nowhere included.

    Raises UnreadableError where that cannot be told: unreadable is not absent.
    (`os.path.lexists` takes whatever goes wrong for a no.)
    """
    try:
        os.lstat(path)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise unreadable(error, path, what) from error
    except ValueError:
        return True  # no path of any system: whoever reads it is told so
    return True


def opened(path: str, what: str) -> int:
    """A descriptor of the regular file at ``path``, which the caller closes.

    Raises UnreadableError: missing, not permitted, not a file.
    """
    try:
        # O_NONBLOCK: a named pipe put in the file's place must not hang us.
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise unreadable(error, path, what) from error
    except ValueError as error:  # a NUL or half a surrogate pair: no path of any system
        raise UnreadableError(_("{what} `{path}` is not a path", what=_(what), path=path)) from error
    try:
        is_file = stat.S_ISREG(os.fstat(descriptor).st_mode)
    except OSError as error:
        os.close(descriptor)
        raise unreadable(error, path, what) from error
    if not is_file:
        os.close(descriptor)
        raise UnreadableError(_("{what} `{path}` is not a file", what=_(what), path=path))
    return descriptor


def _at_most(descriptor: int, size: int) -> bytes:
    """Up to ``size`` bytes: one read may give fewer than there are."""
    parts: list[bytes] = []
    while size > 0 and (part := os.read(descriptor, min(size, 1 << 20))):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def read_text(path: str, what: str, largest: int = LARGEST) -> str:
    """The file as UTF-8 text, newlines as they are. Raises UnreadableError."""
    return decoded(read_bytes(path, what, largest), path, what)


def decoded(data: bytes, path: str, what: str) -> str:
    """``data`` as UTF-8 text. Raises UnreadableError with the line of the first fault."""
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableError(
            _("{what} is not text: byte {byte} is not UTF-8", what=_(what), byte=error.start + 1),
            where=Where(path, line),
        ) from error


def parse_toml(text: str, path: str, what: str) -> dict[str, Any]:
    """``text`` as TOML. Raises InvalidError with line and column."""
    import tomllib

    may_be = may_be_deep(text)
    try:
        # The parser keeps every beginning of a key, which for a long one is more than a machine has.
        data = None if may_be and has_long_key(text) else tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message, line, column = _placed(str(error), text)
        raise InvalidError(
            _("{what} is not valid TOML: {message}", what=_(what), message=message),
            where=Where(path, line, column),
            slug="toml",
        ) from error
    except RecursionError:
        data = None
    except ValueError as error:  # a number of more digits than Python converts, an impossible date
        raise _unfit(path, what) from error
    if has_long_number(text):
        raise _unfit(path, what)
    if data is None or (may_be and is_too_deep(data)):
        message = _("{what} nests tables too deeply", what=_(what))
        raise InvalidError(message, where=Where(path), slug="toml")
    return data


def _unfit(path: str, what: str) -> InvalidError:
    message = _("{what} holds a number or date that cannot be read", what=_(what))
    return InvalidError(message, where=Where(path), slug="toml")


def unreadable(error: OSError, path: str, what: str) -> UnreadableError:
    """The system's answer in plain words."""
    reasons: tuple[tuple[type[OSError], str], ...] = (
        (FileNotFoundError, later("{what} `{path}` does not exist")),
        (IsADirectoryError, later("{what} `{path}` is a folder, not a file")),
        (NotADirectoryError, later("{what} `{path}` lies below something that is not a folder")),
        (PermissionError, later("{what} `{path}` may not be read by you")),
    )
    for kind, message in reasons:
        if isinstance(error, kind):
            return UnreadableError(_(message, what=_(what), path=path))
    reason = system_reason(error)
    return UnreadableError(
        _("{what} `{path}` cannot be read: {reason}", what=_(what), path=path, reason=reason)
    )


def system_reason(error: OSError) -> str:
    """What the system says, in its own words."""
    return error.strerror.lower() if error.strerror else _("unknown reason")


def _placed(message: str, text: str) -> tuple[str, int, int]:
    """A parser's message without its place, and that place as line and column."""
    match = re.search(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$", message)
    if match is None:
        return foreign(_lowered(message)), 0, 0
    bare = foreign(_lowered(message[: match.start()]))
    if match[1] is None:
        last = text.rstrip("\n").split("\n")
        message = _("{fault} at the end of the file", fault=bare)
        return message, len(last), len(last[-1]) + 1
    return bare, int(match[1]), int(match[2])


def _lowered(message: str) -> str:
    return (message[:1].lower() + message[1:]).replace("'", "`")
