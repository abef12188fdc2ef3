"""What Zed would decide, by the order of its rules in its documentation, whatever else the person's settings allow."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest

from configurator.exporters.formats import json_text
from tests.unit.exporters import shipped
from tests.unit.exporters.helpers import Project

DENY, CONFIRM, ALLOW = range(3)
DECISIONS = ("deny", "confirm", "allow")
WRITING = ("edit_file", "delete_path", "move_path", "copy_path", "create_directory", "save_file")
SHELL = {"never": DENY, "ask_each": CONFIRM, "allow_list": CONFIRM, "sandbox": CONFIRM, "host": ALLOW}
WRITE = {"never": DENY, "ask_each": CONFIRM, "project": CONFIRM, "anywhere": ALLOW}
NETWORK = {"off": DENY, "allow_list": DENY, "ask_new": CONFIRM, "open": ALLOW}


def decided(settings: Mapping[str, Any], tool: str, subject: str = "") -> int:
    """Deny before confirm before allow; then the tool's default, then the one of all."""
    permissions = settings.get("agent", {}).get("tool_permissions", {})
    rules = permissions.get("tools", {}).get(tool, {})
    for decision in DECISIONS:
        if any(re.search(rule["pattern"], subject) for rule in rules.get(f"always_{decision}", ())):
            return DECISIONS.index(decision)
    return DECISIONS.index(rules.get("default", permissions.get("default", "confirm")))


def settings_at(values: shipped.Values) -> dict[str, Any]:
    return dict(shipped.rendered("zed", values, "user").patches.get("settings", {}))


@pytest.mark.parametrize("background", shipped.backgrounds())
def test_no_tool_goes_further_than_the_values(background: str) -> None:
    for values in shipped.variations(shipped.backgrounds()[background], "zed"):
        found = settings_at(values)
        tools = values["autonomy.tools"]
        network = NETWORK[values["autonomy.network"]]
        assert decided(found, "terminal", "rm -rf x") <= (
            "shell" in tools and SHELL[values["autonomy.shell"]]
        )
        for tool in WRITING:
            may = WRITE[values["autonomy.file_write"]] if "write_files" in tools else DENY
            assert decided(found, tool, "a/b.py") <= may
        assert decided(found, "fetch", "https://x.example") <= (network if "browser" in tools else DENY)
        assert decided(found, "web_search", "x") <= (network if "web_search" in tools else DENY)
        if values["autonomy.tool_servers"] == "none":
            assert decided(found, "mcp:x:y") == DENY


def test_what_the_person_allowed_in_the_same_file_does_not_go_before_it(project: Project) -> None:
    project.put(
        ".config/zed/settings.json",
        '{\n  // mine\n  "agent": {"tool_permissions": {"tools": {"terminal": {\n'
        '    "default": "allow", "always_allow": [{"pattern": "^ls"}]\n  }}}}\n}\n',
    )
    for background, most in (("tightest", DENY), ("defaults", CONFIRM)):
        project.export(
            shipped.choices(shipped.backgrounds()[background]), shipped.target("zed"), scope="user"
        )
        text = project.read(".config/zed/settings.json")
        assert "// mine" in text
        found = parsed(text)
        assert found["agent"]["tool_permissions"]["tools"]["terminal"]["always_allow"] == [{"pattern": "^ls"}]
        assert decided(found, "terminal", "ls x") <= most


def parsed(text: str) -> dict[str, Any]:
    found = json_text.parse(text, "f", "settings", comments=True)
    assert isinstance(found, dict)
    return found
