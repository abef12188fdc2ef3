"""Many files put on the disk together are each as safe as one."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from configurator.files import together, write
from configurator.files.write import put_together, sync_folders

NAMES = [f"file-{number}" for number in range(40)]


def some(folder: Path) -> Iterator[tuple[str, bytes, int]]:
    for name in NAMES:
        yield str(folder / name), name.encode(), 0o640


class Synced:
    """Stands for `os.fsync`: which files were put on the disk, and with what in them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.found: dict[str, bytes] = {}
        self.threads: set[int] = set()
        self.trouble: dict[str, BaseException] = {}
        self._real = os.fsync
        monkeypatch.setattr(os, "fsync", self)

    def __call__(self, descriptor: int) -> None:
        path = Path(os.readlink(f"/proc/self/fd/{descriptor}"))
        self.threads.add(threading.get_ident())
        if error := self.trouble.get(path.name):
            raise error
        self._real(descriptor)
        self.found[path.name] = path.read_bytes() if path.is_file() else b""


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> Synced:
    return Synced(monkeypatch)


@pytest.mark.parametrize("open_at_once", [1, 7, 40, 64])
def test_all_of_them_are_on_the_disk_as_they_are_to_be(
    tmp_path: Path, synced: Synced, monkeypatch: pytest.MonkeyPatch, open_at_once: int
) -> None:
    monkeypatch.setattr(write, "OPEN_AT_ONCE", open_at_once)
    before = len(os.listdir("/proc/self/fd"))
    put_together(some(tmp_path), [str(tmp_path), str(tmp_path.parent)])
    assert synced.found == {name: name.encode() for name in NAMES} | {
        tmp_path.name: b"",
        tmp_path.parent.name: b"",
    }
    assert {(tmp_path / name).stat().st_mode & 0o777 for name in NAMES} == {0o640}
    assert len(os.listdir("/proc/self/fd")) == before


def test_they_wait_for_the_disk_at_the_same_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A barrier that only opens once as many are there."""
    barrier = threading.Barrier(together.AT_ONCE, timeout=30)
    monkeypatch.setattr(os, "fsync", lambda _descriptor: barrier.wait())
    put_together(list(some(tmp_path))[: together.AT_ONCE], [])
    assert not barrier.broken


def test_the_first_that_failed_is_named_and_the_others_are_tried(tmp_path: Path, synced: Synced) -> None:
    synced.trouble = {
        name: OSError(errno.ENOSPC, "No space left on device") for name in (NAMES[30], NAMES[20])
    }
    with pytest.raises(OSError, match="No space left") as caught:
        put_together(some(tmp_path), [])
    assert caught.value.filename == str(tmp_path / NAMES[20])
    assert synced.found.keys() == {*NAMES} - synced.trouble.keys()


def test_an_interruption_in_another_thread_is_not_lost(tmp_path: Path, synced: Synced) -> None:
    synced.trouble = {NAMES[39]: KeyboardInterrupt()}
    with pytest.raises(KeyboardInterrupt):
        put_together(some(tmp_path), [])


def test_where_no_thread_can_be_started_one_does_it_all(
    tmp_path: Path, synced: Synced, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(together, "start_new_thread", refuse)
    put_together(some(tmp_path), [])
    assert {*synced.found} == {*NAMES}
    assert synced.threads == {threading.get_ident()}


def test_what_is_there_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / NAMES[3]).write_text("mine")
    with pytest.raises(FileExistsError):
        put_together(some(tmp_path), [])
    assert (tmp_path / NAMES[3]).read_text() == "mine"


def test_a_folder_that_cannot_be_synced_keeps_no_other_from_it(tmp_path: Path, synced: Synced) -> None:
    folders = [tmp_path / name for name in ("a", "b", "c")]
    for folder in folders:
        folder.mkdir()
    synced.trouble = {"b": OSError(errno.EINVAL, "Invalid argument")}
    sync_folders([str(tmp_path / "gone"), *map(str, folders)])
    assert synced.found.keys() == {"a", "c"}
