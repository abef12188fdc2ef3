"""What fires where a trigger's own value is of no use: its default counts, and every other trigger still does."""

from __future__ import annotations

from typing import Any

import pytest

from configurator.domain.bounds import Length, OneOf
from configurator.domain.policy import Condition, Demand, Trigger
from configurator.resolution.check import Checker
from tests.unit.resolution.small import ITEMS, TENS, YOUNG, world

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
