"""Profiles as files: what is made where, and what is told where something stands in the way."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from configurator.domain.profile import Mark, Profile
from configurator.errors import ConfiguratorError, InvalidError, RefusedError, UnreadableError, WriteError
from configurator.store import marks, profiles
from configurator.store.paths import in_use
from configurator.store.reading import lines_of, read_profile

MINE = '# mine\nschema = 1\n\n[preferences.autonomy]\nshell = "never"\n'


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONFIGURATOR_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def work(home: Path) -> Path:
    """A profile `work` with one preference."""
    path = home / "profiles" / "work.toml"
    path.parent.mkdir(parents=True)
    path.write_text(MINE)
    return path


def refused(act: Callable[[], object], kind: type[ConfiguratorError] = UnreadableError) -> ConfiguratorError:
    with pytest.raises(kind) as caught:
        act()
    return caught.value


def failing(*_: object, **__: object) -> Any:
    raise OSError(errno.EIO, "Input/output error")


def test_what_is_new_is_empty_and_says_its_schema(home: Path) -> None:
    assert profiles.create("work") == str(home / "profiles" / "work.toml")
    assert profiles.copy("default", "home") == str(home / "profiles" / "home.toml")
    for name in ("work", "home"):
        assert (home / "profiles" / f"{name}.toml").read_text() == "schema = 1\nlayers = []\n"
    assert sorted(os.listdir(home / "profiles")) == [
        f"{name}.toml{end}" for name in ("home", "work") for end in ("", ".lock")
    ]
    profiles.use("work")
    assert (home / "in-use").read_bytes() == b"work\n"


def test_a_profile_is_read_with_its_name_and_place_and_day(work: Path) -> None:
    os.utime(work, (86400 * 1.5, 86400 * 1.5))
    found = profiles.read("work")
    assert (found.name, found.path, found.preferences) == ("work", str(work), {"autonomy.shell": "never"})
    assert found.written == 719163 + 1
    default = profiles.read("default")
    assert (default.name, default.preferences) == ("default", {})
    assert default.path == str(work.with_name("default.toml"))


def test_the_one_in_use_can_be_chosen_where_there_is_no_folder_yet(home: Path) -> None:
    profiles.use("default")
    assert (in_use(), os.listdir(home)) == ("default", ["in-use"])


def test_a_copy_has_the_text_and_the_day_of_what_it_is_of(work: Path) -> None:
    os.utime(work, ns=(10**18 + 7, 10**18 + 7))
    assert profiles.copy("work", "other") == str(work.with_name("other.toml"))
    other = work.with_name("other.toml")
    assert (other.read_text(), other.stat().st_mtime_ns) == (MINE, 10**18 + 7)


def test_a_folder_that_cannot_be_listed_is_told(home: Path) -> None:
    home.mkdir()
    (home / "profiles").write_text("")
    assert refused(profiles.names).message == "the folder of profiles cannot be listed: not a directory"


@pytest.mark.parametrize(
    "act",
    [
        lambda: profiles.read("work"),
        lambda: profiles.copy("work", "other"),
        lambda: profiles.edit(os.path.join(os.environ["CONFIGURATOR_HOME"], "profiles", "work.toml"), {}),
    ],
    ids=["read", "copy", "edit"],
)
def test_what_is_no_file_is_named_as_the_profile(work: Path, act: Callable[[], object]) -> None:
    work.unlink()
    work.mkdir()
    assert refused(act).message == f"the profile `{work}` is not a file"


@pytest.mark.parametrize(
    "act",
    [
        lambda: profiles.read("work"),
        lambda: profiles.copy("work", "other"),
        lambda: profiles.create("work"),
        lambda: profiles.edit(os.path.join(os.environ["CONFIGURATOR_HOME"], "profiles", "work.toml"), {}),
    ],
    ids=["read", "copy", "create", "edit"],
)
def test_what_cannot_be_looked_at_is_named_as_the_profile(
    work: Path, monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]
) -> None:
    monkeypatch.setattr(os, "lstat", failing)
    assert refused(act).message == f"the profile `{work}` cannot be read: input/output error"


def test_a_copy_of_what_has_no_age_names_the_profile(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.stat
    monkeypatch.setattr(
        os, "stat", lambda path, **more: failing() if str(path) == str(work) else real(path, **more)
    )
    error = refused(lambda: profiles.copy("work", "other"))
    assert error.message == f"the profile `{work}` cannot be read: input/output error"


def test_what_cannot_be_deleted_is_told(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "unlink", failing)
    error = refused(lambda: profiles.delete("work"), WriteError)
    assert error.message == f"`{work}` was not deleted: input/output error"
    assert work.read_text() == MINE


def test_one_that_is_not_there_cannot_be_deleted_or_used(work: Path) -> None:
    for act in (profiles.delete, profiles.use):
        error = refused(lambda act=act: act("wrok"))  # type: ignore[misc]  # a default
        assert (error.message, error.hint) == ("there is no profile `wrok`", "did you mean `work`?")
    assert in_use() == "default"


def test_the_lines_of_preferences_are_found_as_far_as_they_can_be(work: Path) -> None:
    found = read_profile(str(work), "work")
    assert lines_of(found) == {"autonomy.shell": 5}
    assert lines_of(Profile("x")) == {}
    work.write_text("[preferences.a")
    assert lines_of(found) == {}
    work.unlink()
    assert lines_of(found) == {}


# ------------------------------------------------------------------ editing


def test_a_profile_is_edited_where_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert profiles.edit("p.toml", {"a.b": 1}, ("eu",)) == ""
    assert (tmp_path / "p.toml").read_text() == 'schema = 1\nlayers = ["eu"]\n\n[preferences.a]\nb = 1\n'
    assert {path.name for path in tmp_path.iterdir()} == {"p.toml", "p.toml.lock"}
    assert profiles.edit("x/y/p.toml", {}) == ""
    assert (tmp_path / "x" / "y" / "p.toml").read_text() == profiles.NEW


def test_an_edit_that_changes_nothing_does_not_write(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profiles, "write_atomic", failing)
    assert profiles.edit(str(work), {"autonomy.shell": "never", "gone.gone": None}) == MINE


def test_layers_are_written_where_there_was_no_list_of_them() -> None:
    assert profiles.edited("schema = 1\n", {}, ("eu",), "p") == 'schema = 1\nlayers = ["eu"]\n'
    assert profiles.edited("schema = 1\n", {}, (), "p") == "schema = 1\n"


def test_layers_are_all_replaced_where_nobody_says_what_they_were(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text('schema = 1\nlayers = ["eu", "firm"]\n')
    profiles.edit(str(path), {}, ("own",))
    assert path.read_text() == 'schema = 1\nlayers = ["own"]\n'
    profiles.edit(str(path), {}, None, over=("own",))
    assert path.read_text() == 'schema = 1\nlayers = ["own"]\n'


@pytest.mark.parametrize(
    ("now", "was", "wanted", "goes"),
    [
        ('["a", "b"]', ["b", "a"], ["c"], True),  # a set, however it is written
        ('["a", "b"]', ["a"], ["b", "a"], True),  # what is wanted is there already
        ('["a", "b"]', ["a"], ["b"], False),
        ("1", True, 2, False),
        ("1", 1.0, 2, False),
        ("nan", float("nan"), 2, True),
    ],
)
def test_what_was_changed_meanwhile_is_told_by_how_it_is_spelled(
    tmp_path: Path, now: str, was: Any, wanted: Any, goes: bool
) -> None:
    path = tmp_path / "p.toml"
    text = f"schema = 1\n[preferences.a]\nb = {now}\n"
    path.write_text(text)
    if goes:
        profiles.edit(str(path), {"a.b": wanted}, was={"a.b": was})
        return
    error = refused(lambda: profiles.edit(str(path), {"a.b": wanted}, was={"a.b": was}), RefusedError)
    assert error.message == "`a.b` was changed by another program meanwhile; nothing was written"
    assert path.read_text() == text


def test_every_choice_is_looked_at_for_what_happened_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text('schema = 1\n[preferences.a]\nb = 1\n"c\\n" = 2\n')
    changes = {"a.b": 5, "a.c\n": 6}
    error = refused(lambda: profiles.edit(str(path), changes, was={"a.b": 1, "a.c\n": 3}), RefusedError)
    assert error.message.startswith("`a.c\\u{a}` was changed")
    profiles.edit(str(path), changes, was={"a.b": 1, "a.c\n": 2})
    assert read_profile(str(path), "").preferences == changes
    profiles.edit(str(path), {"a.new": 1}, was={})
    error = refused(lambda: profiles.edit(str(path), {"a.new": None}, was={}), RefusedError)
    assert error.name == "conflict"


@pytest.mark.parametrize(
    "lost",
    [
        {"changes": {"autonomy.shell": "host"}},
        {"loosened": {"autonomy.shell": Mark(730000)}},
        {"leaving": {"eu": Mark(730000)}},
        {"layers": ("eu",)},
    ],
    ids=lambda lost: next(iter(lost)),
)
def test_an_edit_that_does_not_come_out_as_asked_is_not_made(
    work: Path, monkeypatch: pytest.MonkeyPatch, lost: dict[str, Any]
) -> None:
    monkeypatch.setattr(profiles, "_put", lambda *_: None)
    monkeypatch.setattr(profiles, "_put_last", lambda *_: None)
    monkeypatch.setattr(profiles, "_stack", lambda *_: None)
    monkeypatch.setattr(marks, "put", lambda *_: None)
    error = refused(lambda: profiles.edit(str(work), **{"changes": {}, **lost}), WriteError)
    assert error.message == f"`{work}` could not be edited without changing something else"
    assert error.hint == "edit it by hand"
    assert work.read_text() == MINE


def test_an_edit_that_spoils_the_file_is_not_made(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profiles, "_tried", lambda *_: "schema = 1\n[")
    error = refused(lambda: profiles.edit(str(work), {"autonomy.shell": "host"}), WriteError)
    assert error.hint == "edit it by hand"
    assert work.read_text() == MINE


def test_a_profile_that_is_wrong_is_not_edited_and_named(work: Path) -> None:
    work.write_text("schema = 1\nlayer = 1\n")
    for act in (
        lambda: profiles.edit(str(work), {}),
        lambda: profiles.edited(work.read_text(), {}, None, str(work)),
    ):
        assert str(refused(act, InvalidError).where) == f"{work}:2"
