"""Choosing, undoing, saving: no screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from configurator.errors import ConfiguratorError, RefusedError
from configurator.store import journal
from configurator.tui.editing import Editing
from configurator.tui.trial import attempt, step
from tests.tui.world import SCHOOL, SETTINGS, saved, session


def choose(editing: Editing, key: str, raw: Any) -> None:
    editing.apply(editing.propose({key: raw}), f"{key} {raw}")


def test_undo_and_redo_go_back_and_forward_without_limit() -> None:
    editing = Editing(session())
    for count in range(1, 301):
        choose(editing, "tools.steps", count)
    for _ in range(300):
        assert editing.undo() is not None
    assert editing.undo() is None
    assert editing.session.profile.preferences == {}
    for _ in range(300):
        assert editing.redo() is not None
    assert editing.session.profile.preferences == {"tools.steps": 300}
    assert editing.redo() is None


def test_a_new_choice_ends_what_could_be_redone() -> None:
    editing = Editing(session())
    choose(editing, "tools.steps", 20)
    editing.undo()
    choose(editing, "tools.steps", 30)
    assert editing.redo() is None


def test_unsaved_is_the_difference_and_not_the_way_there() -> None:
    editing = Editing(session({"tools.steps": 20}))
    choose(editing, "tools.steps", 30)
    choose(editing, "tools.steps", 20)
    assert editing.unsaved().changes == {}
    choose(editing, "tools.steps", None)
    choose(editing, "tools.shell", "never")
    assert editing.unsaved().changes == {"tools.shell": "never", "tools.steps": None}


def test_saving_writes_only_what_changed_and_keeps_the_rest(tmp_path: Path) -> None:
    text = 'schema = 1\n# mine\nlayers = []\n[preferences.tools]\nsteps = 20 # few\nshell = "never"\n'
    editing = Editing(saved(str(tmp_path), text=text))
    choose(editing, "tools.shell", "listed")
    count, path, untold = editing.save()
    assert (count, path, untold) == (1, str(tmp_path / "default.toml"), "")
    assert Path(path).read_text(encoding="utf-8") == text.replace('"never"', '"listed"')
    assert editing.unsaved().changes == {}


def test_a_save_is_recorded_with_what_was_before(tmp_path: Path) -> None:
    editing = Editing(saved(str(tmp_path), {"tools.steps": 20}))
    choose(editing, "tools.steps", 30)
    choose(editing, "tools.shell", "never")
    _, path, _ = editing.save()
    [entry] = journal.read(journal.journal_path(path))
    assert entry.front == "tui"
    assert dict(entry.changes) == {"tools.steps": [20, 30], "tools.shell": [None, "never"]}


def test_undo_reaches_past_a_save(tmp_path: Path) -> None:
    editing = Editing(saved(str(tmp_path)))
    choose(editing, "tools.steps", 20)
    editing.save()
    editing.undo()
    assert editing.unsaved().changes == {"tools.steps": None}


def test_a_session_without_a_file_says_so() -> None:
    editing = Editing(session())
    choose(editing, "tools.steps", 20)
    with pytest.raises(ConfiguratorError, match="no file"):
        editing.save()


def test_resets_touch_only_what_was_asked() -> None:
    editing = Editing(session({"tools.steps": 20}))
    assert editing.resets(["tools.steps", "tools.shell"]) == {"tools.steps": None}


# ---------------------------------------------------------------------- steps


def test_a_step_stops_at_the_bound_with_the_words_of_the_command_line() -> None:
    current = session({"tools.shell": "sandbox"})
    trial = step(current, "tools.shell", 1)
    with pytest.raises(RefusedError) as refused:
        current.choose({"tools.shell": "host"})
    assert trial.change is None
    assert trial.said is not None
    assert f"{trial.said.message}\nhint: {trial.said.hint}" == str(refused.value)
    assert "the nearest permitted value is `sandbox`" in trial.said.hint


def test_ten_steps_go_as_far_as_the_bound() -> None:
    trial = step(session({"tools.steps": 45}, layers=(SCHOOL,)), "tools.steps", 1, 10)
    assert trial.change is not None
    assert trial.change.after.profile.preferences == {"tools.steps": 50}


def test_a_step_from_a_held_value_says_who_holds_it() -> None:
    trial = step(session({"content.violence": "graphic"}), "content.violence", 1)
    assert trial.change is None
    assert trial.said is not None
    assert "`minor` (Protection for minors) holds it" in trial.said.message


def test_a_step_tighter_from_a_held_value_is_made() -> None:
    trial = step(session({"content.violence": "graphic"}), "content.violence", -1)
    assert trial.change is not None
    assert trial.change.after.effective["content.violence"].value == "none"


@pytest.mark.parametrize(
    ("key", "by", "words"),
    [
        ("audience.age", 1, "at its loosest: `adult`"),
        ("audience.age", -1, "at its tightest: `child`"),
        ("style.length", -1, "at its first option: `auto`"),
    ],
)
def test_the_end_of_a_scale_is_said(key: str, by: int, words: str) -> None:
    preferences = {"audience.age": "adult" if by > 0 else "child"}
    trial = step(session(preferences), key, by)
    assert trial.said is not None
    assert words in trial.said.message
    assert not trial.said.is_error


def test_sets_and_text_have_no_steps() -> None:
    for key in ("tools.kit", "style.note"):
        trial = step(session(), key, 1)
        assert trial.said is not None
        assert "no single next step" in trial.said.message


def test_what_is_no_value_is_refused_in_words() -> None:
    trial = attempt(session(), "tools.steps", "many")
    assert trial.said is not None
    assert "is not a whole number of steps" in trial.said.message


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([s.key for s in SETTINGS]), st.sampled_from([-1, 1]), st.sampled_from([1, 10])
        )
    )
)
def test_no_sequence_of_steps_leaves_the_bounds(keys: list[tuple[str, int, int]]) -> None:
    editing = Editing(session(layers=(SCHOOL,)))
    for key, by, times in keys:
        trial = step(editing.session, key, by, times)
        if trial.change is not None:
            editing.apply(trial.change, "")
        for effective in editing.session.effective.values():
            assert effective.value in effective.permitted
            assert effective.asked is None or effective.asked in effective.permitted
