"""Continue: a person's permissions, to which its command line holds, and a rule that it always reads.

Seen on Linux with the command line 1.5.47. What the table rests on: of the three lists
exclude goes before ask and ask before allow, whatever order they stand in; an excluded
tool is not offered; one that asks is not offered where nobody is there to ask. In no
list, files are written on request, pages are read unasked, and commands ask or, without
a person, run unasked. A file with a key or value that it does not take is dropped in
silence. There is no such file in a project, and none at all for the editor's extension.
"""

from __future__ import annotations

from string import ascii_lowercase
from typing import Any

from configurator.exporters.agents import FINAL, NOT_CONCERNED, SERVICES, TALK, TOOLS
from configurator.exporters.presents.continue_cli import PRESENT
from configurator.exporters.table import (
    ABSENT,
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

_READING = ("Read", "List", "Search")
_WRITING = ("Write", "Edit", "MultiEdit")
_SERVED = (*(f"{letter}*" for letter in ascii_lowercase), "*_*", "*-*")
"""Tools of servers go by their own names; those of Continue begin with a capital and are one word."""

_SERVERS = (
    "tools of servers go by their own names: those with a capital first and no `_` or `-` are not caught"
)
_STILL_READS, _STILL_WRITES = (
    "a command that is approved can still read",
    "a command that is approved can still write",
)
_BOXLESS = "Continue has no sandbox, and what asks goes before what is allowed, so every command asks"
_OPENED = {"autonomy.network": ("ask_new", "open")}


def _lists(name: str, *tools: str) -> dict[str, Any]:
    return {name: list(tools)}


_NO_SERVICES = Patch(
    _lists("exclude", *_SERVED), rounded=True, level="instructed", also_told=True, note=SERVICES
)
_ASKS_TO_WRITE = Patch(_lists("ask", *_WRITING))
_FINAL = tuple(f"Bash({start}{command}*)" for command in FINAL for start in ("", "* "))
_FINAL_NOTE = (
    "commands of one line by these names are caught; others, connected services and overwritten files are not"
)


def _final(name: str, *held: str, note: str = _FINAL_NOTE) -> Patch:
    return Patch(_lists(name, *_FINAL), also_told=True, holds_while={"autonomy.shell": held}, note=note)


TARGET = Target(
    id="continue",
    title="Continue",
    checked="1.5.47",
    files={
        "settings": TargetFile("", ".continue/permissions.yaml", "yaml"),
        "prompt": TargetFile(
            ".continue/rules/behavior.md",
            ".continue/rules/behavior.md",
            "text",
            writer="rule",
            base={"alwaysApply": True},
        ),
    },
    orders={".*": ("exclude", "ask", ABSENT, "allow")},
    present=PRESENT,
    oracle=Oracle(
        "client", "its own log about each file, sessions of a scripted model with a person and without"
    ),
    hint=(
        "permissions bind the command line alone, while its mode is neither plan nor auto: "
        "`--readonly`, `--auto`, `--agent` and Shift+Tab leave them"
    ),
    rows=(
        PerItem(
            "autonomy.tools",
            present=dict.fromkeys((one for one in TOOLS if one != "web_search"), Patch({})),
            absent={
                "read_files": Patch(_lists("exclude", *_READING), note=_STILL_READS),
                "write_files": Patch(_lists("exclude", *_WRITING), note=_STILL_WRITES),
                "shell": Patch(_lists("exclude", "Bash")),
                "browser": Patch(
                    _lists("exclude", "Fetch", *_SERVED),
                    rounded=True,
                    level="instructed",
                    also_told=True,
                    note=SERVICES,
                ),
                **dict.fromkeys(TOOLS[5:], _NO_SERVICES),
            },
            ignored=("web_search",),
        ),
        ByValue(
            "autonomy.shell",
            {
                "never": Patch(_lists("exclude", "Bash")),
                "ask_each": Patch(_lists("ask", "Bash"), needs=_OPENED, otherwise="never"),
                **dict.fromkeys(
                    ("allow_list", "sandbox"),
                    Patch(
                        _lists("ask", "Bash"), needs=_OPENED, otherwise="never", rounded=True, note=_BOXLESS
                    ),
                ),
                "host": Patch(
                    _lists("allow", "Bash"),
                    only="user",
                    needs={
                        "autonomy.network": ("open",),
                        "autonomy.file_write": ("anywhere",),
                        "autonomy.tools": ("read_files", "write_files", "shell"),
                    },
                    otherwise="ask_each",
                ),
            },
        ),
        ByValue(
            "autonomy.file_write",
            {
                "never": Patch(_lists("exclude", *_WRITING), note=_STILL_WRITES),
                "ask_each": _ASKS_TO_WRITE,
                "project": Patch(
                    _lists("ask", *_WRITING),
                    rounded=True,
                    note="its rules for files do not know where the project ends, so every write asks",
                ),
                "anywhere": Patch(_lists("allow", *_WRITING), only="user", otherwise="ask_each"),
            },
        ),
        ByValue(
            "autonomy.network",
            {
                "off": Patch(_lists("exclude", "Fetch")),
                "allow_list": Patch(
                    _lists("exclude", "Fetch"),
                    rounded=True,
                    note="no sites are listed, so none is reached",
                ),
                "ask_new": Patch(
                    _lists("ask", "Fetch"), rounded=True, note="asks each time, not once a site"
                ),
                "open": Patch({}),
            },
        ),
        ByValue(
            "autonomy.tool_servers",
            {
                "none": Patch(_lists("exclude", *_SERVED), level="instructed", note=_SERVERS),
                "approved": Told("Continue starts the servers in the person's own files unasked"),
            },
        ),
        ByValue(
            "autonomy.send_messages",
            dict.fromkeys(
                ("never", "draft", "ask_each", "known"),
                Patch(_lists("ask", *_SERVED), level="instructed", note=_SERVERS),
            ),
        ),
        ByValue(
            "autonomy.irreversible",
            {
                "never": _final("exclude", "never"),
                "backup_and_ask": _final("ask", "never", note=f"{_FINAL_NOTE}; the backup is only told"),
                "ask": _final("ask", "never", "ask_each", "allow_list", "sandbox"),
            },
        ),
        ByValue(
            "autonomy.subagents",
            {
                "none": Patch(_lists("exclude", "Subagent")),
                "same_rules": Told("helpers follow the same rules"),
            },
        ),
        *told(
            "autonomy.self_change",
            note="a rule with a path was not seen to hold for the tool that writes files",
        ),
        *told("oversight.show_plan", note="the person picks a mode that plans first"),
        *told("honesty.reasoning", note="Continue shows what the model sends of its reasoning"),
        *told(
            "honesty.commit_credit",
            note="Continue asks the model for a line of its own, unless a variable forbids it",
        ),
        *told("privacy.memory", "privacy.memory_days", note="Continue keeps sessions and no other memory"),
        *told(
            "privacy.usage_data",
            note="the command line reports to an address that is set for it alone; the extension has a switch of its own",
        ),
        *told("autonomy.max_steps", "autonomy.time_limit", note="Continue has no such limit"),
        *told("oversight.updates", note="Continue updates itself until `/update` switches that off"),
        *told(
            "oversight.audit_log",
            "oversight.log_days",
            note="sessions in ~/.continue/sessions are the record",
        ),
        *told("oversight.stop", note="Esc and Ctrl-C stop it as well"),
        *told(*TALK),
        *unsupported("Continue takes no budget", "money.model_budget"),
        *NOT_CONCERNED,
    ),
)
