"""The app as a child process, one for each tab, and its certain end.

The child speaks the protocol of Textual's web driver: a line that says it is
one, then packets of a letter, a length in four bytes, and data. textual-serve
has code for it too, but starts the child through a shell, prints its errors to
stdout and never makes sure that it is gone.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Mapping, Sequence

from configurator.domain.text import shown
from configurator.web.lifeline import GRACE, LIFELINE

Show = Callable[[bytes], Awaitable[None]]

PRELUDE = b"__GANGLION__\n"
DATA, META = b"D", b"M"

MOST_CELLS = 1000
STUCK = 10.0
"""Seconds that a child may leave its input unread before it counts as dead."""

LONGEST_REPORT = 4000


def cells(count: int) -> int:
    """A number of columns or lines that can be drawn."""
    return max(1, min(count, MOST_CELLS))


def environment(given: Mapping[str, str], width: int, height: int) -> dict[str, str]:
    """The child's variables: nothing about the terminal that the server was started from.

    It finds modules where this process does. With ``-P`` on its command line, that
    leaves out the folder it happens to run in, where anyone's ``textual.py`` may lie.
    """
    about_terminal = {"COLORFGBG", "COLUMNS", "LINES", "TERM_PROGRAM", "TERM_PROGRAM_VERSION"}
    kept = {k: v for k, v in given.items() if not k.startswith("TEXTUAL") and k not in about_terminal}
    return kept | {
        "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver",
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        "COLORTERM": "truecolor",
        "TERM": "xterm-256color",
        "COLUMNS": str(cells(width)),
        "ROWS": str(cells(height)),
        "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry),
        "PYTHONUTF8": "1",
    }


def packet(kind: bytes, payload: bytes) -> bytes:
    """What the web driver reads."""
    return kind + len(payload).to_bytes(4, "big") + payload


class Child:
    """A running app."""

    def __init__(self, process: Process, lifeline: int, show: Show, tell: Callable[[str], None]) -> None:
        self._process = process
        self._lifeline = lifeline
        self._show = show
        self._tell = tell
        self._report = ""
        self._tasks = (asyncio.create_task(self._copy_screen()), asyncio.create_task(self._copy_report()))
        self._end: asyncio.Task[None] | None = None

    @classmethod
    async def start(
        cls, command: Sequence[str], width: int, height: int, show: Show, tell: Callable[[str], None]
    ) -> Child:
        """Start the app; what it draws goes to ``show``, what it reports to ``tell``."""
        theirs, ours = os.pipe()
        try:
            process = await asyncio.create_subprocess_exec(
                *command,
                stdin=PIPE,
                stdout=PIPE,
                stderr=PIPE,
                env=environment(os.environ, width, height) | {LIFELINE: str(theirs)},
                pass_fds=(theirs,),
                start_new_session=True,  # Ctrl-C in the server's terminal is for the server alone
            )
        except BaseException:
            os.close(ours)  # a child that was half started sees this and ends
            raise
        finally:
            os.close(theirs)
        return cls(process, ours, show, tell)

    @property
    def pid(self) -> int:
        return self._process.pid

    async def type(self, text: str) -> None:
        """Keys and clicks. Raises OSError if the child is gone, TimeoutError if it hangs."""
        await self._send(DATA, text.encode("utf-8", "replace"))

    async def tell_it(self, **event: str | int) -> None:
        """An event that is not a key. Raises as ``type`` does."""
        await self._send(META, json.dumps(event).encode())

    async def _send(self, kind: bytes, payload: bytes) -> None:
        stdin = self._process.stdin
        assert stdin is not None  # noqa: S101  # for the types: it was started with a pipe
        stdin.write(packet(kind, payload))
        async with asyncio.timeout(STUCK):
            await stdin.drain()

    async def ended(self) -> None:
        """Wait until nothing more will be shown: the app has left, or is being made to."""
        await asyncio.wait(self._tasks)

    async def _copy_screen(self) -> None:
        stdout = self._process.stdout
        assert stdout is not None  # noqa: S101  # as above
        # OSError: the tab is gone, and its end is on the way.
        with contextlib.suppress(asyncio.IncompleteReadError, OSError, ValueError):
            if await self._is_app(stdout):
                while (kind := await stdout.readexactly(1)) in (DATA, META, b"P"):
                    payload = await stdout.readexactly(int.from_bytes(await stdout.readexactly(4), "big"))
                    # Metadata are wishes to open addresses and send files: the app has none. Its
                    # farewell needs no answer either, as the end of the stream follows it.
                    if kind == DATA:
                        await self._show(payload)
                return
            await self._tasks[1]
            await self._show(self._report.replace("\n", "\r\n").encode())

    async def _is_app(self, stdout: asyncio.StreamReader) -> bool:
        while line := await stdout.readline():
            if line == PRELUDE:
                return True
        return False

    async def _copy_report(self) -> None:
        stderr = self._process.stderr
        assert stderr is not None  # noqa: S101  # as above
        with contextlib.suppress(ValueError):  # a line too long to be one
            while line := await stderr.readline():
                said = shown(line.decode("utf-8", "replace").rstrip("\n"))
                self._report = f"{self._report}{said}\n"[-LONGEST_REPORT:]
                self._tell(said)

    async def end(self) -> None:
        """Ask the child to end, then make it. Once this returns, it is gone; nothing was saved."""
        if self._end is None:
            self._end = asyncio.create_task(self._make_it_end())
        await asyncio.shield(self._end)

    async def _make_it_end(self) -> None:
        screen, report = self._tasks
        screen.cancel()  # it may wait for a tab that reads no more
        await asyncio.gather(screen, return_exceptions=True)
        rest = asyncio.create_task(self._discard())
        try:
            with contextlib.suppress(ProcessLookupError):
                self._process.terminate()
            try:
                async with asyncio.timeout(GRACE):
                    await self._process.wait()
            except TimeoutError:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self._process.pid, signal.SIGKILL)
                await self._process.wait()
        finally:
            os.close(self._lifeline)
            if self._process.stdin is not None:
                self._process.stdin.close()
            report.cancel()
            rest.cancel()
            await asyncio.gather(report, rest, return_exceptions=True)

    async def _discard(self) -> None:
        """A child with a full pipe cannot end: what it draws last is read, and seen by nobody."""
        stdout = self._process.stdout
        while stdout is not None and await stdout.read(1 << 16):
            pass
