"""What is said of bounds and of values that they refuse."""

from __future__ import annotations

from typing import Any

import pytest

from configurator.domain.bounds import AnyBounds, Bounds, Length, OneOf, sets_span
from configurator.domain.orders import Amount, Members
from configurator.domain.policy import Gate, Line
from configurator.domain.settings import Setting
from configurator.resolution.compose import Composition, Conflict, Obstacle
from configurator.resolution.wording import (
    blamed_name,
    conflict_words,
    permitted_json,
    permitted_words,
    refusal,
    step_up,
)
from tests.unit.resolution.small import ITEMS, SETTINGS, YOUNG, between, only, org, world

FIRM = world(org("a.limit", between(0, 50)))
GATED = world(
    limit=Line(
        "a.limit", between(0, 80), "society says so", gates=(Gate(30, between(0, 30), ("guardian",), "why"),)
    )
)
DRY = world(tone=Line("a.tone", OneOf(("warm", "dry"), frozenset({"dry"}))))
SHORT = world(org("a.name", Length(3)))
WORK = world(org("a.topics", sets_span(ITEMS, frozenset({"work"}), frozenset({"work", "art"}))))
TEN = world(org("a.limit", between(10, 10)))
STOPPED = world(obstacles=(Obstacle("eu", "the file is damaged"),))


@pytest.mark.parametrize(
    ("composition", "raw", "says", "hint"),
    [
        (
            FIRM,
            {"limit": 80},
            "`a.limit` cannot be `80`: organisation `firm` leaves it out; permitted are `0` to `50`",
            "the nearest permitted value is `50`; `configurator explain a.limit` says why",
        ),
        (
            FIRM,
            {"limit": 37},
            "`a.limit` cannot be `37`: it goes in steps of 10 from 0; permitted are `0` to `50`",
            "the nearest permitted value is `30`; `configurator explain a.limit` says why",
        ),
        (
            FIRM,
            {"limit": "x"},
            "`a.limit`: the text `x` is not a whole number of EUR",
            "permitted are `0` to `50`",
        ),
        (FIRM, {"nope": 1}, "`a.nope`: there is no such setting", ""),
        (
            TEN,
            {"limit": 20},
            "`a.limit` cannot be `20`: organisation `firm` leaves it out; permitted is only `10`",
            "the nearest permitted value is `10`; `configurator explain a.limit` says why",
        ),
        (
            GATED,
            {"limit": 60},
            (
                "`a.limit` cannot be `60`: society gates it and it needs a grant by a layer of kind `guardian`; "
                "permitted are `0` to `30`"
            ),
            "the nearest permitted value is `30`; `configurator explain a.limit` says why",
        ),
        (
            DRY,
            {"tone": "warm"},
            "`a.tone` cannot be `warm`: society leaves it out; permitted are `dry`",
            "`configurator explain a.tone` says why",
        ),
        (
            SHORT,
            {"name": "four"},
            "`a.name` cannot be `four`: organisation `firm` leaves it out; permitted is at most 3 characters",
            "`configurator explain a.name` says why",
        ),
        (
            WORK,
            {"topics": ["law"]},
            (
                "`a.topics` cannot be `law`: organisation `firm` leaves it out; "
                "permitted is always `work` and any of `art`"
            ),
            "the nearest permitted value is `work`; `configurator explain a.topics` says why",
        ),
        (
            world(conditions=(YOUNG,)),
            {"limit": 50, "age": "teen"},
            "`a.limit` cannot be `50`: `young` (Young people spend little) holds it; permitted are `0` to `100`",
            "the nearest permitted value is `20`; `configurator explain a.limit` says why",
        ),
        (
            STOPPED,
            {"limit": 40},
            "`a.limit` cannot be loosened to `40`: the file is damaged",
            "mend or remove `eu`; tightening still works",
        ),
    ],
)
def test_a_refusal_is_one_line_with_what_is_permitted_and_a_hint(
    composition: Composition, raw: dict[str, Any], says: str, hint: str
) -> None:
    assert refusal(composition, only(composition, **raw)) == (says, hint)


def test_a_setting_that_is_gone_is_refused_without_what_is_permitted() -> None:
    """The violation may come from another composition than the one it is told with."""
    empty = world()
    gone = only(FIRM, limit=80)._replace(key="a.gone")
    assert refusal(empty, gone) == ("`a.gone`: the firm says so", "")
    unknown = only(FIRM, limit=80)._replace(permitted=None)
    assert refusal(empty, unknown) == ("`a.limit`: the firm says so", "")


@pytest.mark.parametrize("name", ["limit", "nope"])
def test_a_number_too_long_for_digits_is_refused_in_words(name: str) -> None:
    composition = world()
    message, _ = refusal(composition, only(composition, **{name: 16**6000}))
    assert message


