"""Real clients are checked where they are installed; in CI their absence is a failure."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

REQUIRED = "CONFIGURATOR_REQUIRE_CLIENTS"


BOXED = ("claude",) if sys.platform == "linux" else ()
"""Clients that refuse to start where a sandbox is asked for and cannot be built."""


def need(client: str) -> None:
    """Skip with a reason, unless this run promised to have the client."""
    wanted = {client: "clients"} | (dict.fromkeys(("bwrap", "socat"), "sandbox") if client in BOXED else {})
    missing = next((one for one in wanted if shutil.which(one) is None), None)
    if missing is None:
        return
    reason = f"`{missing}` is not on PATH; .ci/install-{wanted[missing]} installs it"
    if os.environ.get(REQUIRED) == "1":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture
def claude_client() -> None:
    """A test that runs Claude Code."""
    need("claude")


@pytest.fixture
def codex_client() -> None:
    """A test that runs Codex."""
    need("codex")


@pytest.fixture
def gemini_client() -> None:
    """A test that runs Gemini CLI."""
    need("gemini")


@pytest.fixture
def opencode_client() -> None:
    """A test that runs opencode."""
    need("opencode")


@pytest.fixture
def qwen_client() -> None:
    """A test that runs Qwen Code."""
    need("qwen")


@pytest.fixture
def continue_client() -> None:
    """A test that runs Continue's command line."""
    need("cn")


@pytest.fixture
def tmp_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A short name: clients open sockets below it, whose paths end at 108 bytes."""
    return tmp_path_factory.mktemp("c")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project folder."""
    folder = tmp_path / "project"
    folder.mkdir()
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home of its own: the person's real one is never read."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder
