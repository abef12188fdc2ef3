"""What every test gets: how hard properties are tried, and no network."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings
from pytest_socket import socket_allow_hosts

from configurator import messages

# Derandomised: a red build can be repeated on any machine. `long` is for nights, and searches anew each time.
settings.register_profile(
    "default",
    max_examples=60,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "long",
    max_examples=2000,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
# For runs on mutants: a change that no example of few shows is for an example to show, and nobody reads what shrinks.
settings.register_profile(
    "mutants",
    max_examples=20,
    derandomize=True,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


SIZES = ("COLUMNS", "LINES")
LANGUAGES = ("CONFIGURATOR_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever the developer's machine speaks, and however wide it is, messages are compared in
    English at one width."""
    for name in (*LANGUAGES, *SIZES):
        monkeypatch.delenv(name, raising=False)
    messages.use()
    yield
    messages.use()


LOOPBACK = ["127.0.0.0/8", "::1", "localhost"]


@pytest.fixture(autouse=True)
def _no_network(request: pytest.FixtureRequest) -> None:
    """Loopback and Unix sockets stay: event loops, and clients that talk to a model on this machine."""
    if request.node.get_closest_marker("enable_socket") is None:
        socket_allow_hosts(LOOPBACK, allow_unix_socket=True)
