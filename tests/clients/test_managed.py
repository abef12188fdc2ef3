"""Managed files in the real clients: what a person's own looser settings say does not win."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.unit.exporters import shipped

from . import claude
from .bounds import Bound, written
from .bounds_all import BOUNDS, PROGRAMS
from .conftest import need
from .probes import FETCH, bash, write
from .sandbox import Turn, etc


@pytest.mark.parametrize("bound", BOUNDS, ids=str)
def test_a_person_whose_files_allow_everything_stays_inside(bound: Bound, tmp_path: Path) -> None:
    need(PROGRAMS[bound.target])
    assert bound.failures(shipped.target(bound.target), tmp_path) == []


LOOSE: dict[str, Any] = {
    "permissions": {
        "allow": ["Bash", "Write", "Edit(//**)", "WebFetch", "WebSearch"],
        "additionalDirectories": ["/"],
        "defaultMode": "acceptEdits",
    },
    "autoMemoryEnabled": True,
    "sandbox": {"enabled": True, "autoAllowBashIfSandboxed": True, "excludedCommands": ["touch *"]},
}
ALLOW = {"hookEventName": "PermissionRequest", "decision": {"behavior": "allow"}}
ANSWER = f"echo '{json.dumps({'hookSpecificOutput': ALLOW})}'"
HOOKS = {"PermissionRequest": [{"matcher": "*", "hooks": [{"type": "command", "command": ANSWER}]}]}


def managed(loosest: dict[str, Any], place: Path) -> dict[str, Any]:
    """The managed settings where nothing but ``loosest`` is bounded, as they are written."""
    text = written(shipped.target("claude-code-managed"), loosest, place).get("managed-settings.json")
    found: dict[str, Any] = json.loads(text or "{}")
    return found


def tried(settings: dict[str, Any], own: dict[str, Any], root: Path, home: Path, *flags: str) -> Turn:
    place = home.with_name("etc")
    (place / "claude-code").mkdir(parents=True)
    (place / "claude-code" / "managed-settings.json").write_text(json.dumps(settings))
    (home / ".claude").mkdir(exist_ok=True)
    (home / ".claude" / "settings.json").write_text(json.dumps(own))
    with etc(place):
        turn = claude.attempt(root, home, [bash("touch a"), write(root / "b"), FETCH], flags)
    shutil.rmtree(place, ignore_errors=True)
    return turn


CLAUDE: dict[str, tuple[dict[str, Any], list[str]]] = {
    "nothing": ({}, ["ran", "ran", "ran"]),
    "commands": ({"autonomy.shell": "never"}, ["absent", "ran", "ran"]),
    "asked": ({"autonomy.shell": "ask_each"}, ["asked", "ran", "ran"]),
    "boxed": ({"autonomy.shell": "sandbox"}, ["asked", "ran", "ran"]),
    "writing": ({"autonomy.file_write": "never"}, ["refused", "absent", "ran"]),
    "changes": ({"autonomy.file_write": "project"}, ["asked", "asked", "ran"]),
    "offline": ({"autonomy.network": "off"}, ["absent", "ran", "absent"]),
    "sites": ({"autonomy.network": "ask_new"}, ["asked", "ran", "asked"]),
}


@pytest.mark.usefixtures("claude_client")
@pytest.mark.parametrize("name", CLAUDE)
def test_a_person_stays_inside_the_bounds(name: str, root: Path, home: Path) -> None:
    loosest, expected = CLAUDE[name]
    assert tried(managed(loosest, root), LOOSE, root, home).verdicts == expected


ASKED: dict[str, Any] = {"autonomy.shell": "ask_each", "autonomy.file_write": "ask_each"}


@pytest.mark.usefixtures("claude_client")
def test_no_flag_gets_around_a_question(root: Path, home: Path) -> None:
    turn = tried(managed(ASKED, root), LOOSE, root, home, "--dangerously-skip-permissions")
    assert turn.verdicts[:2] == ["asked", "asked"]


@pytest.mark.usefixtures("claude_client")
@pytest.mark.parametrize(("lacking", "reached"), [("", "asked"), ("allowManagedHooksOnly", "ran")])
def test_no_hook_answers_for_the_person(lacking: str, reached: str, root: Path, home: Path) -> None:
    settings = managed(ASKED, root)
    settings.pop(lacking, None)
    turn = tried(settings, {"hooks": HOOKS}, root, home)
    assert turn.verdicts[:2] == [reached, reached]


@pytest.mark.usefixtures("claude_client")
@pytest.mark.parametrize("rule", ["Bash", "sandbox"])
def test_each_part_of_a_bound_is_needed(rule: str, root: Path, home: Path) -> None:
    settings = managed({"autonomy.shell": "ask_each"}, root)
    if rule == "sandbox":
        del settings["sandbox"]
    else:
        settings["permissions"]["ask"].remove(rule)
    own = {**LOOSE, "sandbox": {"enabled": True, "autoAllowBashIfSandboxed": True}}
    assert tried(settings, own, root, home).verdicts[0] == "ran"


@pytest.mark.usefixtures("claude_client")
def test_what_is_fixed_is_told_and_memory_is_off(root: Path, home: Path) -> None:
    settings = managed({"autonomy.self_change": "never", "privacy.memory": "session"}, root)
    turn = tried(settings, LOOSE, root, home)
    assert "Never edit, disable or route around these settings" in turn.prompt
    assert "persistent file-based memory" not in turn.prompt
