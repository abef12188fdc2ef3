from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from configurator.errors import InvalidError, RefusedError, WriteError
from configurator.exporters import apply
from configurator.exporters.apply import diff, write
from configurator.exporters.plan import BACKUP, FilePlan, Plan
from tests.unit.exporters.helpers import Project, chosen, json_target, scale

ASK = [chosen(scale(), "ask")]
NEVER = [chosen(scale(), "never")]
SETTINGS = ".tool/settings.json"
MINE = '{"a": 1}\n'


def files(root: Path) -> dict[str, str]:
    return {
        str(path.relative_to(root)): path.read_text()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.suffix != ".lock"
    }


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_modes_new_files_are_shared_and_a_person_s_own_are_not(project: Project) -> None:
    old = os.umask(0o077)
    try:
        project.export(ASK, json_target())
        assert mode(project.root / SETTINGS) == 0o644
        assert mode(project.record) == 0o600
        (project.root / SETTINGS).unlink()
        project.export(ASK, json_target(), scope="user")
        assert mode(project.root / SETTINGS) == 0o600
    finally:
        os.umask(old)


def test_a_file_that_exists_keeps_its_mode_and_so_does_its_backup(project: Project) -> None:
    path = project.put(SETTINGS, MINE)
    path.chmod(0o640)
    project.export(ASK, json_target())
    assert mode(path) == 0o640
    assert mode(path.with_name(path.name + BACKUP)) == 0o640


def test_the_backup_is_the_last_version_that_people_had_a_hand_in(project: Project) -> None:
    project.put(SETTINGS, MINE)
    project.export(ASK, json_target())
    assert project.read(SETTINGS + BACKUP) == MINE
    project.export(NEVER, json_target())  # what it replaces is our own
    assert project.read(SETTINGS + BACKUP) == MINE
    edited = project.read(SETTINGS).replace('"a": 1', '"a": 2')
    project.put(SETTINGS, edited)
    project.export(ASK, json_target())
    assert project.read(SETTINGS + BACKUP) == edited


def test_what_only_exports_wrote_has_no_backup(project: Project) -> None:
    project.export(ASK, json_target())
    project.export(NEVER, json_target())
    assert files(project.root).keys() == {SETTINGS}
    edited = project.read(SETTINGS).replace("{", '{"a": 1,', 1)
    project.put(SETTINGS, edited)
    project.export(ASK, json_target())
    assert project.read(SETTINGS + BACKUP) == edited


def test_a_link_in_the_place_of_a_backup_is_refused(project: Project, tmp_path: Path) -> None:
    project.put(SETTINGS, MINE)
    (tmp_path / "victim").write_text("theirs")
    (project.root / (SETTINGS + BACKUP)).symlink_to(tmp_path / "victim")
    with pytest.raises(RefusedError, match="is a link"):
        project.export(ASK, json_target())
    assert (tmp_path / "victim").read_text() == "theirs"
    assert project.read(SETTINGS) == MINE


def test_a_file_that_changed_since_is_not_written(project: Project) -> None:
    path = project.put(SETTINGS, MINE)
    planned = project.plan(ASK, json_target())
    path.write_text('{"a": 2}\n')
    with pytest.raises(RefusedError, match="changed while the export was prepared"):
        write(planned)
    path.unlink()
    with pytest.raises(RefusedError, match="changed while the export was prepared"):
        write(planned)
    assert files(project.root) == {}


def test_a_link_that_came_since_is_not_followed(project: Project, tmp_path: Path) -> None:
    planned = project.plan(ASK, json_target())
    (tmp_path / "elsewhere").mkdir()
    (project.root / ".tool").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(RefusedError, match="is a link"):
        write(planned)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_an_export_of_another_profile_meanwhile_is_noticed(project: Project) -> None:
    planned = project.plan(ASK, json_target())
    project.export(NEVER, json_target(path="other.json"))
    with pytest.raises(RefusedError, match=r"exports\.json` changed"):
        write(planned)


