"""Save, quit, and the whole story with nothing but a keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest

from configurator.tui.app import ConfiguratorApp
from tests.tui.looks import screen_text, settings_of, type_ahead
from tests.tui.world import saved, session


async def test_quit_asks_nothing_where_nothing_changed() -> None:
    app = ConfiguratorApp(session(), environment={})
    async with app.run_test() as pilot:
        await pilot.press("q")
    assert app.return_code == 0


@pytest.mark.parametrize(("key", "on_disk"), [("s", "listed"), ("d", "ask")])
async def test_quit_with_changes_asks(tmp_path: Path, key: str, on_disk: str) -> None:
    app = ConfiguratorApp(saved(str(tmp_path), {"tools.shell": "ask"}), environment={})
    async with app.run_test(size=(100, 30)) as pilot:
        settings_of(app).go_to("tools.shell")
        await pilot.press("right", "q")
        await pilot.pause()
        assert "Save before you quit?" in screen_text(app)
        assert "tools.shell  listed" in screen_text(app)
        await pilot.press("escape", "q", key)
        await pilot.pause()
    assert app.return_code == 0
    assert f'shell = "{on_disk}"' in (tmp_path / "default.toml").read_text(encoding="utf-8")


async def test_saving_says_how_much_and_where(tmp_path: Path) -> None:
    app = ConfiguratorApp(saved(str(tmp_path)), environment={})
    async with app.run_test(size=(160, 30)) as pilot:
        screen = settings_of(app)
        screen.go_to("tools.shell")
        await pilot.press("right")
        assert "● 1 unsaved" in screen_text(app)
        await pilot.press("s")
        assert f"saved 1 change to {tmp_path}" in "".join(screen.foot.text.splitlines())
        assert "unsaved" not in screen_text(app)
        await pilot.press("s")
        assert "nothing to save" in screen.foot.text


async def test_a_file_that_cannot_be_written_is_said_and_nothing_is_lost(tmp_path: Path) -> None:
    current = saved(str(tmp_path))
    app = ConfiguratorApp(current, environment={})
    async with app.run_test(size=(100, 30)) as pilot:
        screen = settings_of(app)
        screen.go_to("tools.shell")
        (tmp_path / "default.toml").write_text("not toml [", encoding="utf-8")
        await pilot.press("right", "s")
        assert "not valid TOML" in " ".join(screen.foot.text.split())
        assert screen.editing.unsaved().changes == {"tools.shell": "listed"}


async def test_a_keyboard_is_enough_from_finding_to_saving(tmp_path: Path) -> None:
    """Find and relax a named setting, learn why another cannot be relaxed, save."""
    text = '# my file\nschema = 1\nlayers = []\n\n[preferences.style]\nlength = "short" # brief\n'
    app = ConfiguratorApp(saved(str(tmp_path), text=text), environment={})
    async with app.run_test(size=(100, 30)) as pilot:
        screen = settings_of(app)
        await type_ahead(pilot, "/running commands\r")
        await pilot.press("right", "right")
        assert "Running commands: Inside a sandbox" in screen.foot.text
        await pilot.press("right")
        assert "society leaves it out" in screen.foot.text
        await pilot.press("escape", "escape")
        await type_ahead(pilot, "/minors\r")
        await pilot.press("right")
        assert "`content.minors` cannot be `allowed`" in screen.foot.text
        await pilot.press("question_mark")
        await pilot.pause()
        assert "Reason for content.minors." in screen_text(app)
        await pilot.press("escape", "s")
        assert "saved 1 change" in screen.foot.text
        await pilot.press("q")
    assert app.return_code == 0
    written = (tmp_path / "default.toml").read_text(encoding="utf-8")
    assert written.startswith(text)
    assert written.replace(text, "").split() == ["[preferences.tools]", "shell", "=", '"sandbox"']
