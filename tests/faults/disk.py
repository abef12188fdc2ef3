"""A disk that fails on demand: every call of the program that reads or changes a file below a folder is
a step, and at one of them the process dies, the power goes, the system refuses, or somebody presses Ctrl-C.
"""

from __future__ import annotations

import builtins
import errno
import fcntl
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Self
from unittest import mock

from configurator.files import together
from tests.faults.tree import Node, Tree

ERRORS = {name: getattr(errno, name) for name in ("ENOSPC", "EIO", "EACCES", "EINTR")}

KILLS = ("kill", "half")
"""The process dies before the step, or in the middle of it where it writes bytes."""

LASTING = {"read-only": errno.EROFS, "full": errno.ENOSPC}
"""What goes on from one step to the end: nothing can be changed; nothing can be added."""

ADDING = ("open", "write", "mkdir", "fsync")

SWAPS = ("folder", "link")
"""What somebody puts in the place of the file that the step is about."""


class DiedError(BaseException):
    """The process is gone: no handler of the program may do anything any more."""


@dataclass(frozen=True)
class Step:
    """One call, with the path it is about; ``changes`` says whether anything can be other after it."""

    call: str
    path: str
    changes: bool


class Disk:
    """The calls below ``root``, while it is entered. At step ``at`` (from 0) there is ``fault``."""

    def __init__(
        self, root: str, fault: str = "", at: int = -1, swap: Callable[[str], object] | None = None
    ) -> None:
        self.root = root
        self.steps: list[Step] = []
        self.tree = Tree(root)
        self.is_dead = False
        self._fault, self._at, self._swap = fault, at, swap
        self._open: dict[int, tuple[str, Node | None]] = {}
        self._real: dict[str, Callable[..., Any]] = {}

    # ---------------------------------------------------------------- steps

    def _is_ours(self, path: Any) -> bool:
        if isinstance(path, int):
            return path in self._open
        if not isinstance(path, str):
            return False
        whole = os.path.abspath(path)
        return whole == self.root or whole.startswith(self.root + os.sep)

    def _step(self, call: str, path: Any, *, changes: bool, half: Callable[[], object] | None = None) -> None:
        if self.is_dead:
            raise DiedError
        where = self._open[path][0] if isinstance(path, int) else os.path.abspath(path)
        number = len(self.steps)
        self.steps.append(Step(call, where, changes))
        stops = changes and (self._fault == "read-only" or call in ADDING)
        if self._fault in LASTING and stops and 0 <= self._at <= number:
            raise OSError(LASTING[self._fault], os.strerror(LASTING[self._fault]), where)
        if number != self._at or self._fault in LASTING:
            return
        if self._swap is not None:
            self._swap(where)
            return
        if self._fault == "SIGKILL":
            os.kill(os.getpid(), signal.SIGKILL)
        if self._fault == "half" and half is not None:
            half()
        if self._fault in KILLS:
            self.is_dead = True
            raise DiedError
        if self._fault == "interrupt":
            raise KeyboardInterrupt
        code = ERRORS[self._fault]
        raise OSError(code, os.strerror(code), where)

    # ---------------------------------------------------------------- calls

    def _simple(self, name: str, *, changes: bool, tell: Callable[..., None] | None = None) -> Any:
        real = self._real[name]

        def call(path: Any, *rest: Any, **named: Any) -> Any:
            if not self._is_ours(path):
                return real(path, *rest, **named)
            self._step(name, path, changes=changes)
            done = real(path, *rest, **named)
            if tell is not None and self._swap is None:  # the tree does not know what was swapped
                tell(path, *rest)
            return done

        return call

    def _opened(self, path: Any, flags: int, mode: int = 0o777, **named: Any) -> int:
        if not self._is_ours(path):
            descriptor = int(self._real["open"](path, flags, mode, **named))
            self._open.pop(descriptor, None)  # of a file that was closed behind our back
            return descriptor
        is_new = bool(flags & os.O_CREAT) and not os.path.lexists(path)
        self._step("open", path, changes=is_new)
        descriptor = int(self._real["open"](path, flags, mode, **named))
        whole = os.path.abspath(path)
        if is_new and self._swap is None:
            self.tree.put(whole, Node("file", mode))
        self._open[descriptor] = (whole, self.tree.node(whole))
        return descriptor

    def _closed(self, descriptor: int) -> None:
        self._open.pop(descriptor, None)
        self._real["close"](descriptor)

    def _written(self, descriptor: int, data: bytes) -> int:
        if descriptor not in self._open:
            return int(self._real["write"](descriptor, data))
        node = self._open[descriptor][1]
        if node is not None:
            node.is_dirty = True
        write = self._real["write"]
        self._step("write", descriptor, changes=True, half=lambda: write(descriptor, data[: len(data) // 2]))
        return int(write(descriptor, data))

    def _synced(self, descriptor: int) -> None:
        if descriptor not in self._open:
            return
        path, node = self._open[descriptor]
        self._step("fsync", descriptor, changes=True)
        if node is not None:
            data = b""
            if node.kind == "file":
                with self._real["builtin"](path, "rb") as file:
                    data = file.read()
            self.tree.synced(node, data)

    def _moved(self, source: Any, place: Any) -> None:
        if not self._is_ours(place):
            self._real["replace"](source, place)
            return
        self._step("replace", place, changes=True)
        self._real["replace"](source, place)
        if self._swap is None:
            self.tree.move(os.path.abspath(source), os.path.abspath(place))

    def _locked(self, descriptor: int, how: int) -> None:
        if descriptor in self._open:
            self._step("flock", descriptor, changes=False)
        self._real["flock"](descriptor, how)

    def _file(self, file: Any, mode: str = "r", *rest: Any, **named: Any) -> Any:
        if isinstance(file, int) and file in self._open:
            return _Output(self, file)
        if self._is_ours(file):
            self._step("open", file, changes=False)
        return self._real["builtin"](file, mode, *rest, **named)

    def let_go(self) -> None:
        """Leave open what is open: it belongs to what lives on in this process."""
        self._open.clear()

    # ------------------------------------------------------------- patching

    @contextmanager
    def entered(self) -> Iterator[Disk]:
        """All these calls go through this disk."""
        names = ["open", "close", "write", "read", "pread", "fsync", "replace", "unlink", "mkdir", "rmdir"]
        names += ["fchmod", "utime", "lstat", "stat", "fstat", "listdir", "scandir"]
        self._real = {name: getattr(os, name) for name in names}
        self._real |= {"flock": fcntl.flock, "builtin": builtins.open}
        patches = {
            "open": self._opened,
            "close": self._closed,
            "write": self._written,
            "fsync": self._synced,
            "replace": self._moved,
            "unlink": self._simple("unlink", changes=True, tell=self._gone),
            "rmdir": self._simple("rmdir", changes=True, tell=self._gone),
            "mkdir": self._simple("mkdir", changes=True, tell=self._made),
            "fchmod": self._simple("fchmod", changes=True, tell=self._bits),
            "utime": self._simple("utime", changes=True),
        }
        reading = ("read", "pread", "lstat", "stat", "fstat", "listdir", "scandir")
        patches |= {name: self._simple(name, changes=False) for name in reading}
        with (
            mock.patch.multiple(os, **patches),
            mock.patch.object(fcntl, "flock", self._locked),
            mock.patch.object(builtins, "open", self._file),
            mock.patch.object(together, "AT_ONCE", 1),  # one after the other: steps are counted
        ):
            try:
                yield self
            finally:
                for descriptor in list(self._open):
                    self._closed(descriptor)

    def _gone(self, path: str) -> None:
        self.tree.take(os.path.abspath(path))

    def _made(self, path: str, mode: int = 0o777) -> None:
        self.tree.put(os.path.abspath(path), Node("folder", mode))

    def _bits(self, descriptor: int, mode: int) -> None:
        node = self._open[descriptor][1]
        if node is not None:
            node.mode = mode


class _Output:
    """A file made of a descriptor: its bytes reach the system when it is flushed."""

    def __init__(self, disk: Disk, descriptor: int) -> None:
        self._disk, self._descriptor, self._bytes = disk, descriptor, b""

    def write(self, data: bytes) -> int:
        self._bytes += data
        return len(data)

    def flush(self) -> None:
        data, self._bytes = self._bytes, b""
        if data:
            self._disk._written(self._descriptor, data)

    def fileno(self) -> int:
        return self._descriptor

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        try:
            self.flush()
        finally:
            self._disk._closed(self._descriptor)
