"""Cursor, Zed, goose, aider, LibreChat and Continue read back, and a reason for every target that is not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from configurator.exporters import registry
from configurator.exporters.render import rows_by_setting
from configurator.exporters.scan import unread
from configurator.exporters.scan.readings import Reading, read
from configurator.exporters.scan.sources import Places, is_tool, look
from configurator.exporters.table import ByValue, Patch, PerItem, Target, TargetFile
from tests.unit.exporters import shipped

READ = ("cursor", "zed", "goose", "aider", "librechat", "continue")
ZED, GOOSE, CURSOR = ".config/zed/settings.json", ".config/goose", ".cursor"
CONTINUE = "home/.continue/permissions.yaml"


def places(folder: Path) -> Places:
    return Places(str(folder / "home"), str(folder / "project"), str(folder / "machine"))


def found(id_: str, files: dict[str, Any], folder: Path, values: shipped.Values) -> dict[str, Reading]:
    """What is read where these files are; JSON is YAML as well."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(data if isinstance(data, str) else json.dumps(data))
    table = shipped.target(id_)
    return read(table, shipped.settings(), values, look(table, places(folder)))


def exported(id_: str, values: shipped.Values) -> dict[str, Any]:
    """The files of an export to project and home."""
    files: dict[str, Any] = {}
    for scope, folder in (("user", "home"), ("project", "project")):
        for name, keys in shipped.rendered(id_, values, scope).patches.items():  # type: ignore[arg-type]
            file = shipped.target(id_).files[name]
            if keys and file.path_in(scope) and not file.ours:  # type: ignore[arg-type]
                files[f"{folder}/{file.path_in(scope)}"] = keys  # type: ignore[arg-type]
    return files


def is_written(id_: str, key: str, value: Any) -> bool:
    row = rows_by_setting(shipped.target(id_))[key]
    return not isinstance(row, ByValue) or isinstance(row.cases.get(value), Patch)


@pytest.mark.parametrize("id_", READ)
@pytest.mark.parametrize("background", shipped.backgrounds())
def test_what_was_exported_is_read_as_it_was(id_: str, background: str, tmp_path: Path) -> None:
    same = 0
    for number, values in enumerate(shipped.variations(shipped.backgrounds()[background], id_)):
        readings = found(id_, exported(id_, values), tmp_path / str(number), values)
        for key, reading in readings.items():
            order: Any = shipped.settings()[key].order
            if is_written(id_, key, values[key]):
                tighter = [one for one in reading.alike if order.tighter_of(one, values[key]) == one]
                assert tighter, (key, values[key], reading)
                same += values[key] in reading.alike
    assert same > 20


