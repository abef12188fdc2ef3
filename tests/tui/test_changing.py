"""What a person does with keys and mouse: what changes, and what is said."""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot

from configurator.session.session import Session
from configurator.tui.app import ConfiguratorApp
from configurator.tui.settings_screen import SettingsScreen
from tests.tui.looks import screen_text, settings_of
from tests.tui.world import session

SIZE = (120, 36)


def app_on(current: Session) -> ConfiguratorApp:
    return ConfiguratorApp(current, environment={})


async def at(pilot: Pilot[Any], key: str) -> SettingsScreen:
    """Put the cursor on ``key``."""
    screen = settings_of(pilot.app)
    assert screen.go_to(key)
    await pilot.pause()
    return screen


def asked(screen: SettingsScreen) -> dict[str, Any]:
    return dict(screen.editing.session.profile.preferences)


async def test_the_first_screen_shows_settings_by_category_with_bounds() -> None:
    app = app_on(session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        text = screen_text(app)
        assert "Who it is talking to ───" in text
        assert "Age of the person          ○━━━━━●━━━━━○  Teenager" in text
        assert "test-policy 1.2.3 0123456789ab" in text
        assert "● value   ◇ default   ○ permitted   ✕ not permitted   ■ held   ◌ asked" in text
        assert "←→ tighten/relax" in text


@pytest.mark.parametrize("keys", [("right", "left", "left"), ("l", "h", "h")])
async def test_left_tightens_and_right_relaxes_by_one_step(keys: tuple[str, ...]) -> None:
    app = app_on(session())
    async with app.run_test(size=SIZE) as pilot:
        screen = await at(pilot, "tools.shell")
        seen = []
        for key in keys:
            await pilot.press(key)
            seen.append(asked(screen)["tools.shell"])
        assert seen == ["listed", "ask", "never"]
        assert "Running commands: Never" in screen.foot.text


async def test_relaxing_stops_at_the_bound_and_says_who_and_the_nearest_value() -> None:
    app = app_on(session({"tools.steps": 500}))
    async with app.run_test(size=SIZE) as pilot:
        screen = await at(pilot, "tools.steps")
        await pilot.press("right")
        assert asked(screen) == {"tools.steps": 500}
        said = " ".join(screen.foot.text.split())
        assert said == (
            "`tools.steps` cannot be `501`: society leaves it out; permitted are `1` to `500` [out-of-bounds] "
            "hint: the nearest permitted value is `500`; `?` says why"
        )
        assert "cannot be `501`" in screen_text(app)


async def test_a_refusal_goes_when_the_cursor_moves() -> None:
    app = app_on(session({"tools.shell": "sandbox"}))
    async with app.run_test(size=SIZE) as pilot:
        screen = await at(pilot, "tools.shell")
        await pilot.press("right")
        assert "cannot be" in screen.foot.text
        await pilot.press("down")
        assert "cannot be" not in screen.foot.text


async def test_shift_goes_by_ten_and_a_digit_chooses() -> None:
    app = app_on(session())
    async with app.run_test(size=SIZE) as pilot:
        screen = await at(pilot, "tools.steps")
        await pilot.press("shift+right")
        assert asked(screen) == {"tools.steps": 20}
        await at(pilot, "tools.shell")
        await pilot.press("1")
        assert asked(screen)["tools.shell"] == "never"
        await pilot.press("9")
        assert asked(screen)["tools.shell"] == "never"


async def test_a_consequence_is_shown_before_it_is_made() -> None:
    app = app_on(session({"tools.network": "ask_new", "tools.shell": "listed"}))
    async with app.run_test(size=SIZE) as pilot:
        screen = await at(pilot, "tools.shell")
        await pilot.press("right")
        text = screen_text(app)
        assert "This holds something else" in text
        assert "Running commands  Listed safe ones → Inside a sandbox" in text
        assert "Reaching websites  Asks for new sites → Listed sites" in text
        assert "`sandboxed` (A sandbox keeps to listed sites)" in text
        assert asked(screen)["tools.shell"] == "listed"
        await pilot.press("escape")
        assert asked(screen)["tools.shell"] == "listed"
        await pilot.press("right", "enter")
        await pilot.pause()
        assert asked(screen) == {"tools.network": "ask_new", "tools.shell": "sandbox"}
        assert screen.editing.session.effective["tools.network"].value == "listed"


async def test_reset_undo_and_redo() -> None:
    app = app_on(session({"tools.shell": "listed"}))
    async with app.run_test(size=SIZE) as pilot:
        screen = await at(pilot, "tools.shell")
        await pilot.press("r")
        assert asked(screen) == {}
        assert "Running commands is back to its default, Asks every time" in screen.foot.text
        await pilot.press("u")
        assert asked(screen) == {"tools.shell": "listed"}
        assert "undone: " in screen.foot.text
        await pilot.press("ctrl+r")
        assert asked(screen) == {}
        await pilot.press("ctrl+y")
        assert "nothing to redo" in screen.foot.text
        await pilot.press("r")
        assert "at its default already" in screen.foot.text


async def test_undo_takes_the_cursor_to_where_it_happened() -> None:
    app = app_on(session())
    async with app.run_test(size=SIZE) as pilot:
        screen = await at(pilot, "tools.shell")
        await pilot.press("right", "end", "u")
        assert screen.current == "tools.shell"
        await pilot.press("u")
        assert "nothing to undo" in screen.foot.text


async def test_a_set_says_how_it_is_changed() -> None:
    app = app_on(session())
    async with app.run_test(size=SIZE) as pilot:
        screen = await at(pilot, "tools.kit")
        await pilot.press("right")
        assert "a set has no single next step" in screen.foot.text


async def test_a_held_value_says_who_holds_it() -> None:
    app = app_on(session({"content.violence": "graphic"}))
    async with app.run_test(size=SIZE) as pilot:
        screen = await at(pilot, "content.violence")
        assert "■ asked: Graphic; held: Mild" in screen.detail.text
        await pilot.press("right")
        assert "`minor` (Protection for minors) holds it" in screen.foot.text


async def test_why_opens_the_account_and_escape_goes_back() -> None:
    app = app_on(session())
    async with app.run_test(size=SIZE) as pilot:
        await at(pilot, "tools.shell")
        await pilot.press("question_mark")
        await pilot.pause()
        text = screen_text(app)
        assert "Why is it so?" in text
        assert "society would have to move its bounds" in text
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is settings_of(app)


async def test_a_click_moves_and_a_click_on_the_track_chooses() -> None:
    app = app_on(session())
    async with app.run_test(size=SIZE) as pilot:
        screen = await at(pilot, "tools.shell")
        row = screen.list.items.index("tools.network") - screen.list.top
        await pilot.click("#list", offset=(5, row))
        assert screen.current == "tools.network"
        from configurator.tui.listing import columns

        at_cell = columns(screen.list.room).track_at
        await pilot.click("#list", offset=(at_cell, row))
        assert asked(screen) == {"tools.network": "off"}


async def test_a_click_on_a_key_presses_it() -> None:
    app = app_on(session())
    async with app.run_test(size=SIZE) as pilot:
        screen = await at(pilot, "tools.shell")
        await pilot.press("right")
        bar = screen_text(app).splitlines()[-1]
        await pilot.click(offset=(bar.index("undo"), SIZE[1] - 1))
        await pilot.pause()
        assert asked(screen) == {}


async def test_the_wheel_scrolls_and_leaves_the_cursor() -> None:
    app = app_on(session())
    async with app.run_test(size=(120, 14)) as pilot:
        screen = await at(pilot, "audience.age")
        screen.list.scroll_by(3)
        await pilot.pause()
        assert screen.list.top == 3
        assert screen.current == "audience.age"
