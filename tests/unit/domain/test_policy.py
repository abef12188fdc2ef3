"""The parts of a policy in sentences, and when they are the same."""

from __future__ import annotations

import pytest

from configurator.domain.bounds import Bounds, Length
from configurator.domain.orders import Amount, Members
from configurator.domain.policy import (
    LAYER_KINDS,
    Citation,
    Demand,
    Layer,
    LayerKind,
    Place,
    Trigger,
    kind_word,
)

DAYS = Amount(0, 30)
ITEMS = Members(("a", "b", "c"))


def test_a_place_is_a_file_and_a_line_where_it_has_one() -> None:
    assert (str(Place("eu.toml", 3)), str(Place("eu.toml"))) == ("eu.toml:3", "eu.toml")


def test_a_source_is_a_title_and_an_article_where_one_is_named() -> None:
    assert (str(Citation("The Act", "Article 5")), str(Citation("The Act", ""))) == (
        "The Act, Article 5",
        "The Act",
    )


@pytest.mark.parametrize("kind", LAYER_KINDS)
def test_a_layer_is_named_by_its_kind_and_by_its_id_where_that_adds_something(kind: LayerKind) -> None:
    assert kind_word(kind) == kind
    assert Layer(kind, kind, "Title").name == kind
    assert Layer("mine", kind, "Title").name == f"{kind} `mine`"


def test_demands_are_the_same_where_key_and_bounds_are() -> None:
    demand = Demand("a.days", Bounds.between(DAYS, 0, 5))
    same = Demand("a.days", lambda: Bounds.between(DAYS, 0, 5))
    assert demand == same
    assert len({demand, same}) == 1
    assert demand != Demand("a.days", Bounds.between(DAYS, 0, 6))
    assert demand != Demand("a.hours", Bounds.between(DAYS, 0, 5))
    assert demand != "a.days"
    assert repr(Demand("a.text", Length(3))) == "Demand('a.text', Length(max_chars=3))"


def test_bounds_of_a_demand_are_made_once() -> None:
    lengths = iter((Length(1), Length(2)))
    demand = Demand("a.text", lambda: next(lengths))
    assert (demand.bounds, demand.bounds) == (Length(1), Length(1))


@pytest.mark.parametrize(
    ("trigger", "fires", "rests"),
    [
        (Trigger("a.days", "looser_than", 5, DAYS), 6, 5),
        (Trigger("a.days", "at_most", 5, DAYS), 5, 6),
        (Trigger("a.items", "has_any", frozenset("ab"), ITEMS), frozenset("bc"), frozenset("c")),
        (Trigger("a.items", "lacks_any", frozenset("ab"), ITEMS), frozenset("bc"), frozenset("abc")),
    ],
)
def test_a_condition_fires_at_a_value_and_rests_at_the_next(
    trigger: Trigger, fires: object, rests: object
) -> None:
    assert (trigger.fires(fires), trigger.fires(rests)) == (True, False)
