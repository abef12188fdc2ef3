"""Which files a tool reads, what they say together, and what a fault in one of them does."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from configurator.exporters.present import Key, Loosens
from configurator.exporters.scan.fires import fired
from configurator.exporters.scan.readings import Reading, read
from configurator.exporters.scan.sources import Now, Places, is_used, look
from tests.unit.exporters import shipped


@pytest.fixture
def places(tmp_path: Path) -> Places:
    for name in ("home", "project", "machine"):
        (tmp_path / name).mkdir()
    return Places(str(tmp_path / "home"), str(tmp_path / "project"), str(tmp_path / "machine"))


def put(folder: str, name: str, data: Any) -> Path:
    path = Path(folder, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(data if isinstance(data, str) else json.dumps(data))
    return path


def readings(id_: str, places: Places) -> dict[str, Reading]:
    values = shipped.backgrounds()["defaults"]
    target = shipped.target(id_)
    return read(target, shipped.settings(), values, look(target, places))


def value(id_: str, places: Places, key: str) -> Any:
    return readings(id_, places)[key].value


def test_lists_add_up_over_all_files_and_the_strongest_scalar_holds(places: Places) -> None:
    put(places.home, ".claude/settings.json", {"permissions": {"deny": ["Bash"], "defaultMode": "auto"}})
    put(places.root, ".claude/settings.json", {"permissions": {"deny": ["WebFetch"], "defaultMode": "plan"}})
    put(places.root, ".claude/settings.local.json", {"permissions": {"defaultMode": "default"}})
    now = look(shipped.target("claude-code"), places)
    assert now.keys["settings"]["permissions"] == {"deny": ["Bash", "WebFetch"], "defaultMode": "default"}
    assert now.path_of("settings", ("permissions", "deny"), "Bash").startswith(places.home)
    assert now.path_of("settings", ("permissions", "defaultMode")).endswith("settings.local.json")


def test_a_list_of_codex_replaces_the_one_below(places: Places) -> None:
    put(places.home, ".codex/config.toml", '[sandbox_workspace_write]\nwritable_roots = ["/"]\n')
    put(places.root, ".codex/config.toml", "[sandbox_workspace_write]\nwritable_roots = []\n")
    now = look(shipped.target("codex"), places)
    assert now.keys["settings"]["sandbox_workspace_write"]["writable_roots"] == []


def test_an_administrators_file_is_read_as_the_tool_reads_it(places: Places) -> None:
    put(places.machine, "etc/codex/config.toml", 'sandbox_mode = "read-only"\nweb_search = "disabled"\n')
    put(places.home, ".codex/config.toml", 'sandbox_mode = "danger-full-access"\n')
    assert look(shipped.target("codex"), places).keys["settings"] == {
        "sandbox_mode": "danger-full-access",
        "web_search": "disabled",
    }
    put(places.machine, "etc/claude-code/managed-settings.d/10-a.json", {"permissions": {"allow": ["Bash"]}})
    assert value("claude-code", places, "autonomy.shell") == "host"


def test_a_home_that_is_the_project_is_read_once(places: Places) -> None:
    both = Places(places.home, places.home, places.machine)
    put(places.home, ".claude/settings.json", {"permissions": {"deny": ["Bash"]}})
    assert len(look(shipped.target("claude-code"), both).found) == 1


def test_a_variable_that_moves_the_folder_is_followed(places: Places, tmp_path: Path) -> None:
    put(str(tmp_path / "elsewhere"), "config.toml", 'sandbox_mode = "danger-full-access"\n')
    put(places.home, ".codex/config.toml", 'sandbox_mode = "read-only"\napproval_policy = "never"\n')
    moved = Places(places.home, places.root, variables={"CODEX_HOME": str(tmp_path / "elsewhere")})
    assert value("codex", places, "autonomy.file_write") == "never"
    assert value("codex", moved, "autonomy.file_write") == "anywhere"


def test_a_link_is_followed_as_the_tool_follows_it(places: Places, tmp_path: Path) -> None:
    real = put(str(tmp_path), "dotfiles.json", {"permissions": {"allow": ["Bash"]}})
    os.mkdir(Path(places.home, ".claude"))
    os.symlink(real, Path(places.home, ".claude", "settings.json"))
    assert value("claude-code", places, "autonomy.shell") == "host"


GOOD = {
    "permissions": {
        "deny": ["Bash", "Monitor", "PowerShell", "CronCreate", "ScheduleWakeup", "RemoteTrigger"]
    }
}


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({**GOOD, "cleanupPeriodDays": "x"}),
        json.dumps({**GOOD, "cleanupPeriodDays": 0}),
        json.dumps({**GOOD, "sandbox": {"network": {"httpProxyPort": None}}}),
        json.dumps({"permissions": {**GOOD["permissions"], "defaultMode": "yolo"}}),
        json.dumps({"permissions": {**GOOD["permissions"], "ask": "Bash"}}),
        json.dumps({**GOOD, "env": []}),
        "// why\n" + json.dumps(GOOD),
        json.dumps(GOOD)[:-1],
        json.dumps(GOOD)[:-1] + ",}",
        "[1]",
    ],
)
def test_no_restriction_holds_in_a_file_that_claude_code_drops(places: Places, text: str) -> None:
    path = put(places.home, ".claude/settings.json", json.dumps(GOOD))
    assert value("claude-code", places, "autonomy.shell") == "never"
    path.write_text(text)
    now = look(shipped.target("claude-code"), places)
    assert [(trouble.path, trouble.fate) for trouble in now.troubles] == [(str(path), "dropped")]
    assert value("claude-code", places, "autonomy.shell") == "host"


def test_a_value_that_gemini_cli_does_not_take_is_only_ignored(places: Places) -> None:
    text = {"tools": {"exclude": ["invoke_agent"]}, "security": {"disableYoloMode": "yes"}}
    put(places.home, ".gemini/settings.json", text)
    now = look(shipped.target("gemini-cli"), places)
    assert [trouble.fate for trouble in now.troubles] == ["skipped"]
    assert now.keys["settings"] == {"tools": {"exclude": ["invoke_agent"]}}
    put(places.home, ".gemini/policies/own.toml", "[[rule]\n")
    fates = {trouble.fate for trouble in look(shipped.target("gemini-cli"), places).troubles}
    assert fates == {"skipped", "dropped"}


@pytest.mark.parametrize("what", ["folder", "pipe", "binary", "closed"])
def test_a_file_that_cannot_be_read_is_said_and_taken_for_no_restriction(places: Places, what: str) -> None:
    path = Path(places.home, ".claude", "settings.json")
    path.parent.mkdir()
    if what == "folder":
        path.mkdir()
    elif what == "pipe":
        os.mkfifo(path)
    else:
        path.write_bytes(b"\xff\xfe{}")
    if what == "closed":
        path.unlink()
        os.symlink(path, path)  # a link to itself: nobody can open it
    now = look(shipped.target("claude-code"), places)
    assert [trouble.fate for trouble in now.troubles] == ["dropped"]
    assert now.found == ()


def test_a_rule_of_codex_that_allows_is_seen_and_one_that_forbids_is_not(places: Places) -> None:
    config = 'sandbox_mode = "read-only"\napproval_policy = "never"\n'
    put(places.home, ".codex/config.toml", config)
    rules = put(
        places.home, ".codex/rules/default.rules", 'prefix_rule(pattern=["rm"], decision="forbidden")\n'
    )
    assert value("codex", places, "autonomy.shell") == "allow_list"
    rules.write_text(rules.read_text() + 'prefix_rule(\n  pattern=["git"],\n)\n')
    assert value("codex", places, "autonomy.shell") == "host"


def test_a_tool_is_used_where_it_has_a_folder_or_a_file(places: Places) -> None:
    used = {id_: is_used(shipped.target(id_), places) for id_ in (*shipped.CLIENTS, "agents-md", "json")}
    assert not any(used.values())
    Path(places.home, ".codex").mkdir()
    put(places.root, "AGENTS.md", "hello\n")
    put(places.root, "behavior.json", "{}")
    used = {id_: is_used(shipped.target(id_), places) for id_ in used}
    assert [id_ for id_, is_so in used.items() if is_so] == ["codex", "agents-md"]
    assert not is_used(shipped.target("codex"), places, ("project",))


def keys(data: Any) -> Now:
    return Now(keys={"settings": data, "policies": data})


@pytest.mark.parametrize(
    ("key", "fires", "rests"),
    [
        (Key("a.b", is_in=(True,)), {"a": {"b": True}}, {"a": {"b": 1}}),
        (Key("a.b", is_not=("x",)), {}, {"a": {"b": "x"}}),
        (Key("a", holds=("Bash(*",)), {"a": ["Read", "Bash(ls)"]}, {"a": ["Bash"]}),
        (Key("a", holds=("*",), but=("b", "c")), {"a": "d"}, {"a": "b"}),
        (Key("a", holds=("*",)), {"a": {"name": {}}}, {"a": {}}),
        (Key("a", lacks=("x", "y")), {"a": ["x"]}, {"a": ["x", "y", "z"]}),
        (Key("a", holds=({"n": 5},)), {"a": [{"n": 6}]}, {"a": [{"n": 5}, {"n": "6"}]}),
        (Key("a", holds=({"t": ("p", "q")},)), {"a": [{"t": ["o", "q"]}]}, {"a": [{"t": ["o"]}, "p"]}),
        (Key("a", holds=({"t": "p_x"},)), {"a": [{"t": "p_*"}]}, {"a": [{"t": "q_*"}]}),
        (Key("a", holds=({"t": "p"},)), {"a": [{}]}, {"a": [{"t": "q"}]}),
        (Key("a", holds=({"t": "p", "u": None},)), {"a": [{"t": "p"}]}, {"a": [{"t": "p", "u": 1}]}),
    ],
)
def test_a_key_fires_where_it_should_and_nowhere_else(key: Key, fires: Any, rests: Any) -> None:
    entry = Loosens((key,), {})
    assert fired(entry, keys(fires))
    assert not fired(entry, keys(rests))


@pytest.mark.parametrize(
    ("retention", "days"),
    [
        ({}, 30),
        ({"enabled": True, "maxAge": "7d"}, 7),
        ({"enabled": True, "maxAge": "52w"}, 3650),
        ({"enabled": True, "maxAge": "7"}, 3650),
        ({"enabled": False, "maxAge": "7d"}, 3650),
        ({"enabled": False}, 3650),
        ({"enabled": True, "maxAge": "900d"}, 900),
        ({"enabled": True, "maxAge": 7}, 3650),
    ],
)
def test_days_are_read_as_they_are_spelled_and_as_for_ever_otherwise(
    places: Places, retention: Any, days: int
) -> None:
    put(places.home, ".gemini/settings.json", {"general": {"sessionRetention": retention}})
    assert value("gemini-cli", places, "privacy.memory_days") == days
