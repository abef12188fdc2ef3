"""Where things are: one folder for everything where one is named, the platform's otherwise."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from configurator.errors import UnreadableError, UsageError
from configurator.store import paths


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONFIGURATOR_HOME", str(tmp_path))
    return tmp_path


def test_one_folder_holds_everything_where_it_is_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert paths.config_folder() == str(home)
    assert paths.cache_folder() == str(home / "cache")
    assert paths.profile_path("work") == str(home / "profiles" / "work.toml")
    assert paths.in_use_path() == str(home / "in-use")
    assert paths.layers_folder() == str(home / "layers")
    assert paths.presets_folder() == str(home / "presets")
    monkeypatch.chdir(home)
    monkeypatch.setenv("CONFIGURATOR_HOME", "here")
    assert (paths.config_folder(), paths.cache_folder()) == (str(home / "here"), str(home / "here" / "cache"))


@pytest.mark.parametrize("chosen", [None, "", "  "])
def test_on_linux_folders_are_where_the_person_or_the_standard_has_them(
    home: Path, monkeypatch: pytest.MonkeyPatch, chosen: str | None
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setitem(sys.modules, "platformdirs", None)  # the fast paths have no time to load it
    monkeypatch.delenv("CONFIGURATOR_HOME")
    monkeypatch.setenv("HOME", "/home/me")
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
        if chosen is not None:
            monkeypatch.setenv(name, chosen)
    assert paths.config_folder() == "/home/me/.config/configurator"
    assert paths.cache_folder() == "/home/me/.cache/configurator"
    monkeypatch.setenv("XDG_CONFIG_HOME", "/mine")
    monkeypatch.setenv("XDG_CACHE_HOME", "/quick")
    assert paths.config_folder() == "/mine/configurator"
    assert paths.cache_folder() == "/quick/configurator"


def test_elsewhere_the_platform_is_asked_without_an_authors_folder(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def folder(kind: str) -> object:
        return lambda name, *, appauthor: f"/{kind}/{name}/{appauthor}"

    known = SimpleNamespace(user_config_dir=folder("config"), user_cache_dir=folder("cache"))
    monkeypatch.setitem(sys.modules, "platformdirs", known)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.delenv("CONFIGURATOR_HOME")
    assert paths.config_folder() == "/config/configurator/False"
    assert paths.cache_folder() == "/cache/configurator/False"


def test_the_profile_in_use_is_the_one_that_was_chosen(home: Path) -> None:
    assert paths.in_use() == "default"
    (home / "in-use").write_text(" work\n")
    assert paths.in_use() == "work"


def test_a_choice_of_profile_that_cannot_be_read_is_named(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "in-use").mkdir()
    with pytest.raises(UnreadableError) as caught:
        paths.in_use()
    assert caught.value.message == f"the choice of profile `{home / 'in-use'}` is not a file"

    def fails(_: str) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "lstat", fails)
    with pytest.raises(UnreadableError) as caught:
        paths.in_use()
    place = home / "in-use"
    assert caught.value.message == f"the choice of profile `{place}` cannot be read: input/output error"


@pytest.mark.parametrize("name", ["a", "7", "work", "a-b_c9", "a" * 64])
def test_a_profile_can_be_called(name: str) -> None:
    assert paths.checked_name(name) == name


@pytest.mark.parametrize(
    "name", ["", "A", "-a", "_a", "a.b", "a/b", "../a", "a b", "a\n", "é", "a" * 65, "B" * 99]
)
def test_a_profile_cannot_be_called(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        paths.checked_name(name)
    assert caught.value.message == f"`{name[:80]}` is not a name for a profile"
    assert caught.value.hint == (
        "use up to 64 lower-case letters, digits, `-` and `_`, beginning with a letter or digit"
    )
