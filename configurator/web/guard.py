"""Who is let in: the right name, the right origin, the right token; for all others the same silence."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable

from aiohttp import hdrs, web
from multidict import CIMultiDictProxy

from configurator.web.address import Address

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Guard:
    """Judges requests to one server."""

    def __init__(self, address: Address, token: str) -> None:
        self._address = address
        self._token = token.encode()

    def admits(self, headers: CIMultiDictProxy[str], token: str, *, to_app: bool) -> bool:
        """Whether to answer at all.

        A browser sends no `Origin` when a person opens a page, and always sends
        it with a WebSocket; so what leads ``to_app`` has to carry one.
        """
        hosts = headers.getall(hdrs.HOST, [])
        origins = headers.getall(hdrs.ORIGIN, [])
        if len(hosts) != 1 or not self._address.is_called(hosts[0]):
            return False
        if (origins or to_app) and origins != [f"http://{hosts[0]}"]:
            return False
        return hmac.compare_digest(token.encode("utf-8", "replace"), self._token)

    @web.middleware
    async def let_in(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse without a word. What does not exist is refused alike: nothing can be probed."""
        token = request.match_info.get("token", "")
        to_app = request.path.endswith("/ws")
        if not self.admits(request.headers, token, to_app=to_app):
            return refusal()
        # The page's script takes wishes from its query, to fetch any address for one: none are passed on.
        if request.query_string and not to_app:
            return refusal()
        try:
            return await handler(request)
        except web.HTTPException:
            return refusal()


def refusal() -> web.Response:
    """The one answer to everything that is not right."""
    response = web.Response(status=403)
    response.force_close()  # whatever follows on this connection is not read
    return response


def policy(socket: str) -> str:
    """The Content-Security-Policy of the page: files of ours, and one WebSocket.

    Styles made at run time are how xterm.js lays out its canvas. The WebSocket
    is named in full because not every browser counts it as `self`.
    """
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src data:",
            f"connect-src {socket}",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",  # the token is in the address
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


async def harden(_request: web.Request, response: web.StreamResponse) -> None:
    """On every answer, refusals too. A signal of aiohttp's, sent before the headers are."""
    response.headers.update(HEADERS)
    response.headers.setdefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
    response.headers.pop(hdrs.SERVER, None)  # names this program's parts and their versions
