"""Days are counted as dates are."""

from __future__ import annotations

import os
import time
from datetime import date, datetime
from pathlib import Path

import pytest

from configurator.store import clock

NOON = 12 * 3600


@pytest.mark.parametrize(
    "day", [date(1999, 12, 31), date(2000, 2, 29), date(2001, 1, 1), date(2026, 7, 4), date(2100, 3, 1)]
)
def test_a_moment_is_on_the_day_that_the_calendar_has(day: date) -> None:
    moment = datetime(day.year, day.month, day.day, 12).timestamp()  # noqa: DTZ001  # where the person is
    assert clock.day_of(moment) == day.toordinal()
    assert clock.date_of(day.toordinal()) == day.isoformat()


def test_today_is_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: NOON + 86400.0 * 365)
    assert clock.today() == date(1971, 1, 1).toordinal()


def test_a_file_was_written_on_a_day_and_none_on_no_day(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    assert clock.written(str(path)) is None
    path.write_text("")
    os.utime(path, (NOON, NOON + 86400 * 2))
    assert clock.written(str(path)) == date(1970, 1, 3).toordinal()
