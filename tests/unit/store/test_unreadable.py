"""Unreadable is not absent: what cannot be looked at is neither taken for empty nor written over."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from configurator.errors import ConfiguratorError, UnreadableError
from configurator.files.read import is_there
from configurator.store import journal, profiles
from configurator.store.paths import in_use

MINE = '# mine\nschema = 1\n\n[preferences.autonomy]\nshell = "never"\n'


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONFIGURATOR_HOME", str(tmp_path))
    path = tmp_path / "profiles" / "default.toml"
    path.parent.mkdir()
    path.write_text(MINE)
    return path


@pytest.fixture
def refuse(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path, str], None]:
    """Make the system refuse to say anything about a path."""

    def fails(path: Path, call: str) -> None:
        real = getattr(os, call)

        def refused(given: Any, *rest: Any, **named: Any) -> Any:
            if str(given) == str(path):
                raise OSError(errno.EIO, "Input/output error", str(path))
            return real(given, *rest, **named)

        monkeypatch.setattr(os, call, refused)

    return fails


Act = Callable[[Path], object]

ACTS: dict[str, Act] = {
    "read": lambda _: profiles.read("default"),
    "edit": lambda path: profiles.edit(str(path), {"style.length": "short"}),
    "copy": lambda _: profiles.copy("default", "work"),
    "create": lambda _: profiles.create("default"),
}


@pytest.mark.parametrize("name", ACTS)
def test_a_profile_that_cannot_be_looked_at_is_no_empty_one(
    profile: Path, refuse: Callable[[Path, str], None], name: str
) -> None:
    refuse(profile, "lstat")
    with pytest.raises(ConfiguratorError, match="cannot be read: input/output error"):
        ACTS[name](profile)
    assert profile.read_text() == MINE
    assert not profile.with_name("work.toml").exists()


def test_a_copy_counts_from_the_day_of_what_was_copied(profile: Path) -> None:
    os.utime(profile, (1_700_000_000, 1_700_000_000))
    profiles.copy("default", "work")
    assert profile.with_name("work.toml").stat().st_mtime == 1_700_000_000


def test_a_copy_of_unknown_age_is_not_made(profile: Path, refuse: Callable[[Path, str], None]) -> None:
    refuse(profile, "stat")
    with pytest.raises(UnreadableError):
        profiles.copy("default", "work")
    assert not profile.with_name("work.toml").exists()


def test_a_folder_of_profiles_that_is_a_file_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONFIGURATOR_HOME", str(tmp_path))
    (tmp_path / "profiles").write_text("")
    with pytest.raises(UnreadableError, match="lies below something that is not a folder"):
        profiles.read("default")


def test_neither_is_the_choice_of_profile(
    profile: Path, tmp_path: Path, refuse: Callable[[Path, str], None]
) -> None:
    (tmp_path / "in-use").write_text("work\n")
    refuse(tmp_path / "in-use", "lstat")
    with pytest.raises(UnreadableError, match="the choice of profile"):
        in_use()


def test_nor_the_journal(profile: Path, refuse: Callable[[Path, str], None]) -> None:
    path = profile.with_name("default.journal.jsonl")
    refuse(path, "lstat")
    with pytest.raises(UnreadableError, match="the journal"):
        journal.append(str(path), 30, front="cli", policy="", what="choose", about="", changes={}, state={})
    assert not path.exists()


def test_what_is_no_path_is_left_to_whoever_reads_it() -> None:
    assert is_there("a\0b", "the profile")
