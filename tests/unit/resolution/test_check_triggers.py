"""What fires where a trigger's own value is of no use: its default counts, and every other trigger still does."""

from __future__ import annotations

from typing import Any

import pytest

from configurator.domain.bounds import Length, OneOf
from configurator.domain.policy import Condition, Demand, Trigger
from configurator.resolution.check import Checker
from tests.unit.resolution.small import ITEMS, TENS, YOUNG, between, world

WORKING = Condition(
    "working",
    "T",
    (Trigger("a.topics", "has_any", frozenset({"work"}), ITEMS),),
    (Demand("a.tone", OneOf(("warm", "dry"), frozenset({"dry"}))),),
)
RICH = Condition("rich", "T", (Trigger("a.limit", "looser_than", 20, TENS),), (Demand("a.name", Length(2)),))


@pytest.mark.parametrize("conditions", [(YOUNG, WORKING, RICH), (RICH, WORKING, YOUNG)])
@pytest.mark.parametrize("topics", [[["x"]], {"x": 1}, [{}], 7, ["x"]])
@pytest.mark.parametrize(
    ("age", "blamed"),
    [
        ("teen", {"a.topics": "catalogue", "a.limit": "young", "a.tone": "working"}),
        ("adult", {"a.topics": "catalogue", "a.tone": "working", "a.name": "rich"}),
    ],
)
def test_a_trigger_of_no_use_fires_by_its_default(
    conditions: tuple[Condition, ...], topics: Any, age: str, blamed: dict[str, str]
) -> None:
    checker = Checker(world(conditions=conditions))
    asked = {"a.age": age, "a.topics": topics, "a.limit": 50, "a.tone": "warm", "a.name": "abc"}
    for _ in range(2):  # as it is remembered it is the same
        assert {one.key: one.blamed for one in checker.violations(asked)} == blamed


def test_of_several_conditions_the_first_that_leaves_it_out_is_told_with_what_holds() -> None:
    """One that rests, one that does not concern it, one that leaves it in, and then the one to blame."""
    wide = Condition("wide", "T", YOUNG.when, (Demand("a.limit", between(0, 90)),))
    rests = Condition("rests", "T", RICH.when, (Demand("a.name", Length(2)),))
    other = Condition("other", "T", YOUNG.when, (Demand("a.name", Length(0)),))
    checker = Checker(world(conditions=(rests, other, wide, YOUNG)))
    for asked, nearest in ((80, 20), (30, 20), (50, 20)):
        (found,) = checker.violations({"a.age": "teen", "a.limit": asked})
        assert (found.blamed, found.asked, found.nearest) == ("young", asked, nearest)
    adult = checker.violations({"a.age": "adult", "a.limit": 80, "a.name": "abc"})
    assert [one.blamed for one in adult] == ["rests"]


def test_a_demand_without_room_is_looked_up_as_the_tightest_that_is_left() -> None:
    first = Condition("first", "T", YOUNG.when, (Demand("a.limit", between(40, 60)),))
    checker = Checker(world(conditions=(first, YOUNG)))
    found = {asked: checker.violations({"a.age": "teen", "a.limit": asked}) for asked in (30, 40, 50)}
    assert {asked: [one.nearest for one in violations] for asked, violations in found.items()} == {
        30: [40],
        40: [],
        50: [40],
    }
