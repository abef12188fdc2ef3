"""The journal in the app: what is listed, and the way back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from configurator.session.saving import record, save
from configurator.session.session import Session
from configurator.store import journal
from configurator.store.reading import read_profile
from configurator.tui.app import ConfiguratorApp
from configurator.tui.journal_lines import entry_line, entry_lines, return_lines, verdict
from tests.tui.looks import screen_text, settings_of, text_of
from tests.tui.world import saved, session

SIZE = (110, 34)


def again(current: Session) -> Session:
    """The session as its file has it now."""
    return Session.of(current.composition, read_profile(current.profile.path, "default"))


def with_history(folder: Path) -> Session:
    """A profile that was changed twice, and exported."""
    current = saved(str(folder))
    save(current, {"tools.shell": "listed"}, "cli")
    save(again(current), {"tools.shell": None, "tools.steps": 40}, "tui")
    record(again(current), "tui", "export", "codex in /there")
    return again(current)


def entry(**fields: Any) -> journal.Entry:
    plain = journal.Entry(1, "2026-01-02T03:04:05+00:00", "cli", "", "choose", "", {}, {}, "", "")
    return plain._replace(**fields)


def test_an_entry_is_told_whatever_it_holds() -> None:
    current = session()
    odd = entry(at="once\x1b[2J", about="\x1b]0;evil\x07", changes={"gone.key": [1, 2], "tools.shell": 5})
    assert "\x1b" not in text_of([entry_line(odd, 80)])
    assert "once" in text_of([entry_line(odd, 80)])
    text = text_of(entry_lines(current, odd._replace(changes={**odd.changes, "tools.steps": ["x", 5]}), 60))
    assert "gone.key  1 → 2" in text
    assert "Steps before it checks in  x → 5 steps" in text
    assert "it changed no setting" in text_of(entry_lines(current, entry(), 60))
    assert "entry 2 was edited" in text_of(verdict(["entry 2 was edited"], 60))


def test_going_back_tells_what_it_does_not_bring_back() -> None:
    current = session({"gone.key": 1, "tools.network": "ask_new"})
    change = current.choose({"gone.key": None, "tools.shell": "sandbox"})
    text = text_of(return_lines(current, replace(change, layers=((), ("school",))), 70))
    assert "gone.key" in text
    assert "Reaching websites" in text
    assert "become those of then: school" in text


async def test_going_back_is_seen_then_done_as_one_unsaved_step(tmp_path: Path) -> None:
    app = ConfiguratorApp(with_history(tmp_path), environment={})
    async with app.run_test(size=SIZE) as pilot:
        screen = settings_of(app)
        await pilot.press("J")
        await pilot.pause()
        text = screen_text(app)
        assert "the journal is whole" in text
        assert "export codex in /there" in text
        assert text.index("export") < text.index("choose")
        await pilot.press("enter")
        await pilot.pause()
        assert "everything is as it was then" in screen_text(app)
        await pilot.press("down", "down")
        await pilot.pause()
        assert "Running commands  default → Listed safe ones" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "Back to entry 1" in screen_text(app)
        assert "Steps before it checks in  40 steps → 10 steps" in screen_text(app)
        await pilot.press("escape", "enter", "enter")
        await pilot.pause()
        assert screen.editing.unsaved().changes == {"tools.shell": "listed", "tools.steps": None}
        assert "back to entry 1" in screen.foot.text
        await pilot.press("u")
        assert screen.editing.unsaved().changes == {}


def edit_record(current: Session) -> None:
    """Somebody writes into the journal."""
    path = Path(journal.journal_path(current.profile.path))
    text = path.read_text(encoding="utf-8") if path.exists() else "no\n"
    path.write_text(text.replace('"tools.shell":"listed"', '"tools.shell":"host"'), encoding="utf-8")


async def test_what_is_not_permitted_now_is_refused_and_an_edited_record_shows(tmp_path: Path) -> None:
    current = with_history(tmp_path)
    edit_record(current)
    app = ConfiguratorApp(current, environment={})
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("J", "end")
        await pilot.pause()
        assert "entry 1 was edited" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "cannot be `host`" in screen_text(app)
        await pilot.press("escape")
        assert settings_of(app).editing.unsaved().changes == {}


async def test_without_a_journal_it_says_so(tmp_path: Path) -> None:
    current = saved(str(tmp_path))
    app = ConfiguratorApp(current, environment={})
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("J")
        assert "nothing was recorded yet" in settings_of(app).foot.text
        edit_record(current)
        await pilot.press("J")
        assert "entry [invalid]" in settings_of(app).foot.text
