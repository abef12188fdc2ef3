"""Drafts against a crash, and files that others change meanwhile."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from configurator.domain.profile import Profile
from configurator.exporters.places import beside, is_under_way, log_path
from configurator.exporters.under_way import Log, begin
from configurator.session.session import Session
from configurator.store.profiles import edit
from configurator.tui.app import ConfiguratorApp
from configurator.tui.draft import Draft
from configurator.tui.editing import Editing, Unsaved
from configurator.tui.tending import Tending
from tests.tui.looks import screen_text, settings_of
from tests.tui.world import SCHOOL, saved, session


def die(draft: Draft) -> None:
    """What becomes of a draft's lock when its process ends, whatever it ends of."""
    assert draft._release is not None
    draft._release()


def leave_behind(path: str, changes: dict[str, object]) -> None:
    """Unsaved changes of an app that is gone."""
    draft = Draft(path)
    draft.keep(Unsaved(changes))
    die(draft)


def kept(home: Path) -> list[Path]:
    """The drafts that there are."""
    return list((home / "cache" / "unsaved").glob("*.json"))


def test_a_draft_follows_what_is_not_saved(home: Path) -> None:
    draft = Draft("/some/default.toml")
    draft.keep(Unsaved({"tools.shell": "never", "tools.steps": None}, ((), ("school",))))
    [file] = kept(home)
    assert json.loads(file.read_text(encoding="utf-8")) == {
        "changes": {"tools.shell": "never", "tools.steps": None},
        "layers": [[], ["school"]],
    }
    assert file.stat().st_mode & 0o077 == 0
    draft.drop()
    assert list(file.parent.iterdir()) == []


def test_a_draft_of_a_process_that_still_runs_is_left_alone(home: Path) -> None:
    running = Draft("/some/default.toml")
    running.keep(Unsaved({"tools.shell": "never"}))
    assert Draft("/some/default.toml").left_behind() == Unsaved({})
    assert len(kept(home)) == 1
    running.drop()


def test_a_process_that_got_the_number_of_one_that_is_gone_hides_no_draft(home: Path) -> None:
    """After a restart the numbers begin anew."""
    leave_behind("/some/default.toml", {"tools.shell": "never"})
    [file] = kept(home)
    stem = file.name.partition(".")[0]
    file.rename(file.with_name(f"{stem}.{os.getpid()}.json"))
    assert Draft("/some/default.toml").left_behind() == Unsaved({"tools.shell": "never"})
    assert list((home / "cache" / "unsaved").glob(f"{stem}.{os.getpid()}*")) == []


def test_an_export_that_was_interrupted_is_finished_and_said_at_the_start(tmp_path: Path, home: Path) -> None:
    current = saved(str(tmp_path))
    record = beside(current.profile.path)
    begin(record, Log(str(tmp_path), ()))
    said = Tending(Editing(current), None).restore()
    assert said is not None
    assert said.message == f"an export below `{tmp_path}` was interrupted before it changed any file"
    assert not is_under_way(record)
    begin(record, Log(str(tmp_path), ()))
    leave_behind(current.profile.path, {"tools.shell": "never"})
    said = Tending(Editing(current), None).restore()
    assert said is not None
    assert said.message.startswith("restored 1 change")
    assert "was interrupted" in said.hint


def test_a_log_that_cannot_be_used_is_said_and_keeps_nobody_from_working(tmp_path: Path, home: Path) -> None:
    current = saved(str(tmp_path))
    Path(log_path(beside(current.profile.path), "moving")).write_text("{}")
    said = Tending(Editing(current), None).restore()
    assert said is not None
    assert said.is_error
    assert "the log of an export that was interrupted cannot be used" in said.message


@pytest.mark.parametrize("text", ["", "not json", "[]", '{"changes": 3}'])
def test_a_draft_that_cannot_be_read_restores_nothing(home: Path, text: str) -> None:
    leave_behind("/some/default.toml", {"tools.shell": "never"})
    [file] = kept(home)
    file.write_text(text, encoding="utf-8")
    assert Draft("/some/default.toml").left_behind() == Unsaved({})
    assert not file.exists()


