"""A large file of which only parts are read, each when it is needed."""

from __future__ import annotations

import os

from configurator.files.read import opened

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


class Slices:
    """The file at ``path``, held open: another file in its place changes nothing.

    Raises UnreadableError where there is none. ``what`` names it in messages.
    """

    __slots__ = ("_descriptor", "size")

    def __init__(self, path: str, what: str) -> None:
        self._descriptor = opened(path, what)
        self.size = os.fstat(self._descriptor).st_size

    def read(self, start: int, size: int) -> bytes:
        """``size`` bytes from ``start`` on; fewer where the file ends. Raises OSError."""
        if hasattr(os, "pread"):
            return os.pread(self._descriptor, size, start)
        os.lseek(self._descriptor, start, os.SEEK_SET)
        return os.read(self._descriptor, size)

    def __del__(self, close: Callable[[int], None] = os.close) -> None:
        # `close` is bound above: at the interpreter's end `os` may be gone.
        if hasattr(self, "_descriptor"):
            close(self._descriptor)
