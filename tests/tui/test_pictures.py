"""Pictures of whole screens. Each is paired with what has to be readable on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from configurator.tui.app import ConfiguratorApp
from tests.tui.looks import screen_text, settings_of
from tests.tui.world import SCHOOL, session

Compare = Callable[..., bool]


def app_on(theme: str = "dark") -> ConfiguratorApp:
    preferences = {"tools.shell": "listed", "content.violence": "graphic", "style.length": "short"}
    return ConfiguratorApp(
        session(preferences, layers=(SCHOOL,)), environment={"CONFIGURATOR_THEME": theme, "TERM": "xterm"}
    )


@pytest.mark.parametrize(("size", "theme"), [((60, 15), "dark"), ((120, 36), "dark"), ((120, 36), "light")])
def test_the_main_screen(snap_compare: Compare, size: tuple[int, int], theme: str) -> None:
    async def look(pilot: Pilot[Any]) -> None:
        await pilot.pause()
        settings_of(pilot.app).go_to("content.violence")
        await pilot.pause()
        text = screen_text(pilot.app)
        assert "Violence in stories" in text
        assert "■" in text
        assert "society" in text

    assert snap_compare(app_on(theme), terminal_size=size, run_before=look)


def test_an_editor(snap_compare: Compare) -> None:
    async def look(pilot: Pilot[Any]) -> None:
        await pilot.pause()
        settings_of(pilot.app).go_to("tools.shell")
        await pilot.press("enter", "end")
        await pilot.pause()
        assert "`tools.shell` cannot be `host`" in screen_text(pilot.app)

    assert snap_compare(app_on(), terminal_size=(100, 30), run_before=look)


def test_a_consequence(snap_compare: Compare) -> None:
    async def look(pilot: Pilot[Any]) -> None:
        await pilot.pause()
        settings_of(pilot.app).go_to("tools.network")
        await pilot.press("right")
        settings_of(pilot.app).go_to("tools.shell")
        await pilot.press("right")
        await pilot.pause()
        assert "Reaching websites  Asks for new sites → Listed sites" in screen_text(pilot.app)

    assert snap_compare(app_on(), terminal_size=(100, 30), run_before=look)
