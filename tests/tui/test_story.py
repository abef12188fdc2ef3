"""A person who has never seen the app: what they do, and how long it takes them."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.tui.terminal import PROGRAM, ROOT, Opener

STORY: dict[str, Any] = tomllib.loads(Path(__file__).with_name("newcomer.toml").read_text(encoding="utf-8"))
NAMED = {"down": "\x1b[B", "right": "\x1b[C", "enter": "\r", "esc": "\x1b", "space": " "}
FRAMES = str.maketrans(dict.fromkeys("│╭╮╰╯─▐▌", " "))


def typed(step: dict[str, Any]) -> list[str]:
    """Every key of a step, as a terminal sends it."""
    keys: list[str] = []
    for key in step["keys"]:
        keys += key.removeprefix("type:") if key.startswith("type:") else [NAMED.get(key, key)]
    return keys


def words_on(screen: str) -> str:
    """The screen's words, however they are folded and framed."""
    return " ".join(screen.translate(FRAMES).split())


def is_reached(step: dict[str, Any], screen: str) -> bool:
    """Whether the screen that a step waits for is there."""
    text = words_on(screen)
    return all(one in text for one in step["sees"]) and not any(one in text for one in step.get("gone", ()))


def test_the_story_takes_less_than_two_minutes() -> None:
    steps = STORY["step"]
    seconds = sum(step["reads"] + STORY["key_seconds"] * len(typed(step)) for step in steps)
    assert STORY["budget_seconds"] <= 120
    assert STORY["key_seconds"] >= 0.3
    assert all(step["reads"] >= 1 and step["sees"] for step in steps)
    assert seconds < STORY["budget_seconds"]


@pytest.mark.parametrize(("columns", "lines"), [(80, 24), (60, 15), (200, 50)])
def test_a_newcomer_relaxes_understands_and_exports(
    open_terminal: Opener, tmp_path: Path, columns: int, lines: int
) -> None:
    home = tmp_path / "me"
    home.mkdir()
    project = tmp_path / "work"
    project.mkdir()
    into = PROGRAM.replace("import sys\n", f"import os, sys\nos.chdir({str(project)!r})\n", 1)
    terminal = open_terminal(columns, lines, into, HOME=str(home), CONFIGURATOR_HOME="")
    for step in STORY["step"]:
        terminal.until(partial(is_reached, step))
        for key in typed(step):
            terminal.press(key)
    assert terminal.ended() == 0

    [profile] = home.rglob("default.toml")
    asked = tomllib.loads(profile.read_text(encoding="utf-8"))["preferences"]
    assert asked["content"]["violence"] == "graphic"
    assert asked["audience"]["age_group"] == "adult_declared"
    assert "minors_sexual" not in asked["content"]

    written = {str(path.relative_to(project)) for path in project.rglob("*") if path.is_file()}
    assert written == {".claude/settings.json", "CLAUDE.md", ".codex/config.toml", "AGENTS.md"}
    claude = json.loads((project / ".claude/settings.json").read_text(encoding="utf-8"))
    assert claude["permissions"]["disableBypassPermissionsMode"] == "disable"
    codex = tomllib.loads((project / ".codex/config.toml").read_text(encoding="utf-8"))
    assert codex["sandbox_mode"] in ("read-only", "workspace-write")
    for name in ("CLAUDE.md", "AGENTS.md"):
        told = (project / name).read_text(encoding="utf-8")
        assert "sexual content involving anyone under 18" in told
        assert "You may describe violence graphically in fiction" in told

    check = [sys.executable, "-m", "configurator", "export", "claude-code", "codex", "--check"]
    environment = {"HOME": str(home), "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    done = subprocess.run(check, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
