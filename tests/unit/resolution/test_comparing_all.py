"""What `compare` finds beside every profile there is, of small policies drawn once."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any

import pytest

from configurator.domain.bounds import Bounds
from configurator.domain.policy import Condition, Demand, Trigger
from configurator.resolution.check import Checker
from configurator.resolution.comparing import Difference, _subsets, compare
from configurator.resolution.compose import Composition
from tests.unit.resolution.test_comparing import LEVELS, SHELL, under

AGE, *OTHERS = KEYS = tuple(f"a.{name}" for name in "stuv")
SETTINGS = tuple(replace(SHELL, key=key, context=key == AGE) for key in KEYS)
PAIRS = 30
"""So many are drawn: most of them go round in a circle together."""


def condition(draw: random.Random, number: int) -> Condition:
    """Only on the first setting it may fire on something tighter, and no condition holds that one."""
    held, *triggers = draw.sample(OTHERS, draw.choice((2, 2, 3)))
    triggers += draw.choice(([], [AGE]))
    demands = [held, *(key for key in OTHERS if key not in (held, *triggers) and draw.random() < 0.3)]
    when = tuple(
        Trigger(
            key,
            draw.choice(("looser_than", "at_most")) if key == AGE else "looser_than",
            draw.choice(LEVELS.levels[:2]),
            LEVELS,
        )
        for key in triggers
    )
    then = tuple(
        Demand(key, Bounds.between(LEVELS, "never", draw.choice(("never", "ask")))) for key in demands
    )
    return Condition(f"c{number}", "T", when, then)


def side(draw: random.Random) -> Composition:
    while True:
        conditions = tuple(condition(draw, number) for number in range(draw.choice((1, 2, 3))))
        defaults: dict[str, Any] = {key[2:]: draw.choice(LEVELS.levels) for key in KEYS}
        try:
            return under(SETTINGS, conditions, **defaults)
        except ValueError:  # they go round in a circle
            continue


@cache
def pair(seed: int) -> tuple[Composition, Composition]:
    draw = random.Random(seed)
    return side(draw), side(draw)


def every_profile() -> Iterator[dict[str, Any]]:
    for raws in product((None, *LEVELS.levels), repeat=len(KEYS)):
        yield {key: raw for key, raw in zip(KEYS, raws, strict=True) if raw is not None}


def refused_keys(one: Composition, other: Composition) -> set[str]:
    """The settings that ``other`` refuses in some profile that ``one`` permits."""
    ours, theirs = Checker(one), Checker(other)
    permitted = (profile for profile in every_profile() if not ours.violations(profile))
    return {violation.key for profile in permitted for violation in theirs.violations(profile)}


@pytest.mark.parametrize("seed", range(PAIRS))
def test_what_is_refused_is_found_and_shown_by_no_more_than_it_takes(seed: int) -> None:
    first, second = pair(seed)
    found = compare(first, second)
    assert {one.key for one in found.wider} == refused_keys(second, first)
    assert {one.key for one in found.narrower} == refused_keys(first, second)
    assert found.undecided == ()
    for differences, one, other in ((found.wider, second, first), (found.narrower, first, second)):
        assert len({difference.key for difference in differences}) == len(differences)
        for difference in differences:
            shown(difference, Checker(one), Checker(other))


def shown(difference: Difference, ours: Checker, theirs: Checker) -> None:
    """It is a profile of the one side, refused by the other, and so by no part of it."""

    def shows(profile: dict[str, Any]) -> bool:
        refused = [violation.key for violation in theirs.violations(profile)]
        return difference.key in refused and not ours.violations(profile)

    profile = dict(difference.profile)
    assert difference.refused == tuple(theirs.violations(profile))
    assert shows(profile)
    assert not any(shows({k: raw for k, raw in profile.items() if k != key}) for key in profile)


def test_every_choice_of_what_is_supposed_is_made_the_smallest_first() -> None:
    assert list(_subsets(0)) == [0]
    assert list(_subsets(0b1010)) == [0, 0b10, 0b1000, 0b1010]
