"""The export: drift and its mending, what an AI reads, several tools at once, and copying."""

from __future__ import annotations

import base64
import os
from pathlib import Path

import pytest
from textual.pilot import Pilot

from configurator.exporters import registry
from configurator.store import journal
from configurator.tui import clipboard, words
from configurator.tui.app import ConfiguratorApp
from configurator.tui.export_screen import ExportPreview, Told, UnexportPreview
from configurator.tui.leaving import Unsaved
from configurator.tui.target_chooser import TargetChooser
from tests.tui.looks import screen_text, settings_of, settled
from tests.tui.world import saved

SIZES = [(60, 15), (110, 34)]


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, which the app is started in."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


async def go_to(pilot: Pilot[int], target: str) -> None:
    """Put the cursor on a target of the open list, key by key."""
    await settled(pilot)
    chooser = pilot.app.screen
    assert isinstance(chooser, TargetChooser)
    await pilot.press("home")
    for _ in registry.ids():
        if chooser.picker.current == target:
            return
        await pilot.press("down")
    raise AssertionError(target)


@pytest.mark.parametrize("size", SIZES)
async def test_two_tools_are_exported_at_once_and_their_drift_is_mended_by_one_key(
    tmp_path: Path, work: Path, size: tuple[int, int]
) -> None:
    app = ConfiguratorApp(saved(str(tmp_path)), environment={})
    async with app.run_test(size=size) as pilot:
        await pilot.press("e")
        for target in ("agents-md", "json"):
            await go_to(pilot, target)
            await pilot.press("space")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, ExportPreview)
        await pilot.press("w")
        await settled(pilot)
        assert set(os.listdir(work)) == {"AGENTS.md", "behavior.json"}

        await pilot.press("e")
        await settled(pilot)
        chooser = app.screen
        assert isinstance(chooser, TargetChooser)
        for target in ("agents-md", "json"):  # a small screen shows one of them at a time
            await go_to(pilot, target)
            assert words.IN_STEP in screen_text(app)
        assert "mend drift" not in screen_text(app)
        await pilot.press("m")
        assert app.screen is chooser  # there is nothing to mend
        await pilot.press("escape")

        (work / "AGENTS.md").write_text("somebody's own\n", encoding="utf-8")
        await pilot.press("e")
        await settled(pilot)
        chooser = app.screen
        assert isinstance(chooser, TargetChooser)
        assert chooser.drifted == ["agents-md"]
        await go_to(pilot, "agents-md")
        assert screen_text(app).count(words.DRIFTED) == 1
        assert "m mend drift" in screen_text(app)
        chooser.picker.go_to("agents-md")
        assert "no longer as the profile says: AGENTS.md" in " ".join(chooser.info.text.split())
        await pilot.press("m")
        await settled(pilot)
        assert "+## How to behave" in app.screen.reader.text
        assert "behavior.json" not in app.screen.reader.text
        await pilot.press("w")
        await settled(pilot)
        mended = (work / "AGENTS.md").read_text(encoding="utf-8")
        assert mended.startswith("somebody's own\n")
        assert "## How to behave" in mended


