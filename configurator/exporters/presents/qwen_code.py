"""Qwen Code 0.24.4, read back: what it does unset, and what loosens it.

Deny beats ask and ask beats allow, across all files, whose lists are joined. A value
that it does not take is ignored in silence; broken syntax stops it. Without a mode a
model decides instead of asking; in the default mode it asks before a command that does
more than read; that it asks before a write and a page too is not relied on.
"""

from __future__ import annotations

from collections.abc import Mapping

from configurator.exporters.agents import IMPLIED, RUN_ANYTHING
from configurator.exporters.present import Faults, Key, Loosens, Needs, Present, Shape, Source, loosening

_MODES = ("plan", "default")
_UNASKED = {
    "autonomy.shell": "host",
    "autonomy.file_write": "anywhere",
    "autonomy.network": "open",
    "autonomy.send_messages": "auto",
    "autonomy.irreversible": "auto",
}
_NO_SHELL: Needs = {"autonomy.shell": ("never",)}
_DENIED: Mapping[str, Needs] = {
    "autonomy.shell": _NO_SHELL,
    "autonomy.file_write": {"autonomy.file_write": ("never",)},
    "autonomy.network": {"autonomy.network": ("off", "allow_list")},
    "autonomy.irreversible": {"autonomy.irreversible": ("never",), **_NO_SHELL},
}
_ASKED: Mapping[str, Needs] = {
    "autonomy.shell": {"autonomy.shell": ("never", "ask_each")},
    "autonomy.file_write": {"autonomy.file_write": ("never", "ask_each")},
    "autonomy.network": {"autonomy.network": ("off", "allow_list", "ask_new")},
    "autonomy.send_messages": {"autonomy.send_messages": ("never", "draft", "ask_each", "known")},
    "autonomy.irreversible": {"autonomy.irreversible": ("never", "backup_and_ask", "ask"), **_NO_SHELL},
    "oversight.show_plan": {"autonomy.file_write": ("never", "ask_each")},
}
_SHELL = ("Bash", "Shell", "run_shell_command", "ShellTool", "monitor")
_WRITING = (
    "Edit", "EditFile", "Write", "WriteFile", "NotebookEdit", "NotebookEditTool", "edit", "write_file",
    "notebook_edit", "replace",
)  # fmt: skip
_FINAL = ("rm", "git", "shred", "dd", "mkfs", "npm", "gh")


def _allowed(rules: tuple[str, ...], to: Mapping[str, str]) -> tuple[Loosens, ...]:
    """The list, and the one of older versions."""
    lists = ("permissions.allow", "tools.allowed")
    return tuple(entry for at in lists for entry in loosening(Key(at, holds=rules), to, _ASKED))


def _commands(*names: str) -> tuple[str, ...]:
    return tuple(f"{tool}({name}{end}" for tool in _SHELL for name in names for end in (" *", ")", "*)"))


_RULES: dict[str, Shape] = {f"permissions.{name}": "texts" for name in ("allow", "ask", "deny")}

PRESENT = Present(
    unset={
        "autonomy.shell": "allow_list",
        "autonomy.subagents": "same_rules",
        "autonomy.tool_servers": "approved",
        "privacy.usage_data": "statistics",
        "honesty.commit_credit": "always",
    },
    loosens=(
        *loosening(Key("tools.approvalMode", is_not=_MODES), _UNASKED, _DENIED),
        *_allowed(
            (*_SHELL, *(f"{tool}([*])" for tool in _SHELL), *_commands(*RUN_ANYTHING)),
            {"autonomy.shell": "host", "autonomy.irreversible": "auto"},
        ),
        *_allowed(tuple(f"{tool}(*" for tool in _SHELL), {"autonomy.shell": "allow_list"}),
        *_allowed(_commands(*_FINAL), {"autonomy.irreversible": "auto"}),
        *_allowed(tuple(f"{tool}(*" for tool in _WRITING), {"autonomy.file_write": "project"}),
        *_allowed(
            (*_WRITING, *(f"{tool}({start}*" for tool in _WRITING for start in ("//", "~", "[*]"))),
            {"autonomy.file_write": "anywhere"},
        ),
        *_allowed(tuple(f"{tool}*" for tool in _WRITING), {"oversight.show_plan": "show"}),
        *_allowed(("WebFetch*", "web_fetch*", "web_search*", "WebSearch*"), {"autonomy.network": "open"}),
        *_allowed(("mcp__*",), {"autonomy.send_messages": "auto"}),
        Loosens(
            (Key("permissions.deny", lacks=("Bash", "monitor")),), {"autonomy.network": "ask_new"}, _NO_SHELL
        ),
    ),
    relaxes={"permissions.allow": {}},
    sources=(
        Source("machine", "etc/qwen-code/system-defaults.json", weaker=True),
        Source("machine", "etc/qwen-code/settings.json"),
    ),
    takes={
        "settings": {
            **_RULES,
            "permissions": "table",
            "tools": "table",
            "tools.allowed": "texts",
            "memory": "table",
            "memory.enableManagedAutoMemory": "switch",
            "memory.enableManagedAutoDream": "switch",
        }
    },
    faults={"settings": Faults("stops", "skipped")},
    implied=IMPLIED,
    moved_by={"QWEN_HOME": ".qwen"},
)
