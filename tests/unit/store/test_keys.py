"""The person's own keys: what holds, and what is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from configurator.store.keys import keys_path, read_keys

USUAL = {"save": "s,ctrl+s", "undo": "u", "why": "question_mark"}


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONFIGURATOR_HOME", str(tmp_path))


def told(text: str) -> tuple[dict[str, str], list[str]]:
    Path(keys_path()).write_text(text, encoding="utf-8")
    bound, troubles = read_keys(USUAL, ("up", "down"))
    return dict(bound), [f"{error.message} {error.hint}".strip() for error in troubles]


def test_without_a_file_nothing_is_bound_anew() -> None:
    assert read_keys(USUAL) == ({}, ())


def test_keys_are_read_as_people_write_them() -> None:
    assert told('[keys]\nsave = "ctrl+w, /"\nundo = "s"\n') == ({"save": "ctrl+w,slash", "undo": "s"}, [])


def test_what_is_wrong_is_told_and_the_rest_holds() -> None:
    bound, troubles = told('[keys]\nundoo = "z"\nsave = 3\nwhy = "w"\n')
    assert bound == {"why": "w"}
    assert troubles[0] == "no command is called `undoo` did you mean `undo`?"
    assert "the keys of `save`" in troubles[1]


@pytest.mark.parametrize(
    ("text", "bound", "trouble"),
    [
        ('undo = "s"', {}, "it is `save`"),
        ('undo = "down"', {}, "it moves the cursor"),
        ('undo = "z"\nwhy = "z"', {"undo": "z"}, "it is `undo`"),
        ('save = "u"\nundo = "up"', {}, "it is `undo`"),
    ],
)
def test_a_key_that_is_taken_stays_where_it_is(text: str, bound: dict[str, str], trouble: str) -> None:
    found, troubles = told(f"[keys]\n{text}\n")
    assert found == bound
    assert trouble in troubles[-1]


@pytest.mark.parametrize("text", ["not toml [", "keys = 3\n", '[other]\nsave = "x"\n', '[keys]\nsave = ""\n'])
def test_a_file_that_is_no_key_map_binds_nothing(text: str) -> None:
    bound, troubles = told(text)
    assert bound == {}
    assert len(troubles) == 1
