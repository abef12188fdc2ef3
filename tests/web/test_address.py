"""Where the server may listen, and the names that it answers to."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from configurator.errors import RefusedError, UsageError
from configurator.web.address import CONSENT, Address, listening, wanted


@pytest.mark.parametrize("listen", ["127.0.0.1", "localhost", "127.9.9.9", "::1"])
def test_this_machine_needs_no_consent(listen: str) -> None:
    assert wanted(listen, 0, consent=False).ip.is_loopback


@pytest.mark.parametrize("listen", ["0.0.0.0", "::", "192.0.2.1", "2001:db8::1", "::ffff:127.0.0.1"])
def test_any_other_address_needs_a_consent_that_says_what_it_means(listen: str) -> None:
    with pytest.raises(RefusedError) as refused:
        wanted(listen, 0, consent=False)
    assert CONSENT in refused.value.hint
    assert refused.value.exit_code == 1
    assert wanted(listen, 0, consent=True).ip == ip_address(listen)


@pytest.mark.parametrize(
    "listen", ["", "evil.example", "0", "127.1", "fe80::1%eth0", "127.0.0.1:80", "\x1b[2J"]
)
def test_what_is_not_an_address_is_bad_usage_even_with_consent(listen: str) -> None:
    with pytest.raises(UsageError):
        wanted(listen, 0, consent=True)


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_port_that_does_not_exist_is_bad_usage(port: int) -> None:
    with pytest.raises(UsageError, match="is not a port"):
        wanted("127.0.0.1", port, consent=False)


def test_a_port_that_is_taken_is_said_in_one_line() -> None:
    taken, address = listening(Address(ip_address("127.0.0.1"), 0))
    with (
        taken,
        pytest.raises(UsageError, match=r"cannot listen on .*: address already in use \[cannot-listen\]"),
    ):
        listening(address)


@pytest.mark.parametrize(
    ("listen", "port", "host"),
    [
        ("127.0.0.1", 8000, "127.0.0.1:8000"),
        ("127.0.0.1", 80, "127.0.0.1"),
        ("::1", 8000, "[::1]:8000"),
        ("0.0.0.0", 8000, "192.0.2.7:8000"),
        ("0.0.0.0", 80, "192.0.2.7"),
        ("::", 8000, "[2001:db8::7]:8000"),
    ],
)
def test_a_literal_address_with_the_port_is_the_servers_name(listen: str, port: int, host: str) -> None:
    assert Address(ip_address(listen), port).is_called(host)


@pytest.mark.parametrize("listen", ["127.0.0.1", "0.0.0.0", "::"])
@pytest.mark.parametrize(
    "host",
    [
        *("", "localhost:8000", "evil.example:8000", "127.0.0.1.evil.example:8000", "2130706433:8000"),
        *("127.0.0.1", "127.0.0.1:80", "127.0.0.1:8000:8000", " 127.0.0.1:8000", "[127.0.0.1]:8000"),
        *("[::1:8000", "::1:8000"),
    ],
)
def test_no_other_name_is(listen: str, host: str) -> None:
    assert not Address(ip_address(listen), 8000).is_called(host)


@pytest.mark.parametrize(
    ("listen", "origin"), [("0.0.0.0", "http://127.0.0.1:8000"), ("::", "http://[::1]:8000")]
)
def test_on_all_interfaces_the_page_that_is_told_is_on_this_machine(listen: str, origin: str) -> None:
    assert Address(ip_address(listen), 8000).origin == origin
