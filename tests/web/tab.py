"""A server to talk to, a tab without a browser, and requests that no browser would send."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from ipaddress import ip_address
from pathlib import Path

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

from configurator.web.address import Address
from configurator.web.server import Server, running

ROOT = Path(__file__).resolve().parents[2]
LOOPBACK = Address(ip_address("127.0.0.1"), 0)


def fake(character: str = "good") -> list[str]:
    """What starts the stand-in for the app."""
    return [sys.executable, str(Path(__file__).with_name("fake_app.py")), character]


@contextlib.asynccontextmanager
async def served(character: str = "good", heard: list[str] | None = None) -> AsyncIterator[Server]:
    """A server in this process, with stand-ins for the app."""
    async with running(fake(character), LOOPBACK, ([] if heard is None else heard).append) as server:
        yield server


class Tab:
    """What the page does, with everything that it was sent."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self.socket = socket
        self.seen = b""

    async def sees(self, words: bytes, seconds: float = 15.0) -> None:
        """Wait until ``words`` were drawn."""
        async with asyncio.timeout(seconds):
            while words not in self.seen:
                message = await self.socket.receive()
                assert message.type == WSMsgType.BINARY, f"{words!r} never drawn, but {self.seen!r}"
                self.seen += message.data

    async def closes(self, seconds: float = 15.0) -> None:
        """Wait until the server closes it."""
        async with asyncio.timeout(seconds):
            while (message := await self.socket.receive()).type in (WSMsgType.BINARY, WSMsgType.TEXT):
                self.seen += message.data if isinstance(message.data, bytes) else b""

    async def press(self, keys: str) -> None:
        """Type ``keys``."""
        await self.socket.send_json(["stdin", keys])


def origin_of(url: str) -> str:
    """The origin of a page's address."""
    return url.rsplit("/", 2)[0]


@contextlib.asynccontextmanager
async def tab_at(url: str) -> AsyncIterator[Tab]:
    """An open tab, as the page at ``url`` would open it."""
    address = f"ws{url.removeprefix('http')}ws?width=100&height=30"
    async with ClientSession() as session, session.ws_connect(address, origin=origin_of(url)) as socket:
        yield Tab(socket)


async def asked(
    url: str, path: str, *headers: str, method: str = "GET", version: str = "1.1"
) -> tuple[int, str, bytes]:
    """The status, the headers and the body that a request gets which is sent exactly like this."""
    host, port = origin_of(url).removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    lines = [f"{method} {path} HTTP/{version}", *headers, "Connection: close", "", ""]
    writer.write("\r\n".join(lines).encode())
    async with asyncio.timeout(10):
        answer = await reader.readuntil(b"\r\n\r\n")
        status = int(answer.split()[1])
        body = b"" if status == 101 else await reader.read()
    writer.close()
    await writer.wait_closed()
    return status, answer.decode(), body


def is_gone(pid: int) -> bool:
    """Whether the process has ended. One that nobody has collected yet has ended too."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return state.stdout.strip()[:1] in ("", "Z")


def wait_gone(pid: int, seconds: float = 10.0) -> bool:
    """Whether the process ends within ``seconds``."""
    end = time.monotonic() + seconds
    while not is_gone(pid) and time.monotonic() < end:
        time.sleep(0.05)
    return is_gone(pid)


class Process:
    """`configurator serve`, or something like it, as a process of its own."""

    def __init__(self, home: Path, *command: str) -> None:
        environment = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
        environment |= {"CONFIGURATOR_HOME": str(home), "LC_ALL": "C.UTF-8"}
        self.process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.url = self.process.stdout.readline().strip()

    @property
    def children(self) -> list[int]:
        """The ids of its child processes."""
        found = subprocess.run(
            ["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True, check=False
        )
        return [int(pid) for pid in found.stdout.split()]

    def ended(self) -> tuple[int, str, str]:
        """The exit code and the rest of both streams, once it has ended."""
        code = self.process.wait(15)
        with self.process:  # not `communicate`, which forgets what was read ahead with the first line
            assert self.process.stdout is not None
            assert self.process.stderr is not None
            return code, self.process.stdout.read(), self.process.stderr.read()


@contextlib.contextmanager
def process(home: Path, *command: str) -> Iterator[Process]:
    """A server as a process, which is gone afterwards."""
    made = Process(home, *(command or ("-m", "configurator", "serve")))
    try:
        yield made
    finally:
        if made.process.poll() is None:
            made.process.send_signal(signal.SIGTERM)
        with made.process:
            pass
