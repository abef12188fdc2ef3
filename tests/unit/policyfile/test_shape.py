"""What a policy file may say: every problem at once, in words, each with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from configurator.errors import ConfiguratorError
from configurator.policyfile.load import load_policy
from tests.unit.policyfile.folder import HEAD, LIMIT, SHELL, bound, policy, society


def problems(folder: Path) -> list[tuple[str, int, str, str]]:
    """File, line, message and hint of everything that is wrong with the policy."""
    with pytest.raises(ConfiguratorError) as caught:
        load_policy(str(folder))
    found = [caught.value, *caught.value.others]
    return [
        (Path(error.where.path).name, error.where.line, error.message, error.hint)
        for error in found
        if error.where is not None
    ]


def only(folder: Path) -> tuple[int, str, str]:
    ((_, line, message, hint),) = problems(folder)
    return line, message, hint


def line_of(folder: Path, text: str, name: str = "society.toml") -> int:
    rows = (folder / name).read_text().split("\n")
    return next(number for number, row in enumerate(rows, 1) if text in row)


def test_an_unknown_key_is_told_with_the_one_that_was_meant(tmp_path: Path) -> None:
    folder = policy(tmp_path, society(bound("a.shell", 'loosst = "ask"'), bound("a.limit", "max = 50")))
    assert only(folder) == (line_of(folder, "loosst"), "unknown key `loosst`", "did you mean `loosest`?")


def test_an_unknown_key_like_no_other_gets_no_guess(tmp_path: Path) -> None:
    folder = policy(tmp_path, society(bound("a.shell", "zzzzzz = 1"), bound("a.limit", "max = 50")))
    assert only(folder) == (line_of(folder, "zzzzzz"), "unknown key `zzzzzz`", "")


def test_an_unknown_key_in_a_setting_is_compared_with_those_of_its_kind(tmp_path: Path) -> None:
    folder = policy(tmp_path, catalogue=LIMIT.replace("unit =", "unitt =") + SHELL)
    found = problems(folder)
    line = line_of(folder, "unitt", "catalogue/a.toml")
    assert ("a.toml", line, "unknown key `unitt`", "did you mean `unit`?") in found
    assert ("`unit` is missing" in [message for _, _, message, _ in found]) is True


def test_an_unknown_table_has_its_line(tmp_path: Path) -> None:
    folder = policy(tmp_path, society() + "\n[extra]\nx = 1\n")
    assert only(folder)[:2] == (line_of(folder, "[extra]"), "unknown key `extra`")


def test_an_unknown_table_with_a_dotted_name_has_its_line(tmp_path: Path) -> None:
    folder = policy(tmp_path, society() + "\n[extra.more]\nx = 1\n")
    assert only(folder)[:2] == (line_of(folder, "[extra.more]"), "unknown key `extra`")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ('max = "50"', "`max` has to be a whole number, not the text `50`"),
        ("max = 50.0", "`max` has to be a whole number, not the decimal `50.0`"),
        ("max = true", "`max` has to be a whole number, not the truth value `true`"),
        ("permit = 3", "`permit` has to be a list, not the number `3`"),
        ("gate = [3]", "`gate` has to be a table, not the number `3`"),
        ('loosest = "As K"', "`loosest` is not a name: the text `As K`"),
        ("max = 2026-01-01", "`max` has to be a whole number, not a date or time"),
    ],
)
def test_a_wrong_type_is_told_in_plain_words(tmp_path: Path, wrong: str, says: str) -> None:
    folder = policy(tmp_path, society(bound("a.shell", 'loosest = "ask"'), bound("a.limit", wrong)))
    assert only(folder) == (line_of(folder, wrong), says, "")


def test_what_is_missing_has_the_line_of_what_misses_it(tmp_path: Path) -> None:
    folder = policy(
        tmp_path, society('[[bound]]\nmax = 3\nkey = "a.limit"', bound("a.shell", 'fixed = "no"'))
    )
    assert only(folder) == (line_of(folder, "[[bound]]"), "`reason` is missing", "")


def test_all_problems_of_a_file_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    text = society(
        bound("a.shell", 'loosest = "ask"\nmaxx = 3'),
        bound("a.limit", 'max = "many"'),
        "[[condition]]\nid = 3\ntitle = 'T'\nreason = 'R'\nwhen = []\nthen = [{ key = 'a.limit', max = 1 }]",
    )
    folder = policy(tmp_path, text.replace("schema = 1", "schema = 7"))
    found = sorted((line, message) for _, line, message, _ in problems(folder))
    assert found == [
        (1, "`schema`: this program reads schema 1, the file is of schema 7; update the program"),
        (line_of(folder, "maxx"), "unknown key `maxx`"),
        (line_of(folder, "many"), "`max` has to be a whole number, not the text `many`"),
        (line_of(folder, "id = 3"), "`id` has to be text, not the number `3`"),
        (line_of(folder, "when = []"), "`when` has too few entries"),
    ]


def test_the_problems_of_several_files_are_told_together(tmp_path: Path) -> None:
    folder = policy(tmp_path, society() + "\nx = 1\n", catalogue=SHELL + LIMIT + "y = 1\n")
    assert {name for name, *_ in problems(folder)} == {"society.toml", "a.toml"}


@pytest.mark.parametrize("kind", ["scales", "", "3"])
def test_a_kind_that_there_is_not_is_answered_with_those_there_are(tmp_path: Path, kind: str) -> None:
    folder = policy(tmp_path, catalogue=SHELL.replace('"scale"', f'"{kind}"') + LIMIT)
    line, message, _ = only(folder)
    assert line in {
        line_of(folder, "[[setting]]", "catalogue/a.toml"),
        line_of(folder, "kind", "catalogue/a.toml"),
    }
    assert message.startswith("`kind` has to be `scale`")


def test_words_may_not_hold_what_acts(tmp_path: Path) -> None:
    folder = policy(tmp_path, society().replace('title = "Society"', 'title = "a\\u001b[31m"'))
    assert only(folder) == (3, "`title`: it may not hold a control character (U+001B) at character 2", "")


def test_a_key_that_acts_is_spelled_out(tmp_path: Path) -> None:
    folder = policy(tmp_path, '"\\u001b[2J" = 1\n' + society())
    assert only(folder)[:2] == (1, "unknown key `\\u{1b}[2J`")


@pytest.mark.parametrize("number", ["0", "-1", "2", "1.0", "true", '"1"'])
def test_a_schema_is_one_that_this_program_reads(tmp_path: Path, number: str) -> None:
    folder = policy(tmp_path, society().replace("schema = 1", f"schema = {number}"))
    line, message, _ = only(folder)
    assert (line, message.startswith("`schema`")) == (1, True)


def test_what_is_not_toml_stops_the_policy_with_line_and_column(tmp_path: Path) -> None:
    folder = policy(tmp_path, HEAD + "[[bound]\n")
    with pytest.raises(ConfiguratorError) as caught:
        load_policy(str(folder))
    assert f"society.toml:{line_of(folder, '[[bound]')}:" in str(caught.value)
    assert caught.value.name == "toml"
