"""What every test of the app gets: a pilot that does not sleep longer than it must."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
import textual._wait

from tests.tui.terminal import START, Opener, Terminal


@pytest.fixture(autouse=True)
def _brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pilot decides that the app is idle by sleeping 20 ms at least twice a key: most of a run."""
    monkeypatch.setattr(textual._wait, "SLEEP_GRANULARITY", 1 / 200)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own: drafts, presets and profiles of the person are not looked at."""
    folder = tmp_path / "home"
    monkeypatch.setenv("CONFIGURATOR_HOME", str(folder))
    return folder


@pytest.fixture
def open_terminal(tmp_path: Path) -> Iterator[Opener]:
    """Terminals that are closed in the end."""
    opened: list[Terminal] = []

    def opener(columns: int, lines: int, code: str = START, **environment: str) -> Terminal:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # forking beside the test runner's threads
            opened.append(Terminal(tmp_path, columns, lines, code, **environment))
        return opened[-1]

    yield opener
    for terminal in opened:
        terminal.close()