@pytest.mark.parametrize(
    ("id_", "at", "data", "values"),
    [
        ("zed", f"home/{ZED}", {"agent": {"tool_permissions": {"default": "allow"}}},
         {"autonomy.shell": "host", "autonomy.file_write": "anywhere", "autonomy.send_messages": "auto"}),
        ("zed", f"home/{ZED}", {"agent": {"tool_permissions": {"tools": {"terminal": {"default": "allow"}}}}},
         {"autonomy.shell": "host"}),
        ("zed", f"home/{ZED}", {"agent": {"tool_permissions": {"tools": {"fetch": {"always_allow": [{"pattern": "x"}]}}}}},
         {"autonomy.network": "open"}),
        ("zed", f"home/{ZED}", {"agent": {"tool_permissions": {"tools": {"mcp:a:b": {"default": "allow"}}}}},
         {"autonomy.send_messages": "auto"}),
        ("zed", f"home/{ZED}", {"agent": {"always_allow_tool_actions": True}},
         {"autonomy.shell": "host", "autonomy.irreversible": "auto"}),
        ("goose", f"home/{GOOSE}/config.yaml", {"GOOSE_MODE": "auto"}, {"autonomy.shell": "host"}),
        ("goose", f"home/{GOOSE}/config.yaml", {}, {"autonomy.shell": "host", "autonomy.file_write": "anywhere"}),
        ("goose", f"home/{GOOSE}/permission.yaml", {"user": {"always_allow": ["mail__send"]}},
         {"autonomy.send_messages": "auto", "autonomy.tool_servers": "any"}),
        ("goose", f"home/{GOOSE}/permission.yaml", {"smart_approve": {"always_allow": ["developer__shell"]}},
         {"autonomy.shell": "host"}),
        ("aider", "project/.aider.conf.yml", {"yes-always": True}, {"autonomy.shell": "host"}),
        ("aider", "project/.aider.conf.yml", {"edit-format": "ask", "architect": True}, {"autonomy.file_write": "anywhere"}),
        ("aider", "project/.aider.conf.yml", {"edit-format": "ask", "chat-mode": "code"}, {"oversight.show_plan": "show"}),
        ("aider", "project/.aider.conf.yml",
         {"suggest-shell-commands": False, "test-cmd": "make", "auto-test": True}, {"autonomy.shell": "allow_list"}),
        ("aider", "home/.aider.conf.yml", {"restore-chat-history": True}, {"privacy.memory": "across"}),
        ("cursor", f"home/{CURSOR}/cli-config.json", {"approvalMode": "unrestricted"}, {"autonomy.irreversible": "auto"}),
        ("cursor", f"home/{CURSOR}/cli-config.json", {"permissions": {"allow": ["Mcp(*:*)"]}}, {"autonomy.send_messages": "auto"}),
        ("cursor", f"project/{CURSOR}/permissions.json", {"terminalAllowlist": ["git"]}, {"autonomy.shell": "host"}),
        ("cursor", f"home/{CURSOR}/sandbox.json",
         {"type": "workspace_readonly", "disableTmpWrite": True, "additionalReadwritePaths": ["/"]},
         {"autonomy.file_write": "anywhere"}),
        ("cursor", f"home/{CURSOR}/sandbox.json", {"networkPolicy": {"default": "deny", "allow": ["*"]}}, {"autonomy.network": "open"}),
        ("librechat", "project/librechat.yaml", {"interface": {"runCode": True}}, {"autonomy.shell": "sandbox"}),
        ("librechat", "project/librechat.yaml", {"interface": {"webSearch": False, "runCode": "no"}}, {"autonomy.network": "open"}),
        ("continue", CONTINUE, {}, {"autonomy.shell": "host", "autonomy.network": "open", "autonomy.irreversible": "auto",
                                    "autonomy.send_messages": "auto"}),
        ("continue", CONTINUE, {"ask": ["Bash"], "allow": ["Write"]},
         {"autonomy.shell": "ask_each", "autonomy.file_write": "anywhere"}),
        ("continue", CONTINUE, {"exclude": ["Bash"], "allow": [" Edit(*.py) "]}, {"autonomy.file_write": "anywhere"}),
        ("continue", CONTINUE, {"exclude": ["Bash"], "allow": ["M*"]}, {"autonomy.file_write": "anywhere"}),
        ("continue", CONTINUE, {"exclude": ["Bash"], "allow": ["?rite(*)"]}, {"autonomy.file_write": "anywhere"}),
        ("continue", CONTINUE, {"exclude": ["bash"]}, {"autonomy.shell": "host"}),
        ("continue", "project/.env", "A=1\nCONTINUE_GLOBAL_DIR=.mine\n",
         {"autonomy.shell": "host", "autonomy.file_write": "anywhere", "autonomy.network": "open"}),
    ],
)  # fmt: skip
def test_what_loosens_is_seen(id_: str, at: str, data: Any, values: dict[str, str], tmp_path: Path) -> None:
    readings = found(id_, {at: data}, tmp_path, shipped.backgrounds()["defaults"])
    assert {key: readings[key].value for key in values} == values


