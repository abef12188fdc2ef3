"""A real Chromium without a window, driven over its DevTools protocol.

Source: https://chromedevtools.github.io/devtools-protocol/
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import os
import re
import shutil
import signal
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse

Json = dict[str, Any]

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--window-size=1200,800",
    "--remote-debugging-port=0",
)

COLOURS = """
const image = new Image();
image.src = "data:image/png;base64,%s";
await image.decode();
const canvas = document.createElement("canvas");
[canvas.width, canvas.height] = [image.width, image.height];
const context = canvas.getContext("2d");
context.drawImage(image, 0, 0);
const seen = new Map();
for (const pixel of new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer))
  seen.set(pixel, (seen.get(pixel) || 0) + 1);
return [...seen.values()].sort((a, b) => b - a).map(count => count / (image.width * image.height));
"""


def find() -> str | None:
    """Where Chromium is, if it is installed."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


class Page:
    """One tab, and everything that it did on the network."""

    def __init__(self, socket: ClientWebSocketResponse, session: str, events: list[Json]) -> None:
        self._socket = socket
        self._session = session
        self._events = events
        self._count = 0

    async def call(self, method: str, **parameters: Any) -> Json:
        """Call a method of the protocol; events that come meanwhile are kept."""
        self._count += 1
        await self._socket.send_json(
            {"id": self._count, "method": method, "params": parameters, "sessionId": self._session}
        )
        while True:
            message: Json = await self._socket.receive_json(timeout=15)
            if message.get("sessionId") != self._session:
                continue  # another page's, left from another test
            if message.get("id") != self._count:
                self._events.append(message)
            elif "error" in message:
                raise AssertionError(f"{method}: {message['error']}")
            else:
                return dict(message["result"])

    async def run(self, script: str) -> Any:
        """What the body of an async function returns, run in the page."""
        found = await self.call(
            "Runtime.evaluate",
            expression=f"(async () => {{ {script} }})()",
            awaitPromise=True,
            returnByValue=True,
        )
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    async def until(self, holds: Callable[[], bool], what: str, seconds: float = 15.0) -> None:
        """Wait until ``holds`` is true."""
        end = asyncio.get_running_loop().time() + seconds
        while not holds():
            assert asyncio.get_running_loop().time() < end, f"never: {what}"
            await asyncio.sleep(0.05)
            await self.run("")  # takes in what has happened

    def happened(self, event: str) -> list[Json]:
        """All events of a kind, oldest first."""
        return [one["params"] for one in self._events if one.get("method") == event]

    def requested(self) -> list[str]:
        """Every address that anything in the page asked for, refused or not."""
        plain = [one["request"]["url"] for one in self.happened("Network.requestWillBeSent")]
        return plain + [one["url"] for one in self.happened("Network.webSocketCreated")]

    def drawn(self) -> str:
        """What came over its WebSockets, without colours and cursor moves."""
        frames = [one["response"] for one in self.happened("Network.webSocketFrameReceived")]
        data = b"".join(base64.b64decode(one["payloadData"]) for one in frames if one["opcode"] == 2)
        return re.sub(r"\x1b\[[0-9;?<>=$]*[A-Za-z]", "", data.decode("utf-8", "replace"))

    async def press(self, key: str, code: int, text: str = "") -> None:
        """One key, down and up."""
        both = {"key": key, "windowsVirtualKeyCode": code, "text": text}
        await self.call("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", **both)
        await self.call("Input.dispatchKeyEvent", type="keyUp", **{**both, "text": ""})

    async def picture(self) -> str:
        """What a person sees, as a PNG in base64."""
        return str((await self.call("Page.captureScreenshot", format="png"))["data"])

    async def colours(self, picture: str) -> list[float]:
        """The share of every colour in a picture, largest first."""
        return [float(share) for share in await self.run(COLOURS % picture)]


class Browser:
    """A browser that has started."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket = socket
        self._count = 0

    async def _call(self, method: str, **parameters: Any) -> Json:
        self._count -= 1  # apart from the pages' numbers
        await self._socket.send_json({"id": self._count, "method": method, "params": parameters})
        while (message := await self._socket.receive_json(timeout=15)).get("id") != self._count:
            pass
        return dict(message["result"])

    async def open(self, url: str) -> Page:
        """A new tab at ``url``."""
        target = (await self._call("Target.createTarget", url="about:blank"))["targetId"]
        attached = await self._call("Target.attachToTarget", targetId=target, flatten=True)
        page = Page(self._socket, attached["sessionId"], [])
        for domain in ("Network", "Page", "Runtime", "Log"):
            await page.call(f"{domain}.enable")
        await page.call("Page.navigate", url=url)
        return page


@contextlib.asynccontextmanager
async def chromium(program: str, folder: Path) -> AsyncIterator[Browser]:
    """A browser with a profile of its own, which is gone afterwards with all its processes."""
    process = await asyncio.create_subprocess_exec(
        program,
        *FLAGS,
        f"--user-data-dir={folder}",
        env={"PATH": os.environ["PATH"], "HOME": str(folder)},
        stdin=DEVNULL,
        stdout=DEVNULL,
        stderr=PIPE,
        start_new_session=True,
    )
    assert process.stderr is not None
    reading: asyncio.Task[bytes] | None = None
    try:
        async with asyncio.timeout(20):
            while not (found := re.search(rb"listening on (ws://\S+)", await process.stderr.readline())):
                assert process.returncode is None, "Chromium does not start"
        reading = asyncio.create_task(process.stderr.read())  # a full pipe would stop it
        async with (
            ClientSession() as session,
            session.ws_connect(found[1].decode(), max_msg_size=0) as socket,
        ):
            yield Browser(socket)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
        if reading is not None:
            await reading
