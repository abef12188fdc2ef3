"""An export that was interrupted is finished, or taken back, by the next start, which says so."""

from __future__ import annotations

import errno
import fcntl
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from configurator.errors import InvalidError, RefusedError, WriteError
from configurator.exporters import manifest, under_way
from configurator.exporters.apply import write
from configurator.exporters.places import is_under_way, log_path
from configurator.exporters.under_way import mend
from tests.unit.exporters.helpers import Project, chosen, json_target, scale
from tests.unit.exporters.test_apply import MINE, SETTINGS, files

ASK = [chosen(scale(), "ask")]
TARGETS = (json_target(), json_target("two", path="new/two.json"))


class Killed(BaseException):
    """Whatever would be done about it is not done: see `killed`."""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path)
    made.put(SETTINGS, MINE)
    return made


def killed(project: Project, monkeypatch: pytest.MonkeyPatch, after: int, call: str = "replace") -> None:
    """Export, and end without any clean-up after so many calls."""
    planned = project.plan(ASK, *TARGETS)
    real, count = getattr(os, call), 0

    def counted(*given: Any, **named: Any) -> Any:
        nonlocal count
        if count == after:
            raise Killed
        count += 1
        return real(*given, **named)

    with monkeypatch.context() as patched:
        patched.setattr(os, call, counted)
        patched.setattr(under_way, "end", lambda _record: None)
        patched.setattr("configurator.exporters.apply._Staged.undo", lambda _self: None)
        with pytest.raises(Killed):
            write(planned)


def whole(project: Project, tmp_path: Path) -> dict[str, str]:
    """What an export that is not interrupted leads to."""
    other = Project(tmp_path / "other")
    other.put(SETTINGS, MINE)
    other.export(ASK, *TARGETS)
    return files(other.root)


@pytest.fixture
def other_folder(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()


def test_before_anything_is_moved_it_is_taken_back(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    killed(project, monkeypatch, 1)  # the log is there, and has not got further
    assert is_under_way(str(project.record))
    (said, hint), *more = mend(str(project.record))
    assert said == f"an export below `{project.root}` was interrupted before it changed any file"
    assert hint.startswith("`configurator export TARGET --check`")
    assert more == []
    assert files(project.root) == {SETTINGS: MINE}
    assert not (project.root / "new").exists()
    assert mend(str(project.record)) == []


@pytest.mark.usefixtures("other_folder")
@pytest.mark.parametrize("after", range(2, 6))
def test_once_anything_may_be_moved_it_is_finished(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, after: int
) -> None:
    killed(project, monkeypatch, after)
    ((said, _hint),) = mend(str(project.record))
    assert said == f"an export below `{project.root}` was interrupted; it is finished now"
    assert files(project.root) == whole(project, tmp_path)
    assert not is_under_way(str(project.record))
    assert all(file.action == "unchanged" for file in project.plan(ASK, *TARGETS).files)
    project.unexport([])
    assert files(project.root) == {SETTINGS: MINE}


def test_what_somebody_changed_meanwhile_stays_and_is_not_recorded(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed(project, monkeypatch, 2)
    project.put(SETTINGS, '{"a": 2}\n')
    _said, (changed, hint) = mend(str(project.record))
    assert changed == f"`{project.root}/{SETTINGS}` was changed since, and is left as it is"
    assert "--check" in hint
    assert project.read(SETTINGS) == '{"a": 2}\n'
    recorded = manifest.load(str(project.record)).files
    assert str(project.root / SETTINGS) not in recorded
    assert str(project.root / "new/two.json") in recorded


def test_a_link_that_somebody_put_there_meanwhile_is_not_followed(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    killed(project, monkeypatch, 2)
    (tmp_path / "theirs").write_text(MINE)
    (project.root / SETTINGS).unlink()
    (project.root / SETTINGS).symlink_to(tmp_path / "theirs")
    assert len(mend(str(project.record))) == 2
    assert (project.root / SETTINGS).is_symlink()
    assert (tmp_path / "theirs").read_text() == MINE


def test_an_undoing_that_failed_is_ended_by_the_next_start(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned = project.plan(ASK, *TARGETS)
    real, moved = os.replace, 0

    def fail(source: Any, place: Any) -> None:
        nonlocal moved
        is_theirs = str(place).startswith(str(project.root))
        moved += is_theirs
        if is_theirs and moved > 2:  # neither on, nor back
            raise OSError(errno.EIO, "Input/output error")
        real(source, place)

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", fail)
        with pytest.raises(WriteError) as caught:
            write(planned)
    assert caught.value.hint == "not all of it could be put back; the next start tries again"
    assert os.path.exists(log_path(str(project.record), "undoing"))
    ((said, _hint),) = mend(str(project.record))
    assert said == f"an export below `{project.root}` failed and was interrupted; it is undone now"
    assert files(project.root) == {SETTINGS: MINE}


def test_an_export_that_is_still_running_is_left_alone(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed(project, monkeypatch, 2)
    before = files(project.root)
    with open(f"{project.record}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert mend(str(project.record)) == []
    assert files(project.root) == before


def test_nothing_is_written_over_an_export_that_was_interrupted(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned = project.plan(ASK, json_target("three", path="three.json"))
    killed(project, monkeypatch, 2)
    with pytest.raises(RefusedError, match="changed while the export was prepared"):
        write(planned)
    assert not (project.root / "three.json").exists()


def with_a_path_outside(raw: dict[str, Any]) -> None:
    raw["moves"][0][0] = "/etc/passwd"


def with_a_foreign_source(raw: dict[str, Any]) -> None:
    raw["moves"][0][1] = "/etc/passwd"


def with_a_file_to_discard(raw: dict[str, Any]) -> None:
    raw["moves"][0][2] = os.path.join(os.path.dirname(raw["moves"][0][0]), "thesis.txt")


def with_a_folder_outside(raw: dict[str, Any]) -> None:
    raw["emptied"] = ["/srv"]


def with_nothing(raw: dict[str, Any]) -> None:
    raw.clear()


@pytest.mark.parametrize(
    "forge",
    [
        with_a_path_outside,
        with_a_foreign_source,
        with_a_file_to_discard,
        with_a_folder_outside,
        with_nothing,
    ],
)
def test_a_log_that_no_export_wrote_does_nothing(
    project: Project, monkeypatch: pytest.MonkeyPatch, forge: Callable[[dict[str, Any]], None]
) -> None:
    killed(project, monkeypatch, 2)
    path = Path(log_path(str(project.record), "moving"))
    raw = json.loads(path.read_text())
    forge(raw)
    path.write_text(json.dumps(raw))
    before = files(project.root)
    with pytest.raises(InvalidError, match="the log of an export that was interrupted cannot be used"):
        mend(str(project.record))
    assert files(project.root) == before
