"""How a reply is judged, and which patterns every program judges by alike."""

from __future__ import annotations

from typing import Any

import pytest

from configurator.domain.orders import Amount, Scale
from configurator.domain.probes import Check, beyond, refused_pattern


@pytest.mark.parametrize("pattern", ["(?:a|b)", "(?=a)(?!b)", r"\bAI\b", "a{2,3}", "[{]x", "", "a+?"])
def test_patterns_that_mean_the_same_everywhere_are_taken(pattern: str) -> None:
    assert refused_pattern(pattern) == ""


@pytest.mark.parametrize(
    ("at", "value", "holds"),
    [
        ((), "a", True),
        (("a", "b"), "b", True),
        (("a",), "b", False),
        (("",), "", True),
        (("3",), 3, True),
        (("+a",), frozenset({"a"}), True),
        (("+a", "-b"), frozenset({"a"}), True),
        (("+a", "-b"), frozenset({"a", "b"}), False),
        (("-a",), frozenset(), True),
        ((), frozenset({"a"}), True),
    ],
)
def test_which_values_a_check_is_for(at: tuple[str, ...], value: Any, holds: bool) -> None:
    assert Check(followed="x", at=at).is_for(value) == holds


@pytest.mark.parametrize(
    ("check", "reply", "holds"),
    [
        (Check("f", avoids="x"), "", False),
        (Check("f", avoids="x"), " \n", False),
        (Check("f", avoids="x"), "y", True),
        (Check("f", avoids="x"), "axb", False),
        (Check("f", matches="x", avoids="y"), "x", True),
        (Check("f", matches="x", avoids="y"), "xy", False),
        (Check("f", matches="x", avoids="y", most_words=2), "z", False),
        (Check("f", matches="x", avoids="y", most_words=2), "x z z", False),
        (Check("f", matches="x", avoids="y", most_words=2), "x y", False),
        (Check("f", matches="x", avoids="y", most_words=2), "x z", True),
        (Check("f", matches="x"), "", False),
        (Check("f", most_words=2), "", False),
        (Check("f", most_words=2), "one two", True),
        (Check("f", most_words=2), "one two three", False),
        (Check("f", matches=r"^\w+$"), "é", False),
        (Check("f", judged="says x"), "anything", True),
    ],
)
def test_how_a_reply_is_judged(check: Check, reply: str, holds: bool) -> None:
    assert check.holds(reply) == holds


def test_a_reply_that_is_too_long_is_made_from_the_good_one() -> None:
    check = Check("one two", most_words=3)
    assert not check.holds(check.broken)
    assert check.broken == "one two one two one two one two"
    assert Check("one two", ignored="three", most_words=3).broken == "three"


@pytest.mark.parametrize(
    ("order", "value", "looser"),
    [
        (Amount(0, 10, 1, "higher"), 10, "11"),
        (Amount(0, 10, 5, "higher"), 5, "10"),
        (Amount(0, 10, 1, "lower"), 5, "4"),
        (Amount(-3, 11, 4, "lower"), 1, "-3"),
        (Amount(0, 10, 1, "lower"), 0, ""),
        (Scale(("a", "b")), "a", ""),
    ],
)
def test_what_lies_one_step_beyond(order: Any, value: Any, looser: str) -> None:
    assert beyond(order, value) == looser


@pytest.mark.parametrize(
    ("pattern", "part"), [("a(?i)b", "(?"), (r"\Ax", r"\A"), ("x*+", "*+"), ("file:x", "file:")]
)
def test_a_pattern_that_programs_disagree_on_is_refused_with_the_part(pattern: str, part: str) -> None:
    assert refused_pattern(pattern) == f"`{part}` does not mean the same to every program"


def test_what_is_no_pattern_is_refused_with_what_is_wrong() -> None:
    assert "unterminated" in refused_pattern("(a")


@pytest.mark.parametrize(
    ("check", "decides"),
    [
        (Check("f", matches="x"), True),
        (Check("f", avoids="x"), True),
        (Check("f", most_words=1), True),
        (Check("f", judged="says x"), False),
    ],
)
def test_whether_a_check_judges_without_a_model(check: Check, decides: bool) -> None:
    assert check.decides is decides
