"""Which day it is: the person's own date, as a count of days.

The one place that asks the system's clock for a date. Nothing that a person can
type or set for this program changes it: an option or a variable for it would be a
way to loosen. Days are counted as `datetime.date.toordinal` counts them, without
`datetime`, which the fast paths have no time to load.
"""

from __future__ import annotations

import os
import time


def today() -> int:
    """Today's date where the person is."""
    return day_of(time.time())


def day_of(seconds: float) -> int:
    """The day of a moment, in seconds since 1970, where the person is."""
    moment = time.localtime(seconds)
    past = moment.tm_year - 1
    return past * 365 + past // 4 - past // 100 + past // 400 + moment.tm_yday


def written(path: str) -> int | None:
    """The day on which the file at ``path`` was last written; None where there is none."""
    try:
        return day_of(os.stat(path).st_mtime)
    except (OSError, OverflowError, ValueError):  # gone, or of a time that no calendar has
        return None


def date_of(day: int) -> str:
    """A day as people and files write it: 2026-01-31."""
    from datetime import date

    return date.fromordinal(day).isoformat()
