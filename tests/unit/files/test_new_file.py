"""A temporary file lies beside what it replaces, is the person's alone, and is never somebody else's."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from configurator.errors import WriteError
from configurator.files.write import LEFT_BEHIND, is_temporary, put_new, temporary_name, write_atomic


def test_a_name_is_another_each_time_and_in_its_folder(tmp_path: Path) -> None:
    found = {temporary_name(str(tmp_path)) for _ in range(3)}
    assert len(found) == 3
    assert all(Path(path).parent == tmp_path and is_temporary(Path(path).name) for path in found)


def test_nothing_that_is_there_is_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "urandom", lambda _: b"a" * 8)
    elsewhere = tmp_path / "elsewhere"
    taken = Path(temporary_name(str(tmp_path)))
    taken.symlink_to(elsewhere)
    with pytest.raises(FileExistsError):
        put_new(str(taken), b"x", 0o600)
    with pytest.raises(WriteError):
        write_atomic(str(tmp_path / "a"), b"x")
    assert not elsewhere.exists()


def test_what_a_killed_process_left_goes_once_it_is_old(tmp_path: Path) -> None:
    old, new, mine = (tmp_path / name for name in (".configurator-0.tmp", ".configurator-1.tmp", "mine.tmp"))
    for path in (old, new, mine):
        path.touch()
    for path in (old, mine):
        moment = path.stat().st_mtime - LEFT_BEHIND - 60
        os.utime(path, (moment, moment))
    write_atomic(str(tmp_path / "a"), b"x")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".configurator-1.tmp", "a", "mine.tmp"]
