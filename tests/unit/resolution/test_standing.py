"""What is in force of a wish day by day, by example; the days are small numbers."""

from __future__ import annotations

from typing import Any

import pytest

from configurator.domain.bounds import AnyBounds, Bounds
from configurator.domain.orders import Amount, Members, Scale
from configurator.domain.policy import Catalogue, Condition, Demand, Layer, Line, Policy, Trigger
from configurator.domain.settings import Setting
from configurator.resolution.compose import Composition, compose
from configurator.resolution.resolve import Hold
from configurator.resolution.standing import FREE, Asked, Rules, exceeds, in_force, standing

WAY, DAYS = "oversight.loosening", "oversight.relaxed_days"
WAYS = Scale(("second_person", "next_day", "confirm", "chat"))
LEVELS = Scale(("low", "mid", "high", "top"))
KIT = Members(("rope", "lamp", "map"))


def scale(key: str, order: Scale) -> Setting:
    return Setting(key, "scale", "T", "D", order, {level: level for level in order.levels})


SETTINGS = {
    setting.key: setting
    for setting in (
        scale(WAY, WAYS),
        Setting(DAYS, "amount", "T", "D", Amount(1, 60)),
        scale("a.level", LEVELS),
        scale("a.mood", LEVELS),
        Setting("a.kit", "members", "T", "D", KIT, {item: item for item in KIT.items}),
        Setting("a.tone", "choice", "T", "D", None, {"warm": "W", "dry": "D"}),
    )
}
USUAL: dict[str, Any] = {
    DAYS: 30,
    "a.level": "mid",
    "a.mood": "mid",
    "a.kit": frozenset({"lamp"}),
    "a.tone": "dry",
}


def world(
    way: str = "next_day",
    days: int = 30,
    conditions: tuple[Condition, ...] = (),
    without: tuple[str, ...] = (),
    usual: str = "mid",
    **bounds: AnyBounds,
) -> Composition:
    """A society with this way of loosening, these days and this level as defaults."""
    defaults = {**USUAL, WAY: way, DAYS: days, "a.level": usual}
    settings = {key: one for key, one in SETTINGS.items() if key not in without}
    lines = {
        key: Line(key, bounds.get(key.partition(".")[2], one.everything()), default=defaults[key])
        for key, one in settings.items()
    }
    society = Layer("society", "society", "Society", lines=lines, conditions=conditions)
    return compose(Policy("p", "1.0.0", "", Catalogue(settings, {"a": "A"}), society))


def level(
    composition: Composition, wish: Any, asked: Asked, today: int, **more: Any
) -> tuple[Rules, dict[str, Hold]]:
    wishes = {"a.level": wish, **more} if wish else more
    return standing(composition, wishes, {"a.level": asked}, today)


# ------------------------------------------------------------------ the rules


@pytest.mark.parametrize(
    ("way", "asks", "needs_somebody", "takes_more"),
    [
        ("second_person", False, True, True),
        ("next_day", False, False, True),
        ("confirm", True, False, False),
        ("chat", False, False, False),
    ],
)
def test_what_a_way_takes(way: str, asks: bool, needs_somebody: bool, takes_more: bool) -> None:
    rules, holds = standing(world(way, 7), {}, {}, 9)
    assert (rules, holds) == (Rules(way, 7), {})
    assert (rules.asks, rules.needs_somebody, rules.takes_more) == (asks, needs_somebody, takes_more)


def test_a_policy_without_rules_holds_nothing_back() -> None:
    bare = world(without=(WAY, DAYS))
    assert level(bare, "top", Asked(9), 9) == (FREE, {})
    assert (FREE.way, FREE.days, FREE.takes_more) == ("", None, False)


def test_either_of_the_two_may_be_missing_or_of_another_kind() -> None:
    assert level(world(without=(DAYS,)), "high", Asked(9), 9) == (
        Rules("next_day", None),
        {"a.level": Hold("mid", WAY, 10)},
    )
    assert level(world(days=3, without=(WAY,)), "high", Asked(6), 9) == (
        Rules("", 3),
        {"a.level": Hold("mid", DAYS, 9)},
    )


def test_what_has_no_order_or_is_gone_is_passed_over() -> None:
    asked = {"a.gone": Asked(9), "a.tone": Asked(9), "a.level": Asked(9)}
    wishes = {"a.tone": "warm", "a.gone": 1, "a.level": "high"}
    assert standing(world(), wishes, asked, 9)[1] == {"a.level": Hold("mid", WAY, 10)}


