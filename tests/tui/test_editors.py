"""The right editor for each kind, and validation while one types."""

from __future__ import annotations

from typing import Any

import pytest

from configurator.tui.app import ConfiguratorApp
from configurator.tui.editors import AmountEditor, CheckEditor, PickEditor, TextEditor
from tests.tui.looks import screen_text, settings_of
from tests.tui.world import session

SIZE = (120, 36)


@pytest.mark.parametrize(
    ("key", "editor"),
    [
        ("tools.shell", PickEditor),
        ("content.minors", PickEditor),
        ("style.length", PickEditor),
        ("tools.steps", AmountEditor),
        ("tools.kit", CheckEditor),
        ("style.note", TextEditor),
    ],
)
async def test_enter_opens_the_right_editor_and_escape_changes_nothing(key: str, editor: type[Any]) -> None:
    app = ConfiguratorApp(session(), environment={})
    async with app.run_test(size=SIZE) as pilot:
        screen = settings_of(app)
        screen.go_to(key)
        await pilot.press("enter")
        assert isinstance(app.screen, editor)
        await pilot.press("escape")
        assert app.screen is screen
        assert screen.editing.unsaved().changes == {}


async def opened(pilot: Any, key: str) -> Any:
    settings_of(pilot.app).go_to(key)
    await pilot.press("enter")
    await pilot.pause()
    return pilot.app.screen


async def test_picking_a_level_says_what_the_ai_is_told_then_takes_it() -> None:
    app = ConfiguratorApp(session(), environment={})
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot, "tools.shell")
        await pilot.press("down")
        assert "“At listed safe ones.”" in screen_text(app)
        await pilot.press("enter")
        assert settings_of(app).editing.unsaved().changes == {"tools.shell": "listed"}


async def test_a_level_out_of_bounds_is_shown_with_its_reason_and_not_taken() -> None:
    app = ConfiguratorApp(session(), environment={})
    async with app.run_test(size=SIZE) as pilot:
        editor = await opened(pilot, "tools.shell")
        await pilot.press("end")
        assert "`tools.shell` cannot be `host`: society leaves it out" in " ".join(editor.info.text.split())
        await pilot.press("enter")
        assert editor.is_current


async def test_the_picker_shows_consequences_before_they_are_chosen() -> None:
    app = ConfiguratorApp(session({"tools.network": "ask_new"}), environment={})
    async with app.run_test(size=SIZE) as pilot:
        editor = await opened(pilot, "tools.shell")
        await pilot.press("down", "down")
        assert "Reaching websites  Asks for new sites → Listed sites" in editor.info.text
        await pilot.press("enter")
        await pilot.pause()
        assert "This holds something else" in screen_text(app)
        await pilot.press("y")
        await pilot.pause()
        assert settings_of(app).editing.unsaved().changes == {"tools.shell": "sandbox"}


async def test_an_amount_is_judged_while_it_is_typed() -> None:
    app = ConfiguratorApp(session(), environment={})
    async with app.run_test(size=SIZE) as pilot:
        editor = await opened(pilot, "tools.steps")
        await pilot.press("0")
        assert "cannot be" not in editor.info.text
        await pilot.press("0")
        assert "`tools.steps` cannot be `1000`" in editor.info.text
        assert "the nearest permitted value is `500`" in editor.info.text
        await pilot.press("enter")
        assert editor.is_current
        await pilot.press("backspace", "x")
        assert "is not a whole number" in editor.info.text
        await pilot.press("backspace", "enter")
        assert settings_of(app).editing.unsaved().changes == {"tools.steps": 100}


async def test_an_amount_goes_by_steps_and_stays_on_its_grid() -> None:
    app = ConfiguratorApp(session(), environment={})
    async with app.run_test(size=SIZE) as pilot:
        editor = await opened(pilot, "wellbeing.break_minutes")
        await pilot.press("up")
        assert editor.raw == 75
        await pilot.press("backspace", "6")
        assert "it goes in steps of 15 from 15" in " ".join(editor.info.text.split())
        await pilot.press("pagedown", "pagedown")
        assert editor.raw % 15 == 0


async def test_items_are_put_in_and_out_and_the_set_is_judged_whole() -> None:
    app = ConfiguratorApp(session(), environment={})
    async with app.run_test(size=SIZE) as pilot:
        editor = await opened(pilot, "tools.kit")
        await pilot.press("down", "space")
        assert "“Use only: read files, change files.”" in editor.info.text
        await pilot.press("end", "space")
        assert "cannot be `read,write,browser`" in editor.info.text
        await pilot.press("enter")
        assert editor.is_current
        await pilot.press("space", "enter")
        assert settings_of(app).editing.unsaved().changes == {"tools.kit": ["read", "write"]}


async def test_an_item_that_must_be_in_says_so() -> None:
    app = ConfiguratorApp(session(), environment={})
    async with app.run_test(size=SIZE) as pilot:
        editor = await opened(pilot, "privacy.redact")
        assert "always in" in screen_text(app)
        await pilot.press("space")
        assert "society leaves it out" in " ".join(editor.info.text.split())


async def test_text_is_counted_and_judged_while_it_is_typed() -> None:
    app = ConfiguratorApp(session(), environment={})
    async with app.run_test(size=SIZE) as pilot:
        editor = await opened(pilot, "style.note")
        await pilot.press(*"Be kind")
        assert "7 of 40 characters" in editor.info.text
        editor.field.value = "x" * 41
        assert "society leaves it out; permitted is at most 40 characters" in " ".join(
            editor.info.text.split()
        )
        editor.field.value = "Be\u202ekind"
        assert "text may not hold a text direction override" in editor.info.text
        editor.field.value = "[bold]Be kind[/]"
        await pilot.press("enter")
        assert settings_of(app).editing.unsaved().changes == {"style.note": "[bold]Be kind[/]"}
        assert "[bold]Be kind[/]" in screen_text(app)


async def test_editors_fit_the_smallest_terminal() -> None:
    app = ConfiguratorApp(session(), environment={})
    async with app.run_test(size=(60, 15)) as pilot:
        for key in ("tools.shell", "tools.kit", "tools.steps", "style.note"):
            editor = await opened(pilot, key)
            box = editor.query_one("#box").region
            assert box.width <= 60
            assert box.height <= 15
            assert "esc cancel" in screen_text(app)
            await pilot.press("escape")
