"""A lock for one file: held while it is read, changed and written back, or as long as one likes."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator

from configurator.files.write import not_written


@contextlib.contextmanager
def locked(path: str) -> Iterator[None]:
    """Hold the lock of ``path``. Raises WriteError where it cannot be made.

    Where the system has no such lock (Windows), the rename alone keeps files whole.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    descriptor = _opened(path)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        except OSError as error:
            raise not_written(error, path) from error
        yield
    finally:
        os.close(descriptor)


def taken(path: str) -> Callable[[], None] | None:
    """Take the lock of ``path`` without waiting: what gives it back, None where somebody
    has it. Raises WriteError where it cannot be made.

    It is given back in any case when this process ends, whatever it ends of.
    """
    try:
        import fcntl
    except ImportError:
        return lambda: None
    descriptor = _opened(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return lambda: os.close(descriptor)


def _opened(path: str) -> int:
    try:
        return os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise not_written(error, path) from error