# ------------------------------------------------------------------ one wish


@pytest.mark.parametrize(
    ("wish", "asked", "today", "hold"),
    [
        ("high", Asked(9), 9, Hold("mid", WAY, 10)),
        ("high", Asked(9), 10, None),
        ("high", Asked(10), 9, Hold("mid", WAY, 11)),  # the clock went back
        ("low", Asked(9), 9, None),
        (None, Asked(9), 9, None),
        (None, Asked(9, before="low"), 9, Hold("low", WAY, 10)),
        ("high", Asked(9, before="low"), 9, Hold("low", WAY, 10)),
        ("high", Asked(9, before="high", before_on=3), 9, None),
        ("top", Asked(9, before="high", before_on=3), 9, Hold("high", WAY, 10)),
        ("top", Asked(9, approved=True), 9, Hold("mid", WAY, 10)),  # nobody was asked for
    ],
)
def test_with_a_night_between_a_loosening_waits_for_the_next_day(
    wish: Any, asked: Asked, today: int, hold: Hold | None
) -> None:
    rules, holds = level(world("next_day"), wish, asked, today)
    assert rules == Rules("next_day", 30)
    assert holds == ({"a.level": hold} if hold else {})


@pytest.mark.parametrize(
    ("wish", "asked", "hold"),
    [
        ("high", Asked(3), Hold("mid", WAY, None)),
        ("high", Asked(3, approved=True), None),
        ("low", Asked(3), None),
        ("mid", Asked(3), None),
        (None, Asked(3, before="low"), Hold("low", WAY, None)),
        (None, Asked(3, before="low", approved=True), None),
        ("top", Asked(3, before="high"), Hold("mid", WAY, None)),  # anybody can write what was before
        ("top", Asked(3, before="high", before_on=3, before_approved=True), Hold("high", WAY, None)),
        ("high", Asked(3, before="low", before_approved=False), Hold("low", WAY, None)),
    ],
)
def test_with_a_second_person_a_loosening_waits_for_them(wish: Any, asked: Asked, hold: Hold | None) -> None:
    _, holds = level(world("second_person"), wish, asked, 9)
    assert holds == ({"a.level": hold} if hold else {})


@pytest.mark.parametrize(
    ("way", "wish", "asked", "today", "hold"),
    [
        ("confirm", "high", Asked(5), 7, None),
        ("confirm", "high", Asked(5), 8, Hold("mid", DAYS, 8)),
        ("confirm", "high", Asked(5), 20, Hold("mid", DAYS, 8)),
        ("confirm", "mid", Asked(5), 20, None),
        ("confirm", "low", Asked(5), 20, None),
        ("second_person", "high", Asked(5, approved=True), 8, Hold("mid", DAYS, 8)),
        ("second_person", "high", Asked(5, before="low"), 8, Hold("low", DAYS, 8)),
        ("second_person", "high", Asked(5, approved=True, before="low"), 8, Hold("mid", DAYS, 8)),
        # what was before lapses by its own day
        ("next_day", "top", Asked(9, before="high", before_on=7), 9, Hold("high", WAY, 10)),
        ("next_day", "top", Asked(9, before="high", before_on=6), 9, Hold("mid", WAY, 10)),
        ("next_day", "top", Asked(9, before="low", before_on=1), 9, Hold("low", WAY, 10)),
    ],
)
def test_a_loosening_lapses_after_its_days(
    way: str, wish: Any, asked: Asked, today: int, hold: Hold | None
) -> None:
    rules, holds = level(world(way, 3), wish, asked, today)
    assert rules == Rules(way, 3)
    assert holds == ({"a.level": hold} if hold else {})


def test_of_a_set_the_part_that_is_looser_waits_and_the_rest_holds() -> None:
    wish = frozenset({"rope", "map"})
    _, holds = standing(world(), {"a.kit": wish}, {"a.kit": Asked(9)}, 9)
    assert holds == {"a.kit": Hold(frozenset({"lamp"}), WAY, 10)}
    permitted = world().permitted["a.kit"]
    assert in_force(permitted, wish, holds["a.kit"]) == frozenset()
    assert in_force(permitted, None, Hold(frozenset({"rope"}), WAY, 10)) == frozenset()
    assert in_force(permitted, wish, None) == wish
    assert in_force(permitted, None, None) == frozenset({"lamp"})
    assert in_force(world().permitted["a.tone"], "warm", Hold("dry", WAY, 10)) == "warm"


