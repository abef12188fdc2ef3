"""What a screen shows, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App
from textual.pilot import Pilot

from configurator.tui.cells import Line

if TYPE_CHECKING:
    from configurator.tui.settings_screen import SettingsScreen


def text_of(lines: list[Line]) -> str:
    """Lines without their styles."""
    return "\n".join("".join(text for text, _ in line) for line in lines)


def screen_text(app: App[int]) -> str:
    """Everything that is drawn, as a person sees it."""
    width, height = app.size
    strips = app.screen._compositor.render_strips()
    del width, height
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


async def until_drawn(pilot: Pilot[Any], words: str) -> str:
    """The screen once ``words`` are on it."""
    for _ in range(300):
        await pilot.pause()
        if words in (text := screen_text(pilot.app)):
            return text
    raise AssertionError(f"{words!r} never drawn, but\n{screen_text(pilot.app)}")


async def type_ahead(pilot: Pilot[Any], keys: str) -> None:
    """Type ``keys`` faster than the app draws, as a hand does that knows its way."""
    for character in keys:
        key = {"\r": "enter", "/": "slash", " ": "space"}.get(character, character)
        pilot.app.post_message(events.Key(key, None if character == "\r" else character))
    await pilot.pause()
    await pilot.pause()


def settings_of(app: App[int]) -> SettingsScreen:
    """The main screen of ``app``."""
    from configurator.tui.settings_screen import SettingsScreen

    screen = app.screen_stack[0]
    assert isinstance(screen, SettingsScreen)
    return screen


async def settled(pilot: Pilot[Any]) -> None:
    """Let what a key or a click set off come to its end: each hands on to the next."""
    for _ in range(4):
        await pilot.pause()
