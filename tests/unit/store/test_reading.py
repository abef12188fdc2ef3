"""A profile's file as a profile, and everything that is wrong with one, each with its line."""

from __future__ import annotations

from datetime import date

import pytest

from configurator.domain.profile import Approval, Mark, Profile
from configurator.errors import InvalidError
from configurator.store.reading import preference_lines, profile_from

WHOLE = """\
schema = 1
layers = ["eu", "firm", "eu"]

[preferences.autonomy]
shell = "never"
tools = ["a", "b"]

[loosened.autonomy.shell]
on = 2026-01-31
to = "host"
from = "never"
from_on = 2026-01-30
approved = {on = 2026-01-29, to = "host", signature = "s"}
from_approved = {on = 2026-01-28, signature = "t"}

[leaving.firm]
on = 2026-02-01
"""


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def test_a_profile_is_read_whole() -> None:
    assert profile_from(WHOLE, "p.toml", "mine") == Profile(
        "mine",
        layers=("eu", "firm"),
        preferences={"autonomy.shell": "never", "autonomy.tools": ["a", "b"]},
        path="p.toml",
        loosened={
            "autonomy.shell": Mark(
                on=day("2026-01-31"),
                to="host",
                before="never",
                approved=Approval(day("2026-01-29"), "host", "s"),
                before_on=day("2026-01-30"),
                before_approved=Approval(day("2026-01-28"), None, "t"),
            )
        },
        leaving={"firm": Mark(on=day("2026-02-01"))},
    )
    assert preference_lines(WHOLE) == {"autonomy.shell": 5, "autonomy.tools": 6}
    assert profile_from("schema = 1\n", "", "") == Profile("")


