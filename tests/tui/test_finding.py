"""Search: all words, best first."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from configurator.domain.policy import Policy
from configurator.domain.searched import Entry, entry
from configurator.policyfile.folder import shipped_folder
from configurator.policyfile.load import load_policy
from configurator.tui.finding import MANY, find
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


def made(key: str, title: str, told: str = "", *labels: str) -> Entry:
    named = {str(place): label for place, label in enumerate(labels)}
    return entry(replace(SETTINGS[0], key=f"x.{key}", title=title, description=told, labels=named))


def test_exact_comes_before_beginning_before_word_before_part() -> None:
    entries = [made("s0", "a stage"), made("s1", "next age"), made("s2", "age group"), made("s3", "age")]
    assert find(entries, "age").keys == ("x.s3", "x.s2", "x.s1", "x.s0")


def test_a_title_counts_before_a_description_before_a_label() -> None:
    entries = [
        made("label", "First", "Something.", "age"),
        made("told", "Second", "What age is."),
        made("title", "The pageant", "Something."),
    ]
    assert find(entries, "age").keys == ("x.title", "x.told", "x.label")
    assert find(entries, "what age").keys == ("x.told",)


POLICY = load_policy(shipped_folder())
SHIPPED = [entry(setting) for setting in POLICY.catalogue.settings.values()]
CHINESE_POLICY = load_policy(shipped_folder(), language="zh-CN")
CHINESE = [entry(setting) for setting in CHINESE_POLICY.catalogue.settings.values()]


@pytest.mark.parametrize(
    ("entries", "query", "first"),
    [
        (SHIPPED, "shell", "autonomy.shell"),
        (SHIPPED, "medical", "advice.medical"),
        (SHIPPED, "memory", "privacy.memory"),
        (CHINESE, "医疗", "advice.medical"),
        (CHINESE, "记住", "privacy.memory"),
        (CHINESE, "shell", "autonomy.shell"),
    ],
)
def test_the_setting_that_is_called_so_comes_first(entries: list[Entry], query: str, first: str) -> None:
    assert find(entries, query).keys[0] == first


@pytest.mark.parametrize("policy", [POLICY, CHINESE_POLICY], ids=["en", "zh-CN"])
def test_no_label_or_description_comes_before_a_title(policy: Policy) -> None:
    settings = policy.catalogue.settings
    entries = [entry(setting) for setting in settings.values()]
    for wanted in settings.values():
        for term in wanted.title.casefold().split():
            titled = [term in settings[key].title.casefold() for key in find(entries, term).keys]
            named = [
                any(term == name.casefold() for name in (key, key.partition(".")[2], *settings[key].synonyms))
                for key in find(entries, term).keys
            ]
            places = [place for place, is_in in enumerate(titled) if is_in]
            assert all(t or n for t, n in zip(titled[: places[-1]], named, strict=False)), term


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
        Entry(f"a.s{n}", f"\nlimit {n}\n", " of old ", f" limit {n} of old word{n % 97} memory privacy ")
        for n in range(10_000)
    ]
    start = time.process_time()
    found = find(many, "word13 priv")
    assert time.process_time() - start < 0.1
    assert len(found.keys) > 100


def test_among_very_many_titles_that_begin_so_come_first_and_nothing_is_lost() -> None:
    many = [made(f"o{place}", "something else", "others") for place in range(MANY + 1)]
    entries = [*many, made("named", "each other"), made("begins", "other people")]
    found = find(entries, "other").keys
    assert found[:2] == ("x.begins", "x.named")
    assert sorted(found) == sorted(e.key for e in entries)
