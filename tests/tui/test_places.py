"""Back to where one was before a jump."""

from __future__ import annotations

from configurator.tui.app import ConfiguratorApp
from tests.tui.looks import settings_of, settled, type_ahead
from tests.tui.world import session


async def test_one_gets_back_from_every_kind_of_jump() -> None:
    app = ConfiguratorApp(session({"content.violence": "graphic"}), environment={})
    async with app.run_test(size=(110, 34)) as pilot:
        screen = settings_of(app)
        await pilot.press("b")
        assert "no jump to go back from" in screen.foot.text
        screen.go_to("tools.steps")
        await type_ahead(pilot, "/violence\r")
        await pilot.press("g")  # to the setting that holds it, which the search hides
        await settled(pilot)
        assert screen.current == "audience.age"
        await pilot.press("c", "end", "enter")
        await settled(pilot)
        assert screen.current == "style.length"
        await pilot.press("ctrl+p", *"running", "enter")
        await settled(pilot)
        assert screen.current == "tools.shell"
        for before in ("style.length", "audience.age", "content.violence", "tools.steps"):
            await pilot.press("b")
            assert screen.current == before
        await pilot.press("b")
        assert screen.current == "tools.steps"


async def test_a_search_that_was_left_without_going_is_no_jump() -> None:
    app = ConfiguratorApp(session(), environment={})
    async with app.run_test(size=(110, 34)) as pilot:
        screen = settings_of(app)
        screen.go_to("tools.steps")
        await pilot.press("slash", "enter", "b")
        assert "no jump to go back from" in screen.foot.text
