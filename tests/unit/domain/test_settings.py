"""Raw values are read by their exact type, or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from configurator.domain.bounds import Bounds, Length, OneOf
from configurator.domain.orders import Amount, Members, Scale
from configurator.domain.settings import NotAValueError, Setting, described, listed, written

LEVELS = Setting(
    "a.shell", "scale", "Shell", "D", Scale(("no", "ask", "yes")), {"no": "No", "ask": "Ask", "yes": "Yes"}
)
LIMIT = Setting(
    "a.limit", "amount", "Limit", "D", Amount(0, 100, 10), unit="EUR", says={"": "Spend {value}."}
)
TOPICS = Setting(
    "a.topics",
    "members",
    "Topics",
    "D",
    Members(("work", "art", "law")),
    {"work": "Work", "art": "The Arts", "law": "Law"},
    says={"": "Keep {value}.", "empty": "Keep nothing."},
)
TONE = Setting("a.tone", "choice", "Tone", "D", None, {"warm": "Warm", "dry": "Dry"}, says={"dry": "Be dry."})
NAME = Setting("a.name", "text", "Name", "D", None, max_chars=5, says={"": "Call them {value}."})
ASKED = replace(LEVELS, says={"ask": "Ask first."})
DAYS = replace(LIMIT, unit="day", unit_many="days", says={})
LONG = "x" * 100


class Almost(str):
    """Equal to a text, and of another type."""

    __slots__ = ()


@pytest.mark.parametrize("raw", [True, False, 3.0, "3", None, float("nan"), [3], {}])
def test_an_amount_is_a_whole_number_and_nothing_like_one(raw: object) -> None:
    with pytest.raises(NotAValueError) as caught:
        LIMIT.read(raw)
    assert str(caught.value) == caught.value.message == f"{described(raw)} is not a whole number of EUR"


def test_a_number_is_asked_for_in_the_unit_that_people_read() -> None:
    for setting, unit in ((replace(LIMIT, unit_one="euro"), "euro"), (replace(LIMIT, unit=""), "units")):
        with pytest.raises(NotAValueError, match=f"^nothing is not a whole number of {unit}$"):
            setting.read(None)


@pytest.mark.parametrize("raw", [0, 1, 55, -7, 10**40])
def test_any_whole_number_is_read_so_that_bounds_can_name_a_nearest_one(raw: int) -> None:
    assert LIMIT.read(raw) == raw


@pytest.mark.parametrize("raw", [True, 1, 0.0, None, ["ask"], "Ask", "ask ", "", Almost("ask"), b"ask"])
@pytest.mark.parametrize("setting", [LEVELS, TONE])
def test_a_level_or_option_is_its_exact_name(setting: Setting, raw: object) -> None:
    with pytest.raises(NotAValueError) as caught:
        setting.read(raw)
    found = f"`{raw}`" if type(raw) is str else described(raw)
    assert str(caught.value) == f"{found} is not one of {listed(setting.ids)}"


def test_a_wrong_name_carries_the_names_it_may_have_meant() -> None:
    with pytest.raises(NotAValueError) as caught:
        LEVELS.read("asj")
    assert (caught.value.wrong, caught.value.close) == ("asj", ("no", "ask", "yes"))
    with pytest.raises(NotAValueError) as caught:
        TOPICS.read(["work", "laws"])
    assert (caught.value.wrong, caught.value.close) == ("laws", ("work", "art", "law"))


def test_a_value_that_is_like_no_name_carries_none() -> None:
    with pytest.raises(NotAValueError) as caught:
        LEVELS.read(7)
    assert (caught.value.wrong, caught.value.close) == ("", ())


@pytest.mark.parametrize(("setting", "raw"), [(LEVELS, LONG), (TOPICS, [LONG])])
def test_of_a_long_name_that_is_wrong_the_beginning_is_shown(setting: Setting, raw: object) -> None:
    with pytest.raises(NotAValueError) as caught:
        setting.read(raw)
    assert str(caught.value) == f"`{LONG[:80]}` is not one of {listed(setting.ids)}"


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ("work", "the text `work` is not a list of items from `work`, `art`, `law`"),
        (("work",), "a list is not a list of items from `work`, `art`, `law`"),
        ({"work"}, "a list is not a list of items from `work`, `art`, `law`"),
        (["art", "work", "work"], "`work` is listed twice"),
        (["sport"], "`sport` is not one of `work`, `art`, `law`"),
        ([["work"]], "a list is not one of `work`, `art`, `law`"),
        ([True], "the truth value `true` is not one of `work`, `art`, `law`"),
        ([Almost("work")], "the text `work` is not one of `work`, `art`, `law`"),
    ],
)
def test_a_set_is_a_list_of_distinct_items(raw: object, says: str) -> None:
    with pytest.raises(NotAValueError) as caught:
        TOPICS.read(raw)
    assert str(caught.value) == says


def test_a_set_is_read_and_written_whatever_its_order() -> None:
    assert TOPICS.read(["law", "work"]) == frozenset({"work", "law"})
    assert TOPICS.read([]) == frozenset()
    assert TOPICS.read(frozenset({"law", "work"})) == frozenset({"work", "law"})
    assert TOPICS.plain(frozenset({"law", "work"})) == ["work", "law"]


@pytest.mark.parametrize("raw", [1, True, None, ["a"], Almost("a"), b"a"])
def test_text_is_text(raw: object) -> None:
    with pytest.raises(NotAValueError) as caught:
        NAME.read(raw)
    assert str(caught.value) == f"{described(raw)} is not text"


def test_a_refused_character_in_a_text_is_named_with_its_place() -> None:
    with pytest.raises(
        NotAValueError, match=r"^text may not hold a control character \(U\+001B\) at character 3$"
    ):
        NAME.read("ab\x1b[31m")


def test_a_text_has_to_have_the_form_that_is_asked_for() -> None:
    language = replace(NAME, pattern="[a-z]{2}")
    assert language.read("de") == "de"
    for wrong in ("Den", "x" * NAME.max_chars):
        with pytest.raises(NotAValueError, match=f"^`{wrong}` does not have the form asked for here$"):
            language.read(wrong)


def test_a_text_that_is_too_long_is_out_of_bounds_and_not_malformed() -> None:
    language = replace(NAME, pattern="[a-z]{2}")
    assert language.read("far too long") == "far too long"
    assert "far too long" not in language.everything()


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (None, "nothing"),
        (True, "the truth value `true`"),
        (3.5, "the decimal `3.5`"),
        (7, "the number `7`"),
        (LONG, f"the text `{LONG[:40]}`"),
        (10**30, "a number of more than 30 digits"),
        pytest.param(16**6000, "a number of more than 30 digits", id="endless"),
        ("a\x1bb", "the text `a\\u{1b}b`"),
        ([1], "a list"),
        ({}, "a table"),
        (date(2026, 1, 1), "a date or time"),
    ],
)
def test_a_value_of_the_wrong_type_is_described_without_a_type_of_the_language(
    raw: object, says: str
) -> None:
    assert described(raw) == says


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (frozenset("gedcbafh"), "a,b,c,d,e,f,g,h"),
        (["b", "a"], "b,a"),
        ([], "nothing"),
        (7, "7"),
        (10**30 - 1, "9" * 30),
        (10**30, "a number of more than 30 digits"),
        (-(10**30), "a number of more than 30 digits"),
        ("a\x1b", "a\\u{1b}"),
    ],
)
def test_a_value_is_written_as_it_is_typed(value: object, says: str) -> None:
    assert written(value) == says


def test_a_number_too_long_for_digits_can_still_be_written() -> None:
    """TOML takes hexadecimal numbers of any length; Python does not turn them into digits."""
    assert written(16**6000)


@pytest.mark.parametrize(
    ("setting", "value", "named", "sentence"),
    [
        (LEVELS, "ask", "Ask", ""),
        (LEVELS, "of another catalogue", "of another catalogue", ""),
        (ASKED, "ask", "Ask", "Ask first."),
        (replace(ASKED, kind="switch"), "ask", "Ask", "Ask first."),
        (LIMIT, 0, "0 EUR", "Spend 0."),
        (DAYS, 0, "0 days", ""),
        (DAYS, 1, "1 day", ""),
        (DAYS, 2, "2 days", ""),
        (replace(DAYS, unit="", unit_many=""), 2, "2", ""),
        (replace(TOPICS, labels_said={"work": "The Job"}), frozenset({"work"}), "Work", "Keep the job."),
        (TOPICS, frozenset({"art", "work"}), "Work, The Arts", "Keep work, the arts."),
        (TOPICS, frozenset(), "nothing", "Keep nothing."),
        (TONE, "dry", "Dry", "Be dry."),
        (NAME, "Zoë", "Zoë", "Call them Zoë."),
        (NAME, "", "nothing", ""),
    ],
)
def test_a_value_has_a_name_and_a_sentence(setting: Setting, value: Any, named: str, sentence: str) -> None:
    assert (setting.named(value), setting.sentence(value)) == (named, sentence)


def test_everything_permits_what_the_kind_has() -> None:
    assert LEVELS.everything() == Bounds.all_of(Scale(("no", "ask", "yes")))
    assert TONE.everything() == OneOf(("warm", "dry"), frozenset({"warm", "dry"}))
    assert NAME.everything() == Length(5)
    assert (LEVELS.category, LEVELS.ids) == ("a", ("no", "ask", "yes"))
