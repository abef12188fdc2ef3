"""Search in the app."""

from __future__ import annotations

from configurator.tui.app import ConfiguratorApp
from tests.tui.looks import screen_text, settings_of, type_ahead
from tests.tui.world import session


async def test_typing_narrows_the_list_at_once_and_enter_goes_there() -> None:
    app = ConfiguratorApp(session(), environment={})
    async with app.run_test(size=(120, 30)) as pilot:
        await type_ahead(pilot, "/terminal")
        screen = settings_of(app)
        assert list(screen.list.items) == ["tools.shell"]
        assert "1 of 13" in screen_text(app)
        await pilot.press("enter", "right")
        assert screen.editing.session.profile.preferences == {"tools.shell": "listed"}


async def test_keys_are_letters_while_searching() -> None:
    app = ConfiguratorApp(session({"tools.shell": "listed"}), environment={})
    async with app.run_test(size=(120, 30)) as pilot:
        await type_ahead(pilot, "/quiet")
        screen = settings_of(app)
        assert screen.search.value == "quiet"
        assert screen.editing.unsaved().changes == {}


async def test_escape_clears_and_leaves_the_cursor_where_it_was_found() -> None:
    app = ConfiguratorApp(session(), environment={})
    async with app.run_test(size=(120, 30)) as pilot:
        await type_ahead(pilot, "/terminal")
        await pilot.press("escape")
        screen = settings_of(app)
        assert screen.search.value == ""
        assert screen.current == "tools.shell"
        assert screen.list.has_focus
        assert len([item for item in screen.list.items if not item.startswith("#")]) == 13


async def test_nothing_found_is_said_and_breaks_nothing() -> None:
    app = ConfiguratorApp(session(), environment={})
    async with app.run_test(size=(120, 30)) as pilot:
        await type_ahead(pilot, "/qqqzzz")
        screen = settings_of(app)
        assert screen.current == ""
        assert "nothing matches" in screen_text(app)
        await pilot.press("enter", "right", "r", "question_mark", "enter", "1")
        assert screen.editing.unsaved().changes == {}


async def test_a_slip_is_labelled_as_close() -> None:
    app = ConfiguratorApp(session(), environment={})
    async with app.run_test(size=(120, 30)) as pilot:
        await type_ahead(pilot, "/comands")
        assert "no match; close:" in screen_text(app)
        assert settings_of(app).current == "tools.shell"