@pytest.mark.parametrize("size", SIZES)
async def test_a_choice_makes_what_was_exported_drift(
    tmp_path: Path, work: Path, size: tuple[int, int]
) -> None:
    app = ConfiguratorApp(saved(str(tmp_path)), environment={})
    async with app.run_test(size=size) as pilot:
        await pilot.press("e")
        await go_to(pilot, "json")
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("w")
        await settled(pilot)
        settings_of(app).go_to("tools.shell")
        await pilot.press("right", "d")
        await settled(pilot)
        assert isinstance(app.screen, Unsaved)
        text = app.screen.reader.text
        assert '+shell = "listed"' in text
        assert "What another export would change for JSON file" in text
        assert '"tools.shell": "listed"' in text.replace("+", "") or '"shell": "listed"' in text
        await pilot.press("escape", "e")
        await settled(pilot)
        assert app.screen.drifted == ["json"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", SIZES)
async def test_the_exact_text_of_an_ai_can_be_read_and_copied(
    tmp_path: Path, work: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []
    monkeypatch.setattr(clipboard, "_ladder", lambda _environment: [])
    app = ConfiguratorApp(saved(str(tmp_path)), environment={})
    monkeypatch.setattr(app, "copy_to_clipboard", copied.append)
    monkeypatch.setenv("TERM", "xterm")
    async with app.run_test(size=size) as pilot:
        await pilot.press("e")
        await go_to(pilot, "agents-md")
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("t")
        await settled(pilot)
        assert isinstance(app.screen, Told)
        assert "AGENTS.md" in app.screen.reader.text
        await pilot.press("c")
        await settled(pilot)
        assert "handed to the terminal's clipboard" in " ".join(app.screen.reader.text.split())
        await pilot.press("escape", "c", "enter")
        await settled(pilot)
        await pilot.press("C", "w")
        await settled(pilot)
    exact = (work / "AGENTS.md").read_text(encoding="utf-8")
    assert copied == [exact, exact]
    assert (tmp_path / "home" / "cache" / "copied.txt").read_text(encoding="utf-8") == exact


async def test_what_holds_no_words_says_so(tmp_path: Path, work: Path) -> None:
    app = ConfiguratorApp(saved(str(tmp_path)), environment={})
    async with app.run_test(size=(60, 15)) as pilot:
        await pilot.press("e")
        await settled(pilot)
        app.screen.picker.go_to("json")  # type: ignore[attr-defined]
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("t")
        await settled(pilot)
        assert "no AI reads them as words" in " ".join(app.screen.reader.text.split())  # type: ignore[attr-defined]
    assert os.listdir(work) == []


async def test_a_record_that_cannot_be_read_is_said_in_the_chooser(tmp_path: Path, work: Path) -> None:
    session = saved(str(tmp_path))
    (tmp_path / "exports.json").write_text("[", encoding="utf-8")
    app = ConfiguratorApp(session, environment={})
    async with app.run_test(size=(60, 15)) as pilot:
        await pilot.press("e")
        await settled(pilot)
        assert "the record of exports cannot be used" in " ".join(app.screen.info.text.split())  # type: ignore[attr-defined]
    assert os.listdir(work) == []


# ---------------------------------------------------------------- copying


def tool(folder: Path, name: str, script: str) -> None:
    """A program called ``name`` in ``folder``."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.mark.parametrize(
    ("name", "variable"), [("wl-copy", "WAYLAND_DISPLAY"), ("xclip", "DISPLAY"), ("xsel", "DISPLAY")]
)
def test_the_desktops_own_tool_comes_first(
    tmp_path: Path, name: str, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tools = tmp_path / "bin"
    tool(tools, name, f"cat > {tmp_path}/taken")
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    environment = {variable: "x", "PATH": str(tools), "TERM": "xterm"}
    said = clipboard.copy("one\ntwo ✓", pytest.fail, environment)
    assert said.message == f"copied 9 characters, with `{name}`"
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "one\ntwo ✓"


def test_a_tool_that_fails_leaves_it_to_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tools = tmp_path / "bin"
    tool(tools, "xclip", "exit 1")
    tool(tools, "xsel", f"cat > {tmp_path}/taken")
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    said = clipboard.copy("text", pytest.fail, {"DISPLAY": ":0", "PATH": str(tools), "TERM": "xterm"})
    assert "`xsel`" in said.message


@pytest.mark.parametrize(
    ("environment", "text"),
    [
        ({"TERM": "linux"}, "short"),
        ({"TERM": "xterm", "TEXTUAL_DRIVER": "x:y"}, "short"),
        ({"TERM": "xterm"}, "l" * 80_000),
    ],
)
def test_what_no_terminal_takes_goes_into_a_file(home: Path, environment: dict[str, str], text: str) -> None:
    said = clipboard.copy(text, pytest.fail, {**environment, "PATH": ""})
    path = home / "cache" / "copied.txt"
    assert said.message == f"{len(text)} characters written to {path}"
    assert path.read_text(encoding="utf-8") == text
    assert path.stat().st_mode & 0o077 == 0


def test_a_file_that_cannot_be_written_is_said(home: Path) -> None:
    home.write_text("", encoding="utf-8")
    said = clipboard.save_copy("text")
    assert said.is_error
    assert "was not written" in said.message


async def test_a_terminal_is_handed_the_text_in_the_form_it_knows(tmp_path: Path) -> None:
    app = ConfiguratorApp(saved(str(tmp_path)), environment={})
    async with app.run_test(size=(60, 15)):
        written: list[str] = []
        app._driver.write = written.append  # type: ignore[method-assign,union-attr]
        app.copy_to_clipboard("änd\x1b")
        encoded = base64.b64encode("änd\x1b".encode()).decode()
        assert written == [f"\x1b]52;c;{encoded}\x07"]


@pytest.mark.parametrize("size", SIZES)
async def test_an_export_is_taken_back_after_a_look_and_comes_again(
    tmp_path: Path, work: Path, size: tuple[int, int]
) -> None:
    (work / "AGENTS.md").write_text("mine\n", encoding="utf-8")
    app = ConfiguratorApp(saved(str(tmp_path)), environment={})
    async with app.run_test(size=size) as pilot:
        await pilot.press("e")
        await go_to(pilot, "agents-md")
        assert "take back" not in screen_text(app)
        await pilot.press("u")
        await settled(pilot)
        assert isinstance(app.screen, TargetChooser)
        assert words.UNEXPORT_NONE in " ".join(app.screen.info.text.split())
        await pilot.press("enter", "w")
        await settled(pilot)
        exported = (work / "AGENTS.md").read_text(encoding="utf-8")
        assert "## How to behave" in exported

        for key, text in (("escape", exported), ("w", "mine\n")):
            await pilot.press("e")
            await go_to(pilot, "agents-md")
            assert "u take back" in screen_text(app) or size[0] < 80  # where there is room for it
            await pilot.press("u")
            await settled(pilot)
            assert isinstance(app.screen, UnexportPreview)
            assert words.UNEXPORT_TITLE in screen_text(app)
            assert "-## How to behave" in app.screen.reader.text
            await pilot.press(key)
            await settled(pilot)
            assert (work / "AGENTS.md").read_text(encoding="utf-8") == text
        assert "taken back: AGENTS.md" in screen_text(app)
        path = settings_of(app).editing.file.profile.path
        assert journal.read(journal.journal_path(path))[-1].what == "unexport"

        await pilot.press("e")
        await go_to(pilot, "agents-md")
        await pilot.press("enter", "w")
        await settled(pilot)
        assert (work / "AGENTS.md").read_text(encoding="utf-8") == exported