def test_a_wish_exceeds_what_any_part_of_it_is_looser_than() -> None:
    assert exceeds(LEVELS, "high", "mid") is True
    assert exceeds(LEVELS, "mid", "mid") is False
    assert exceeds(LEVELS, "low", "mid") is False
    assert exceeds(KIT, frozenset({"rope"}), frozenset({"lamp"})) is True


# -------------------------------------------------- the two that govern the rest


def governed(composition: Composition, today: int, **entries: Any) -> tuple[Rules, dict[str, Hold]]:
    """``way`` and ``days`` as pairs of a wish and when it was made."""
    keys = {"way": WAY, "days": DAYS}
    wishes = {keys[name]: wish for name, (wish, _) in entries.items() if wish is not None}
    return standing(composition, wishes, {keys[name]: asked for name, (_, asked) in entries.items()}, today)


@pytest.mark.parametrize(
    ("default", "entry", "today", "way", "hold"),
    [
        ("next_day", ("confirm", Asked(9)), 9, "next_day", Hold("next_day", WAY, 10)),
        ("next_day", ("confirm", Asked(9)), 10, "confirm", None),
        ("next_day", ("confirm", Asked(9)), 39, "next_day", Hold("next_day", DAYS, 39)),
        ("confirm", ("chat", Asked(9)), 9, "chat", None),
        ("confirm", ("second_person", Asked(9)), 9, "second_person", None),
        ("second_person", ("confirm", Asked(3)), 9, "second_person", Hold("second_person", WAY, None)),
        ("second_person", ("confirm", Asked(3, approved=True)), 9, "confirm", None),
        # it is loosened in the way that was in force, where that is tighter than the default
        ("confirm", (None, Asked(9, before="next_day")), 9, "next_day", Hold("next_day", WAY, 10)),
        ("confirm", (None, Asked(9, before="next_day")), 10, "confirm", None),
        (
            "confirm",
            ("next_day", Asked(3, before="second_person")),
            9,
            "second_person",
            Hold("second_person", WAY, None),
        ),
        ("next_day", ("chat", Asked(9, before="confirm", before_on=5)), 9, "confirm", Hold("confirm", WAY, 10)),
        ("second_person", ("chat", Asked(9, before="chat")), 9, "second_person", Hold("second_person", WAY, None)),
    ],
)  # fmt: skip
def test_the_way_is_loosened_in_its_own_way(
    default: str, entry: Any, today: int, way: str, hold: Hold | None
) -> None:
    rules, holds = governed(world(default), today, way=entry)
    assert (rules, holds) == (Rules(way, 30), {WAY: hold} if hold else {})


def test_the_way_is_moved_into_its_bounds_before_it_is_asked_for() -> None:
    bounds: Any = Bounds.between(WAYS, "next_day", "chat")
    before = Asked(9, before="second_person")
    rules, holds = governed(world("confirm", loosening=bounds), 9, way=("confirm", before))
    assert holds == {WAY: Hold("second_person", WAY, 10)}
    assert rules == Rules("next_day", 30)


@pytest.mark.parametrize(
    ("way", "entry", "today", "days", "hold"),
    [
        ("confirm", (10, Asked(9)), 9, 10, None),
        ("next_day", (10, Asked(9)), 9, 5, Hold(5, WAY, 10)),
        ("next_day", (10, Asked(9)), 10, 10, None),
        ("next_day", (10, Asked(9)), 13, 10, None),
        ("next_day", (10, Asked(9)), 14, 5, Hold(5, DAYS, 14)),  # it lapses by the days before it
        ("next_day", (2, Asked(9)), 9, 2, None),
        ("next_day", (None, Asked(9, before=3)), 9, 3, Hold(3, WAY, 10)),
        ("next_day", (10, Asked(9, before=3)), 11, 10, None),
        ("next_day", (10, Asked(9, before=3)), 12, 5, Hold(5, DAYS, 12)),
        ("confirm", (10, Asked(9, before=8, before_on=12)), 16, 10, None),  # as somebody wrote it by hand
        ("confirm", (10, Asked(9, before=8, before_on=2)), 14, 5, Hold(5, DAYS, 14)),
        ("second_person", (10, Asked(9)), 9, 5, Hold(5, WAY, None)),
        ("second_person", (10, Asked(9, approved=True)), 9, 10, None),
    ],
)
def test_the_days_wait_by_the_way_and_lapse_by_those_before(
    way: str, entry: Any, today: int, days: int, hold: Hold | None
) -> None:
    rules, holds = governed(world(way, 5), today, days=entry)
    assert (rules, holds) == (Rules(way, days), {DAYS: hold} if hold else {})


