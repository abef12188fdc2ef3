"""Managed files: never looser than the loosest value that bounds permit, and what is tighter is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.domain.bounds import Bounds
from configurator.exporters import registry
from configurator.exporters.render import Rendered, render, rows_by_setting
from configurator.exporters.table import ByValue, Choice
from tests.unit.exporters import shipped
from tests.unit.exporters.grants import ASKS, CLOSED, NETWORK, OPEN, SHELL, WRITE

KEYS = ("autonomy.shell", "autonomy.file_write", "autonomy.network", "autonomy.tools", "privacy.memory")


MANAGED = [id_ for id_ in registry.TARGETS if shipped.target(id_).values == "bounds"]


def rendered(id_: str, loosest: Mapping[str, Any]) -> Rendered:
    """The files where each setting is bounded by its ``loosest`` value, or not at all."""
    choices = []
    for key, setting in shipped.settings().items():
        if setting.order is not None:
            end = loosest.get(key, setting.order.loosest)
            choices.append(
                Choice(setting, end, "bound", Bounds.between(setting.order, setting.order.tightest, end))
            )
    return render(shipped.target(id_), choices, "project")


Reached = dict[str, int]
"""How far somebody gets whose own files allow everything, as places on the settings' scales."""


def claude(patches: Mapping[str, Any]) -> Reached:
    settings = patches.get("settings", {})
    found = settings.get("permissions", {})
    deny, ask = set(found.get("deny", ())), set(found.get("ask", ()))
    guarded = (
        settings.get("allowManagedHooksOnly") is True
        and settings.get("sandbox") == {"autoAllowBashIfSandboxed": False}
        and found.get("disableAutoMode") == found.get("disableBypassPermissionsMode") == "disable"
    )
    asked = ask if guarded else set()
    commands = 0 if {"Bash", "Monitor", "PowerShell"} <= deny else 1 if {"Bash", "PowerShell"} <= asked else 4
    tools = {"Edit", "Write", "NotebookEdit"}
    own = 0 if {*tools, "Edit(//**)"} <= deny else 1 if tools <= asked else 3
    fetch = CLOSED if "WebFetch" in deny else ASKS if "WebFetch" in asked else OPEN
    return {
        "autonomy.shell": commands,
        "autonomy.file_write": max(own, 3 if commands == 4 else 0),
        "autonomy.network": max(fetch, OPEN if commands == 4 else CLOSED),
        "privacy.memory": 0 if settings.get("autoMemoryEnabled") is False else 3,
    }


def codex(patches: Mapping[str, Any]) -> Reached:
    settings = patches.get("settings", {})
    features = settings.get("features", {})
    refuses = settings.get("allowed_approval_policies") == ["never"]
    asks = settings.get("allow_managed_hooks_only") is True and settings.get(
        "allowed_approvals_reviewers"
    ) == ["user"]
    kept_in = settings.get("permissions", {}).get("filesystem", {}).get("deny_read") and (refuses or asks)
    full = ["danger-full-access"]
    modes = {*settings.get("allowed_sandbox_modes", full)} if kept_in else {*full}
    reads = modes == {"read-only"}
    profiles = (settings.get("default_permissions"), settings.get("allowed_permission_profiles"))
    offline = reads and profiles == (":read-only", {":read-only": True})
    runs = features.get("shell_tool") is not False
    boxed = 2 if offline else 3
    search = {"disabled": CLOSED, "cached": ASKS, "live": OPEN}[
        settings.get("allowed_web_search_modes", ["live"])[-1]
    ]
    leaving = OPEN if not offline else CLOSED if refuses else ASKS
    return {
        "autonomy.shell": 0 if not runs else 4 if "danger-full-access" in modes else boxed,
        "autonomy.file_write": 3 if not reads else 0 if refuses else 1,
        "autonomy.network": max(search, leaving if runs else CLOSED),
        "privacy.memory": 0 if features.get("memories") is False else 3,
    }


