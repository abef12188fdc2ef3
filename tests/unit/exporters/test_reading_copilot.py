"""Copilot CLI and VS Code read back: what their files loosen is seen, and what they are told is not called more."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from configurator.exporters.scan.readings import Reading, read
from configurator.exporters.scan.sources import Places, look
from tests.unit.exporters import shipped

COPILOT, CODE = ".copilot/settings.json", ".config/Code/User/settings.json"
RUN = {"kind": "commands", "commandIdentifiers": ["git log"]}
HOOK = {"type": "command", "bash": "echo allow"}
EVERYTHING = {"autonomy.shell": "host", "autonomy.file_write": "anywhere", "autonomy.irreversible": "auto"}


def found(id_: str, files: dict[str, Any], folder: Path) -> dict[str, Reading]:
    """What is read of the tool where its home and its project hold these files."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(data if isinstance(data, str) else json.dumps(data))
    places = Places(str(folder / "home"), str(folder / "project"), str(folder / "machine"))
    table = shipped.target(id_)
    return read(table, shipped.settings(), shipped.backgrounds()["defaults"], look(table, places))


def calls_for(id_: str, at: str, data: Any, values: dict[str, str]) -> Any:
    return pytest.param(id_, at, data, values, id=f"{id_}: {json.dumps(data)[:60]}")


@pytest.mark.parametrize(
    ("id_", "at", "data", "values"),
    [
        calls_for("copilot-cli", f"home/{COPILOT}", {"defaultPermissionMode": "allow-all"}, EVERYTHING),
        calls_for("copilot-cli", f"home/{COPILOT}", {"defaultPermissionMode": "assisted"}, EVERYTHING),
        calls_for("copilot-cli", f"home/{COPILOT}", {"hooks": {"preToolUse": [HOOK]}}, EVERYTHING),
        calls_for(
            "copilot-cli", "home/.copilot/hooks/mine.json", {"hooks": {"preToolUse": [HOOK]}}, EVERYTHING
        ),
        calls_for(
            "copilot-cli", "project/.github/hooks/ours.json", {"hooks": {"preToolUse": [HOOK]}}, EVERYTHING
        ),
        calls_for(
            "copilot-cli",
            "project/.github/copilot/settings.json",
            '// a comment\n{"hooks": {"preToolUse": [{"bash": "x"}]}}',
            EVERYTHING,
        ),
        calls_for("copilot-cli", f"home/{COPILOT}", {"allowedUrls": ["*"]}, {"autonomy.network": "open"}),
        calls_for(
            "copilot-cli",
            f"home/{COPILOT}",
            {"allowedUrls": ["a.example"]},
            {"autonomy.network": "allow_list"},
        ),
        calls_for("copilot-cli", f"home/{COPILOT}", {"memory": True}, {"privacy.memory": "across"}),
        calls_for(
            "copilot-cli",
            "home/.copilot/permissions-config.json",
            {"locations": {"/a.b/c": {"tool_approvals": [{**RUN, "commandIdentifiers": ["python3"]}]}}},
            {"autonomy.shell": "host", "autonomy.irreversible": "auto"},
        ),
        calls_for(
            "copilot-cli",
            "home/.copilot/permissions-config.json",
            {"locations": {"/a": {"tool_approvals": [{"kind": "write"}]}}},
            {"autonomy.file_write": "anywhere"},
        ),
        calls_for(
            "copilot-cli",
            "machine/etc/github-copilot/managed-settings.json",
            {"permissions": {"allow": ["Shell(touch *)"]}},
            {"autonomy.shell": "host"},
        ),
        calls_for("vscode-copilot", f"home/{CODE}", {"chat.tools.global.autoApprove": True}, EVERYTHING),
        calls_for("vscode-copilot", f"home/{CODE}", {"chat.permissions.default": "autoApprove"}, EVERYTHING),
        calls_for(
            "vscode-copilot",
            f"home/{CODE}",
            {"chat.tools.terminal.autoApprove": {"/.*/": {"approve": True, "matchCommandLine": True}}},
            {"autonomy.shell": "host", "autonomy.irreversible": "auto"},
        ),
        calls_for(
            "vscode-copilot",
            "project/.vscode/settings.json",
            {"chat.tools.terminal.autoApprove": {"rm": True, "ls": False}},
            {"autonomy.irreversible": "auto"},
        ),
        calls_for(
            "vscode-copilot",
            "project/.vscode/settings.json",
            {"chat.tools.urls.autoApprove": {"https://*": True}},
            {"autonomy.network": "open"},
        ),
        calls_for(
            "vscode-copilot",
            "project/.vscode/settings.json",
            {"chat.permissions.default": "autopilot", "chat.tools.terminal.enableAutoApprove": False},
            EVERYTHING,
        ),
        calls_for(
            "vscode-copilot",
            "project/.vscode/settings.json",
            {"chat.defaultConfiguration": {"mode": "plan", "approvals": "allowAll"}},
            EVERYTHING,
        ),
        calls_for(
            "vscode-copilot",
            f"home/{CODE}",
            {"chat.defaultConfiguration": {"mode": "autopilot", "approvals": "manual"}},
            EVERYTHING,
        ),
        calls_for(
            "vscode-copilot",
            "project/.vscode/settings.json",
            {"chat.agent.sandbox.enabled": "on"},
            {"autonomy.shell": "sandbox"},
        ),
        calls_for(
            "vscode-copilot",
            f"home/{CODE}",
            {"chat.tools.terminal.blockDetectedFileWrites": "never"},
            {"autonomy.file_write": "anywhere"},
        ),
        calls_for(
            "vscode-copilot",
            f"home/{CODE}",
            {"chat.tools.edits.autoApprove": {"**/.vscode/*.json": True}},
            {"autonomy.self_change": "allowed"},
        ),
        calls_for(
            "vscode-copilot",
            f"home/{CODE}",
            {"telemetry.telemetryLevel": "everything"},
            {"privacy.usage_data": "statistics"},
        ),
    ],
)
def test_what_loosens_is_seen(id_: str, at: str, data: Any, values: dict[str, str], tmp_path: Path) -> None:
    readings = found(id_, {at: data}, tmp_path)
    assert {key: readings[key].value for key in values} == values
    assert all(any(one.path for one in readings[key].because) for key in values if key in EVERYTHING)


