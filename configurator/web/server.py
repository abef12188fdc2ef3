"""The server: a page, the files that it needs, and the app behind a WebSocket."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import secrets
import signal
from collections.abc import AsyncIterator, Callable, Sequence

from aiohttp import WSMsgType, web
from aiohttp.http_exceptions import HttpProcessingError

from configurator.files.read import system_reason
from configurator.messages import _, labelled
from configurator.web.address import Address, listening
from configurator.web.children import Child, cells
from configurator.web.guard import Guard, harden, policy
from configurator.web.page import load, page

MOST_TABS = 8
"""Every tab is a process of some 60 MB."""

FREE_TAB = 4.0
"""Seconds to wait for one: a page that is loaded again comes before its old child has ended."""

MOST_TYPED = 1 << 18
"""Bytes of one message: a long text pasted, and no more."""

HEARTBEAT = 15.0
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

Tell = Callable[[str], None]


class Server:
    """Lets one person use the app in a browser."""

    def __init__(self, command: Sequence[str], address: Address, tell: Tell) -> None:
        """``command`` starts the app; no shell reads it."""
        self._command = tuple(command)
        self._tell = tell
        self._files = load()
        self._free = asyncio.Semaphore(MOST_TABS)
        self._stopping = False
        self.children: set[Child] = set()
        self.token = secrets.token_urlsafe(32)
        self.url = f"{address.origin}/{self.token}/"
        self.app = web.Application(middlewares=[Guard(address, self.token).let_in])
        self.app.add_routes(
            [
                web.get("/{token}/", self._page),
                web.get("/{token}/ws", self._tab),
                web.get("/{token}/{name}", self._file),
            ]
        )
        self.app.on_response_prepare.append(harden)
        self.app.on_shutdown.append(self._shut_down)

    async def _page(self, request: web.Request) -> web.Response:
        socket = f"ws://{request.host}/{self.token}/ws"
        response = web.Response(text=page(socket), content_type="text/html")
        response.headers["Content-Security-Policy"] = policy(socket)
        return response

    async def _file(self, request: web.Request) -> web.Response:
        file = self._files.get(request.match_info["name"])
        if file is None:
            raise web.HTTPNotFound
        return web.Response(body=file.data, content_type=file.content_type, charset="utf-8")

    async def _tab(self, request: web.Request) -> web.StreamResponse:
        tab = web.WebSocketResponse(heartbeat=HEARTBEAT, max_msg_size=MOST_TYPED, timeout=2.0)
        await tab.prepare(request)
        try:
            async with asyncio.timeout(FREE_TAB):
                await self._free.acquire()
        except TimeoutError:
            full = _("{count} tabs are open already; close one first", count=MOST_TABS)
            await tab.send_bytes(f"{full}\r\n".encode())
            await tab.close()
            return tab
        try:
            await self._run_app(tab, request)
        finally:
            self._free.release()
        return tab

    async def _run_app(self, tab: web.WebSocketResponse, request: web.Request) -> None:
        try:
            child = await self._start(tab, request)
        except OSError as error:
            message = _("the app cannot be started: {reason}", reason=system_reason(error))
            self._tell(labelled(_("error:"), message))
            await tab.close()
            return
        closing = asyncio.create_task(close_after(tab, child))
        try:
            if not self._stopping:  # else it was being started while all the others were ended
                await take(tab, child)
        finally:
            closing.cancel()
            await child.end()
            self.children.discard(child)
            await tab.close()

    async def _start(self, tab: web.WebSocketResponse, request: web.Request) -> Child:
        width, height = (number(request.query.get(name, "")) for name in ("width", "height"))
        child = await Child.start(self._command, width, height, tab.send_bytes, self._tell)
        self.children.add(child)
        return child

    async def _shut_down(self, _app: web.Application) -> None:
        self._stopping = True
        await asyncio.gather(*(child.end() for child in self.children))


async def close_after(tab: web.WebSocketResponse, child: Child) -> None:
    """Close the tab once the app has left it."""
    await child.ended()
    await tab.close()


async def take(tab: web.WebSocketResponse, child: Child) -> None:
    """Hand on what the tab sends, until it is closed, or sends what the page never would."""
    async for message in tab:
        if message.type != WSMsgType.TEXT:
            return
        try:
            sent = json.loads(message.data)
        except (ValueError, RecursionError):
            return
        try:
            match sent:
                case ["stdin", str(text)]:
                    await child.type(text)
                case ["resize", {"width": int(width), "height": int(height)}]:
                    await child.tell_it(type="resize", width=cells(width), height=cells(height))
                case ["focus" | "blur" as what]:
                    await child.tell_it(type=what)
                case ["ping", str(stamp)]:
                    await tab.send_json(["pong", stamp])
                case _:
                    return
        except OSError:  # the child or the tab is gone, or hangs: TimeoutError is one
            return


def number(text: str) -> int:
    """A width or height from the address; the terminal says it again once it is drawn."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 80


def quiet_log() -> logging.Logger:
    """aiohttp's log without what is no fault of ours: bytes that are not HTTP."""

    def is_ours(record: logging.LogRecord) -> bool:
        return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))

    log = logging.getLogger("configurator.web")
    log.addFilter(is_ours)
    return log


@contextlib.asynccontextmanager
async def running(command: Sequence[str], wanted: Address, tell: Tell) -> AsyncIterator[Server]:
    """A server that listens; afterwards neither it nor any child is left. Raises ConfiguratorError."""
    socket, address = listening(wanted)
    with socket:
        server = Server(command, address, tell)
        runner = web.AppRunner(
            server.app, access_log=None, logger=quiet_log(), shutdown_timeout=5.0, lingering_time=0
        )
        await runner.setup()
        try:
            await web.SockSite(runner, socket).start()
            yield server
        finally:
            await runner.cleanup()


async def serve(command: Sequence[str], wanted: Address, announce: Tell, tell: Tell) -> int:
    """Serve until a signal says to end; the exit code. ``announce`` is given the page's address."""
    stop = asyncio.get_running_loop().create_future()

    def stopped(by: int) -> None:
        if not stop.done():
            stop.set_result(by)

    for one in SIGNALS:
        if signal.getsignal(one) != signal.SIG_IGN:  # ignored on purpose: nohup, or a job in the background
            asyncio.get_running_loop().add_signal_handler(one, stopped, one)
    async with running(command, wanted, tell) as server:
        announce(server.url)
        by: int = await stop
    return 128 + by