def gemini(patches: Mapping[str, Any]) -> Reached:
    """Only what is denied to everybody counts: settings can be set aside, and nothing asks."""
    rules = patches.get("policies", {}).get("rule", ())
    assert all(rule["decision"] == "deny" for rule in rules)
    plain = [rule for rule in rules if rule.keys() == {"toolName", "decision", "priority"}]
    denied = {tool for rule in plain for tool in rule["toolName"]}
    browsing = any(rule.get("subagent") == "browser_agent" and rule["toolName"] == "*" for rule in rules)
    commands = {"run_shell_command", "list_background_processes", "read_background_output"}
    runs, writes = not commands <= denied, not {"write_file", "replace"} <= denied
    online = not {"web_fetch", "google_web_search"} <= denied or not browsing
    memory = patches.get("settings", {}).get("experimental", {}).get("autoMemory") is not False
    return {
        "autonomy.shell": 4 if runs else 0,
        "autonomy.file_write": 3 if runs or writes else 0,
        "autonomy.network": OPEN if runs or online else CLOSED,
        "privacy.memory": 3 if memory else 0,
    }


READINGS: dict[str, Callable[[Mapping[str, Any]], Reached]] = {
    "claude-code-managed": claude,
    "codex-managed": codex,
    "gemini-cli-managed": gemini,
}


@st.composite
def ends(draw: st.DrawFn) -> dict[str, Any]:
    known = shipped.settings()
    return {
        key: draw(st.frozensets(st.sampled_from(known[key].ids)))
        if known[key].kind == "members"
        else draw(st.sampled_from(known[key].ids))
        for key in KEYS
    }


@pytest.mark.parametrize("id_", MANAGED)
@given(loosest=ends())
def test_no_more_than_the_loosest_is_reached_and_what_is_less_is_said(
    id_: str, loosest: dict[str, Any]
) -> None:
    done = rendered(id_, loosest)
    found = READINGS[id_](done.patches)
    network = NETWORK.index(loosest["autonomy.network"])
    allowed = {
        "autonomy.shell": SHELL.index(loosest["autonomy.shell"]),
        "autonomy.file_write": WRITE.index(loosest["autonomy.file_write"]),
        "autonomy.network": CLOSED if network < ASKS else network,
        "privacy.memory": 3 if loosest["privacy.memory"] == "across" else 0,
    }
    for key, most in allowed.items():
        assert found[key] <= most, (key, done.patches)
    if loosest["autonomy.tools"] == {*shipped.settings()["autonomy.tools"].ids}:
        for key in ("autonomy.shell", "autonomy.file_write", "autonomy.network"):
            assert found[key] == allowed[key] or done.coverage[key].rounded, key


@given(ends())
def test_a_managed_file_of_claude_code_allows_nothing(loosest: dict[str, Any]) -> None:
    settings = rendered("claude-code-managed", loosest).patches.get("settings", {})
    assert "allow" not in settings.get("permissions", {})


@pytest.mark.parametrize(
    ("id_", "key", "bound", "level"),
    [
        ("claude-code-managed", "autonomy.send_messages", "never", "instructed"),
        ("claude-code-managed", "autonomy.send_messages", "draft", "instructed"),
        ("gemini-cli-managed", "privacy.memory", "none", "unsupported"),
        ("gemini-cli-managed", "privacy.memory", "session", "unsupported"),
    ],
)
def test_keys_that_were_not_seen_to_hold_count_where_there_are_sentences(
    id_: str, key: str, bound: str, level: str
) -> None:
    """Whether or not the bounds leave one value only."""
    done = rendered(id_, {key: bound})
    assert done.patches["settings"]
    assert done.coverage[key].level == level


@pytest.mark.parametrize("id_", MANAGED)
def test_where_nothing_is_bounded_nothing_is_written(id_: str) -> None:
    assert not any(rendered(id_, {}).patches.values())


@pytest.mark.parametrize(
    ("id_", "places"),
    [
        ("claude-code-managed", ("/etc/", "/Library/", "Program Files")),
        ("codex-managed", ("/etc/codex", "%ProgramData%")),
        (
            "gemini-cli-managed",
            ("/etc/gemini-cli", "/Library/", "ProgramData", "GEMINI_CLI_SYSTEM_SETTINGS_PATH"),
        ),
    ],
)
def test_an_administrator_puts_it_in_place(id_: str, places: tuple[str, ...]) -> None:
    target = shipped.target(id_)
    assert not any(file.path_in("user") for file in target.files.values())
    assert all(place in target.hint for place in places)


@pytest.mark.parametrize("id_", MANAGED)
def test_every_permitted_value_has_a_case(id_: str) -> None:
    target = shipped.target(id_)
    assert sorted(row.setting for row in target.rows) == sorted(shipped.settings())
    for key, row in rows_by_setting(target).items():
        if isinstance(row, ByValue):
            assert {*row.cases} >= {*shipped.permitted_values(key)}, key
