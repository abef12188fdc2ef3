"""What happens seldom, and still has to be right."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest
from textual import events

from configurator.domain.bounds import Bounds
from configurator.domain.policy import Layer
from configurator.resolution.compose import Obstacle
from configurator.tui import app as app_module
from configurator.tui.account import treatment_lines
from configurator.tui.app import ConfiguratorApp
from configurator.tui.coverage import treatment
from configurator.tui.listing import columns
from configurator.tui.status import status
from configurator.tui.words import LEVELS
from tests.tui.looks import screen_text, settings_of, text_of
from tests.tui.world import SHELL, STEPS, _line, saved, session

SIZE = (120, 36)


async def click_track(pilot: Any, key: str, cell: int) -> Any:
    """Click the track of ``key`` at ``cell``."""
    screen = settings_of(pilot.app)
    screen.go_to(key)
    await pilot.pause()
    y = screen.list.items.index(key) - screen.list.top
    await pilot.click("#list", offset=(columns(screen.list.room).track_at + cell, y))
    await pilot.pause()
    return screen


async def test_a_click_on_a_range_an_item_and_a_length() -> None:
    app = ConfiguratorApp(session(), environment={})
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        screen = await click_track(pilot, "wellbeing.break_minutes", 12)
        assert screen.editing.unsaved().changes == {"wellbeing.break_minutes": 240}
        await click_track(pilot, "tools.kit", 3)
        assert screen.editing.unsaved().changes["tools.kit"] == ["read", "write"]
        await click_track(pilot, "style.note", 3)
        assert "style.note" not in screen.editing.unsaved().changes


async def test_a_double_click_opens_the_editor() -> None:
    app = ConfiguratorApp(session(), environment={})
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.click("#list", offset=(6, 4), times=2)
        await pilot.pause()
        assert app.screen is not settings_of(app)


async def test_the_wheel_moves_the_view_and_stops_at_its_ends() -> None:
    app = ConfiguratorApp(session(), environment={})
    async with app.run_test(size=(120, 14)) as pilot:
        await pilot.pause()
        screen = settings_of(app)

        def wheel(of: type[events.MouseScrollDown | events.MouseScrollUp]) -> None:
            screen.list.post_message(of(screen.list, 5, 5, 0, 1, 0, False, False, False))

        wheel(events.MouseScrollDown)
        await pilot.pause()
        assert screen.list.top == 3
        wheel(events.MouseScrollUp)
        wheel(events.MouseScrollUp)
        await pilot.pause()
        assert screen.list.top == 0


async def test_pages_and_ends() -> None:
    app = ConfiguratorApp(session(), environment={})
    async with app.run_test(size=(120, 14)) as pilot:
        screen = settings_of(app)
        await pilot.press("end")
        assert screen.current == "style.note"
        await pilot.press("pageup", "pageup", "pageup", "pageup")
        assert screen.current == "audience.age"
        await pilot.press("up", "pagedown")
        assert screen.current != "audience.age"


async def test_why_tells_what_each_tool_does_with_it() -> None:
    app = ConfiguratorApp(session(), environment={})
    async with app.run_test(size=(120, 50)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        assert "In the tools" in app.screen.reader.text  # type: ignore[attr-defined]
    tools = {tool for tool, _, _ in treatment(session(), "tools.shell")}
    assert "Claude Code" in tools
    assert "JSON file" not in tools


@pytest.mark.parametrize("size", [40, 60, 120])
def test_a_long_name_of_a_tool_is_apart_from_what_it_does(size: int) -> None:
    names = ["GitHub Copilot CLI", "VS Code with GitHub Copilot", "aider"]
    shown = treatment_lines([(name, "instructed", "") for name in names], size)
    texts = ["".join(text for text, _ in line) for line in shown]
    told = [text for text in texts if text.endswith(f"  {LEVELS['instructed']}")]
    assert [text[:5] for text in told] == [name[:5] for name in names]
    assert len({len(text) for text in told}) == 1, "in one column"
    assert max(map(len, texts)) <= size


async def test_a_profile_with_a_value_that_is_none_is_not_exported() -> None:
    app = ConfiguratorApp(session({"tools.shell": "perhaps"}), environment={})
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("e", "enter")
        await pilot.pause()
        assert "`perhaps` is not one of" in settings_of(app).foot.text


async def test_a_file_that_changed_after_the_preview_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    app = ConfiguratorApp(saved(str(tmp_path)), environment={})
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("e")
        await pilot.pause()
        app.screen.picker.go_to("json")  # type: ignore[attr-defined]
        await pilot.press("enter")
        await pilot.pause()
        [name] = [line.split()[1] for line in app.screen.reader.text.splitlines() if "create" in line]  # type: ignore[attr-defined]
        (work / name).write_text("mine", encoding="utf-8")
        await pilot.press("w")
        await pilot.pause()
        assert "changed while the export was prepared" in screen_text(app)
        await pilot.press("escape")
        assert (work / name).read_text(encoding="utf-8") == "mine"


async def test_what_no_policy_knows_can_be_removed_and_brought_back() -> None:
    app = ConfiguratorApp(session({"no.such": 1, "tools.shell": "perhaps"}), environment={})
    async with app.run_test(size=SIZE) as pilot:
        screen = settings_of(app)
        assert "⚠ 2 not values" in screen.status.text
        screen.go_to("tools.shell")
        await pilot.press("r")
        assert "⚠ 1 not values" in screen.status.text
        await pilot.press("R", "end", "enter")
        await pilot.pause()
        assert screen.editing.session.profile.preferences == {}
        assert "1 change" in screen.foot.text
        await pilot.press("u")
        assert screen.editing.session.profile.preferences == {"no.such": 1}


async def test_a_remark_comes_with_the_change_that_calls_for_it() -> None:
    app = ConfiguratorApp(session({"tools.shell": "never"}), environment={})
    async with app.run_test(size=SIZE) as pilot:
        screen = settings_of(app)
        screen.go_to("tools.shell")
        await pilot.press("right")
        assert screen.foot.text.splitlines()[1].strip() == "Has no effect until the tool is on."


async def test_a_terminal_may_shrink_and_grow_while_something_is_open() -> None:
    app = ConfiguratorApp(session({"content.violence": "graphic"}), environment={})
    async with app.run_test(size=(300, 100)) as pilot:
        await pilot.pause()
        screen = settings_of(app)
        screen.go_to("content.violence")
        for keys in ((), ("enter",), ("escape", "e"), ("escape", "p")):
            await pilot.press(*keys)
            for size in ((60, 15), (100, 30), (300, 100), (40, 10)):
                await pilot.resize_terminal(*size)
                await pilot.pause(0.03)  # the app waits for the size to settle
                await pilot.pause()
                lines = screen_text(app).splitlines()
                assert len(lines) == size[1]
        await pilot.press("escape")
        assert screen.current == "content.violence"


async def test_a_fault_of_ours_is_reported_without_the_values_at_hand() -> None:
    app = ConfiguratorApp(session(), environment={})
    async with app.run_test():
        secret = "a private reason"
        try:
            int(secret[:0])
        except ValueError:
            app._fatal_error()
        report = "".join(
            segment.text for made in app._exit_renderables for segment in app.console.render(made)
        )
        app._exit_renderables.clear()
    assert "ValueError" in report
    assert "locals" not in report


def test_without_a_terminal_that_draws_there_are_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setattr(sys, "stdin", io.StringIO("tools.shell\nnever\n"))
    monkeypatch.setattr(sys, "stdout", out)
    assert app_module.run(session()) == 1
    out.seek(0)
    assert "tools.shell = never" in out.read()


@pytest.mark.parametrize("size", [60, 200])
def test_every_kind_of_trouble_is_counted(size: int) -> None:
    other = Layer(
        "other",
        "organisation",
        "Other",
        lines={
            "tools.steps": _line("tools.steps", Bounds.between(STEPS, 600, 900)),
            "tools.shell": _line("tools.shell", Bounds.between(SHELL, "host", "host")),
        },
    )
    obstacles = (Obstacle("eu", "gone"), Obstacle("cn", "gone"))
    line = text_of([status(session({"x.y": 1}, layers=(other,), obstacles=obstacles), 0, size)])
    if size == 200:
        assert "⚠ 2 layers cannot be read: nothing is loosened" in line
        assert "⚠ 2 conflicts between layers" in line
        assert "⚠ 1 not values" in line
    else:
        assert "⚠ 5" in line
