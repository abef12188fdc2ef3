"""What holds and why, in full: every part of the answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from configurator.domain.bounds import Bounds, Length, OneOf, sets_span
from configurator.domain.orders import Amount
from configurator.domain.policy import Condition, Demand, Layer, Line, Trigger
from configurator.resolution.compose import Conflict, Obstacle, Permitted
from configurator.resolution.resolve import (
    Effective,
    Hold,
    blamed_layer,
    effective_of,
    effective_under,
    not_past_default,
    resolve,
    tightest_only,
)
from tests.unit.resolution.small import AGES, ITEMS, SETTINGS, TENS, YOUNG, between, org, world

ALL = between(0, 100)


def limit(value: Any, asked: Any, origin: Any, held_by: str | None = None, **more: Any) -> Effective:
    """The answer for an amount whose default is 30."""
    return Effective("a.limit", value, asked, 30, origin, held_by, more.pop("permitted", ALL), **more)


@pytest.mark.parametrize(
    ("preferences", "holds", "found"),
    [
        ({}, {}, limit(30, None, "default")),
        ({"a.limit": 50}, {}, limit(50, 50, "preference")),
        ({"a.limit": 30}, {}, limit(30, 30, "preference")),
        ({"a.limit": 999}, {}, limit(100, 999, "held", "society")),
        ({"a.limit": 37}, {}, limit(30, 37, "held", "catalogue")),
        ({"a.age": "teen"}, {}, limit(20, None, "held", "young", conditions=(YOUNG,))),
        ({"a.age": "teen", "a.limit": 90}, {}, limit(20, 90, "held", "young", conditions=(YOUNG,))),
        ({"a.age": "teen", "a.limit": 20}, {}, limit(20, 20, "preference")),
        ({"a.limit": 50}, {"a.limit": Hold(40, "x", 7)}, limit(40, 50, "held", "x", hold=Hold(40, "x", 7))),
        ({"a.limit": 50}, {"a.limit": Hold(50, "x", 7)}, limit(50, 50, "preference")),
        ({"a.limit": 50}, {"a.limit": Hold(60, "x", 7)}, limit(50, 50, "preference")),
        ({"a.limit": 50}, {"a.age": Hold("teen", "x", 7)}, limit(20, 50, "held", "young", conditions=(YOUNG,))),
        (
            {"a.limit": 999},
            {"a.limit": Hold(45, "x", None)},
            limit(40, 999, "held", "x", hold=Hold(45, "x", None)),
        ),
        (
            {"a.limit": 50, "a.age": "teen"},
            {"a.limit": Hold(40, "x", 7)},
            limit(20, 50, "held", "young", conditions=(YOUNG,), hold=Hold(40, "x", 7)),
        ),
        (
            {"a.limit": 50, "a.age": "teen"},
            {"a.limit": Hold(10, "x", 7)},
            limit(10, 50, "held", "x", hold=Hold(10, "x", 7)),
        ),
    ],
)  # fmt: skip
def test_what_holds_says_what_was_asked_and_who_holds_it(
    preferences: dict[str, Any], holds: dict[str, Hold], found: Effective
) -> None:
    assert resolve(world(conditions=(YOUNG,)), preferences, holds)["a.limit"] == found


@pytest.mark.parametrize(
    ("line", "asked", "value"),
    [
        (Line("a.tone", OneOf(("warm", "dry"), frozenset({"dry"}))), "warm", "dry"),
        (Line("a.name", Length(3), default="me"), "four", "me"),
        (Line("a.name", Length(3)), "four", ""),
    ],
)
def test_where_nothing_is_nearer_the_default_holds(line: Line, asked: str, value: str) -> None:
    lines: Any = {line.key[2:]: line}
    found = resolve(world(**lines), {line.key: asked})[line.key]
    assert (found.value, found.asked, found.origin, found.held_by) == (value, asked, "held", "society")


def test_the_end_of_a_range_may_lie_between_two_steps() -> None:
    order = Amount(0, 105, 10)
    setting = replace(SETTINGS["a.limit"], order=order)
    everything: Any = setting.everything()
    permitted = Permitted(
        setting, everything, 0, (replace(world().permitted["a.limit"].steps[0], after=everything),)
    )
    assert [blamed_layer(permitted, value) for value in (105, 101, 106)] == [
        "catalogue",
        "catalogue",
        "society",
    ]


def test_settings_come_in_the_order_of_the_catalogue() -> None:
    """A condition fires on the age, which the catalogue names after what it holds."""
    composition = world(conditions=(YOUNG,))
    assert list(resolve(composition, {})) == list(SETTINGS)
    assert composition.keys.index("a.age") < composition.keys.index("a.limit")


def test_a_hold_on_what_has_no_order_holds_nothing() -> None:
    found = resolve(world(), {"a.tone": "warm"}, {"a.tone": Hold("dry", "x", 7)})["a.tone"]
    assert (found.value, found.origin, found.hold) == ("warm", "preference", None)


@pytest.mark.parametrize(
    ("key", "asked", "value", "by"),
    [
        ("a.limit", 50, 30, "eu"),
        ("a.limit", 10, 10, None),
        ("a.limit", None, 30, None),
        ("a.topics", frozenset({"work", "art"}), frozenset({"work"}), "eu"),
        ("a.tone", "warm", "dry", "eu"),
        ("a.tone", "dry", "dry", None),
    ],
)
def test_while_a_layer_cannot_be_read_nothing_is_past_its_default(
    key: str, asked: Any, value: Any, by: str | None
) -> None:
    composition = world(obstacles=(Obstacle("eu", "gone"), Obstacle("firm", "too")))
    found = resolve(composition, {key: asked} if asked is not None else {})[key]
    assert (found.value, found.held_by) == (value, by)


def test_a_conflict_stops_its_setting_alone() -> None:
    composition = replace(world(), conflicts=(Conflict("a.limit", "eu", "firm"),))
    assert (composition.stopped("a.limit"), composition.stopped("a.age")) == ("firm", "")
    assert not_past_default(composition.permitted["a.limit"], 50) == 30
    assert not_past_default(composition.permitted["a.limit"], 20) == 20


def test_the_layer_to_blame_is_the_first_that_leaves_it_out() -> None:
    eu = Layer("eu", "jurisdiction", "EU", lines={"a.limit": Line("a.limit", between(0, 70))})
    composition = world(eu, org("a.limit", between(20, 50)))
    permitted = composition.permitted["a.limit"]
    asked = {80: "eu", 70: "firm", 60: "firm", 10: "firm", 45: "catalogue", 50: "catalogue", 100: "eu"}
    # between two steps and past the range it is judged by the step that it would be moved to
    asked |= {75: "firm", 65: "firm", 19: "firm", 0: "firm", 101: "eu", 110: "eu", -5: "firm"}
    assert {value: blamed_layer(permitted, value) for value in asked} == asked
    free = world().permitted["a.limit"]
    assert [blamed_layer(free, value) for value in (-10, 0, 5, 100, 110)] == [
        "society",
        *["catalogue"] * 3,
        "society",
    ]
    tone = world(tone=Line("a.tone", OneOf(("warm", "dry"), frozenset({"dry"})))).permitted["a.tone"]
    assert (blamed_layer(tone, "warm"), blamed_layer(tone, "dry")) == ("society", "catalogue")


def test_what_bounds_come_closest_to_is_their_tightest_value() -> None:
    assert tightest_only(between(20, 50)) == between(20, 20)
    topics = sets_span(ITEMS, frozenset({"law"}), frozenset({"law", "art"}))
    assert tightest_only(topics) == sets_span(ITEMS, frozenset({"law"}), frozenset({"law"}))
    for bounds in (OneOf(("a", "b"), frozenset("a")), Length(3), between(50, 20)):
        assert tightest_only(bounds) is bounds


def condition(name: str, tightest: Any, loosest: Any, *more: Demand) -> Condition:
    trigger = Trigger("a.age", "at_most", "teen", AGES)
    return Condition(name, "T", (trigger,), (Demand("a.limit", between(tightest, loosest)), *more))


@pytest.mark.parametrize(
    ("conditions", "asked", "value", "by"),
    [
        ((condition("one", 0, 60), condition("two", 0, 20)), 90, 20, ["one", "two"]),
        ((condition("one", 0, 60), condition("two", 0, 20)), 50, 20, ["two"]),
        ((condition("one", 0, 60), condition("two", 0, 20)), 20, 20, []),
        # what the first leaves has no room for the second: the tightest that is left
        ((condition("one", 40, 60), condition("two", 0, 20)), 90, 40, ["one", "two"]),
        ((condition("one", 0, 20), condition("two", 40, 60)), 50, 0, ["one"]),
        ((condition("one", 0, 60, Demand("a.topics", sets_span(ITEMS, frozenset(), frozenset()))),), 90, 60, ["one"]),
    ],
)  # fmt: skip
def test_demands_are_met_one_after_the_other(
    conditions: tuple[Condition, ...], asked: int, value: int, by: list[str]
) -> None:
    composition = world(conditions=conditions)
    found = resolve(composition, {"a.age": "teen", "a.limit": asked})["a.limit"]
    assert (found.value, [one.id for one in found.conditions]) == (value, by)
    assert found.held_by == (by[0] if by else None)
    assert resolve(composition, {"a.limit": asked})["a.limit"].value == asked


def test_one_setting_is_found_from_those_before_it_or_from_what_fires() -> None:
    composition = world(conditions=(YOUNG,))
    teen = resolve(composition, {"a.age": "teen"})
    expected = limit(20, 50, "held", "young", conditions=(YOUNG,))
    assert effective_of(composition, "a.limit", 50, teen) == expected
    assert effective_under(composition, "a.limit", 50, (YOUNG,)) == expected
    assert effective_under(composition, "a.limit", 50, ()) == limit(50, 50, "preference")
    held = {"a.limit": Hold(40, "x", 7)}
    assert effective_of(composition, "a.limit", 50, resolve(composition, {}), held).value == 40
    assert effective_under(composition, "a.limit", 50, (), held).value == 40


def test_either_of_two_triggers_fires() -> None:
    either = Condition(
        "either",
        "T",
        (
            Trigger("a.age", "at_most", "child", AGES),
            Trigger("a.topics", "has_any", frozenset({"law"}), ITEMS),
        ),
        (Demand("a.limit", Bounds.between(TENS, 0, 10)),),
    )
    composition = world(conditions=(either,))
    for asked, value in (
        ({}, 30),
        ({"a.age": "child"}, 10),
        ({"a.topics": frozenset({"law"})}, 10),
        ({"a.age": "teen", "a.topics": frozenset({"art"})}, 30),
    ):
        assert resolve(composition, asked)["a.limit"].value == value
