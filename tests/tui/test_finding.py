"""Search: all words, best first."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from configurator.tui.finding import Entry, entry, find
from tests.tui.world import SETTINGS

ENTRIES = [entry(setting) for setting in SETTINGS]


def keys(query: str) -> tuple[str, ...]:
    return find(ENTRIES, query).keys


def test_nothing_typed_finds_everything_in_order() -> None:
    assert keys("  ") == tuple(setting.key for setting in SETTINGS)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("terminal", "tools.shell"),  # a synonym
        ("gore", "content.violence"),
        ("graphic", "content.violence"),  # a level
        ("tools.steps", "tools.steps"),  # a key
        ("Length of answers", "style.length"),  # a title
        ("own words", "style.note"),  # a description
        ("上限", "wellbeing.break_minutes"),
        ("E-MAIL", "privacy.redact"),
    ],
)
def test_a_setting_is_found_by_whatever_one_calls_it(query: str, first: str) -> None:
    assert keys(query)[0] == first


def test_more_words_never_find_more() -> None:
    assert set(keys("tools run")) < set(keys("tools"))
    assert set(keys("run commands never")) <= set(keys("run commands"))


def test_exact_comes_before_beginning_before_word_before_part() -> None:
    base = SETTINGS[0]
    titles = ["a stage", "next age", "age group", "age"]
    entries = [entry(replace(base, key=f"x.s{n}", title=title, labels={})) for n, title in enumerate(titles)]
    entries = [replace(e, hay=f" {titles[n]} ", names=f"\n{titles[n]}\n") for n, e in enumerate(entries)]
    assert find(entries, "age").keys == ("x.s3", "x.s2", "x.s1", "x.s0")


def test_a_slip_finds_what_is_close_and_says_so() -> None:
    found = find(ENTRIES, "comands")
    assert found.close
    assert found.keys[0] == "tools.shell"
    assert not find(ENTRIES, "commands").close


def test_nonsense_finds_nothing() -> None:
    assert find(ENTRIES, "qqqqzzzz").keys == ()
    assert find(ENTRIES, "x" * 500).keys == ()


def test_ten_thousand_settings_are_searched_within_a_frame_or_two() -> None:
    many = [
        Entry(f"a.s{n}", f"\nlimit {n}\n", f" limit {n} of word{n % 97} memory privacy ")
        for n in range(10_000)
    ]
    start = time.process_time()
    found = find(many, "word13 priv")
    assert time.process_time() - start < 0.1
    assert len(found.keys) > 100
