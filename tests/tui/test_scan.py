"""The scan in the app: what is listed, the way to the setting, and the export that mends it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from configurator.domain.profile import Profile
from configurator.session.session import Session
from configurator.store.profiles import edit
from configurator.tui.app import ConfiguratorApp
from tests.tui.looks import screen_text, settings_of
from tests.unit.exporters import shipped

SIZES = [(60, 15), (110, 34)]


@pytest.fixture
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The person's home, and a project that the app is started in."""
    folder = tmp_path / "user"
    (folder / "project").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.chdir(folder / "project")
    return folder


def shipped_session(folder: Path) -> Session:
    path = os.path.join(folder, "default.toml")
    edit(path, {})
    return Session.of(shipped.composition(), Profile("default", path=path))


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


@pytest.mark.parametrize("size", SIZES)
async def test_a_finding_is_told_and_mended_by_one_key_and_a_look(
    size: tuple[int, int], user: Path, tmp_path: Path
) -> None:
    settings = put(user, ".claude/settings.json", '{"permissions": {"allow": ["Bash"]}}')
    app = ConfiguratorApp(shipped_session(tmp_path), environment={})
    async with app.run_test(size=size) as pilot:
        await pilot.press("x")
        await pilot.pause()
        text = screen_text(app)
        assert "What the AI tools here do now" in text
        assert "Claude Code" in text
        assert "looser than the bounds" in text
        assert "m mend by an export" in text
        await pilot.press("m")
        await pilot.pause()
        assert "update    .claude/settings.json" in screen_text(app)
        assert "deny" not in settings.read_text()
        await pilot.press("w")
        await pilot.pause()
        assert "written: " in settings_of(app).foot.text
        assert "Bash" in json.loads(settings.read_text())["permissions"]["deny"]
        await pilot.press("x")
        await pilot.pause()
        assert "does what the profile says" in screen_text(app)
        await pilot.press("m")
        await pilot.pause()
        assert "no export mends this" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "this is about no one setting" in screen_text(app)


async def test_enter_goes_to_the_setting_whatever_is_searched_for(user: Path, tmp_path: Path) -> None:
    put(user, ".codex/config.toml", 'sandbox_mode = "danger-full-access"\n')
    app = ConfiguratorApp(shipped_session(tmp_path), environment={})
    async with app.run_test(size=(110, 34)) as pilot:
        await pilot.press("slash", *"violence", "enter", "x")
        await pilot.pause()
        await pilot.press("down", "down")
        await pilot.pause()
        assert "autonomy.file_write is `anywhere`" in screen_text(app)
        assert "`sandbox_mode` has `danger-full-access` in ~/.codex/config.toml" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert settings_of(app).current == "autonomy.file_write"


async def test_a_file_that_a_tool_cannot_take_and_words_that_are_not_told(user: Path, tmp_path: Path) -> None:
    put(user, ".claude/settings.json", "{")
    put(user, "project/AGENTS.md", "# Hello\n")
    app = ConfiguratorApp(shipped_session(tmp_path), environment={})
    async with app.run_test(size=(110, 40)) as pilot:
        await pilot.press("x")
        await pilot.pause()
        text = screen_text(app)
        assert "a file that it does not take" in text
        assert "the tool drops the whole file" in text
        await pilot.press("end")
        await pilot.pause()
        assert "AGENTS.md tells the tool nothing of the profile" in screen_text(app)
        assert "configurator export agents-md --scope project" in screen_text(app)
        await pilot.press("x")
        assert len(app.screen_stack) == 1


async def test_without_tools_it_says_so(user: Path, tmp_path: Path) -> None:
    app = ConfiguratorApp(shipped_session(tmp_path), environment={})
    async with app.run_test(size=(110, 34)) as pilot:
        await pilot.press("x")
        assert "no AI tool that is known is configured here" in settings_of(app).foot.text
