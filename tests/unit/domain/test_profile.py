"""Layers that were chosen while somebody else chose others."""

from __future__ import annotations

import pytest

from configurator.domain.profile import merged


@pytest.mark.parametrize(
    ("now", "before", "after", "left"),
    [
        ("ab", "ab", "ba", "ba"),  # nobody else chose: as it was put, order and all
        ("ac", "a", "ab", "acb"),  # what others added stays
        ("abc", "ab", "a", "ac"),  # what was taken off goes
        ("b", "ab", "abx", "bx"),  # what others took off does not come back
        ("ax", "a", "ax", "ax"),  # what both added is there once
    ],
)
def test_both_choices_are_kept(now: str, before: str, after: str, left: str) -> None:
    assert merged(tuple(now), tuple(before), tuple(after)) == tuple(left)
