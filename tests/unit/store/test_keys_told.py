"""What is wrong with a key map is told in full: the place, the words and a way out."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from configurator.errors import ConfiguratorError
from configurator.store.keys import Keys, keys_path, read_keys

USUAL = {"save": "s,ctrl+s", "undo": "u", "why": "question_mark"}


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONFIGURATOR_HOME", str(tmp_path))


def read(text: str) -> Keys:
    Path(keys_path()).write_text(text, encoding="utf-8")
    return read_keys(USUAL, ("up", "down"))


def test_it_lies_beside_the_profiles(tmp_path: Path) -> None:
    assert keys_path() == str(tmp_path / "keys.toml")


@pytest.mark.parametrize(
    ("text", "line", "says", "hint"),
    [
        ('[keys]\n\nundoo = "z"', 3, "no command is called `undoo`", "did you mean `undo`?"),
        (f'[keys]\n{"x" * 99} = "z"', 2, f"no command is called `{'x' * 80}`", ""),
        ('[keys]\n"a\\nb" = "z"', 2, "no command is called `a\\u{a}b`", ""),
        ("[keys]\nsave = 3", 2, 'the keys of `save` have to be text like "s,ctrl+s"', ""),
        ('[keys]\nundo = "z"\nsave = ""', 3, 'the keys of `save` have to be text like "s,ctrl+s"', ""),
        ('[keys]\nsave = "a,,b"', 2, 'the keys of `save` have to be text like "s,ctrl+s"', ""),
        ('[keys]\nsave = "a b"', 2, 'the keys of `save` have to be text like "s,ctrl+s"', ""),
        ('[keys]\nsave = "a,b\\u0007"', 2, 'the keys of `save` have to be text like "s,ctrl+s"', ""),
        ("\nkeys = 3", 2, "the key map holds a table `[keys]` and nothing else", ""),
        ("[keys]\n[more]\n", 2, "the key map holds a table `[keys]` and nothing else", ""),
        ('[keys]\nundo = "s"', 2, "`s` cannot be bound to `undo`: it is `save`", ""),
        ('[keys]\nundo = "down"', 2, "`down` cannot be bound to `undo`: it moves the cursor", ""),
        (
            f'[keys]\nundo = "{"k" * 50}"\nwhy = "{"k" * 50}"',
            3,
            f"`{'k' * 40}` cannot be bound to `why`: it is `undo`",
            "",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, line: int, says: str, hint: str) -> None:
    (error,) = read(text).troubles
    assert (error.message, error.hint, error.name) == (says, hint, "key-map")
    assert str(error.where) == f"{keys_path()}:{line}"


def test_a_long_key_that_moves_the_cursor_is_told_in_part() -> None:
    Path(keys_path()).write_text(f'[keys]\nundo = "{"k" * 50}"\n')
    (error,) = read_keys(USUAL, ("k" * 50,)).troubles
    assert error.message == f"`{'k' * 40}` cannot be bound to `undo`: it moves the cursor"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("keys = [", "the key map is not valid TOML: invalid value at the end of the file"),
        ("k = 0x1" + "0" * 6000, "the key map holds a number or date that cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_binds_nothing(text: str, says: str) -> None:
    found = read(text)
    assert (found.bound, [error.message for error in found.troubles]) == ({}, [says])
    assert str(found.troubles[0].where).startswith(keys_path())


def test_what_cannot_be_looked_at_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def trouble() -> ConfiguratorError:
        bound, (error,) = read_keys(USUAL)
        assert bound == {}
        return error

    Path(keys_path()).mkdir()
    assert trouble().message == f"the key map `{keys_path()}` is not a file"

    def fails(_: str) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "lstat", fails)
    assert trouble().message == f"the key map `{keys_path()}` cannot be read: input/output error"


def test_keys_have_the_names_that_they_look_like() -> None:
    found = read('[keys]\nsave = "/, ?,:,.,;,[,],+,-,esc"\nwhy = " W "\n')
    assert found.bound == {
        "save": (
            "slash,question_mark,colon,full_stop,semicolon,left_square_bracket,right_square_bracket,"
            "plus,minus,escape"
        ),
        "why": "W",
    }
    assert found.troubles == ()


def test_what_falls_back_on_its_usual_keys_takes_them_from_others_again() -> None:
    """`save` may not have a key that moves the cursor, so it has `s` again, and `undo` may not."""
    found = read('[keys]\nundo = "s"\nsave = "up"\nwhy = "u"\n')
    assert found.bound == {}
    assert [error.message for error in found.troubles] == [
        "`up` cannot be bound to `save`: it moves the cursor",
        "`s` cannot be bound to `undo`: it is `save`",
        "`u` cannot be bound to `why`: it is `undo`",
    ]


def test_two_commands_may_change_keys_and_one_may_name_a_key_twice() -> None:
    assert read('[keys]\nsave = "u,u"\nundo = "s"\n') == ({"save": "u,u", "undo": "s"}, ())


def test_without_a_table_of_keys_nothing_is_bound_and_all_else_is_wrong() -> None:
    assert read("") == ({}, ())
    assert len(read("a = 1\nb = 2\n").troubles) == 2
