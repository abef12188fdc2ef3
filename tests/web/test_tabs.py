"""One child for each tab, and none without."""

from __future__ import annotations

import asyncio
import json
from contextlib import AsyncExitStack

import pytest

from configurator.web import children
from configurator.web import server as serving
from configurator.web.children import environment
from tests.web.tab import is_gone, served, tab_at, wait_gone


def only_child(server: serving.Server) -> int:
    """The id of the one child there is."""
    (child,) = server.children
    return child.pid


async def gone(pid: int) -> bool:
    """Whether the process ends, or has."""
    return await asyncio.to_thread(wait_gone, pid)


@pytest.fixture
def short_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not end when asked is made to soon."""
    monkeypatch.setattr(children, "GRACE", 0.2)


async def test_keys_reach_the_app_and_what_it_draws_comes_back() -> None:
    async with served() as server, tab_at(server.url) as tab:
        await tab.press("größe\ud800")
        await tab.sees("D\0\0\0\x08größe?".encode())


async def test_sizes_and_focus_reach_the_app_and_a_ping_comes_back() -> None:
    async with served() as server, tab_at(server.url) as tab:
        await tab.socket.send_json(["resize", {"width": 10**9, "height": -3}])
        await tab.sees(b'{"type": "resize", "width": 1000, "height": 1}')
        await tab.socket.send_json(["blur"])
        await tab.sees(b'{"type": "blur"}')
        await tab.socket.send_json(["ping", "12"])
        assert json.loads((await tab.socket.receive()).data) == ["pong", "12"]


@pytest.mark.parametrize("character", ["good", "stubborn", "mute"])
@pytest.mark.usefixtures("short_grace")
async def test_a_tab_that_is_closed_ends_its_child(character: str) -> None:
    async with served(character) as server:
        async with tab_at(server.url) as tab:
            await tab.sees(character.encode())
            pid = only_child(server)
            assert not is_gone(pid)
        assert await gone(pid)


@pytest.mark.usefixtures("short_grace")
async def test_a_tab_that_vanishes_without_a_word_ends_its_child() -> None:
    async with served() as server, tab_at(server.url) as tab:
        await tab.sees(b"good")
        pid = only_child(server)
        transport = tab.socket._response.connection
        assert transport is not None
        assert transport.transport is not None
        transport.transport.abort()
        assert await gone(pid)


@pytest.mark.parametrize("character", ["good", "stubborn"])
@pytest.mark.usefixtures("short_grace")
async def test_a_server_that_ends_closes_every_tab_and_leaves_no_child(character: str) -> None:
    async with AsyncExitStack() as tabs:
        async with served(character) as server:
            opened = [await tabs.enter_async_context(tab_at(server.url)) for _ in range(3)]
            for tab in opened:
                await tab.sees(character.encode())
            pids = [child.pid for child in server.children]
            closing = [asyncio.create_task(tab.closes()) for tab in opened]
        assert len(pids) == 3
        assert all(map(is_gone, pids))
        await asyncio.gather(*closing)


async def test_an_app_that_leaves_closes_its_tab() -> None:
    async with served("leaving") as server, tab_at(server.url) as tab:
        await tab.sees(b"leaving")
        pid = only_child(server)
        await tab.press("q")
        await tab.closes()
        assert await gone(pid)


async def test_why_an_app_cannot_start_is_seen_in_the_tab_and_by_the_server_without_escapes() -> None:
    heard: list[str] = []
    async with served("broken", heard) as server, tab_at(server.url) as tab:
        await tab.closes()
    assert tab.seen == b"error: `there` is no such profile\r\nhint: \\u{1b}]0;evil\\u{7} try another\r\n"
    assert heard == ["error: `there` is no such profile", "hint: \\u{1b}]0;evil\\u{7} try another"]


async def test_a_program_that_is_not_there_is_said_and_closes_the_tab() -> None:
    heard: list[str] = []
    async with served("good", heard) as server:
        server._command = ("/nowhere/python",)
        async with tab_at(server.url) as tab:
            await tab.closes()
    assert heard == ["error: the app cannot be started: no such file or directory"]


@pytest.mark.parametrize(
    "sent", ["{", "[" * 100_000, '["stdin"]', '["stdin", 7]', '["quit"]', '["resize", {"width": "x"}]', "7"]
)
async def test_what_the_page_never_sends_closes_the_tab(sent: str) -> None:
    async with served() as server, tab_at(server.url) as tab:
        await tab.sees(b"good")
        pid = only_child(server)
        await tab.socket.send_str(sent)
        await tab.closes()
        assert await gone(pid)


async def test_a_message_without_end_closes_the_tab() -> None:
    async with served() as server, tab_at(server.url) as tab:
        await tab.press("x" * (serving.MOST_TYPED + 1))
        await tab.closes()


@pytest.mark.usefixtures("short_grace")
async def test_a_child_that_reads_nothing_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "STUCK", 0.2)
    async with served("mute") as server, tab_at(server.url) as tab:
        await tab.sees(b"mute")
        pid = only_child(server)
        for _ in range(4):
            await tab.press("x" * 200_000)
        await tab.closes()
        assert await gone(pid)


async def test_there_is_a_bound_to_the_tabs_and_a_closed_one_makes_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(serving, "MOST_TABS", 2)
    monkeypatch.setattr(serving, "FREE_TAB", 0.3)
    async with served() as server, tab_at(server.url) as first:
        await first.sees(b"good")
        async with tab_at(server.url) as second, tab_at(server.url) as third:
            await second.sees(b"good")
            await third.closes()
            assert b"2 tabs are open already" in third.seen
            assert len(server.children) == 2
        async with tab_at(server.url) as fourth:
            await fourth.sees(b"good")


async def test_a_child_learns_nothing_of_the_terminal_the_server_runs_in() -> None:
    given = {
        "TERM": "linux",
        "TEXTUAL": "devtools",
        "COLORFGBG": "0;15",
        "LINES": "3",
        "NO_COLOR": "1",
        "HOME": "/h",
    }
    made = environment(given, 90, 20)
    assert made["TERM"] == "xterm-256color"
    assert (made["COLUMNS"], made["ROWS"]) == ("90", "20")
    assert not {"TEXTUAL", "COLORFGBG", "LINES"} & made.keys()
    assert (made["NO_COLOR"], made["HOME"]) == ("1", "/h")
