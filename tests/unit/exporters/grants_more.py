"""What the files of further clients grant, read as those clients read them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tests.unit.exporters.grants import (
    ASKED,
    ASKS,
    CLOSED,
    DENIED,
    FINAL,
    NOTHING,
    OPEN,
    STATISTICS,
    UNASKED,
    Grants,
    Keys,
)

ACTIONS = ("deny", "ask", "allow")
OPENCODE_OWN = (
    "opencode.json",
    "opencode.behavior.md",
    "a/.opencode/agent/x.md",
    "../home/.config/opencode/behavior.md",
)
BASE = {
    "*": "allow", "doom_loop": "ask", "external_directory": {"*": "ask"},
    "read": {"*": "allow", "*.env": "ask", "*.env.*": "ask", "*.env.example": "allow"},
}  # fmt: skip


def opencode(patches: Mapping[str, Keys]) -> Grants:
    settings = patches["settings"]
    plans = settings.get("default_agent") == "plan"
    own = settings.get("agent", {}).get("plan", {}).get("permission", {}) if plans else {}
    usual = [rule for table in (BASE, settings["permission"]) for rule in _flat(table)]
    planning = [*_flat(BASE), ("edit", "*", "deny"), *_flat(settings["permission"]), *_flat(own)]

    def may(tool: str, what: str = "other", rules: list[tuple[str, str, str]] = usual) -> int:
        """The last rule that matches decides."""
        found = [action for name, like, action in rules if _like(name, tool) and _like(like, what)]
        return ACTIONS.index(found[-1])

    commands = (0, 1, 4)[may("bash")]
    outside = may("external_directory")
    searching, fetching = ((CLOSED, ASKS, OPEN)[may(tool)] for tool in ("websearch", "webfetch"))
    writing = (0, 1, 3 if outside == 2 else 2)[may("edit")]
    return Grants(
        commands=commands,
        writing=3 if commands == 4 else writing,
        searching=searching,
        fetching=fetching,
        commands_online={0: CLOSED, 1: ASKS}.get(commands, OPEN),
        reading=any(may(tool) for tool in ("read", "glob", "grep", "list", "lsp")),
        services=bool(may("notes_add")),
        helpers=bool(may("task")),
        alone=not plans or may("edit", rules=planning) > 0 or may("bash", rules=planning) > 1,
        memory=False,
        final=(DENIED, ASKED, UNASKED)[max(may("bash", f"{command} x") for command in FINAL)],
        own_files=any(may("edit", name) for name in OPENCODE_OWN),
        servers=bool(may("notes_add")),
        reports=NOTHING,
        updating=settings.get("autoupdate") is not False,
    )


def _flat(table: Keys) -> Iterator[tuple[str, str, str]]:
    for tool, value in table.items():
        for like, action in value.items() if isinstance(value, Mapping) else [("*", value)]:
            yield tool, like, action


def _like(pattern: str, text: str) -> bool:
    """A blank and a star at the end match nothing as well."""
    found = re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".")
    found = f"{found[:-4]}( .*)?" if found.endswith(r"\ .*") else found
    return re.fullmatch(found, text) is not None


QWEN_OWN = {
    "Edit(.qwen/**)", "Edit(~/.qwen/settings.json)", "Edit(~/.qwen/QWEN.md)", "Edit(~/.qwen/agents/**)",
    "Edit(~/.qwen/commands/**)", "Edit(~/.qwen/extensions/**)", "Edit(~/.qwen/hooks/**)", "Edit(~/.qwen/skills/**)",
}  # fmt: skip


def qwen(patches: Mapping[str, Keys]) -> Grants:
    settings = patches["settings"]
    rules = settings["permissions"]
    deny, ask, allow = (set(rules.get(name, ())) for name in ("deny", "ask", "allow"))
    mode = settings.get("tools", {}).get("approvalMode")
    plans, usual = mode == "plan", mode in ("plan", "default")

    def level(*tools: str) -> int:
        """Of all names the tightest list counts, and all have to be in it; no rule asks."""
        if {*tools} <= deny:
            return DENIED
        return UNASKED if not usual or ({*tools} & allow and not {*tools} <= deny | ask) else ASKED

    commands = (0, 1 if {"Bash", "monitor"} <= ask and usual else 2, 4)[level("Bash", "monitor")]
    writing = 0 if {"Edit", "enter_worktree"} <= deny else 1
    if writing and "Edit" not in ask and allow & {"Edit(/**)", "Edit(//**)"}:
        writing = 3 if "Edit(//**)" in allow else 2
    memory = settings.get("memory", {})
    return Grants(
        commands=commands,
        writing=3 if commands == 4 or (writing and not usual) else writing,
        searching=(CLOSED, ASKS, OPEN)[level("web_search")],
        fetching=(CLOSED, ASKS, OPEN)[level("WebFetch")],
        commands_online={0: CLOSED, 4: OPEN}.get(commands, ASKS),
        reading=not {"Read", "zoom_image"} <= deny,
        services="mcp__*" not in deny,
        helpers="Agent" not in deny,
        alone=not plans or writing > 1,
        memory=memory != {"enableManagedAutoMemory": False, "enableManagedAutoDream": False},
        final=_final(deny, ask),
        own_files=not deny >= QWEN_OWN,
        servers=settings.get("mcp", {}).get("excluded") != ["*"],
        reports=NOTHING if settings.get("privacy", {}).get("usageStatisticsEnabled") is False else STATISTICS,
        updating=settings.get("general", {}).get("enableAutoUpdate") is not False,
    )


def _final(deny: set[str], ask: set[str]) -> int:
    rules = {f"Bash({command} *)" for command in FINAL if command != "mkfs"} | {"Bash(mkfs*)"}
    return DENIED if rules <= deny else ASKED if rules <= deny | ask else UNASKED


CONTINUE_UNSET = {"Bash": UNASKED, "Write": ASKED, "Edit": ASKED, "MultiEdit": ASKED}
"""Without a person, in whose absence what asks is not offered. All else runs."""


def continue_cli(patches: Mapping[str, Keys]) -> Grants:
    """The first list with an entry that fits decides; a file with another key is none."""
    lists = patches["settings"]
    known = lists.keys() <= {"exclude", "ask", "allow"} and all(isinstance(v, list) for v in lists.values())
    rules = [
        (pattern, action)
        for name, action in (("exclude", DENIED), ("ask", ASKED), ("allow", UNASKED))
        for pattern in (lists.get(name, ()) if known else ())
    ]

    def may(tool: str, command: str = "") -> int:
        found = (action for pattern, action in rules if _covers(pattern, tool, command))
        return next(found, CONTINUE_UNSET.get(tool, UNASKED))

    commands = max((0, 1, 4)[max(may("Bash"), may("Bash", "git status"))], 0)
    writing = (0, 1, 3)[max(may(tool) for tool in ("Write", "Edit", "MultiEdit"))]
    return Grants(
        commands=commands,
        writing=3 if commands == 4 else writing,
        searching=CLOSED,
        fetching=(CLOSED, ASKS, OPEN)[may("Fetch")],
        commands_online={0: CLOSED, 4: OPEN}.get(commands, ASKS),
        reading=any(may(tool) for tool in ("Read", "List", "Search")),
        services=True,
        helpers=bool(may("Subagent")),
        alone=True,
        memory=False,
        final=max(may("Bash", f"{before}{command} x") for before in ("", "cd x && ") for command in FINAL),
        own_files=True,
        servers=True,
        reports=NOTHING,
        updating=True,
    )


def _covers(pattern: str, tool: str, command: str) -> bool:
    """A name with stars, and behind it in brackets what its one argument is like."""
    name, _, inside = pattern.partition("(")
    fits = re.fullmatch(re.escape(name.strip()).replace(r"\*", ".*").replace(r"\?", "."), tool)
    like = re.escape(inside.removesuffix(")").strip()).replace(r"\*", ".*").replace(r"\?", ".")
    return fits is not None and (not like or re.fullmatch(like, command) is not None)


READINGS: dict[str, Callable[[Mapping[str, Any]], Grants]] = {
    "opencode": opencode,
    "qwen-code": qwen,
    "continue": continue_cli,
}
