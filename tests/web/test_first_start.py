"""The questions of the first start, where several tabs are on one profile."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

from configurator.files.lock import taken
from tests.web.tab import Tab, process, tab_at

QUESTION, LIST = b"Who is it for?", b"Age of the person"
ESCAPE = "\x1b"


async def does_not_ask(tab: Tab) -> None:
    """The tab shows the list, and does what a key there does: nothing lies over it."""
    await tab.sees(LIST)
    await tab.press("?")
    await tab.sees(b"Why is it so?")
    assert QUESTION not in tab.seen
    await tab.press(ESCAPE)


async def test_one_tab_asks_at_a_time_and_none_once_that_was_answered(tmp_path: Path) -> None:
    marker = tmp_path / "home" / "welcomed"
    with process(tmp_path / "home") as server:
        async with AsyncExitStack() as tabs:
            async with tab_at(server.url) as first:
                await first.sees(QUESTION)
                second = await tabs.enter_async_context(tab_at(server.url))
                await does_not_ask(second)
            await second.sees(QUESTION)  # the first was closed without an answer
            assert not marker.exists()
            await second.press(ESCAPE)
            async with asyncio.timeout(15):
                while not marker.exists():  # noqa: ASYNC110  # made by another process
                    await asyncio.sleep(0.02)
            third = await tabs.enter_async_context(tab_at(server.url))
            await does_not_ask(third)


def test_a_lock_is_taken_once_and_given_back(tmp_path: Path) -> None:
    path = str(tmp_path / "x")
    over = taken(path)
    assert over is not None
    assert taken(path) is None
    over()
    again = taken(path)
    assert again is not None
    again()
