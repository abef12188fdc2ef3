"""Who gets in: requests as no browser would let a page send them, byte for byte."""

from __future__ import annotations

from collections.abc import AsyncIterator
from urllib.parse import quote

import pytest

from configurator.web.server import Server
from tests.web.tab import asked, origin_of, served, tab_at

UPGRADE = (
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
)


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with served() as running:
        yield running


def host(server: Server) -> str:
    """The right Host header."""
    return f"Host: {origin_of(server.url).removeprefix('http://')}"


def origin(server: Server) -> str:
    """The right Origin header."""
    return f"Origin: {origin_of(server.url)}"


async def refused(
    server: Server, path: str, *headers: str, method: str = "GET", version: str = "1.1"
) -> bool:
    """Whether the answer is a refusal that gives nothing away, and no app was started for it."""
    status, head, body = await asked(server.url, path, *headers, method=method, version=version)
    assert (status, body, "Server:" in head) == (403, b"", False), head
    assert not server.children
    return True


async def test_the_right_token_host_and_origin_bring_the_screen(server: Server) -> None:
    async with tab_at(server.url) as tab:
        await tab.sees(b"good 100x30")


async def test_the_page_comes_with_every_guard_a_browser_knows(server: Server) -> None:
    status, head, body = await asked(server.url, f"/{server.token}/", host(server))
    assert status == 200
    assert b"//" not in body.replace(f"ws://{origin_of(server.url)[7:]}".encode(), b"")
    for line in (
        "Content-Security-Policy: default-src 'none'; script-src 'self';",
        "frame-ancestors 'none'",
        "Referrer-Policy: no-referrer",
        "X-Frame-Options: DENY",
        "X-Content-Type-Options: nosniff",
        "Cross-Origin-Resource-Policy: same-origin",
        "Cache-Control: no-store",
    ):
        assert line in head


@pytest.mark.parametrize("name", ["textual.js", "xterm.css", "page.css", "page.js"])
async def test_the_files_of_the_page_name_no_outside_host_to_load_from(server: Server, name: str) -> None:
    status, head, body = await asked(server.url, f"/{server.token}/{name}", host(server))
    assert (status, "Content-Type: text/" in head) == (200, True)
    assert b"googleapis" not in body
    assert b"@import" not in body


@pytest.mark.parametrize(
    "path", ["/", "/ws", "/page.js", "/{wrong}/", "/{wrong}/ws", "/{cut}/", "//", "/{token}"]
)
async def test_a_wrong_or_missing_token_is_refused(server: Server, path: str) -> None:
    wrong = "x" * len(server.token)
    path = path.format(wrong=wrong, cut=server.token[:-1], token=server.token)
    assert await refused(server, path, host(server), origin(server), *UPGRADE)


async def test_a_token_that_is_not_even_text_is_refused(server: Server) -> None:
    assert await refused(server, "/%FF%00%ED%A0%80/", host(server))


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "", "https://{host}", "http://{host}/", "http://{host}.evil.example"],
)
async def test_a_foreign_origin_is_refused_though_it_has_the_token(server: Server, origin: str) -> None:
    given = "Origin: " + origin.format(host=origin_of(server.url)[7:])
    assert await refused(server, f"/{server.token}/ws", host(server), given, *UPGRADE)
    assert await refused(server, f"/{server.token}/", host(server), given)


async def test_another_port_of_this_machine_is_a_foreign_origin(server: Server) -> None:
    given = "Origin: http://127.0.0.1:1"
    assert await refused(server, f"/{server.token}/ws", host(server), given, *UPGRADE)


async def test_a_websocket_without_an_origin_is_refused(server: Server) -> None:
    assert await refused(server, f"/{server.token}/ws", host(server), *UPGRADE)


async def test_two_origins_are_refused(server: Server) -> None:
    foreign = "Origin: http://evil.example"
    assert await refused(server, f"/{server.token}/ws", host(server), origin(server), foreign, *UPGRADE)


@pytest.mark.parametrize("name", ["evil.example", "localhost", ""])
async def test_a_foreign_host_is_refused_as_its_name_may_have_been_rebound(server: Server, name: str) -> None:
    port = origin_of(server.url).rpartition(":")[2]
    given = f"Host: {name}:{port}", f"Origin: http://{name}:{port}"
    assert await refused(server, f"/{server.token}/ws", *given, *UPGRADE)
    assert await refused(server, f"/{server.token}/", given[0])


async def test_a_request_without_a_host_is_refused(server: Server) -> None:
    assert await refused(server, f"/{server.token}/", version="1.0")


@pytest.mark.parametrize(
    "header", ["X-Nothing: here", "Host: a\r\nHost: b", "no header", "Content-Length: x"]
)
async def test_what_is_not_even_http_starts_nothing_and_is_no_news(
    server: Server, header: str, caplog: pytest.LogCaptureFixture
) -> None:
    status, _, body = await asked(server.url, f"/{server.token}/ws", header, origin(server), *UPGRADE)
    assert status in (400, 403)
    assert b"<" not in body
    assert not server.children
    assert not caplog.records


@pytest.mark.parametrize(
    "path",
    [
        *("../server.py", "..%2fserver.py", "%2e%2e/server.py", "..\\server.py", "page.js/../server.py"),
        *(
            "static/js/textual.js",
            "/etc/passwd",
            "%2fetc%2fpasswd",
            "page.js%00",
            "page.py",
            "page.html",
            "..",
        ),
    ],
)
async def test_a_path_out_of_the_files_is_refused(server: Server, path: str) -> None:
    assert await refused(server, f"/{server.token}/{path}", host(server))


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
async def test_nothing_can_be_sent_but_over_the_websocket(server: Server, method: str) -> None:
    length = "Content-Length: 1000000"
    assert await refused(server, f"/{server.token}/", host(server), origin(server), length, method=method)


async def test_wishes_in_the_pages_query_are_refused(server: Server) -> None:
    wish = f"/{server.token}/?ping={quote('http://evil.example', safe='')}"
    assert await refused(server, wish, host(server))


async def test_a_plain_request_for_the_app_is_refused(server: Server) -> None:
    assert await refused(server, f"/{server.token}/ws", host(server), origin(server))


async def test_each_server_has_a_long_token_of_its_own(server: Server) -> None:
    async with served() as other:
        assert server.token != other.token
        assert len(server.token) >= 43
