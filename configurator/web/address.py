"""Where the server listens, and by what name a browser may call it."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address

from configurator.errors import RefusedError, UsageError
from configurator.messages import _

IP = IPv4Address | IPv6Address

CONSENT = "--anyone-on-this-network-may-change-my-settings"

HTTP = 80
"""The port that browsers leave out of `Host` and `Origin`."""


@dataclass(frozen=True, slots=True)
class Address:
    """An interface and a port."""

    ip: IP
    port: int

    @property
    def origin(self) -> str:
        """The origin of the page that is told to the person."""
        ip = self.ip
        if ip.is_unspecified:
            ip = ip_address("127.0.0.1" if ip.version == 4 else "::1")
        return f"http://{_authority(ip, self.port)}"

    def is_called(self, host: str) -> bool:
        """Whether a request for ``host`` was meant for this server.

        A name is never right: a foreign page can have its own name resolve to
        this machine (DNS rebinding) and would then count as the same origin. On
        all interfaces at once any literal address will do, as it cannot be rebound.
        """
        if not self.ip.is_unspecified:
            return host == _authority(self.ip, self.port)
        try:
            named = ip_address(host.removesuffix(f":{self.port}").strip("[]"))
        except ValueError:
            return False
        return host == _authority(named, self.port)


def _authority(ip: IP, port: int) -> str:
    name = f"[{ip}]" if ip.version == 6 else str(ip)
    return name if port == HTTP else f"{name}:{port}"


def wanted(listen: str, port: int, *, consent: bool) -> Address:
    """The address to listen on. Raises UsageError, and RefusedError where others would get in."""
    try:
        ip = ip_address("127.0.0.1" if listen == "localhost" else listen)
    except ValueError:
        ip = None
    # An address with a zone (`fe80::1%eth0`) cannot be written in a browser's address bar.
    if ip is None or getattr(ip, "scope_id", None):
        raise UsageError(
            _("`{address}` is not an address to listen on", address=listen[:80]),
            hint=_(
                "`--listen` takes an IP address of this machine; without it, only this machine can connect"
            ),
        )
    if not 0 <= port <= 65535:
        hint = _("ports go from 1 to 65535; 0 takes a free one")
        raise UsageError(_("`{port}` is not a port", port=port), hint=hint)
    if not (ip.is_loopback or consent):
        raise RefusedError(
            _(
                "listening on `{address}` lets other machines open the app and change your settings",
                address=ip,
            ),
            hint=_(
                "if that is what you want, add `{option}`; nothing on the way is encrypted", option=CONSENT
            ),
            slug="not-loopback",
        )
    return Address(ip, port)


def listening(address: Address) -> tuple[socket.socket, Address]:
    """An open socket on ``address``, and the address with its real port. Raises UsageError."""
    family = socket.AF_INET if address.ip.version == 4 else socket.AF_INET6
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:  # `::` is what was asked for, not every IPv4 interface as well
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        made.bind((str(address.ip), address.port))
        made.listen()
    except OSError as error:
        made.close()
        reason = os.strerror(error.errno).lower() if error.errno else _("unknown reason")
        raise UsageError(
            _(
                "cannot listen on `{address}` at port `{port}`: {reason}",
                address=address.ip,
                port=address.port,
                reason=reason,
            ),
            hint=_("without `--port` a free one is taken"),
            slug="cannot-listen",
        ) from error
    return made, Address(address.ip, made.getsockname()[1])