def test_the_way_lapses_by_days_that_nobody_made_more() -> None:
    entries = {"way": ("chat", Asked(9)), "days": (30, Asked(9))}
    assert governed(world("confirm", 5), 13, **entries) == (Rules("chat", 30), {})
    rules, holds = governed(world("confirm", 5), 14, **entries)
    assert (rules.way, holds[WAY]) == ("confirm", Hold("confirm", DAYS, 14))
    fewer = {"way": ("chat", Asked(9)), "days": (2, Asked(9))}
    assert governed(world("confirm", 5), 11, **fewer)[1] == {WAY: Hold("confirm", DAYS, 11)}


def test_the_way_holds_the_days_that_are_asked_for_on_the_same_day() -> None:
    entries = {"way": ("confirm", Asked(9)), "days": (10, Asked(9))}
    rules, holds = governed(world("next_day", 5), 9, **entries)
    assert rules == Rules("next_day", 5)
    assert holds == {WAY: Hold("next_day", WAY, 10), DAYS: Hold(5, WAY, 10)}


# ------------------------------------------------------- conditions on the two


def on(trigger: str, beyond: str, held: str, bounds: AnyBounds) -> Condition:
    return Condition(
        f"{trigger}-{held}", "T", (Trigger(trigger, "looser_than", beyond, LEVELS),), (Demand(held, bounds),)
    )


NIGHT: Any = Bounds.between(WAYS, "second_person", "next_day")
TWO: Any = Bounds.between(Amount(1, 60), 1, 2)
LOW: Any = Bounds.between(LEVELS, "low", "mid")


@pytest.mark.parametrize(
    ("wishes", "way", "days"),
    [
        ({}, "confirm", 5),
        ({"a.level": "high"}, "next_day", 2),
        ({"a.level": "high", DAYS: 1}, "next_day", 1),
        ({"a.level": "high", WAY: "second_person"}, "second_person", 2),
        ({"a.level": "high", WAY: "chat"}, "next_day", 2),
        ({WAY: "chat", DAYS: 9}, "chat", 9),
    ],
)
def test_conditions_on_the_two_hold_by_what_is_asked_for(wishes: dict[str, Any], way: str, days: int) -> None:
    composition = world("confirm", 5, (on("a.level", "mid", WAY, NIGHT), on("a.level", "mid", DAYS, TWO)))
    assert standing(composition, wishes, {}, 9)[0] == Rules(way, days)


def test_a_wish_that_waits_tightens_the_two_at_once_and_loosens_nothing() -> None:
    """A looser mood holds the level, and a looser level the way."""
    composition = world("confirm", 5, (on("a.level", "mid", WAY, NIGHT), on("a.mood", "mid", "a.level", LOW)))
    for wishes, way in (
        ({"a.level": "high"}, "next_day"),
        ({"a.level": "high", "a.mood": "high"}, "confirm"),
        ({"a.level": "low", "a.mood": "high"}, "confirm"),
    ):
        assert standing(composition, wishes, {}, 9)[0] == Rules(way, 5), wishes


def test_the_tighter_of_a_wish_and_the_default_counts_for_the_two() -> None:
    """Here a *tight* level holds the way: asked for, it does at once; left loose, it may not be."""
    tight = Condition(
        "tight", "T", (Trigger("a.level", "at_most", "mid", LEVELS),), (Demand(WAY, NIGHT), Demand(DAYS, TWO))
    )
    composition = world("confirm", 5, (tight,))
    assert standing(composition, {}, {}, 9)[0] == Rules("next_day", 2)
    assert standing(composition, {"a.level": "high"}, {}, 9)[0] == Rules("next_day", 2)
    assert standing(composition, {"a.tone": "warm", "a.level": "low"}, {}, 9)[0] == Rules("next_day", 2)


def test_the_two_are_held_by_each_other_too() -> None:
    many = Trigger(DAYS, "looser_than", 10, Amount(1, 60))
    composition = world("confirm", 5, (Condition("many", "T", (many,), (Demand(WAY, NIGHT),)),))
    assert standing(composition, {DAYS: 20}, {}, 9)[0] == Rules("next_day", 20)
    assert standing(composition, {DAYS: 10}, {}, 9)[0] == Rules("confirm", 10)
