"""A program in a pseudo-terminal, watched: when it writes, what it draws, what it costs.

Every piece of output is kept with its time and the processor time spent so far, and
is drawn by an emulator afterwards, so that emulation delays nothing that is timed.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import pyte

from tests.tui.terminal import drawn

COLUMNS, LINES = 120, 40

QUIET = 0.05
"""Seconds without output after which a key is answered: three frames of Textual."""

ANSWERS = {
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[6n": b"\x1b[1;1R",
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",
}
"""What a terminal answers to what programs ask at their start."""

PRIVATE = re.compile(
    rb"\x1b\[[<>=?][0-9;:]*[u$][pyz]?|\x1b\[[>=<][0-9;]*[a-zA-Z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
)
"""Sequences that the emulator does not know."""

FRAME = b"\x1b[?2026l"
"""Ends a frame: what comes before it appears at once."""


class Chunk(NamedTuple):
    """What one read gave. ``cpu`` is processor time of the program up to then."""

    at: float
    cpu: float
    data: bytes


class Cost(NamedTuple):
    """Seconds until something was seen, seconds of processor until then, and frames."""

    wall: float
    cpu: float
    frames: int = 1


class Watched:
    """One program in a terminal of its own."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str], folder: Path) -> None:
        given = {
            **os.environ,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            **environment,
        }
        for name in ("PYTHONDONTWRITEBYTECODE", "NO_COLOR", "COLUMNS", "LINES"):
            given.pop(name, None)
        self._screen: Any = pyte.Screen(COLUMNS, LINES)
        self._stream: Any = pyte.ByteStream(self._screen)
        self._name = " ".join(arguments)
        self.chunks: list[Chunk] = []
        self._drawn = 0
        self._begun = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:  # the child, until exec
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
            os.chdir(folder)
            os.execvpe(arguments[0], list(arguments), given)

    # ----------------------------------------------------------- watching

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._fd], [], [], max(seconds, 0))
        if not ready:
            return False
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:
            data = b""
        if not data:
            raise SystemExit(f"{self._name} ended:\n{self.text}")
        self.chunks.append(Chunk(time.perf_counter() - self._begun, self.cpu(), data))
        for question, answer in ANSWERS.items():
            if question in data:
                os.write(self._fd, answer)
        return True

    def settle(self, quiet: float = QUIET) -> None:
        """Read until nothing has come for ``quiet`` seconds."""
        while self._read(quiet):
            pass

    def cpu(self) -> float:
        """Seconds on a processor so far, by the scheduler's clock: steady on a busy machine."""
        total = 0
        with suppress(OSError):
            for task in os.listdir(f"/proc/{self.pid}/task"):
                with open(f"/proc/{self.pid}/task/{task}/schedstat", encoding="ascii") as file:
                    total += int(file.read().split()[0])
        return total / 1e9

    def memory(self) -> float:
        """Megabytes in memory now, and at most so far."""
        with open(f"/proc/{self.pid}/status", encoding="ascii") as file:
            fields = dict(line.split(":", 1) for line in file)
        return int(fields["VmRSS"].split()[0]) * 1024 / 1e6

    @property
    def text(self) -> str:
        """What is on the screen, with all that was read drawn."""
        self._draw(len(self.chunks))
        return "\n".join(drawn(self._screen))

    def _draw(self, upto: int) -> None:
        while self._drawn < upto:
            self._stream.feed(PRIVATE.sub(b"", self.chunks[self._drawn].data))
            self._drawn += 1

    # --------------------------------------------------------------- timing

    def until(self, holds: Callable[[str], bool], seconds: float = 90.0) -> Cost:
        """From the start, or from the last that was drawn, to the screen of which ``holds`` is true."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            self._read(0.5)
            self.settle()
            while self._drawn < len(self.chunks):
                chunk = self.chunks[self._drawn]
                self._draw(self._drawn + 1)
                if holds("\n".join(drawn(self._screen))):
                    return Cost(chunk.at, chunk.cpu)
        raise SystemExit(f"{self._name} never showed what was waited for:\n{self.text}")

    def key(self, key: str, quiet: float = QUIET) -> Cost:
        """From a key to the last byte of the answer. Exits where there is none."""
        self.settle(0)
        first, cpu = len(self.chunks), self.cpu()
        begun = time.perf_counter() - self._begun
        os.write(self._fd, key.encode())
        if not self._read(10.0):
            raise SystemExit(f"{self._name} does not answer {key!r}:\n{self.text}")
        self.settle(quiet)
        answer = self.chunks[first:]
        frames = sum(chunk.data.count(FRAME) for chunk in answer)
        return Cost(answer[-1].at - begun, self.cpu() - cpu, frames)

    def type(self, keys: Sequence[str], quiet: float = QUIET) -> None:
        """Press ``keys`` one after the other, untimed."""
        for key in keys:
            os.write(self._fd, key.encode())
            self._read(1.0)
            self.settle(quiet)

    def close(self) -> None:
        """End the program, whatever it does."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._fd)