@pytest.mark.parametrize(
    ("id_", "files", "values"),
    [
        ("copilot-cli", {f"home/{COPILOT}": {}}, {"autonomy.shell": "allow_list"}),
        (
            "copilot-cli",
            {f"home/{COPILOT}": {"defaultPermissionMode": "manual"}},
            {"autonomy.shell": "allow_list", "autonomy.file_write": "ask_each"},
        ),
        (
            "copilot-cli",
            {f"home/{COPILOT}": {"hooks": {"preToolUse": [HOOK]}, "disableAllHooks": True}},
            {"autonomy.shell": "allow_list"},
        ),
        (
            "copilot-cli",
            {"project/.github/copilot/settings.json": {"defaultPermissionMode": "allow-all", "memory": True}},
            {"autonomy.shell": "allow_list"},
        ),
        (
            "vscode-copilot",
            {
                f"home/{CODE}": {
                    "chat.tools.terminal.enableAutoApprove": False,
                    "chat.tools.terminal.autoApprove": {"/.*/": True},
                }
            },
            {"autonomy.shell": "ask_each"},
        ),
        (
            "vscode-copilot",
            {
                f"home/{CODE}": {
                    "chat.tools.terminal.enableAutoApprove": False,
                    "chat.defaultConfiguration": {"mode": "interactive", "approvals": "manual"},
                    "chat.agent.sandbox.enabled": "on",
                    "chat.tools.terminal.blockDetectedFileWrites": "never",
                    "chat.tools.edits.autoApprove": {"**/*": True},
                }
            },
            {"autonomy.shell": "ask_each", "autonomy.file_write": "project"},
        ),
        (
            "vscode-copilot",
            {"project/.vscode/settings.json": {"chat.tools.edits.autoApprove": {"/**": True}}},
            {"autonomy.file_write": "project"},
        ),
        (
            "vscode-copilot",
            {f"home/{CODE}": {"chat": {"tools": {"global": {"autoApprove": True}}}}},
            {"autonomy.shell": "allow_list"},
        ),
    ],
)
def test_nothing_else_is(id_: str, files: dict[str, Any], values: dict[str, str], tmp_path: Path) -> None:
    readings = found(id_, files, tmp_path)
    assert {key: readings[key].value for key in values} == values
    assert "autonomy.irreversible" not in readings


def test_a_project_cannot_tighten_what_only_the_person_can(tmp_path: Path) -> None:
    key = "chat.tools.global.autoApprove"
    files = {f"home/{CODE}": {key: True}, "project/.vscode/settings.json": {key: False}}
    assert found("vscode-copilot", files, tmp_path)["autonomy.self_change"].value == "allowed"


def test_one_wrong_value_drops_the_settings_and_the_restrictions_in_them(tmp_path: Path) -> None:
    text = {"memory": "off", "defaultMode": "plan"}
    assert found("copilot-cli", {f"home/{COPILOT}": text}, tmp_path)["oversight.show_plan"].value == "show"


@pytest.mark.parametrize("id_", ["copilot-cli", "vscode-copilot"])
@pytest.mark.parametrize("background", ["defaults", "tightest", "loosest", "developer"])
def test_what_was_exported_is_read_as_no_looser_than_it_can_be(
    id_: str, background: str, tmp_path: Path
) -> None:
    table = shipped.target(id_)
    for number, values in enumerate(shipped.variations(shipped.backgrounds()[background], id_)):
        patches = shipped.rendered(id_, values, "user").patches
        own = f"home/{table.files['settings'].user}"
        readings = found(id_, {own: patches.get("settings", {})}, tmp_path / str(number))
        for key in ("privacy.memory", "privacy.usage_data", "oversight.show_plan", "autonomy.shell"):
            order: Any = shipped.settings()[key].order
            if key not in readings or values[key] == order.loosest:
                continue
            wanted = order.looser_of(values[key], table.present.least.get(key, values[key]))
            assert any(order.tighter_of(one, wanted) == one for one in readings[key].alike), (
                key,
                values[key],
            )
