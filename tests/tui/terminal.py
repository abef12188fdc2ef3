"""A real terminal: a pseudo-terminal, and an emulator that keeps its screen."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import pyte

ROOT = Path(__file__).resolve().parents[2]

START = """
import sys
sys.path[:0] = [{root!r}, {tests!r}]
from tests.tui.world import saved
from configurator.tui.app import run
sys.exit(run(saved({folder!r})))
"""

ANSWERS = {b"\x1b[c": b"\x1b[?62;22c", b"\x1b[6n": b"\x1b[1;1R", b"\x1b[?2026$p": b"\x1b[?2026;2$y"}
"""What a terminal answers to what programs ask at their start."""

PRIVATE = re.compile(
    rb"\x1b\[[<>=?][0-9;:]*[u$][pyz]?|\x1b\[[>=<][0-9;]*[a-zA-Z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
)
"""Sequences that the emulator does not know."""


PROGRAM = """
import sys
sys.path[:0] = [{root!r}]
from configurator.__main__ import main
sys.exit(main())
"""
"""The whole program, with nothing on its command line."""


def drawn(screen: pyte.Screen) -> list[str]:
    """The lines of ``screen``. The second cell of a wide character is empty, also after its
    first was written over; pyte's own ``display`` stumbles over that."""
    rows = (screen.buffer[y] for y in range(screen.lines))
    return ["".join(str(row[x].data) for x in range(screen.columns)) for row in rows]


class Terminal:
    """The app in a terminal of a given size."""

    def __init__(self, folder: Path, columns: int, lines: int, code: str = START, **environment: str) -> None:
        code = code.format(root=str(ROOT), tests=str(ROOT / "tests"), folder=str(folder))
        home = str(folder / "home")
        given = {
            "CONFIGURATOR_HOME": home,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
            "PATH": os.environ["PATH"],
        }
        self.bytes = b""
        self.status: int | None = None
        self._screen: Any = pyte.Screen(columns, lines)
        self._stream: Any = pyte.ByteStream(self._screen)
        self.pid, self._fd = pty.fork()
        if self.pid == 0:  # the child, until exec
            size = struct.pack("HHHH", lines, columns, 0, 0)
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            os.chdir(folder)
            os.execve(sys.executable, [sys.executable, "-c", code], given | environment)

    def read(self, seconds: float) -> bool:
        """Take what the app writes within ``seconds``; whether there was anything."""
        ready, _, _ = select.select([self._fd], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:
            return False
        self.bytes += data
        for question, answer in ANSWERS.items():
            if question in data:
                os.write(self._fd, answer)
        self._stream.feed(PRIVATE.sub(b"", data))
        return bool(data)

    @property
    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(line.rstrip() for line in drawn(self._screen))

    @property
    def row(self) -> str:
        """The row that the terminal's cursor is on."""
        return drawn(self._screen)[int(self._screen.cursor.y)]

    @property
    def has_cursor(self) -> bool:
        """Whether the cursor can be seen."""
        return not self._screen.cursor.hidden

    def until(self, holds: Callable[[str], bool], seconds: float = 15.0) -> str:
        """The screen once ``holds`` is true of it."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if holds(self.text):
                return self.text
            self.read(0.05)
        raise AssertionError(f"never seen; the screen is\n{self.text}")

    def shows(self, *words: str) -> str:
        """The screen once all of ``words`` are on it."""
        return self.until(lambda text: all(word in text for word in words))

    def press(self, keys: str) -> None:
        """Type ``keys``."""
        os.write(self._fd, keys.encode())

    def ended(self, seconds: float = 10.0) -> int:
        """The exit code, once the app has ended; negative if by a signal."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read(0.05)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                while self.read(0.05):
                    pass
                self.pid = 0
                return os.waitstatus_to_exitcode(status)
        raise AssertionError("the app does not end")

    def write(self, data: bytes) -> None:
        """Send ``data``, however much it is, and take what comes meanwhile."""
        os.set_blocking(self._fd, False)
        while data:
            with contextlib.suppress(BlockingIOError):
                data = data[os.write(self._fd, data[:4096]) :]
            self.read(0)
        os.set_blocking(self._fd, True)

    def resize(self, columns: int, lines: int) -> None:
        """Make the terminal another size; the app is told by a signal."""
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self._screen.resize(lines, columns)

    def wipe(self) -> None:
        """Forget what is on the screen, as after a shell has used it."""
        self._screen.reset()

    @property
    def state(self) -> str:
        """What the system says that the process is doing: one letter, `T` for stopped."""
        return Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]

    def hang_up(self) -> None:
        """Take the terminal away, as when its window is closed."""
        os.close(self._fd)
        self._fd = -1

    def signal(self, number: int) -> None:
        """Send the app a signal."""
        os.kill(self.pid, number)

    def close(self) -> None:
        """End the app, whatever it does."""
        if self.pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        if self._fd >= 0:
            os.close(self._fd)


class Opener(Protocol):
    """Opens a terminal of a size."""

    def __call__(self, columns: int, lines: int, code: str = ..., **environment: str) -> Terminal: ...
