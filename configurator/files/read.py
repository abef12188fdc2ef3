"""Reading a file: bounded, as text, as TOML, with errors that name the place."""

from __future__ import annotations

import os
import re
import stat

from configurator.errors import InvalidError, UnreadableError, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LARGEST = 1 << 20
"""Bytes of the largest file that is read. A profile of every setting has 4 kB."""


def read_bytes(path: str, what: str, largest: int = LARGEST) -> bytes:
    """The whole of a regular file. ``what`` names it in messages ("the profile").

    Raises UnreadableError: missing, not permitted, not a file, too large.
    """
    try:
        # O_NONBLOCK: a named pipe put in the file's place must not hang us.
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise unreadable(error, path, what) from error
    except ValueError as error:  # a NUL or half a surrogate pair: no path of any system
        raise UnreadableError(f"{what} `{path}` is not a path") from error
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise UnreadableError(f"{what} `{path}` is not a file")
        data = _at_most(descriptor, largest + 1)
    except OSError as error:
        raise unreadable(error, path, what) from error
    finally:
        os.close(descriptor)
    if len(data) > largest:
        raise UnreadableError(
            f"{what} `{path}` is larger than {largest // 1024} kB",
            hint="no file of this kind needs to be; check that it is the right one",
        )
    return data


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
            f"{what} is not text: byte {error.start + 1} is not UTF-8", where=Where(path, line)
        ) from error


def parse_toml(text: str, path: str, what: str) -> dict[str, Any]:
    """``text`` as TOML. Raises InvalidError with line and column."""
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message, line, column = _placed(str(error), text)
        raise InvalidError(
            f"{what} is not valid TOML: {message}", where=Where(path, line, column), slug="toml"
        ) from error
    except RecursionError as error:
        raise InvalidError(f"{what} nests tables too deeply", where=Where(path), slug="toml") from error
    except ValueError as error:  # a number of more digits than Python converts, an impossible date
        raise InvalidError(
            f"{what} holds a number or date that cannot be read", where=Where(path), slug="toml"
        ) from error


def unreadable(error: OSError, path: str, what: str) -> UnreadableError:
    """The system's answer in plain words."""
    reasons: tuple[tuple[type[OSError], str], ...] = (
        (FileNotFoundError, "does not exist"),
        (IsADirectoryError, "is a folder, not a file"),
        (NotADirectoryError, "lies below something that is not a folder"),
        (PermissionError, "may not be read by you"),
    )
    for kind, reason in reasons:
        if isinstance(error, kind):
            return UnreadableError(f"{what} `{path}` {reason}")
    return UnreadableError(f"{what} `{path}` cannot be read: {(error.strerror or 'unknown reason').lower()}")


def _placed(message: str, text: str) -> tuple[str, int, int]:
    """A parser's message without its place, and that place as line and column."""
    match = re.search(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$", message)
    if match is None:
        return _lowered(message), 0, 0
    bare = _lowered(message[: match.start()])
    if match[1] is None:
        last = text.rstrip("\n").split("\n")
        return f"{bare} at the end of the file", len(last), len(last[-1]) + 1
    return bare, int(match[1]), int(match[2])


def _lowered(message: str) -> str:
    return (message[:1].lower() + message[1:]).replace("'", "`")
