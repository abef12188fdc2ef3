"""Raw values that are looked up: what is permitted, and what fires, by type as much as by value."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from configurator.domain.bounds import AnyBounds, Bounds, Length, OneOf, sets_span
from configurator.domain.orders import Amount
from configurator.domain.policy import Trigger
from configurator.domain.settings import Setting
from configurator.resolution.compose import Permitted
from configurator.resolution.tables import Classes, lookup, trigger_mask
from tests.unit.resolution.small import AGES, ITEMS, SETTINGS, TENS, between

LIMIT, AGE, TOPICS, TONE, NAME = (
    SETTINGS[f"a.{name}"] for name in ("limit", "age", "topics", "tone", "name")
)

ON_AGE = [(1, Trigger("a.age", "at_most", "teen", AGES)), (4, Trigger("a.age", "looser_than", "child", AGES))]
ON_LIMIT: list[tuple[int, Trigger]] = [
    (2, Trigger("a.limit", "looser_than", 20, TENS)),
    (8, Trigger("a.limit", "looser_than", 40, TENS)),
]
ON_TOPICS: list[tuple[int, Trigger]] = [
    (1, Trigger("a.topics", "has_any", frozenset({"law"}), ITEMS)),
    (2, Trigger("a.topics", "lacks_any", frozenset({"work"}), ITEMS)),
]


@pytest.mark.parametrize(
    ("setting", "triggers", "raw", "mask"),
    [
        (AGE, ON_AGE, "child", 1),
        (AGE, ON_AGE, "teen", 5),
        (AGE, ON_AGE, "adult", 4),
        (AGE, ON_AGE, "old", 0),
        (AGE, ON_AGE, None, 0),
        (LIMIT, ON_LIMIT, 20, 0),
        (LIMIT, ON_LIMIT, 30, 2),
        (LIMIT, ON_LIMIT, 50, 10),
        (TOPICS, ON_TOPICS, [], 2),
        (TOPICS, ON_TOPICS, ["law"], 3),
        (TOPICS, ON_TOPICS, ["law", "work"], 1),
        (TOPICS, ON_TOPICS, ["work"], 0),
        (TOPICS, ON_TOPICS, None, 0),
        (TOPICS, ON_TOPICS, [["law"]], 0),
    ],
)
def test_what_a_raw_value_fires(
    setting: Setting, triggers: list[tuple[int, Trigger]], raw: Any, mask: int
) -> None:
    assert trigger_mask(setting, triggers)(raw) == mask


@pytest.mark.parametrize(
    ("setting", "room", "kind", "permitted", "refused"),
    [
        (TONE, OneOf(TONE.ids, frozenset({"dry"})), str, ["dry"], ["warm", ""]),
        (NAME, Length(3), str, ["", "abc"], ["abcd", "a\n"]),
        (replace(NAME, pattern="[a-z]+"), Length(3), str, ["abc"], ["", "ABC", "abcd"]),
        (AGE, Bounds.between(AGES, "child", "teen"), str, ["child", "teen"], ["adult"]),
        (AGE, Bounds.between(AGES, "teen", "teen"), str, ["teen"], ["child", "adult"]),
        (LIMIT, between(20, 40), int, [20, 30, 40], [10, 25, 50]),
        (
            replace(LIMIT, order=Amount(0, 100)),
            Bounds.between(Amount(0, 100), 20, 22),
            int,
            [20, 21, 22],
            [19, 23],
        ),
        (LIMIT, between(20, 20), int, [20], [10, 19, 21, 30]),
        (LIMIT, between(40, 20), int, [], [20, 30, 40]),
        (
            replace(LIMIT, order=Amount(0, 100, 10, "lower")),
            Bounds.between(Amount(0, 100, 10, "lower"), 40, 20),
            int,
            [20, 30, 40],
            [10, 50],
        ),
        (
            TOPICS,
            sets_span(ITEMS, frozenset({"law"}), frozenset({"law", "art"})),
            list,
            [["law"], ["art", "law"]],
            [[], ["art"], ["law", "work"], ["law", "law"], [1]],
        ),
    ],
)  # fmt: skip
def test_what_is_permitted_is_looked_up_by_its_type(
    setting: Setting, room: AnyBounds, kind: type, permitted: list[Any], refused: list[Any]
) -> None:
    assert Classes({setting.key: Permitted(setting, room, "", ())})[setting.key] is kind
    values = lookup(setting, room)
    assert [raw for raw in [*permitted, *refused] if raw in values] == permitted


def test_of_what_has_no_order_no_table_is_made() -> None:
    with pytest.raises(TypeError, match=r"^no table for None$"):
        lookup(TONE, between(0, 20))