@pytest.mark.parametrize(
    ("id_", "files", "values"),
    [
        ("zed", {f"home/{ZED}": {"theme": None}}, {"autonomy.shell": "ask_each", "autonomy.file_write": "ask_each"}),
        ("zed", {f"home/{ZED}": {"agent": {"tool_permissions": {"tools": {"mcp:a:b": {"default": "deny"}}}}}},
         {"autonomy.send_messages": "ask_each"}),
        ("goose", {f"home/{GOOSE}/config.yaml": {"GOOSE_MODE": "approve"}},
         {"autonomy.shell": "ask_each", "autonomy.send_messages": "never"}),
        ("goose", {f"home/{GOOSE}/config.yaml": {"GOOSE_MODE": "approve"},
                   f"home/{GOOSE}/permission.yaml": {"user": {"always_allow": ["write"], "never_allow": [
                       "developer__text_editor", "developer__write", "developer__edit", "write", "edit"]}}},
         {"autonomy.file_write": "never"}),
        ("aider", {"home/.aider.conf.yml": {"suggest-shell-commands": True},
                   "project/.aider.conf.yml": {"suggest-shell-commands": False}}, {"autonomy.shell": "never"}),
        ("aider", {"home/.aider.conf.yml": {"edit-format": "ask", "test-cmd": "make", "auto-test": True,
                                            "suggest-shell-commands": False}}, {"autonomy.shell": "never"}),
        ("continue", {CONTINUE: {"exclude": ["Bash"], "ask": ["Fetch", "Write", "Edit", "MultiEdit"],
                                 "allow": ["Bash", "Fetch", "Write", "Edit(*)", "Bash(git*)", "Read", "Checklist"]}},
         {"autonomy.shell": "never", "autonomy.network": "ask_new", "autonomy.file_write": "ask_each"}),
        ("continue", {CONTINUE: {"exclude": ["Bash"], "allow": None}, "project/.env": "A=1\n"},
         {"autonomy.shell": "never", "autonomy.file_write": "ask_each"}),
    ],
)  # fmt: skip
def test_nothing_else_is(id_: str, files: Any, values: dict[str, str], tmp_path: Path) -> None:
    readings = found(id_, files, tmp_path, shipped.backgrounds()["defaults"])
    assert {key: readings[key].value for key in values} == values


def test_a_list_of_goose_that_is_none_stops_it(tmp_path: Path) -> None:
    found("goose", {f"home/{GOOSE}/permission.yaml": {"user": {"never_allow": "shell"}}}, tmp_path, {})
    assert [one.fate for one in look(shipped.target("goose"), places(tmp_path)).troubles] == ["stops"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("exclude: [Bash\n", ""),
        ("exclud: [Bash]\n", "`exclud` is none of the keys that Continue takes"),
        ("exclude: [Bash]\nnote: 1\n", "`note` is none of the keys that Continue takes"),
        ("exclude: Bash\n", "`exclude` has a value that Continue does not take"),
        ("exclude: [Bash]\nallow: true\n", "`allow` has a value that Continue does not take"),
        ("exclude: [Bash]\nexclude: []\n", ""),
        ("- Bash\n", ""),
        ("<<: {exclude: [Bash]}\n", "the merge key `<<` is not followed here"),
    ],
)
def test_a_file_that_continue_drops_restricts_nothing(text: str, said: str, tmp_path: Path) -> None:
    readings = found("continue", {CONTINUE: text}, tmp_path, {})
    assert readings["autonomy.shell"].value == "host"
    (trouble,) = look(shipped.target("continue"), places(tmp_path)).troubles
    assert trouble.fate == "dropped"
    assert said in trouble.reason


def test_of_a_file_with_secrets_only_what_matters_is_taken(tmp_path: Path) -> None:
    text = "PASSWORD=one\nCONTINUE_GLOBAL_DIR=.mine\nTOKEN=two\n"
    readings = found("continue", {"project/.env": text}, tmp_path, {})
    said = {str(because.found) for because in readings["autonomy.shell"].because}
    assert "CONTINUE_GLOBAL_DIR=.mine" in said
    assert not any("one" in one or "two" in one for one in said)


@pytest.mark.parametrize("wanted", ["read_files", "web_search"])
def test_an_item_that_no_key_is_about_is_as_the_tool_is_told(wanted: str, tmp_path: Path) -> None:
    values = {**shipped.backgrounds()["defaults"], "autonomy.tools": frozenset({wanted})}
    readings = found("goose", exported("goose", values), tmp_path, values)
    assert readings["autonomy.tools"].value == frozenset({wanted})
    assert isinstance(rows_by_setting(shipped.target("goose"))["autonomy.tools"], PerItem)


@pytest.mark.parametrize("id_", registry.TARGETS)
def test_every_target_is_read_back_or_says_why_not(id_: str) -> None:
    target = registry.target(id_)
    reason = unread.reason(target)
    assert bool(reason) is not is_tool(target)
    assert reason != unread.NO_TABLE


def test_a_table_of_another_package_that_says_nothing_has_a_reason_too() -> None:
    table = Target("acme", "Acme", "1", {"settings": TargetFile("acme.json", "", "json")})
    assert unread.reason(table) == unread.NO_TABLE
