"""A few lives at every start of the tests; ``python -m tests.life`` lives for as long as one likes."""

from __future__ import annotations

from tests.life.running import live


def test_the_laws_hold_all_life_long() -> None:
    live(12, 7)
