"""What holds setting by setting, and what is known of a society at rest."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from configurator.domain.bounds import Bounds, sets_span
from configurator.domain.policy import Condition, Demand, Layer, Line, Rest, Trigger
from configurator.resolution.compose import Composition, Obstacle, compose
from configurator.resolution.holding import Holding, rest_of
from configurator.resolution.resolve import Hold, resolve
from tests.unit.resolution.small import AGES, ITEMS, SETTINGS, TENS, YOUNG, between, org, world

TEENS = world(conditions=(YOUNG,), age=Line("a.age", SETTINGS["a.age"].everything(), default="teen"))
THRIFT = Condition(
    "thrift",
    "Whoever may spend spends less at the firm",
    (Trigger("a.age", "looser_than", "child", AGES),),
    (Demand("a.limit", between(0, 10)),),
)


def rested(*layers: Layer) -> Composition:
    """`TEENS` with its rest known, and ``layers`` over it."""
    society = replace(TEENS.policy.society, rest=rest_of(TEENS))
    return compose(replace(TEENS.policy, society=society), layers)


def test_it_is_a_mapping_like_what_is_resolved_at_once() -> None:
    holding = Holding(TEENS, {"a.limit": 50})
    assert ("a.limit" in holding, "a.gone" in holding, len(holding)) == (True, False, 5)
    assert repr(holding) == repr(resolve(TEENS, {"a.limit": 50}))


def test_at_rest_is_known_which_conditions_fire_and_what_they_hold() -> None:
    assert rest_of(TEENS) == Rest(frozenset({0}), frozenset({"a.limit"}))
    assert rest_of(world(conditions=(YOUNG,))) == Rest(frozenset(), frozenset())


def test_of_a_society_that_does_not_fit_itself_no_rest_is_known() -> None:
    narrow = world(conditions=(YOUNG,), limit=Line("a.limit", between(40, 90), default=60))
    assert rest_of(narrow) is None


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ({}, ["a.limit"]),
        ({"a.tone": "warm"}, ["a.limit"]),
        ({"a.limit": 10}, []),
        ({"a.limit": 50}, ["a.limit"]),
        ({"a.age": "adult"}, []),
        ({"a.age": "adult", "a.limit": 120}, ["a.limit"]),
    ],
)
@pytest.mark.parametrize("composition", [TEENS, rested()], ids=["resolved", "at rest"])
def test_what_is_held_is_found_from_the_rest_as_by_resolving(
    composition: Composition, asked: dict[str, Any], held: list[str]
) -> None:
    holding = Holding(composition, asked)
    assert holding.held() == held
    society = composition.policy.society
    assert holding.fires(society, 0) is (asked.get("a.age") != "adult")
    assert holding.fired == (frozenset({"a.limit"}) if asked.get("a.age") != "adult" else frozenset())


def test_the_rest_of_the_society_says_nothing_of_another_layers_conditions() -> None:
    firm = Layer("firm", "organisation", "Firm", conditions=(THRIFT,))
    holding = Holding(rested(firm), {})
    assert holding.fires(firm, 0)
    assert (holding["a.limit"].value, holding.held()) == (10, ["a.limit"])


def test_a_layer_that_says_something_about_a_setting_stirs_it() -> None:
    adults = org("a.age", Bounds.between(AGES, "adult", "adult"), default="adult")
    holding = Holding(rested(adults), {})
    assert (holding["a.age"].value, holding["a.limit"].value, holding.held()) == ("adult", 30, [])


def test_an_amount_that_is_past_its_bounds_is_held_at_the_nearest() -> None:
    holding = Holding(TEENS, {"a.age": "adult", "a.limit": 999})
    assert (holding["a.limit"].value, holding["a.limit"].held_by) == (TENS.high, "society")


def test_what_changed_is_found_anew_with_what_is_held_back_by_then() -> None:
    composition = world(conditions=(YOUNG,))
    before = Holding(composition, {"a.limit": 50, "a.tone": "warm"})
    assert (before["a.limit"].value, before.fired, before.held()) == (50, frozenset(), [])
    held = {"a.limit": Hold(40, "x", 7)}
    after = before.under({"a.limit": 50, "a.tone": "warm"}, ["a.limit"], held)
    assert (after["a.limit"].value, after["a.limit"].hold) == (40, held["a.limit"])
    assert after["a.tone"] is Holding.__getitem__(before, "a.tone")
    assert after.held() == ["a.limit"]
    younger = after.under({"a.age": "teen", "a.limit": 50}, ["a.age", "a.tone"])
    assert (younger["a.limit"].value, younger["a.limit"].held_by) == (20, "young")
    assert (younger.fired, younger["a.tone"].value) == (frozenset({"a.limit"}), "dry")
    older = younger.under({"a.limit": 50}, ["a.age"])
    assert (older["a.limit"].value, older.fired, older.held()) == (50, frozenset(), [])
    assert repr(older) == repr(resolve(composition, {"a.limit": 50}))


def test_a_change_reaches_all_that_conditions_may_hold_because_of_it() -> None:
    rich = Condition(
        "rich",
        "T",
        (Trigger("a.limit", "looser_than", 20, TENS),),
        (Demand("a.topics", sets_span(ITEMS, frozenset(), frozenset({"work"}))),),
    )
    holding = Holding(world(conditions=(rich, YOUNG)), {})
    assert holding.reached([]) == set()
    assert holding.reached(["a.age"]) == {"a.age", "a.limit", "a.topics"}
    assert holding.reached(["a.limit", "a.tone"]) == {"a.limit", "a.topics", "a.tone"}
    assert holding.reached(["a.topics"]) == {"a.topics"}
    assert holding.fired == frozenset({"a.topics"})
    assert list(holding) == list(SETTINGS)


def test_what_is_held_comes_in_the_order_of_what_was_asked_then_what_is_held_back_then_conditions() -> None:
    composition = world(conditions=(YOUNG,))
    preferences = {"a.topics": frozenset({"art"}), "a.age": "teen", "a.name": "much too long"}
    holds = {"a.topics": Hold(frozenset(), "x", 7), "a.tone": Hold("dry", "x", 7)}
    assert Holding(composition, preferences, holds).held() == ["a.topics", "a.name", "a.limit"]


def test_what_layers_say_something_about_is_known_where_the_rest_is() -> None:
    assert TEENS.stirred is None
    assert rested().stirred == frozenset()
    assert rested(org("a.tone", SETTINGS["a.tone"].everything())).stirred == frozenset({"a.tone"})
    assert rested(Layer("firm", "organisation", "Firm", conditions=(THRIFT,))).stirred == frozenset(
        {"a.limit"}
    )
    society = replace(TEENS.policy.society, rest=rest_of(TEENS))
    policy = replace(TEENS.policy, society=society)
    assert compose(policy, (), (Obstacle("eu", "gone"),)).stirred is None
    high = Layer("eu", "jurisdiction", "EU", lines={"a.limit": Line("a.limit", between(60, 100))})
    assert compose(policy, (high, org("a.limit", between(0, 50)))).stirred is None


def test_a_layer_that_says_nothing_of_a_setting_hides_none_after_it() -> None:
    tone = Layer(
        "eu", "jurisdiction", "EU", lines={"a.tone": Line("a.tone", SETTINGS["a.tone"].everything())}
    )
    assert world(tone, org("a.limit", between(0, 50))).permitted["a.limit"].bounds == between(0, 50)