def test_whoever_is_blamed_is_named_as_in_a_sentence() -> None:
    named = [blamed_name(FIRM, blamed) for blamed in ("society", "firm", "catalogue", "young")]
    assert named == ["society", "organisation `firm`", "the catalogue", "`young`"]


@pytest.mark.parametrize(
    ("conflict", "says"),
    [
        (Conflict("a.limit", "eu", "firm"), "`eu` and `firm` leave no value between them for `a.limit`"),
        (Conflict("a.limit", "eu", "eu"), "the gates of `eu` leave no value between them for `a.limit`"),
    ],
)
def test_a_conflict_names_both_parties_and_the_setting(conflict: Conflict, says: str) -> None:
    assert conflict_words(conflict) == says


MASKED = Setting("a.mask", "members", "T", "D", Members(("work", "art"), "fewer"), {"work": "W", "art": "A"})
KEPT = Setting("a.kept", "amount", "T", "D", Amount(0, 9, 3, "lower"), unit="day")


@pytest.mark.parametrize(
    ("setting", "bounds", "plain"),
    [
        (SETTINGS["a.limit"], None, None),
        (SETTINGS["a.limit"], between(10, 20), {"tightest": 10, "loosest": 20, "step": 10, "unit": "EUR"}),
        (
            KEPT,
            Bounds.between(Amount(0, 9, 3, "lower"), 9, 3),
            {"tightest": 9, "loosest": 3, "step": 3, "unit": "day"},
        ),
        (SETTINGS["a.limit"], between(20, 10), {"tightest": None, "loosest": None}),
        (SETTINGS["a.tone"], OneOf(("warm", "dry"), frozenset({"dry"})), {"options": ["dry"]}),
        (SETTINGS["a.name"], Length(3), {"max_chars": 3}),
        (
            SETTINGS["a.topics"],
            sets_span(ITEMS, frozenset({"law"}), frozenset({"law", "work"})),
            {"must": ["law"], "may": ["work", "law"]},
        ),
        (
            MASKED,
            sets_span(Members(("work", "art"), "fewer"), frozenset({"art"}), frozenset({"work", "art"})),
            {"must": ["art"], "may": ["work", "art"]},
        ),
    ],
)
def test_bounds_in_json_are_raw_values_by_kind(
    setting: Setting, bounds: AnyBounds | None, plain: dict[str, Any] | None
) -> None:
    assert permitted_json(setting, bounds) == plain


@pytest.mark.parametrize(
    ("key", "bounds", "words"),
    [
        ("a.limit", between(10, 10), "only `10`"),
        ("a.limit", between(10, 20), "`10` to `20`"),
        ("a.limit", between(20, 10), "nothing"),
        (
            "a.topics",
            sets_span(ITEMS, frozenset({"work"}), frozenset({"work", "art"})),
            "always `work` and any of `art`",
        ),
        (
            "a.topics",
            sets_span(ITEMS, frozenset({"law"}), frozenset({"law"})),
            "always `law` and nothing else",
        ),
        ("a.topics", sets_span(ITEMS, frozenset(), frozenset({"law", "work"})), "any of `work`, `law`"),
        ("a.topics", sets_span(ITEMS, frozenset(), frozenset()), "nothing"),
        ("a.tone", OneOf(("warm", "dry"), frozenset({"dry"})), "`dry`"),
        ("a.name", Length(3), "at most 3 characters"),
        ("a.name", Length(1), "at most 1 character"),
    ],
)
def test_bounds_are_said_in_words(key: str, bounds: AnyBounds, words: str) -> None:
    assert permitted_words(SETTINGS[key], bounds) == words


@pytest.mark.parametrize(
    ("key", "value", "by", "then"),
    [
        ("a.limit", 10, 1, 20),
        ("a.limit", 10, -1, 0),
        ("a.limit", 0, -1, None),
        ("a.limit", 100, 1, None),
        ("a.age", "teen", 1, "adult"),
        ("a.age", "teen", -1, "child"),
        ("a.age", "child", -1, None),
        ("a.age", "adult", 1, None),
        ("a.tone", "dry", -1, "warm"),
        ("a.tone", "warm", 1, "dry"),
        ("a.tone", "dry", 1, None),
        ("a.topics", frozenset(), 1, None),
        ("a.tone", "warm", -1, None),
        ("a.name", "x", 1, None),
    ],
)
def test_a_step_is_one_value_looser_or_tighter(key: str, value: Any, by: int, then: Any) -> None:
    assert step_up(SETTINGS[key], value, by) == then


def test_a_step_looser_is_lower_where_lower_is_looser() -> None:
    assert [step_up(KEPT, value, by) for value, by in ((6, 1), (6, -1), (9, -1), (0, 1))] == [
        3,
        9,
        None,
        None,
    ]
