"""Keys of one's own, in the app."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from configurator.tui.app import ConfiguratorApp
from configurator.tui.commands import bar_keys, rebound
from configurator.tui.help_lines import help_lines
from tests.tui.looks import screen_text, settings_of, text_of
from tests.tui.world import session

SIZE = (110, 34)


@pytest.fixture
def bind(home: Path) -> Callable[[str], object]:
    """Write a key map."""
    home.mkdir()
    return lambda lines: (home / "keys.toml").write_text(f"[keys]\n{lines}\n", encoding="utf-8")


def test_help_and_bar_show_keys_as_they_are_bound(home: Path) -> None:
    commands = rebound({"undo": "slash,f2", "relax": "ctrl+l"})
    text = text_of(help_lines(200, commands))
    assert "  / F2" in text
    assert f"into {home / 'keys.toml'}" in text
    assert ("/ F2", "undo") in bar_keys(commands)
    assert bar_keys(commands)[0][0] == "← h ctrl+l"


async def test_a_key_bound_anew_works_and_the_old_one_does_not(bind: Callable[[str], object]) -> None:
    bind('undo = "z"\nrelax = "ctrl+l"\nhelp = "f2"')
    app = ConfiguratorApp(session(), environment={})
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        screen = settings_of(app)
        screen.go_to("tools.shell")
        await pilot.press("right")
        assert screen.editing.unsaved().changes == {}
        await pilot.press("ctrl+l", "u")
        assert screen.editing.unsaved().changes == {"tools.shell": "listed"}
        await pilot.press("z")
        assert screen.editing.unsaved().changes == {}
        assert " z undo" in screen_text(app)
        assert " F2 help" in screen_text(app)
        await pilot.press("f2")
        await pilot.pause()
        assert app.screen is not screen


async def test_what_is_wrong_in_the_file_is_said_at_the_start(bind: Callable[[str], object]) -> None:
    bind('undoo = "z"\nredo = "j"')
    app = ConfiguratorApp(session(), environment={})
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        foot = settings_of(app).foot.text
        assert "keys.toml:2" in foot
        assert "did you mean `undo`?" in foot
        assert "`j` cannot be bound to `redo`" in foot
