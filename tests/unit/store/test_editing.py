"""Editing changes what was asked for, and keeps the rest as the person wrote it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from configurator.domain.profile import Approval, Mark
from configurator.errors import ConfiguratorError, RefusedError
from configurator.store import profiles

WRITTEN = """\
# mine
schema = 1
layers = ["eu"] # ours

[preferences.autonomy]
shell = "never" # never
tools = [
  "b", # best
  "a",
]
"""
APPROVED = Approval(730000, "host", "s")


@pytest.mark.parametrize(
    ("changes", "old", "new"),
    [
        ({"autonomy.shell": "host"}, 'shell = "never" # never', 'shell = "host" # never'),
        ({"autonomy.shell": None}, 'shell = "never" # never\n', ""),
        ({"autonomy.gone": None}, "", ""),
        ({"gone.gone": None}, "", ""),
        ({"autonomy.tools": ["a", "b"]}, "", ""),
        ({"autonomy.tools": ["b"]}, '  "a",\n', ""),
        ({"autonomy.net": True}, '  "a",\n]\n', '  "a",\n]\nnet = true\n'),
        ({"style.length": 3}, '  "a",\n]\n', '  "a",\n]\n\n[preferences.style]\nlength = 3\n'),
    ],
)
def test_an_edit_changes_its_own_lines(changes: dict[str, Any], old: str, new: str) -> None:
    after = profiles.edited(WRITTEN, changes, None, "p.toml")
    assert after.split() == WRITTEN.replace(old, new, 1).split() if old else after == WRITTEN


def test_layers_are_replaced_where_they_are_given() -> None:
    assert profiles.edited(WRITTEN, {}, None, "p") == WRITTEN
    assert profiles.edited(WRITTEN, {}, ("eu",), "p") == WRITTEN
    assert profiles.edited(WRITTEN, {}, ("firm", "eu"), "p") == WRITTEN.replace('["eu"]', '["firm", "eu"]')


def test_marks_are_written_and_taken_out_with_their_tables() -> None:
    mark = Mark(730001, "host", "never", APPROVED, 730000, Approval(729999, None, "t"))
    marked = profiles.edited(
        WRITTEN, {}, None, "p", loosened={"autonomy.shell": mark}, leaving={"firm": Mark(730002)}
    )
    assert marked == (
        WRITTEN
        + """
[loosened.autonomy.shell]
on = 1999-09-04
to = "host"
from = "never"
from_on = 1999-09-03
approved = {on = 1999-09-03, to = "host", signature = "s"}
from_approved = {on = 1999-09-02, signature = "t"}

[leaving.firm]
on = 1999-09-05
"""
    )
    fewer = profiles.edited(marked, {}, None, "p", loosened={"autonomy.shell": Mark(730001, "host")})
    assert fewer.count("approved") == 0
    bare = profiles.edited(fewer, {}, None, "p", loosened={"autonomy.shell": None}, leaving={"firm": None})
    assert bare.rstrip() == WRITTEN.rstrip()
    assert profiles.edited(WRITTEN, {}, None, "p", leaving={"firm": None}) == WRITTEN


def test_what_another_program_did_meanwhile_is_not_undone(tmp_path: Path) -> None:
    path = tmp_path / "profiles" / "p.toml"
    assert profiles.edit(str(path), {"a.b": 1}, ("eu",)) == ""
    first = path.read_text()
    assert profiles.edit(str(path), {"a.c": 2}, ("eu", "firm"), over=("eu",), was={"a.b": 1}) == first
    with pytest.raises(
        RefusedError, match=r"^`a\.b` was changed by another program meanwhile; nothing was written"
    ) as caught:
        profiles.edit(str(path), {"a.b": 3}, was={"a.b": 2})
    assert (caught.value.hint, caught.value.name) == ("look at it, and choose again", "conflict")
    profiles.edit(str(path), {"a.b": 1}, was={"a.b": 2})  # it is what is wanted by now
    profiles.edit(str(path), {}, ("eu", "own"), over=("eu",))
    assert path.read_text().splitlines()[1] == 'layers = ["eu", "firm", "own"]'


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONFIGURATOR_HOME", str(tmp_path))
    return tmp_path


def test_profiles_are_made_listed_copied_used_and_deleted(home: Path) -> None:
    assert profiles.names() == ["default"]
    assert profiles.create("work") == str(home / "profiles" / "work.toml")
    profiles.edit(str(home / "profiles" / "work.toml"), {"a.b": 1})
    profiles.copy("work", "home")
    profiles.copy("default", "empty")
    (home / "profiles" / ".hidden.toml").write_text("")
    (home / "profiles" / "notes.txt").write_text("")
    assert profiles.names() == ["default", "empty", "home", "work"]
    assert (profiles.read("home").preferences, profiles.read("empty").preferences) == ({"a.b": 1}, {})
    profiles.use("home")
    assert profiles.in_use() == "home"
    assert profiles.delete("work") == str(home / "profiles" / "work.toml")
    assert profiles.names() == ["default", "empty", "home"]


@pytest.mark.parametrize(
    ("act", "says", "hint"),
    [
        (lambda: profiles.read("wrok"), "there is no profile `wrok`", "did you mean `work`?"),
        (
            lambda: profiles.read("zzz"),
            "there is no profile `zzz`",
            "`configurator profile create zzz` makes one",
        ),
        (
            lambda: profiles.create("work"),
            "profile `work` exists already",
            "choose another name, or delete it first",
        ),
        (
            lambda: profiles.delete("work"),
            "profile `work` is in use",
            "`configurator profile use NAME` first",
        ),
        (lambda: profiles.delete("default"), "profile `default` has never been saved", ""),
    ],
)
def test_what_cannot_be_done_with_a_profile_is_said(home: Path, act: Any, says: str, hint: str) -> None:
    profiles.create("work")
    profiles.use("work")
    with pytest.raises(ConfiguratorError) as caught:
        act()
    assert (caught.value.message, caught.value.hint) == (says, hint)
