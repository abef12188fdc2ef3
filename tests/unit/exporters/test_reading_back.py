"""What `scan` reads is never tighter than what the files grant, by a model that knows no table."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from configurator.exporters.leaves import leaves
from configurator.exporters.render import rows_by_setting
from configurator.exporters.scan.readings import Reading, read
from configurator.exporters.scan.sources import Found, Now, is_tool
from configurator.exporters.table import (
    ByValue,
    Copied,
    Instructed,
    Scope,
    Target,
    TargetFile,
    Told,
    Unsupported,
)
from tests.unit.exporters import grants, shipped

READ = tuple(id_ for id_ in shipped.CLIENTS if is_tool(shipped.target(id_)))
BOTH = [(id_, scope) for id_, scope in shipped.held() if id_ in READ]


def now(patches: Mapping[str, Mapping[str, Any]], scope: Scope) -> Now:
    """The files of a tool that hold ``patches`` and nothing else."""
    found = [Found(f"/{scope}/{name}", scope, name, keys) for name, keys in patches.items()]
    return Now(tuple(found), (), patches)


def readings(
    id_: str, patches: Mapping[str, Mapping[str, Any]], scope: Scope, values: shipped.Values
) -> dict[str, Reading]:
    return read(shipped.target(id_), shipped.settings(), values, now(patches, scope))


def goes_beyond(key: str, reading: Reading, value: Any) -> bool:
    order: Any = shipped.settings()[key].order
    return all(order.tighter_of(one, value) != one for one in reading.alike)


@pytest.mark.parametrize(("id_", "scope"), BOTH)
def test_what_was_exported_is_read_as_no_looser_and_as_all_that_it_grants(id_: str, scope: Scope) -> None:
    for background in shipped.backgrounds().values():
        for values in shipped.variations(background, id_):
            done = shipped.rendered(id_, values, scope)
            found = readings(id_, done.patches, scope, values)
            assert unseen(id_, done.patches, scope, values, found) == [], values
            for key, reading in found.items():
                # What a project's file cannot say is said in the person's own, or only told.
                row = rows_by_setting(shipped.target(id_))[key]
                merely_told = isinstance(row, ByValue) and isinstance(row.cases.get(values[key]), Told)
                if not merely_told and (scope == "user" or done.coverage[key].level == "enforced"):
                    assert not goes_beyond(key, reading, values[key]), (key, reading, values)


@pytest.mark.parametrize(("id_", "scope"), BOTH)
@pytest.mark.parametrize("background", ["defaults", "tightest", "developer"])
def test_no_loosening_of_an_exported_file_goes_unseen(id_: str, scope: Scope, background: str) -> None:
    values = shipped.backgrounds()[background]
    patches = shipped.rendered(id_, values, scope).patches
    before = shipped.granted(id_, patches, scope)
    loosenings = 0
    for what, mutant in mutants(id_, patches):
        loosenings += bool(shipped.granted(id_, judged(id_, mutant), scope).beyond(before))
        assert unseen(id_, mutant, scope, values, readings(id_, mutant, scope, values)) == [], what
    assert loosenings >= 4


def unseen(
    id_: str,
    patches: Mapping[str, Mapping[str, Any]],
    scope: Scope,
    values: shipped.Values,
    found: Mapping[str, Reading],
) -> list[str]:
    """The grants of the files that go beyond what the values that are read from them permit."""
    now_read = {**values, **{key: reading.value for key, reading in found.items()}}
    granted = shipped.granted(id_, judged(id_, patches), scope)
    free = grants.permitted({**now_read, "oversight.show_plan": "after"}, id_, scope)
    # To plan first caps commands in what is permitted, and not in what the model finds granted.
    permitted = replace(grants.permitted(now_read, id_, scope), commands=free.commands)
    beyond = granted.beyond(permitted)
    # The model has no word for a setting that permits everything here.
    known: dict[str, Any] = {key: shipped.settings()[key].order for key in found}
    loosest = {key for key, reading in found.items() if reading.value == known[key].loosest}
    if not granted.commands:
        beyond = [name for name in beyond if name != "final"]  # a model of commands, and there are none
    return [name for name in beyond if name not in {_LOOSEST.get(key) for key in loosest}]


_LOOSEST = {"autonomy.irreversible": "final", "autonomy.self_change": "own_files"}


def judged(id_: str, patches: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Mapping[str, Any]]:
    """``patches`` as the model takes them: complete, and with the weaker of two rules gone."""
    whole: dict[str, Any] = copy.deepcopy({"settings": {}, **patches})
    if id_ == "claude-code":
        rules = whole["settings"].setdefault("permissions", {})
        stronger = {*rules.get("ask", ()), *rules.get("deny", ())}
        rules["allow"] = [rule for rule in rules.get("allow", ()) if rule.partition("(")[0] not in stronger]
    if id_ == "codex":  # out of the box, as tests/clients sees it
        whole["settings"].setdefault("sandbox_mode", "workspace-write")
        whole["settings"].setdefault("web_search", "cached")
        whole["settings"].setdefault("sandbox_workspace_write", {}).setdefault("network_access", False)
    if id_ == "opencode":
        whole["settings"].setdefault("permission", {})
    if id_ == "qwen-code":
        whole["settings"].setdefault("permissions", {})
    if id_ == "gemini-cli":
        whole["settings"].setdefault("general", {}).setdefault("defaultApprovalMode", "default")
        tools = whole["settings"].get("tools", {})
        ruled = {
            tool
            for rule in whole.get("policies", {}).get("rule", ())
            if rule["decision"] == "ask_user" and isinstance(rule["toolName"], list)
            for tool in rule["toolName"]
        }
        tools["allowed"] = [tool for tool in tools.get("allowed", ()) if tool not in ruled]
    return whole


def mutants(id_: str, patches: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[Any, Any]]:
    """``patches`` with one thing missing, one word another, or one key more."""
    for name, keys in patches.items():
        for path, value in leaves(keys):
            yield (name, path, "gone"), changed(patches, name, path, lambda table, last: table.pop(last))
            if isinstance(value, list):
                for place in range(len(value)):
                    yield (
                        (name, path, value[place], "gone"),
                        changed(patches, name, path, lambda table, last, n=place: table[last].pop(n)),
                    )
            for word in shipped.words()[id_].get(f"{name}:{'.'.join(path)}", []):
                if word != "*" and not isinstance(value, list):
                    yield (
                        (name, path, word),
                        changed(patches, name, path, lambda table, last, w=word: table.__setitem__(last, w)),
                    )
    for name, at, more in FOREIGN[id_]:
        yield (name, at, more), added(patches, name, tuple(at.split(".")), more)


def changed(patches: Mapping[str, Any], name: str, path: tuple[str, ...], change: Any) -> Any:
    mutant = copy.deepcopy(dict(patches))
    table = mutant[name]
    for step in path[:-1]:
        table = table[step]
    change(table, path[-1])
    return mutant


def added(patches: Mapping[str, Any], name: str, path: tuple[str, ...], value: Any) -> Any:
    mutant = copy.deepcopy(dict(patches))
    table = mutant.setdefault(name, {})
    for step in path[:-1]:
        table = table.setdefault(step, {})
    old = table.get(path[-1])
    table[path[-1]] = [*old, *value] if isinstance(old, list) else value
    return mutant


FOREIGN: Mapping[str, list[tuple[str, str, Any]]] = {
    "claude-code": [
        *(
            ("settings", "permissions.allow", [rule])
            for rule in (
                "Bash",
                "Edit(//**)",
                "Edit",
                "WebFetch",
                "WebSearch",
                "mcp__mail",
                "Bash(python3 *)",
            )
        ),
        *(
            ("settings", "permissions.defaultMode", mode)
            for mode in ("bypassPermissions", "acceptEdits", "auto")
        ),
        ("settings", "sandbox", {"enabled": True}),
        ("settings", "sandbox.network.allowedDomains", ["*"]),
        ("settings", "autoMemoryEnabled", True),
    ],
    "codex": [
        ("settings", "sandbox_mode", "danger-full-access"),
        ("settings", "approval_policy", "on-failure"),
        ("settings", "approval_policy", "on-request"),
        ("settings", "web_search", "live"),
        ("settings", "sandbox_workspace_write.network_access", True),
        ("settings", "features.shell_tool", True),
        ("settings", "features.apps", True),
        ("settings", "memories.use_memories", True),
    ],
    "gemini-cli": [
        *(
            ("settings", "tools.allowed", [tool])
            for tool in ("run_shell_command", "write_file", "replace", "web_fetch")
        ),
        *(("settings", "general.defaultApprovalMode", mode) for mode in ("auto_edit", "yolo")),
        ("settings", "security.disableYoloMode", False),
        *(
            ("policies", "rule", [{"toolName": tool, "decision": "allow", "priority": 998}])
            for tool in ("run_shell_command", "write_file", "web_fetch")
        ),
        ("settings", "experimental.autoMemory", True),
    ],
    "opencode": [
        *(
            ("settings", f"permission.{tool}.*", action)
            for tool in ("bash", "edit", "external_directory", "task", "read")
            for action in ("ask", "allow")
        ),
        ("settings", "permission.webfetch", "allow"),
        ("settings", "permission.*", "ask"),
        ("settings", "permission.*", "allow"),
        ("settings", "permission.notes_*", "allow"),
        ("settings", "default_agent", "build"),
    ],
    "qwen-code": [
        *(
            ("settings", "permissions.allow", [rule])
            for rule in ("Bash", "Bash(python3 *)", "Edit(/**)", "Edit(//**)", "WebFetch", "mcp__mail")
        ),
        *(("settings", "tools.approvalMode", mode) for mode in ("auto", "auto-edit", "yolo")),
        ("settings", "memory.enableManagedAutoMemory", True),
    ],
    "continue": [
        ("settings", "allow", [rule])
        for rule in (
            "Bash",
            "Bash(git*)",
            " Bash ",
            "Write",
            "Edit(*.py)",
            "Fetch",
            "*",
            "?a*",
            "B*(*)",
            "SendMail",
        )
    ],
}
"""Keys of the person's or the project's own that no export writes, and that loosen."""


@pytest.mark.parametrize("id_", READ)
def test_every_entry_that_loosens_is_about_settings_that_are_read(id_: str) -> None:
    target = shipped.target(id_)
    written = {
        key for key, row in rows_by_setting(target).items() if not isinstance(row, Instructed | Unsupported)
    }
    for entry in target.present.loosens:
        for key, value in entry.to.items():
            order: Any = shipped.settings()[key].order
            assert value in order, (key, value)
        assert {*entry.beaten_by} <= shipped.settings().keys()
    named = {key for entry in target.present.loosens for key in entry.to} & written
    assert {"autonomy.shell", "autonomy.file_write"} <= named


@pytest.mark.parametrize(("hours", "days"), [(24, 1), (25, 2), (168, 7)])
def test_an_amount_in_the_tools_units_is_read_in_ours_and_never_tighter(hours: int, days: int) -> None:
    row = Copied("privacy.memory_days", at="hours", times=24)
    table = Target("t", "T", "1", {"settings": TargetFile("t.json", "t.json", "json")}, (row,))
    found = read(table, shipped.settings(), {}, now({"settings": {"hours": hours}}, "user"))
    assert found["privacy.memory_days"].value == days
