"""Bounds by example, where the grid, the direction or the type bites."""

from __future__ import annotations

from typing import Any

import pytest

from configurator.domain.bounds import AnyBounds, Bounds, Length, OneOf, meet, sets_span, within
from configurator.domain.orders import Amount, Members, Scale, is_comparable, is_looser

LEVELS = Scale(("never", "ask", "always"))  # not in the order of the alphabet
FIVES = Amount(0, 23, 5)  # the grid ends at 20
KEPT = Amount(-3, 11, 4, "lower")  # -3, 1, 5, 9; looser when lower
ITEMS = Members(("b", "a", "c"))
MASKED = Members(("b", "a", "c"), "fewer")


def fs(items: str) -> frozenset[str]:
    return frozenset(items)


@pytest.mark.parametrize(
    ("asked", "near"), [(7, 5), (3, 0), (5, 5), (-9, 0), (19, 15), (20, 15), (99, 15), (10**40, 15)]
)
def test_an_amount_off_the_grid_goes_to_the_tighter_neighbour(asked: int, near: int) -> None:
    assert Bounds.between(FIVES, 0, 17).nearest(asked) == near


@pytest.mark.parametrize(("asked", "near"), [(6, 9), (2, 5), (1, 5), (-99, 5), (9, 9), (12, 9), (99, 9)])
def test_tighter_is_higher_where_looser_is_lower(asked: int, near: int) -> None:
    assert Bounds.between(KEPT, 99, 3).nearest(asked) == near


@pytest.mark.parametrize(
    ("tightest", "loosest", "span"),
    [(3, 17, (5, 15)), (-50, 50, (0, 20)), (1, 4, None), (21, 23, None), (9, 3, None), (-5, -1, None)],
)
def test_ends_off_the_grid_move_inward(tightest: int, loosest: int, span: tuple[int, int] | None) -> None:
    assert Bounds.between(FIVES, tightest, loosest).span == span


@pytest.mark.parametrize("value", [True, False, 0.0, 5.0, "5", None, 3, 25, fs("a")])
def test_a_value_of_another_type_or_off_the_grid_is_not_permitted(value: object) -> None:
    assert value not in Bounds.all_of(FIVES)
    assert value not in FIVES


@pytest.mark.parametrize("value", [True, 0, None, "Ask", "", ["ask"], fs("a")])
def test_a_level_is_permitted_by_its_name_alone(value: object) -> None:
    assert value not in Bounds.all_of(LEVELS)


def test_levels_go_by_their_declared_order() -> None:
    bounds = Bounds.between(LEVELS, "never", "ask")
    assert ("always" in bounds, bounds.nearest("always")) == (False, "ask")
    assert is_looser(LEVELS, "always", "ask")
    assert not is_looser(LEVELS, "ask", "ask")


def test_sets_cross_without_one_being_tighter() -> None:
    assert not is_comparable(ITEMS, fs("a"), fs("b"))
    assert is_comparable(ITEMS, fs("a"), fs("ab"))
    assert is_looser(ITEMS, fs("ab"), fs("a"))
    assert is_looser(MASKED, fs("a"), fs("ab"))


@pytest.mark.parametrize("order", [ITEMS, MASKED])
def test_the_nearest_set_keeps_what_must_be_and_drops_what_may_not(order: Members) -> None:
    bounds = sets_span(order, fs("b"), fs("ba"))
    assert bounds.nearest(fs("ac")) == fs("ab")
    assert bounds.nearest(fs("")) == fs("b")
    assert fs("ab") in bounds
    assert fs("a") not in bounds


@pytest.mark.parametrize("order", [ITEMS, MASKED])
def test_a_set_that_must_hold_what_it_may_not_is_empty(order: Members) -> None:
    assert sets_span(order, fs("c"), fs("ab")) == Bounds(order, None)


def test_empty_bounds_have_one_spelling_and_no_nearest_value() -> None:
    empty = Bounds.between(FIVES, 15, 5)
    assert empty == Bounds.between(FIVES, 1, 2) == Bounds.between(FIVES, 0, 5) & Bounds.between(FIVES, 10, 20)
    assert empty <= Bounds.between(FIVES, 0, 5)
    assert not Bounds.between(FIVES, 0, 5) <= empty
    assert empty.extended_to(20) == empty
    assert 0 not in empty
    with pytest.raises(ValueError, match=r"^empty bounds have no nearest value$"):
        empty.nearest(5)


@pytest.mark.parametrize(
    ("a", "b", "differ"),
    [
        (Bounds.all_of(FIVES), Bounds.all_of(KEPT), "orders"),
        (OneOf(("a", "b"), fs("a")), OneOf(("b", "a"), fs("a")), "options"),
    ],
)
def test_bounds_of_different_settings_have_no_meet(a: Any, b: Any, differ: str) -> None:
    with pytest.raises(ValueError, match=f"^bounds over different {differ} have no meet$"):
        a & b


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        (Bounds.between(FIVES, 5, 10), Bounds.between(FIVES, 0, 10)),
        (sets_span(ITEMS, fs("b"), fs("ab")), sets_span(ITEMS, fs(""), fs("ab"))),
        (OneOf(("a", "b"), fs("a")), OneOf(("a", "b"), fs("ab"))),
        (Length(2), Length(3)),
    ],
)
def test_what_both_permit_and_which_permits_no_more(narrow: AnyBounds, wide: AnyBounds) -> None:
    assert (within(narrow, wide), within(wide, narrow), within(wide, wide)) == (True, False, True)
    assert meet(narrow, wide) == meet(wide, narrow) == narrow


@pytest.mark.parametrize("value", [fs("az"), "a", ["a"], {"a"}, None])
def test_a_set_holds_nothing_but_items(value: object) -> None:
    assert value not in ITEMS


def test_the_number_after_the_highest_is_no_value() -> None:
    whole = Amount(0, 10)
    assert (10 in whole, 11 in whole, -1 in whole) == (True, False, False)


def test_options_have_no_distance() -> None:
    bounds = OneOf(("warm", "dry", "odd"), frozenset({"dry", "odd"}))
    assert (bounds.nearest("dry"), bounds.nearest("warm")) == ("dry", None)
    assert (bounds.fallback("odd"), bounds.fallback("warm"), bounds.fallback("")) == ("odd", "dry", "dry")
    assert True not in bounds
    assert OneOf(("warm",), frozenset()).is_empty


def test_text_is_measured_in_code_points() -> None:
    bounds = Length(3)
    assert "🙂🙂🙂" in bounds
    assert "e\u0301e\u0301" not in bounds  # two letters as drawn, four code points
    assert (bounds.nearest("abcd"), bounds.fallback("abcd"), bounds.fallback("abc")) == (None, "", "abc")
    assert b"abc" not in bounds
    assert "" in Length(0)


def test_extending_moves_the_loosest_end_and_no_other() -> None:
    assert Bounds.between(FIVES, 5, 10).extended_to(17).span == (5, 15)
    assert Bounds.between(FIVES, 5, 10).extended_to(0).span == (5, 10)
    assert Length(3).extended_to(2) == Length(3)
    assert OneOf(("a", "b"), fs("a")).extended_to(fs("b")) == OneOf(("a", "b"), fs("ab"))


def test_a_grid_of_one_value_is_a_grid() -> None:
    alone = Amount(7, 7, 3)
    assert (alone.tightest, alone.loosest, alone.top) == (7, 7, 7)
    assert Bounds.all_of(alone).nearest(-1) == 7