@pytest.mark.parametrize("step", range(8))
def test_all_files_or_none(project: Project, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    project.put(SETTINGS, MINE)
    targets = (
        json_target(),
        json_target("two", path="new/deep/two.json"),
        json_target("three", path="three.toml"),
    )
    planned = project.plan(ASK, *targets)
    before = files(project.root)
    move, done = os.replace, 0

    def fail(source: Any, place: Any) -> None:
        nonlocal done
        done += 1
        if done == step + 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        move(source, place)

    monkeypatch.setattr(os, "replace", fail)
    if step < 7:  # two for the log, five for the files
        with pytest.raises(WriteError, match="was not written: the disk is full"):
            write(planned)
        assert files(project.root) == before
        assert sorted(path.name for path in project.root.iterdir()) == [".tool"]
        assert not project.record.exists()
    else:
        assert len(write(planned)) == 3


def test_a_disk_that_is_full_before_anything_is_renamed(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.put(SETTINGS, MINE)
    planned = project.plan(ASK, json_target(), json_target("two", path="new/two.json"))
    calls = 0

    def fail(*_: Any) -> None:
        nonlocal calls
        calls += 1
        if calls == 5:  # the first of what is put beside the files
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(WriteError, match="the disk is full"):
        write(planned)
    assert files(project.root) == {SETTINGS: MINE}


def test_a_folder_that_may_not_be_written_to(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    planned = project.plan(ASK, json_target())
    monkeypatch.setattr(apply, "put_together", refuse)
    with pytest.raises(WriteError, match="you may not write there"):
        write(planned)
    assert list(project.root.iterdir()) == []


def test_an_interruption_undoes_too(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    planned = project.plan(ASK, json_target())
    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write(planned)
    assert list(project.root.iterdir()) == []


def test_a_removed_file_comes_back_if_the_rest_fails(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.export(ASK, json_target())
    before = project.read(SETTINGS)
    planned = project.plan([], json_target())
    assert [file.action for file in planned.files] == ["remove"]
    move = os.replace

    def fail(source: Any, place: Any) -> None:
        if place == str(project.record) and "tmp" in str(source):
            raise OSError(errno.EIO, "Input/output error")
        move(source, place)

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(WriteError):
        write(planned)
    assert project.read(SETTINGS) == before


# ------------------------------------------------------------ the diff


def test_a_diff_shows_what_changes(project: Project) -> None:
    project.put(SETTINGS, '{\n  "a": 1\n}')
    path = project.root / SETTINGS
    assert diff(project.plan(NEVER, json_target())) == (
        f'--- {path}\n+++ {path}\n@@ -1,3 +1,8 @@\n {{\n-  "a": 1\n'
        '+  "a": 1,\n+  "permissions": {\n+    "deny": [\n+      "Shell"\n+    ]\n+  }\n'
        " }  (no newline at the end)\n"
    )
    project.export(NEVER, json_target())
    assert diff(project.plan(NEVER, json_target())) == ""


def test_a_diff_is_safe_for_a_terminal() -> None:
    evil = "\x1b]0;owned\x07 \u202e \r\ttab \u009b31m\n"
    shown = diff(Plan("/r", (FilePlan("/r/\x1b[31m", None, evil), FilePlan("/r/g", evil, None)), {}))
    assert not {"\x1b", "\x07", "\u202e", "\r", "\u009b"} & set(shown)
    assert "\ttab" in shown
    assert shown.count("/dev/null") == 2


def test_windows_line_ends_do_not_clutter_a_diff() -> None:
    assert "\\u" not in diff(Plan("/r", (FilePlan("/r/f", "a\r\n", "b\r\n"),), {}))


# ------------------------------------------------------------ all targets or none


def invalid(place: Path, _: Path) -> None:
    place.write_text('{"a": 1, // no\n}')


def folder(place: Path, _: Path) -> None:
    place.mkdir()


def link_out(place: Path, elsewhere: Path) -> None:
    (elsewhere / "settings.json").write_text(MINE)
    place.symlink_to(elsewhere / "settings.json")


def read_only(place: Path, _: Path) -> None:
    place.write_text(MINE)
    place.chmod(0o444)


TROUBLES = [
    (invalid, InvalidError, "a comment is not allowed here"),
    (folder, InvalidError, "has to be a file, and is a folder"),
    (link_out, RefusedError, "is a link"),
    (read_only, RefusedError, "is read-only; nothing was written"),
]


@pytest.mark.parametrize(("make", "error", "message"), TROUBLES)
@pytest.mark.parametrize("first", [True, False])
def test_one_file_that_cannot_be_written_stops_all_targets(
    project: Project, tmp_path: Path, make: Any, error: Any, message: str, first: bool
) -> None:
    place = project.root / SETTINGS
    place.parent.mkdir()
    (tmp_path / "elsewhere").mkdir()
    make(place, tmp_path / "elsewhere")
    before = files(tmp_path)
    targets = [json_target("other", path="other.json"), json_target("third", path="new/third.toml")]
    with pytest.raises(error, match=message):
        project.export(ASK, *((json_target(), *targets) if first else (*targets, json_target())))
    assert files(tmp_path) == before
    assert not (project.root / "new").exists()


@pytest.mark.parametrize(("make", "error", "message"), TROUBLES[1:])
def test_so_does_one_that_became_so_since_it_was_planned(
    project: Project, tmp_path: Path, make: Any, error: Any, message: str
) -> None:
    place = project.put(SETTINGS, MINE)
    planned = project.plan(ASK, json_target("other", path="other.json"), json_target())
    place.unlink()
    (tmp_path / "elsewhere").mkdir()
    make(place, tmp_path / "elsewhere")
    with pytest.raises(error, match=message):
        write(planned)
    assert not (project.root / "other.json").exists()
    assert not project.record.exists()


def test_a_read_only_file_that_says_it_already_is_no_obstacle(project: Project) -> None:
    project.export(ASK, json_target())
    (project.root / SETTINGS).chmod(0o444)
    project.export(ASK, json_target(), json_target("other", path="other.json"))
    assert (project.root / "other.json").exists()


def test_a_file_that_changes_while_the_others_are_prepared_is_not_written(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = project.put(SETTINGS, MINE)
    planned = project.plan(ASK, json_target(), json_target("two", path="new/two.json"))
    sync = os.fsync

    def meanwhile(descriptor: int) -> None:
        place.write_text("{}")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", meanwhile)
    with pytest.raises(RefusedError, match="changed while the export was prepared"):
        write(planned)
    assert files(project.root) == {SETTINGS: "{}"}
    assert not (project.root / "new").exists()
