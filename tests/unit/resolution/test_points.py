"""The values that stand for all: every sort of value is among them, and no sort twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from configurator.domain.bounds import AnyBounds, Bounds, Length, OneOf, sets_span
from configurator.domain.orders import Members
from configurator.domain.policy import Condition, Demand, Layer, Line, Trigger
from configurator.domain.settings import Setting
from configurator.resolution.compose import Composition, Conflict
from configurator.resolution.points import points, texts_told_apart, triggers_on
from tests.unit.resolution.test_comparing import (
    LEVELS,
    NETWORK,
    NOTE,
    SHELL,
    amount,
    choice,
    members,
    under,
    whole,
)

LIMIT = amount()
TOOLS = members("b", "c", "d", "e")
FEWER = replace(TOOLS, order=Members(TOOLS.ids, "fewer"))
ITEMS: Any = TOOLS.order


def fires(test: Any, value: Any, setting: Setting) -> Condition:
    """On ``setting``; another one is held."""
    order: Any = setting.order
    demand = Demand("a.network", Bounds.between(LEVELS, "never", "never"))
    return Condition("fires", "T", (Trigger(setting.key, test, value, order),), (demand,))


def held(setting: Setting, bounds: AnyBounds) -> Condition:
    """``setting`` is, by another one."""
    trigger = Trigger("a.shell", "looser_than", "never", LEVELS)
    return Condition("held", "T", (trigger,), (Demand(setting.key, bounds),))


def having(setting: Setting, *conditions: Condition, **more: Any) -> Composition:
    return under((SHELL, NETWORK, setting), conditions, **more)


def sorts(composition: Composition, key: str, raws: Iterable[Any]) -> set[tuple[bool, ...]]:
    """What there is to tell of each of ``raws``: the bounds, demands and triggers that it meets."""
    found = set()
    bounds = [d.bounds for one in composition.conditions.get(key, ()) for d in one.then if d.key == key]
    for raw in raws:
        value = composition.permitted[key].setting.read(raw)
        met = [value in one for one in bounds]
        fired = [one.fires(value) for one in triggers_on(composition, key)]
        if value in composition.permitted[key].bounds:
            found.add((*met, *fired))
    return found


# ------------------------------------------------------------------ amounts


BUSY = having(
    LIMIT,
    fires("looser_than", 70, LIMIT),
    held(LIMIT, Bounds.between(LIMIT.order, 0, 40)),  # type: ignore[arg-type]  # an amount
    limit=20,
)


@pytest.mark.parametrize(
    ("one", "other"), [(BUSY, BUSY), (BUSY, whole(LIMIT)), (whole(LIMIT), BUSY)], ids=["same", "one", "other"]
)
def test_an_amount_is_tried_at_every_mark_and_behind_it(one: Composition, other: Composition) -> None:
    found = points(one, other, "a.limit")
    assert found == [0, 1, 2, 20, 21, 22, 40, 41, 42, 70, 71, 72, 100]
    assert sorts(BUSY, "a.limit", found) == sorts(BUSY, "a.limit", range(101))


@pytest.mark.parametrize(
    ("one", "other", "tried"),
    [
        (amount(high=1), SHELL, [0, 1]),
        (amount(high=2), SHELL, [0, 1, 2]),
        (amount(high=3), SHELL, [0, 1, 2, 3]),
        (amount(high=9), SHELL, [0, 1, 2, 9]),
        (amount(high=9), amount(high=5), [0, 1, 2, 5, 6, 7, 9]),
        (amount(high=5), amount(low=2, high=9), [0, 1, 2, 3, 4, 5]),
        # 25 is the first on both grids, then 55
        (amount(6, 1, 91), amount(10, 5, 95), [1, 7, 13, 25, 91]),
        (amount(10, 5, 95), amount(6, 1, 91), [5, 15, 25, 95]),
        (amount(6, 1, 91), amount(10, 4, 94), [1, 7, 13, 91]),  # none is on both
        (amount(6, 1, 91), choice("x", key="a.limit"), [1, 7, 13, 91]),
    ],
)
def test_an_amount_is_tried_on_its_grid_and_on_both(one: Setting, other: Setting, tried: list[int]) -> None:
    assert points(whole(one), whole(other), "a.limit") == tried


def test_between_two_marks_it_is_tried_on_both_grids_too() -> None:
    one, other = amount(6, 1, 91), amount(10, 5, 95)
    marked = having(one, fires("looser_than", 31, one))
    assert points(marked, whole(other), "a.limit") == [1, 7, 13, 25, 31, 37, 43, 55, 91]


def test_only_what_the_bounds_permit_is_tried() -> None:
    bounds: Any = Bounds.between(LIMIT.order, 30, 60)  # type: ignore[arg-type]  # an amount
    assert points(whole(LIMIT, limit=bounds), BUSY, "a.limit") == [30, 31, 32, 40, 41, 42, 60]


# ------------------------------------------------------------------ sets


def sets(*chosen: str) -> list[list[str]]:
    return [list(one) for one in chosen]


@pytest.mark.parametrize(
    ("composition", "tried"),
    [
        (having(TOOLS), sets("")),
        (having(TOOLS, fires("has_any", frozenset("c"), TOOLS)), sets("", "c")),
        (having(TOOLS, fires("has_any", frozenset("cd"), TOOLS)), sets("", "d")),
        (having(TOOLS, fires("lacks_any", frozenset("cd"), TOOLS)), sets("", "cd")),
        (having(TOOLS, fires("looser_than", frozenset("bc"), TOOLS)), sets("", "e", "bc", "bce")),
        (having(TOOLS, fires("at_most", frozenset("bc"), TOOLS)), sets("", "e", "bc", "bce")),
        (having(FEWER, fires("looser_than", frozenset("bc"), FEWER)), sets("", "e", "bc", "bce")),
        (having(TOOLS, held(TOOLS, sets_span(ITEMS, frozenset("b"), frozenset("bcd")))), sets("", "e", "b", "be")),
        (having(TOOLS, bounds={"tools": sets_span(ITEMS, frozenset("b"), frozenset("bcd"))}), sets("b")),
        (
            having(
                TOOLS, fires("has_any", frozenset("b"), TOOLS), replace(fires("lacks_any", frozenset("c"), TOOLS), id="x")
            ),
            sets("", "c", "b", "bc"),
        ),
    ],
)  # fmt: skip
def test_of_sets_that_nothing_tells_apart_one_is_tried(
    composition: Composition, tried: list[list[str]]
) -> None:
    found = points(composition, composition, "a.tools")
    assert sorted(found) == sorted(tried)
    every = [list(some) for size in range(5) for some in combinations(TOOLS.ids, size)]
    assert sorts(composition, "a.tools", found) == sorts(composition, "a.tools", every)


def test_what_the_other_side_tells_apart_counts_too() -> None:
    less = having(TOOLS, bounds={"tools": sets_span(ITEMS, frozenset("b"), frozenset("bcd"))})
    assert sorted(points(whole(TOOLS), less, "a.tools")) == sorted(sets("", "e", "b", "be"))
    assert points(less, whole(TOOLS), "a.tools") == [["b"]]
    assert points(whole(TOOLS), whole(members("b", "c")), "a.tools") == sets("", "e")
    assert points(whole(TOOLS), whole(choice("x", key="a.tools")), "a.tools") == [[]]


def test_where_loosening_stops_the_default_tells_sets_apart() -> None:
    line = Line("a.tools", sets_span(ITEMS, frozenset(), frozenset("c")))
    mum = Layer("mum", "guardian", "Mum", lines={"a.tools": line})
    bounds = {"tools": sets_span(ITEMS, frozenset("b"), frozenset("bcde"))}
    stopped = having(TOOLS, bounds=bounds, layers=(mum,), tools=frozenset("bd"))
    assert stopped.stopped("a.tools") == "mum"
    assert sorted(points(stopped, stopped, "a.tools")) == sorted(sets("b", "be", "bd", "bde"))


def test_a_demand_that_leaves_nothing_tells_nothing_apart() -> None:
    impossible = having(TOOLS, held(TOOLS, sets_span(ITEMS, frozenset("b"), frozenset("c"))))
    assert points(impossible, impossible, "a.tools") == sets("", "e")


# ------------------------------------------------------ options, levels, texts


def test_options_and_levels_are_all_tried() -> None:
    tone = choice("warm", "dry", "odd")
    few = OneOf(tone.ids, frozenset({"odd", "warm"}))
    assert points(whole(tone), whole(tone), "a.tone") == ["warm", "dry", "odd"]
    assert points(whole(tone, tone=few), whole(tone), "a.tone") == ["warm", "odd"]
    low = whole(SHELL, shell=Bounds.between(LEVELS, "never", "ask"))
    assert points(low, whole(SHELL), "a.shell") == ["never", "ask"]


FORMED = replace(NOTE, pattern="[a-z]*", max_chars=3)


def long(characters: str, size: int) -> set[str]:
    return {character * size for character in characters}


@pytest.mark.parametrize(
    ("one", "other", "tried"),
    [
        (whole(NOTE), whole(NOTE), {"", *long("aA0 -.é一丁", 10)}),
        (whole(NOTE), whole(NOTE, note=Length(4)), {"", *long("aA0 -.é一丁", 5)}),
        (whole(NOTE, note=Length(4)), whole(NOTE), {"", *long("aA0 -.é一丁", 4)}),
        (whole(NOTE, note=Length(0)), whole(NOTE), {""}),
        (
            whole(NOTE),
            whole(choice("warm", "dry", key="a.note")),
            {"", "warm", "dry", *long("aA0 -.é一丁丂七", 10)},
        ),
        (whole(FORMED), whole(NOTE), {"", *long("az", 3)}),
        (whole(NOTE), whole(FORMED), {"", *long("aA0 -.é[z]*一丁", 4)}),
        (under((NOTE,), note="me"), whole(NOTE), {"", "me", *long("aA0 -.é一丁丂", 10)}),
        (whole(NOTE), under((NOTE,), note="me"), {"", "me", *long("aA0 -.é一丁丂", 10)}),
    ],
)
def test_texts_are_as_long_as_they_may_be_and_one_more_than_either_side_knows(
    one: Composition, other: Composition, tried: set[str]
) -> None:
    assert set(points(one, other, "a.note")) == tried


def test_of_texts_with_a_form_the_other_sides_form_has_to_be_known() -> None:
    other = replace(NOTE, key="a.else")
    assert texts_told_apart(whole(NOTE), whole(other), "a.note")
    assert not texts_told_apart(whole(FORMED), whole(other), "a.note")
    assert texts_told_apart(whole(FORMED), whole(NOTE), "a.note")
    assert not texts_told_apart(whole(NOTE), whole(FORMED), "a.note")
    assert not texts_told_apart(whole(FORMED), whole(replace(FORMED, pattern="[b-z]*")), "a.note")
    assert texts_told_apart(whole(FORMED), whole(FORMED), "a.note")
    assert not texts_told_apart(whole(FORMED), whole(replace(FORMED, max_chars=2)), "a.note")
    assert not texts_told_apart(whole(FORMED), whole(choice("x", key="a.note")), "a.note")
    assert texts_told_apart(whole(NOTE), whole(choice("x", key="a.note")), "a.note")
    assert texts_told_apart(whole(replace(FORMED, max_chars=0)), whole(choice("x", key="a.note")), "a.note")


def test_where_loosening_stops_texts_are_the_default_alone() -> None:
    """Of a text nothing is tighter than the default: the side that is stopped permits no other."""
    free, tone = whole(FORMED), whole(choice("x", key="a.note"))
    stuck = replace(free, conflicts=(Conflict("a.note", "society", "mum"),))
    elsewhere = replace(free, conflicts=(Conflict("a.tone", "society", "mum"),))
    assert texts_told_apart(stuck, tone, "a.note")
    assert not texts_told_apart(elsewhere, tone, "a.note")
    assert not texts_told_apart(free, stuck, "a.note")
    assert texts_told_apart(free, elsewhere, "a.note")
