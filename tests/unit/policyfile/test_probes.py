"""Checks of a probe: what may stand in a catalogue, and what `policy lint` finds."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from configurator.domain.orders import Amount, Scale
from configurator.domain.probes import Check, beyond, refused_pattern
from configurator.policyfile.build import setting_from
from configurator.policyfile.folder import shipped_folder
from configurator.policyfile.lint import lint

GOOD = {"matches": "yes", "followed": "yes", "ignored": "no"}


def entry(kind: str = "scale", **check: Any) -> dict[str, Any]:
    named = [{"id": "a", "label": "A", "say": "A."}, {"id": "b", "label": "B", "say": "B."}]
    return {
        "key": "x.y", "kind": kind, "title": "T", "description": "D", "probe": "?", "looser": "more",
        "items" if kind == "members" else "levels": named, "check": [{**GOOD, **check}],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "check", "says"),
    [
        ("scale", {"at": ["c"]}, "none of its values"),
        ("members", {"at": ["a"]}, "none of its values"),
        ("members", {"at": ["+c"]}, "none of its values"),
        ("scale", {"matches": ""}, "judges nothing"),
        ("scale", {"matches": "("}, "is no pattern"),
        ("scale", {"avoids": "(?i)x"}, "does not mean the same"),
        ("scale", {"avoids": "(?P<n>x)"}, "does not mean the same"),
        ("scale", {"avoids": "(?<=x)y"}, "does not mean the same"),
        ("scale", {"matches": "x{{y}}"}, "does not mean the same"),
        ("scale", {"matches": "{%x"}, "does not mean the same"),
        ("scale", {"matches": r"\Ax"}, "does not mean the same"),
        ("scale", {"matches": "x*+"}, "does not mean the same"),
        ("scale", {"matches": "file:///etc/passwd"}, "does not mean the same"),
    ],
)
def test_a_check_that_judges_nothing_or_not_alike_is_refused(kind: str, check: Any, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        setting_from(entry(kind, **check))


def test_a_check_needs_something_to_ask() -> None:
    with pytest.raises(ValueError, match="nothing to ask"):
        setting_from({**entry(), "probe": ""})
    assert setting_from({**entry(ask="what?"), "probe": ""}).checks[0].ask == "what?"


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


@pytest.mark.parametrize(
    ("order", "value", "looser"),
    [
        (Amount(0, 10, 1, "higher"), 10, "11"),
        (Amount(0, 10, 5, "higher"), 5, "10"),
        (Amount(0, 10, 1, "lower"), 5, "4"),
        (Amount(0, 10, 1, "lower"), 0, ""),
        (Scale(("a", "b")), "a", ""),
    ],
)
def test_what_lies_one_step_beyond(order: Any, value: Any, looser: str) -> None:
    assert beyond(order, value) == looser


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            'followed = "x = 6, because 3x = 18."',
            'followed = "I do not say."',
            "refuses what `followed` says",
        ),
        (
            'ignored = "What could you take away from both sides first?"',
            'ignored = "6"',
            "accepts what `ignored`",
        ),
    ],
)
def test_lint_finds_a_check_that_misjudges_its_own_examples(
    old: str, new: str, says: str, tmp_path: Path
) -> None:
    folder = tmp_path / "policies"
    shutil.copytree(shipped_folder(), folder)
    path = folder / "catalogue" / "advice.toml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    (found,) = lint(str(folder))
    assert (found.rule, found.path) == ("mistaken-check", str(path))
    assert says in found.message
    assert found.line == text[: text.index('key = "advice.homework"')].count("\n")
