"""What a file would be refused for is not put to those who read files."""

from __future__ import annotations

import pytest

from tests.differential.spelling import UnspeakableError, _demand

FALLING = {"key": "a.moss", "kind": "amount", "low": -5, "high": 0, "step": 3, "looser": "lower"}
"""-5 and -2."""


def test_a_demand_that_no_step_meets_is_not_written() -> None:
    with pytest.raises(UnspeakableError, match="leaves nothing"):
        _demand(FALLING, {"key": "a.moss", "loose": -1})
    assert _demand(FALLING, {"key": "a.moss", "loose": -2}) == {"min": -2}
    assert _demand(FALLING, {"key": "a.moss", "loose": -5}) == {}