@pytest.mark.parametrize(
    ("text", "line", "says", "hint"),
    [
        ("schema = 2", 1, "the profile is of schema 2, this program reads up to 1", "update the program"),
        ("schema = true", 1, "`schema` has to be 1", "the first line is `schema = 1`"),
        ("schema = 0", 1, "`schema` has to be 1", "the first line is `schema = 1`"),
        ("schema = 1\nlayer = []", 2, "unknown key `layer`", "did you mean `layers`?"),
        (f"schema = 1\n{'x' * 99} = 1", 2, f"unknown key `{'x' * 80}`", ""),
        ('schema = 1\nlayers = "eu"', 2, "`layers` has to be a list of names, not the text `eu`", ""),
        ("schema = 1\nlayers = [7]", 2, "a layer is named by text, not by the number `7`", ""),
        ("schema = 1\npreferences = 7", 2, "`preferences` has to be a table, not the number `7`", ""),
        (
            "schema = 1\n[preferences]\nautonomy = 7",
            3,
            "`preferences.autonomy` has to be a table, not the number `7`",
            "write `[preferences.CATEGORY]` and below it `NAME = VALUE`",
        ),
        (
            f"schema = 1\n[preferences]\n{'x' * 99} = 7",
            3,
            f"`preferences.{'x' * 80}` has to be a table, not the number `7`",
            "write `[preferences.CATEGORY]` and below it `NAME = VALUE`",
        ),
        ("schema = 1\nleaving = 7", 2, "`leaving` has to be a table, not the number `7`", ""),
        ("schema = 1\nloosened = 7", 2, "`loosened` has to be a table, not the number `7`", ""),
        ("schema = 1\n[loosened]\na = 7", 3, "`loosened.a` has to be a table, not the number `7`", ""),
        ("schema = 1\n[loosened.a]\nb = 7", 3, "`loosened.a.b` has to be a table, not the number `7`", ""),
        ("schema = 1\n[leaving.eu]", 2, "`leaving.eu` needs `on`, a date", "such as `on = 2026-01-31`"),
        (
            'schema = 1\n[leaving.eu]\non = "today"',
            3,
            "`on` has to be a date, not the text `today`",
            "such as `2026-01-31`",
        ),
        ("schema = 1\n[leaving.eu]\non = 2026-01-31\nto = 1", 4, "unknown key `to`", ""),
        (
            "schema = 1\n[loosened.a.b]\non = 2026-01-31\nfrm = 1",
            4,
            "unknown key `frm`",
            "did you mean `from`?",
        ),
        (
            "schema = 1\n[leaving.eu]\non = 2026-01-31\napproved = 7",
            4,
            "`leaving.eu.approved` has to be a table, not the number `7`",
            "",
        ),
        (
            "schema = 1\n[leaving.eu]\non = 2026-01-31\napproved = {on = 2026-01-31}",
            4,
            "an approval has `on`, a date, and `signature`, text",
            "",
        ),
        (
            'schema = 1\n[leaving.eu]\non = 2026-01-31\napproved = {signature = "s"}',
            4,
            "an approval has `on`, a date, and `signature`, text",
            "",
        ),
        (
            "schema = 1\n[loosened.a.b]\non = 2026-01-31\nfrom_on = 7",
            4,
            "`from_on` has to be a date, not the number `7`",
            "such as `2026-01-31`",
        ),
        (
            "schema = 1\n[loosened.a.b]\non = 2026-01-31\n\nfrom_approved = 7",
            5,
            "`loosened.a.b.from_approved` has to be a table, not the number `7`",
            "",
        ),
        (
            f"schema = 1\n[leaving.eu]\non = 2026-01-31\n{'x' * 99} = 1",
            4,
            f"unknown key `{'x' * 80}`",
            "",
        ),
        (
            'schema = 1\n[leaving.eu]\non = 2026-01-31\n[leaving.eu.approved]\n\non = "x"\nsignature = "s"',
            6,
            "`on` has to be a date, not the text `x`",
            "such as `2026-01-31`",
        ),
        (
            'schema = 1\n[leaving.eu]\non = 2026-01-31\n[leaving.eu.approved]\non = 2026-01-31\nsignature = "s"\nmore = 1',
            7,
            "unknown key `more`",
            "",
        ),
        (
            f"schema = 1\n[leaving.{'x' * 99}]",
            2,
            f"`leaving.{'x' * 72}` needs `on`, a date",
            "such as `on = 2026-01-31`",
        ),
        (
            f"schema = 1\n[leaving]\n{'x' * 99} = 7",
            3,
            f"`leaving.{'x' * 72}` has to be a table, not the number `7`",
            "",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_a_way_out(
    text: str, line: int, says: str, hint: str
) -> None:
    with pytest.raises(InvalidError) as caught:
        profile_from(text, "p.toml", "")
    error = caught.value
    assert (error.message, error.hint) == (says, hint)
    assert error.name == ("newer-schema" if "schema = 2" in text else "invalid")
    assert error.where is not None
    assert (error.where.path, error.where.line) == ("p.toml", line)


def test_everything_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(InvalidError) as caught:
        profile_from("schema = 1\nlayer = []\nlayers = 7\npreferences = 7\n", "p.toml", "")
    said = [error.message.partition(" has")[0] for error in (caught.value, *caught.value.others)]
    assert said == ["unknown key `layer`", "`layers`", "`preferences`"]


def test_a_profile_of_a_newer_program_has_a_name_of_its_own() -> None:
    with pytest.raises(InvalidError) as caught:
        profile_from("schema = 2\nlayers = 7\n", "p.toml", "")
    assert (caught.value.name, caught.value.others) == ("newer-schema", ())


def test_every_category_that_is_none_is_told_and_every_layer() -> None:
    with pytest.raises(InvalidError) as caught:
        profile_from(
            "schema = 1\nlayers = [1, 'eu', 2]\n[preferences]\na = 7\nb.c = 1\nd = 8\n", "p.toml", ""
        )
    said = [(error.message, str(error.where)) for error in (caught.value, *caught.value.others)]
    assert said == [
        ("a layer is named by text, not by the number `1`", "p.toml:2"),
        ("a layer is named by text, not by the number `2`", "p.toml:2"),
        ("`preferences.a` has to be a table, not the number `7`", "p.toml:4"),
        ("`preferences.d` has to be a table, not the number `8`", "p.toml:6"),
    ]


def test_every_mark_that_is_none_is_told() -> None:
    text = "schema = 1\n[loosened]\na = 7\nb.c = 8\n[leaving]\neu = 9\nfirm = {}\n"
    with pytest.raises(InvalidError) as caught:
        profile_from(text, "p.toml", "")
    assert [error.message for error in (caught.value, *caught.value.others)] == [
        "`loosened.a` has to be a table, not the number `7`",
        "`loosened.b.c` has to be a table, not the number `8`",
        "`leaving.eu` has to be a table, not the number `9`",
        "`leaving.firm` needs `on`, a date",
    ]


def test_what_is_no_toml_is_told_of_the_profile_and_its_place() -> None:
    with pytest.raises(InvalidError) as caught:
        profile_from("schema = \n", "p.toml", "")
    assert (caught.value.message, str(caught.value.where)) == (
        "the profile is not valid TOML: invalid value",
        "p.toml:1:10",
    )
