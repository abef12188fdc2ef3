"""The page of figures: what is kept is what is measured, and what has to be none is none."""

from __future__ import annotations

import importlib.util
import json
import shlex
from dataclasses import replace

import pytest

from tools import figures

ONE = figures.Measured(
    "one",
    "One thing",
    "python -m tests.one",
    {"cases": r"^(\d+) cases", "files": r"^file ", "faults": r"(\d+) faults"},
    none=("faults",),
)
PRINTED = "file a\nfile b\n12 cases, 0 faults\n30 cases, 0 faults\n"
KEPT = {"one": {"on": "2026-02-03", "code": "abc", "cases": 42, "files": 2, "faults": 0}}


def test_numbers_are_summed_and_lines_are_counted() -> None:
    assert ONE.read(PRINTED) == {"cases": 42, "files": 2, "faults": 0}


def test_a_command_that_no_longer_says_a_figure_is_not_taken_for_none() -> None:
    with pytest.raises(ValueError, match="does not say cases"):
        ONE.read(PRINTED.replace("cases", "lives"))


def test_a_table_is_kept_as_it_is_printed() -> None:
    ratios = replace(ONE, figures={}, none=(), rows=True)
    assert ratios.read("| a | b |\nnoise\n| 1 | 2 |\n") == {"rows": ["| a | b |", "| 1 | 2 |"]}


def test_the_page_names_each_figure_with_its_command_day_and_code() -> None:
    written = figures.page({"one": ONE}, KEPT)
    assert "`python -m tests.one`, on 2026-02-03, code abc" in written
    assert "| cases | 42 |" in written
    assert figures.wrong({"one": ONE}, KEPT, written) == []


def test_what_has_to_be_none_and_is_not_is_told() -> None:
    kept = {"one": {**KEPT["one"], "faults": 3}}
    assert figures.wrong({"one": ONE}, kept, figures.page({"one": ONE}, kept)) == ["one: 3 faults"]


@pytest.mark.parametrize(
    ("kept", "written", "says"),
    [
        ({}, "", "not measured yet"),
        ({**KEPT, "two": {}}, "", "no longer measured"),
        ({"one": {"on": "2026-02-03", "code": "abc", "cases": 42}}, "", "other figures are kept"),
        (KEPT, "another page", "differs from what is kept"),
    ],
)
def test_what_does_not_agree_is_told(kept: figures.Kept, written: str, says: str) -> None:
    assert says in " ".join(figures.wrong({"one": ONE}, kept, written))


def test_the_page_that_is_kept_is_the_one_that_was_measured() -> None:
    kept = json.loads(figures.KEPT.read_text(encoding="utf-8"))
    assert figures.wrong(figures.table(), kept, figures.PAGE.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("one", figures.table().values(), ids=lambda one: one.name)
def test_every_command_is_there(one: figures.Measured) -> None:
    words = shlex.split(one.command)
    assert words[:2] == ["python", "-m"]
    assert importlib.util.find_spec(words[2])
    assert all((figures.ROOT / word).exists() for word in words[3:] if word.startswith("tests/"))
