"""A lock for one file, held while it is read, changed and written back."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

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
    try:
        descriptor = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise not_written(error, path) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
