"""The same profile by keys alone, by the mouse alone, and by lines: byte for byte."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from configurator.tui import plain
from configurator.tui.app import ConfiguratorApp
from configurator.tui.listing import columns
from tests.tui.looks import settings_of, settled, type_ahead
from tests.tui.world import saved

SIZE = (120, 36)
TEXT = "# mine\nschema = 1\nlayers = []\n"
EXPECTED = """# mine
schema = 1
layers = []

[preferences.tools]
shell = "listed"
kit = ["read", "write"]

[preferences.wellbeing]
break_minutes = 240

[preferences.style]
length = "short"
"""


def started(folder: Path) -> ConfiguratorApp:
    return ConfiguratorApp(saved(str(folder), text=TEXT), environment={})


async def click_track(pilot: Pilot[Any], key: str, cell: int) -> None:
    """Bring the row of ``key`` into sight with the wheel, and click its track."""
    screen = settings_of(pilot.app)
    at = screen.list.items.index(key)
    while not 0 <= at - screen.list.top < screen.list.outer_size.height:
        screen.list.on_mouse_scroll_down(_Wheel())  # type: ignore[arg-type]
        await pilot.pause()
    x = columns(screen.list.room).track_at + cell
    await pilot.click("#list", offset=(x, at - screen.list.top))
    await settled(pilot)


class _Wheel:
    """A turn of the wheel."""

    def stop(self) -> None:
        """Nothing is above the list."""


async def click_word(pilot: Pilot[Any], word: str) -> None:
    """Click ``word`` in the line of keys, of the screen or of the box over it."""
    screen = pilot.app.screen
    bar: Any = screen.query_one("#keys" if screen is settings_of(pilot.app) else "#dialog-keys")
    await pilot.click(f"#{bar.id}", offset=(bar.text.index(word), 0))
    await settled(pilot)


async def test_by_the_keyboard_alone(tmp_path: Path) -> None:
    app = started(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await type_ahead(pilot, "/running commands\r")
        await pilot.press("right")
        await type_ahead(pilot, "/may use\r")
        await pilot.press("enter", "down", "space", "enter")
        await settled(pilot)
        await type_ahead(pilot, "/break\r")
        await pilot.press("enter", "backspace", "backspace", *"240", "enter")
        await settled(pilot)
        await type_ahead(pilot, "/length\r")
        await pilot.press("2", "s", "q")
        await settled(pilot)
    assert app.return_code == 0
    assert (tmp_path / "default.toml").read_text(encoding="utf-8") == EXPECTED


async def test_by_the_mouse_alone(tmp_path: Path) -> None:
    app = started(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = settings_of(app)
        track = columns(screen.list.room).track
        await click_track(pilot, "tools.shell", 2 * (track - 1) // 4)
        await click_track(pilot, "tools.kit", 3)
        await click_track(pilot, "wellbeing.break_minutes", track - 1)
        await click_track(pilot, "style.length", (track - 1) // 3)
        await click_word(pilot, "why")
        await click_word(pilot, "back")
        assert app.screen is screen
        await click_word(pilot, "quit")
        await click_word(pilot, "save and quit")
    assert app.return_code == 0
    assert (tmp_path / "default.toml").read_text(encoding="utf-8") == EXPECTED


def test_by_lines(tmp_path: Path) -> None:
    said = io.StringIO()
    asked = "tools.shell\nlisted\ntools.kit\n+write\nwellbeing.break_minutes\n240\nstyle.length\nshort\nsave\nquit\n"
    assert plain.run(saved(str(tmp_path), text=TEXT), io.StringIO(asked), said) == 0
    assert (tmp_path / "default.toml").read_text(encoding="utf-8") == EXPECTED