def test_what_a_crash_left_is_restored_within_the_bounds(home: Path) -> None:
    leave_behind("/some/default.toml", {"tools.shell": "never", "tools.steps": 400})
    editing = Editing(session(layers=(SCHOOL,), path="/some/default.toml"))
    said = Tending(editing, None).restore()
    assert said is not None
    assert said.message == "restored 1 change that were not saved when the app last ended"
    assert said.hint == "not permitted any more: tools.steps"
    assert editing.unsaved().changes == {"tools.shell": "never"}
    assert editing.undo() is not None


def test_changes_of_others_are_taken_in_under_ones_own(tmp_path: Path) -> None:
    current = saved(str(tmp_path), {"tools.steps": 5})
    editing = Editing(current)
    tending = Tending(editing, None)
    assert tending.look() is None
    editing.apply(editing.propose({"tools.shell": "never", "tools.steps": 7}), "")
    edit(current.profile.path, {"style.length": "short", "tools.steps": 9})
    said = tending.look()
    assert said is not None
    assert said.message == "the file was changed by another program: 2 changes read"
    assert said.hint == "changed here too, and kept as here: tools.steps"
    assert dict(editing.session.profile.preferences) == {
        "tools.shell": "never",
        "tools.steps": 7,
        "style.length": "short",
    }
    assert editing.unsaved().changes == {"tools.shell": "never", "tools.steps": 7}
    editing.undo()
    assert editing.session.profile.preferences["style.length"] == "short"


def test_ones_own_save_is_no_news(tmp_path: Path) -> None:
    editing = Editing(saved(str(tmp_path)))
    tending = Tending(editing, None)
    editing.apply(editing.propose({"tools.shell": "never"}), "")
    editing.save()
    assert tending.look() is None


def test_a_file_that_becomes_unreadable_or_is_removed_is_told(tmp_path: Path) -> None:
    current = saved(str(tmp_path), {"tools.steps": 5})
    editing = Editing(current)
    tending = Tending(editing, None)
    path = Path(current.profile.path)
    path.write_text("not toml [", encoding="utf-8")
    said = tending.look()
    assert said is not None
    assert "not valid TOML" in said.message
    assert editing.session is current
    assert tending.look() is None
    path.unlink()
    said = tending.look()
    assert said is not None
    assert "removed by another program" in said.message


def test_a_reading_may_bring_other_layers(tmp_path: Path) -> None:
    current = saved(str(tmp_path))
    editing = Editing(current)
    editing.apply(editing.propose({"tools.steps": 400}), "")

    def reopen() -> Session:
        return session(layers=(SCHOOL,), path=current.profile.path)

    tending = Tending(editing, reopen)
    edit(current.profile.path, {"style.length": "short"})
    said = tending.look()
    assert said is not None
    assert "not permitted any more: tools.steps" in said.hint
    assert editing.session.composition.layers[-1].id == "school"


def test_a_profile_without_a_file_is_not_watched() -> None:
    tending = Tending(Editing(Session.of(session().composition, Profile("none"))), None)
    tending.keep()
    assert tending.look() is None
    assert tending.restore() is None


async def test_the_app_shows_what_was_restored_and_what_others_wrote(tmp_path: Path, home: Path) -> None:
    current = saved(str(tmp_path), {"tools.steps": 5})
    leave_behind(current.profile.path, {"tools.shell": "listed"})
    app = ConfiguratorApp(current, environment={})
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        screen = settings_of(app)
        assert "restored 1 change" in screen.foot.text
        assert "Listed safe ones" in screen_text(app)
        edit(current.profile.path, {"tools.steps": 9})
        app.tend()
        await pilot.pause()
        assert "changed by another program" in screen.foot.text
        assert "9 steps" in screen_text(app)
        assert len(kept(home)) == 1
