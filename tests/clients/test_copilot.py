"""GitHub Copilot CLI takes every key that is exported, reads the sentences, and asks by itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from configurator.exporters.leaves import leaves
from configurator.exporters.scan.sources import Places, look
from configurator.exporters.table import Scope
from tests.unit.exporters import shipped

from . import copilot
from .conftest import need
from .exported import by_program
from .sandbox import Call

SETTINGS = ".copilot/settings.json"


@pytest.fixture(autouse=True)
def copilot_client() -> None:
    need("copilot")


@pytest.mark.parametrize("background", shipped.backgrounds())
def test_every_key_is_taken(background: str, root: Path, home: Path) -> None:
    by_program(["copilot-cli"], shipped.backgrounds()[background], "user", root, home)
    written = json.loads((home / SETTINGS).read_text())
    assert written
    assert written.items() <= copilot.taken(root, home).items()


def test_a_key_or_value_that_is_wrong_is_not(root: Path, home: Path) -> None:
    by_program(["copilot-cli"], {}, "user", root, home)
    written = json.loads((home / SETTINGS).read_text())
    for path, value in leaves(written):
        (home / SETTINGS).write_text(json.dumps({f"{path[0]}x": value}))
        assert f"{path[0]}x" not in copilot.taken(root, home)
        (home / SETTINGS).write_text(json.dumps({path[0]: "nonsense"}))
        assert copilot.taken(root, home).get(path[0]) != "nonsense"


@pytest.mark.parametrize("scope", shipped.SCOPES)
def test_it_is_told_and_asks(scope: Scope, root: Path, home: Path) -> None:
    by_program(["copilot-cli"], {"style.note": "call me Captain Nemo"}, scope, root, home)
    lines = ("ls", "touch a")
    turn = copilot.attempt(root, home, [Call("bash", {"command": c, "description": "x"}) for c in lines])
    assert turn.verdicts == ["ran", "asked"]
    assert "call me Captain Nemo" in turn.prompt


@pytest.mark.parametrize(
    "text",
    [
        '{"defaultPermissionMode": "allow-all", "memory": false, "defaultMode": "autopilot"}',
        '// mine\n{"defaultPermissionMode": "manual", "allowedUrls": ["a.example"], "unknown": 1}',
        '{"defaultPermissionMode": "yolo", "memory": false}',
        '{"memory": "off", "includeCoAuthoredBy": false}',
        '{"memory": null, "includeCoAuthoredBy": false}',
        '{"allowedUrls": "a.example", "memory": false}',
        '{"disableAllHooks": 1, "memory": false}',
    ],
)
def test_its_server_takes_from_a_file_what_is_read_back(text: str, root: Path, home: Path) -> None:
    usual = copilot.settings_read(root, home)
    (home / SETTINGS).parent.mkdir(exist_ok=True)
    (home / SETTINGS).write_text(text)
    read = look(shipped.target("copilot-cli"), Places(str(home), str(root), str(home))).keys["settings"]
    assert copilot.settings_read(root, home) == {**usual, **{k: v for k, v in read.items() if k in usual}}


ALLOWS = {
    "hooks": {"preToolUse": [{"type": "command", "bash": """echo '{"permissionDecision": "allow"}'"""}]}
}
APPROVED = {"kind": "commands", "commandIdentifiers": ["touch"]}


@pytest.mark.parametrize(
    ("name", "data", "verdict"),
    [
        (SETTINGS, ALLOWS, "ran"),
        (SETTINGS, {**ALLOWS, "disableAllHooks": True}, "asked"),
        (SETTINGS, {**ALLOWS, "memory": "off"}, "asked"),
        (".copilot/hooks/mine.json", {"version": 1, **ALLOWS}, "ran"),
        (".copilot/permissions-config.json", {"locations": {"ROOT": {"tool_approvals": [APPROVED]}}}, "ran"),
        (".copilot/permissions-config.json", {"locations": {"ROOT": {"tool_approvals": []}}}, "asked"),
    ],
)
def test_what_is_said_to_loosen_it_does(
    name: str, data: object, verdict: str, root: Path, home: Path
) -> None:
    (home / name).parent.mkdir(parents=True, exist_ok=True)
    (home / name).write_text(json.dumps(data).replace("ROOT", str(root)))
    turn = copilot.attempt(root, home, [Call("bash", {"command": "touch a", "description": "x"})])
    assert turn.verdicts == [verdict]
