"""A file is written whole or not at all."""

from __future__ import annotations

import fcntl
import os
import stat
from pathlib import Path

import pytest

from configurator.errors import WriteError
from configurator.files.lock import locked
from configurator.files.write import make_folder, write_atomic


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def test_a_new_file_is_the_persons_alone(tmp_path: Path) -> None:
    write_atomic(str(tmp_path / "a"), b"x")
    assert ((tmp_path / "a").read_bytes(), mode(tmp_path / "a")) == (b"x", 0o600)
    write_atomic(str(tmp_path / "b"), b"", 0o644)
    assert ((tmp_path / "b").read_bytes(), mode(tmp_path / "b")) == (b"", 0o644)


@pytest.mark.parametrize("bits", [0o600, 0o640, 0o755, 0o400])
def test_a_file_that_exists_keeps_its_mode(tmp_path: Path, bits: int) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "a").chmod(bits)
    write_atomic(str(tmp_path / "a"), b"new")
    assert ((tmp_path / "a").read_bytes(), mode(tmp_path / "a")) == (b"new", bits)


def test_a_link_is_replaced_and_what_it_led_to_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    write_atomic(str(tmp_path / "link"), b"new")
    assert not (tmp_path / "link").is_symlink()
    assert ((tmp_path / "link").read_bytes(), (tmp_path / "real").read_bytes()) == (b"new", b"old")


@pytest.mark.parametrize("target", ["real", "nowhere"])
def test_a_file_in_place_of_a_link_is_not_open_to_everyone(tmp_path: Path, target: str) -> None:
    """The mode bits of a link itself permit everything, and say nothing."""
    (tmp_path / "real").touch(0o600)
    (tmp_path / "link").symlink_to(target)
    write_atomic(str(tmp_path / "link"), b"new")
    assert mode(tmp_path / "link") == 0o600


@pytest.mark.parametrize("broken", ["replace", "fsync", "fchmod"])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "a").write_bytes(b"old")
    monkeypatch.setattr(os, broken, fail)
    with pytest.raises(WriteError) as caught:
        write_atomic(str(tmp_path / "a"), b"new")
    assert (caught.value.message, caught.value.hint) == (
        f"`{tmp_path}/a` was not written: the disk is full",
        "nothing was changed",
    )
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_data_is_on_disk_before_the_old_file_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    sync, replace = os.fsync, os.replace

    def noted_sync(descriptor: int) -> None:
        done.append("sync")
        sync(descriptor)

    def noted_replace(old: str, new: str) -> None:
        done.append("replace")
        replace(old, new)

    monkeypatch.setattr(os, "fsync", noted_sync)
    monkeypatch.setattr(os, "replace", noted_replace)
    write_atomic(str(tmp_path / "a"), b"new")
    assert done[:2] == ["sync", "replace"]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("no/a", "its folder does not exist"),
        ("file/a", "its folder is not a folder"),
        ("folder", "a folder stands in its place"),
    ],
)
def test_a_place_where_no_file_can_be_is_told(tmp_path: Path, path: str, reason: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    with pytest.raises(WriteError, match=reason):
        write_atomic(str(tmp_path / path), b"x")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["file", "folder"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_to_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(WriteError, match="you may not write there"):
        write_atomic(str(tmp_path / "a"), b"x")
    tmp_path.chmod(0o700)


def test_a_file_in_the_folder_one_stands_in_needs_no_folder_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_atomic("a", b"x")
    assert (tmp_path / "a").read_bytes() == b"x"


def test_a_folder_is_made_for_the_person_alone(tmp_path: Path) -> None:
    make_folder(str(tmp_path / "a" / "b"))
    make_folder(str(tmp_path / "a" / "b"))
    assert mode(tmp_path / "a" / "b") == 0o700


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    with pytest.raises(WriteError):
        make_folder(str(tmp_path / "a" / "b"))


def test_a_lock_that_the_system_refuses_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(WriteError, match="was not written: no locks available"), locked(str(tmp_path / "a")):
        raise AssertionError("never held")


def test_a_file_whose_mode_is_not_known_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"old")

    def refuse(*_: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(os, "lstat", refuse)
        with pytest.raises(WriteError, match="input/output error"):
            write_atomic(str(tmp_path / "a"), b"new")
    assert (tmp_path / "a").read_bytes() == b"old"


def test_an_interruption_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomic(str(tmp_path / "a"), b"new")
    assert list(tmp_path.iterdir()) == []


def test_a_new_folder_is_on_disk_before_anything_is_put_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    real = os.fsync

    def noted(descriptor: int) -> None:
        synced.append(os.readlink(f"/proc/self/fd/{descriptor}"))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    make_folder(str(tmp_path / "a" / "b"))
    assert synced == [str(tmp_path), str(tmp_path / "a")]
