"""Cursor: a project's rule, which it always reads, and files of its command line, lists and sandbox.

No client was run. What the keys mean is taken from Cursor's documentation as of 2026-11:
"Permissions" and "Configuration" of its command line (cursor.com/docs/cli/reference),
"permissions.json reference" and "sandbox.json reference" (cursor.com/docs/reference),
and "Rules" (cursor.com/docs/rules). What it rests on: of rules for tools, deny goes
before allow, and what is in neither asks; they bind the command line alone. An empty
list takes the place of the one in the editor, and of nothing else. The mode in which
the editor runs tools is in no file, so nothing is called enforced.
"""

from __future__ import annotations

from typing import Any

from configurator.exporters.agents import NOT_CONCERNED, SERVICES, TALK, TOOLS
from configurator.exporters.presents.cursor import PRESENT
from configurator.exporters.table import (
    ByValue,
    Oracle,
    Patch,
    PerItem,
    Target,
    TargetFile,
    Told,
    told,
    unsupported,
)

_COMMAND_LINE = "documented for Cursor's command line; in the editor its own mode of running tools decides"
_LISTED = "documented: nothing is on the list of what runs unasked; Cursor's mode of running tools decides"
_BOXED = "documented for commands in Cursor's sandbox; Cursor was not run"


def _denied(*rules: str, note: str = _COMMAND_LINE, rounded: bool = False) -> Patch:
    keys = {"permissions": {"deny": list(rules)}}
    return Patch(keys, rounded=rounded, also_told=True, note=note, level="instructed")


def _listed(name: str, *further: Patch) -> Patch:
    return Patch({name: []}, "lists", note=_LISTED, also_told=True, level="instructed", further=further)


def _boxed(keys: dict[str, Any], *further: Patch) -> Patch:
    return Patch(keys, "sandbox", note=_BOXED, also_told=True, level="instructed", further=further)


_PAGES, _SERVERS = "WebFetch(*)", "Mcp(*:*)"
_NO_COMMANDS = _listed("terminalAllowlist", _denied("Shell(**)"))
_WRITING = ("Write(**)", "Write(/**)")
_NO_SITES = {"networkPolicy": {"default": "deny"}}
_READ_ONLY = {"type": "workspace_readonly", "disableTmpWrite": True}
_NO_SERVICES = _denied(_SERVERS, note=SERVICES, rounded=True)
_MODE = "Cursor's mode of running tools decides, and is in no file"
_ACCOUNT = "set in Cursor's own settings and account, not in a file"

TARGET = Target(
    id="cursor",
    title="Cursor",
    checked="docs 2026-11",
    files={
        "settings": TargetFile(".cursor/cli.json", "", "json"),
        "lists": TargetFile(".cursor/permissions.json", ".cursor/permissions.json", "json", comments=True),
        "sandbox": TargetFile(".cursor/sandbox.json", ".cursor/sandbox.json", "json"),
        "prompt": TargetFile(
            ".cursor/rules/behavior.mdc", "", "text", writer="rule", base={"alwaysApply": True}
        ),
    },
    fixed=(Patch({"permissions": {"allow": [], "deny": []}}),),
    orders={"permissions.deny": "fewer"},
    present=PRESENT,
    oracle=Oracle("schema", "a closed list of documented keys and rules; Cursor was not run"),
    hint="rules for all your projects are in Cursor's settings, in no file",
    rows=(
        ByValue(
            "autonomy.shell",
            {
                "never": _NO_COMMANDS,
                **dict.fromkeys(("ask_each", "allow_list"), _listed("terminalAllowlist")),
                **dict.fromkeys(("sandbox", "host"), Told(_MODE)),
            },
        ),
        ByValue(
            "autonomy.file_write",
            {
                "never": _boxed(_READ_ONLY, _denied(*_WRITING)),
                "ask_each": _boxed(_READ_ONLY),
                "project": _boxed({"disableTmpWrite": True}),
                "anywhere": Told(_MODE),
            },
        ),
        ByValue(
            "autonomy.network",
            {
                "off": _boxed(_NO_SITES, _denied(_PAGES)),
                "allow_list": _boxed(_NO_SITES, _denied(_PAGES)),
                "ask_new": _boxed(_NO_SITES),
                "open": Told(_MODE),
            },
        ),
        PerItem(
            "autonomy.tools",
            present=dict.fromkeys(TOOLS, Patch({}, level="instructed")),
            absent={
                "read_files": _denied("Read(**)", "Read(/**)"),
                "write_files": _boxed(_READ_ONLY, _denied(*_WRITING)),
                "shell": _NO_COMMANDS,
                "browser": _denied(_PAGES, _SERVERS, note=SERVICES, rounded=True),
                **dict.fromkeys(TOOLS[5:], _NO_SERVICES),
            },
        ),
        ByValue(
            "autonomy.tool_servers",
            {"none": _denied(_SERVERS), "approved": Told("Cursor asks before a server is first used")},
        ),
        ByValue(
            "autonomy.send_messages",
            dict.fromkeys(("never", "draft", "ask_each", "known"), _listed("mcpAllowlist")),
        ),
        *told("honesty.reasoning", "honesty.commit_credit", "privacy.memory", "privacy.memory_days"),
        *told("autonomy.irreversible", "autonomy.self_change", "autonomy.subagents"),
        *told("autonomy.max_steps", note="Cursor's own limit of steps is in no file"),
        *told("autonomy.time_limit", note="Cursor has no time limit for its agent"),
        *told("oversight.show_plan", note="the person picks a mode that plans first"),
        *told("oversight.audit_log", "oversight.log_days", note="chats are kept in Cursor's own store"),
        *told("oversight.stop", note="the button to stop stops it as well"),
        *told(*TALK),
        *unsupported(_ACCOUNT, "privacy.usage_data", "oversight.updates", "money.model_budget"),
        *NOT_CONCERNED,
    ),
)
