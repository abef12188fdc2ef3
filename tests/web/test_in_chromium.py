"""The app in a real browser: it is seen, it is used, and nobody else gets at it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from aiohttp import web

from tests.web.browser import Browser, Page, chromium, find
from tests.web.tab import origin_of, process, served, wait_gone

pytestmark = pytest.mark.asyncio(loop_scope="module")  # one browser for all

REQUIRED = "CONFIGURATOR_REQUIRE_CHROMIUM"
RIGHT, S, Q = ("ArrowRight", 39), ("s", 83, "s"), ("q", 81, "q")
ESCAPE = ("Escape", 27)
ENTER = ("Enter", 13)

HOSTILE = """
<!DOCTYPE html><title>busy</title>
<script>
  const tried = [new Promise(done => {
    const socket = new WebSocket("ws://%(host)s/%(token)s/ws?width=100&height=30");
    socket.onopen = () => { socket.send('["stdin", "s"]'); };
    socket.onmessage = () => done("screen");
    socket.onclose = () => done("closed");
  })];
  tried.push(fetch("http://%(host)s/%(token)s/").then(r => r.text(), () => "unreadable"));
  tried.push(new Promise(done => {
    const script = document.createElement("script");
    [script.src, script.onload, script.onerror] =
      ["http://%(host)s/%(token)s/page.js", () => done("loaded"), () => done("blocked")];
    document.head.append(script);
  }));
  Promise.all(tried).then(all => { document.title = all.join(" "); });
</script>
<iframe src="http://%(host)s/%(token)s/"></iframe>
"""


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Browser]:
    """Chromium. Its absence is a failure only where this run promised to have it."""
    program = find()
    if program is None:
        reason = "`chromium` is not on PATH; .ci/install-chromium installs it"
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    async with chromium(program, tmp_path_factory.mktemp("chromium")) as started:
        yield started


def outside(page: Page) -> list[str]:
    """What the page asked of anyone but this machine."""
    return [
        url
        for url in page.requested()
        if urlsplit(url)[:2] != ("data", "") and urlsplit(url).hostname != "127.0.0.1"
    ]


async def test_a_person_sees_the_app_changes_a_setting_and_saves_it(browser: Browser, tmp_path: Path) -> None:
    with process(tmp_path / "home") as server:
        page = await browser.open(server.url)
        await page.until(lambda: "Who is it for?" in page.drawn(), "the first question is asked")
        await page.press(*ESCAPE)
        await page.until(lambda: "`p` shows the presets" in page.drawn(), "the questions are skipped")
        await page.run("await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        before = await page.picture()
        shares = await page.colours(before)
        assert len(shares) > 50
        assert shares[0] < 0.97

        await page.press(*RIGHT)
        await page.until(lambda: "unsaved" in page.drawn(), "the change is marked")
        profile = tmp_path / "home" / "profiles" / "default.toml"
        assert not profile.exists()
        await page.press(*S)
        await page.until(lambda: "This loosens" in page.drawn(), "a loosening is asked about")
        await page.press(*ENTER)
        await page.until(profile.exists, "the profile is written")
        assert "[preferences." in profile.read_text(encoding="utf-8")
        assert await page.picture() != before

        files = {
            url.removeprefix(server.url) for url in page.requested() if not url.startswith(("data:", "ws:"))
        }
        assert files == {"", "page.css", "page.js", "textual.js", "xterm.css"}
        assert not outside(page)
        entries = [one["entry"] for one in page.happened("Log.entryAdded")]
        assert not [one["text"] for one in entries if one["level"] == "error"]


async def test_a_tab_says_when_the_app_has_ended(browser: Browser) -> None:
    async with served("leaving") as server:
        page = await browser.open(server.url)
        await page.until(lambda: "leaving" in page.drawn(), "the app is drawn")
        assert await page.run("return document.querySelector('#ended').checkVisibility()") is False
        await page.press(*Q)
        await page.until(lambda: bool(page.happened("Network.webSocketClosed")), "the app leaves")
        assert await page.run("return document.querySelector('#ended').checkVisibility()") is True


async def test_closing_the_browsers_tab_ends_the_app(browser: Browser) -> None:
    async with served() as server:
        page = await browser.open(server.url)
        await page.until(lambda: "good" in page.drawn(), "the app is drawn")
        (child,) = server.children
        await page.call("Page.close")
        assert await asyncio.to_thread(wait_gone, child.pid)


async def test_the_page_may_not_ask_an_outside_host_for_anything(browser: Browser) -> None:
    async with served() as server:
        page = await browser.open(server.url)
        await page.until(lambda: "good" in page.drawn(), "the app is drawn")
        tried = await page.run(
            """
            const blocked = [];
            document.addEventListener("securitypolicyviolation", e => blocked.push(e.effectiveDirective));
            await fetch("http://192.0.2.1/").catch(() => 0);
            try { new WebSocket("ws://192.0.2.1/"); } catch (error) { }
            for (const [tag, at] of [["img", "src"], ["script", "src"], ["link", "href"], ["iframe", "src"]]) {
              const made = document.createElement(tag);
              made.rel = "stylesheet";
              made[at] = "http://192.0.2.1/";
              document.body.append(made);
            }
            await new Promise(done => setTimeout(done, 200));
            return blocked;
            """
        )
        assert sorted(tried) == [
            *("connect-src", "connect-src", "frame-src", "img-src", "script-src-elem", "style-src-elem"),
        ]


async def test_a_page_from_another_origin_gets_nothing_even_with_the_token(browser: Browser) -> None:
    async with served() as server:
        own = {"host": origin_of(server.url).removeprefix("http://"), "token": server.token}

        async def hostile(_request: web.Request) -> web.Response:
            return web.Response(text=HOSTILE % own, content_type="text/html")

        app = web.Application()
        app.router.add_get("/", hostile)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        try:
            port = runner.addresses[0][1]
            page = await browser.open(f"http://127.0.0.1:{port}/")
            await page.until(
                lambda: len(page.happened("Network.webSocketClosed")) == 1, "the socket is closed"
            )
            for _ in range(50):
                title = await page.run("await new Promise(r => setTimeout(r, 50)); return document.title")
                if title != "busy":
                    break
            assert title == "closed unreadable blocked"
            assert not page.happened("Network.webSocketFrameReceived")
            (error,) = page.happened("Network.webSocketFrameError")
            assert error["errorMessage"].endswith("Unexpected response code: 403")
            failed = page.happened("Network.loadingFailed")
            assert {one["type"] for one in failed} == {
                "Document",
                "Fetch",
                "Script",
            }  # the frame, and the two above
            assert not server.children
        finally:
            await runner.cleanup()
