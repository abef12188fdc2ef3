"""What every test of the app gets: a pilot that does not sleep longer than it must."""

from __future__ import annotations

import pytest
import textual._wait


@pytest.fixture(autouse=True)
def _brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pilot decides that the app is idle by sleeping 20 ms at least twice a key: most of a run."""
    monkeypatch.setattr(textual._wait, "SLEEP_GRANULARITY", 1 / 200)
