"""Many settings and wishes take no more than their share, and as many as a file can hold of them are judged."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from configurator.errors import WriteError
from configurator.store.profiles import MOST_PLACES, edited
from tests.cli.conftest import Run
from tests.corpus.kinds import laid
from tests.corpus.many import all_of, wishes
from tests.corpus.test_bounded import is_plain_error, met

SOME = 1000
"""In the tests; `python -m tests.corpus.many` has a hundred times as many."""

FILLING = 100_000
"""Wishes, with names as short as can be: about as many as a profile has room for."""


def test_every_command_takes_no_more_than_its_share(tmp_path: Path) -> None:
    for one, code in all_of(SOME, tmp_path):
        assert one.code == code, one
        assert one.is_within(SOME), one


def test_a_profile_filled_with_settings_that_there_are_not_is_judged_whole(tmp_path: Path) -> None:
    text = wishes(FILLING)
    assert 800_000 < len(text) < 1 << 20
    laid("profile", text.encode(), tmp_path)
    ran = met(tmp_path, "profile")
    assert (ran.returncode, ran.stderr) == (1, "")
    assert ran.stdout.count('"unknown-setting"') == FILLING


def test_a_policy_of_a_hundred_thousand_settings_is_refused_at_once(tmp_path: Path) -> None:
    """A society's file has to bound all of them, and no file that is read is so large."""
    bound = '[[bound]]\nkey = "a.k{:x}"\nmin = 0\nreason = ""\n'
    laid("society", "".join(map(bound.format, range(FILLING))).encode(), tmp_path)
    ran = met(tmp_path, "society")
    assert is_plain_error(ran), ran.stderr
    assert "is larger than 1024 kB" in ran.stderr


APART: dict[str, Callable[[int], str]] = {
    "one dotted key each": lambda number: f"preferences.autonomy.k{number:x} = 1\n",
    "headers among others": lambda number: f"[preferences.c{number:x}]\nk = 1\n[leaving.x{number:x}]\non = 2026-01-01\n",
}


@pytest.mark.parametrize("form", APART)
def test_a_profile_in_very_many_places_is_read_and_not_edited(
    run: Run, tmp_path: Path, form: str
) -> None:
    """The editor of the file takes longer for every one of them with each of them: hours for as many as fit."""
    text = "schema = 1\n" + "".join(APART[form](number) for number in range(15_000))
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    before = os.times()
    refused = run("reset", "--all", "--preferences", str(path))
    after = os.times()
    assert refused.code == 2
    assert "in more than 500 places apart" in refused.err
    assert "under `[preferences.CATEGORY]`" in refused.err
    assert path.read_text(encoding="utf-8") == text
    assert after.user - before.user < 20
    with pytest.raises(WriteError):
        edited(text, {"a.b": 1}, None, "f")


def test_what_a_person_may_well_write_is_edited(tmp_path: Path) -> None:
    dotted = "".join(f"preferences.autonomy.k{number:x} = 1\n" for number in range(80))
    together = "[preferences.autonomy]\n" + "".join(f"k{number:x} = 1\n" for number in range(5 * MOST_PLACES))
    for text in (dotted, together):
        assert "k7 = 2" in edited("schema = 1\n" + text, {"autonomy.k7": 2}, None, "f")
