"""Gemini CLI 0.61.0, read back: what it does unset, and what loosens it.

Lists of all files are joined. A settings file with broken syntax stops it, a value it
does not take is ignored; a policy file with a fault is dropped whole. Policies in a
project are not read, and `policyPaths` puts others in place of the person's own. In
the default mode it asks before a command that does more than read, and before a write;
nothing but `disableYoloMode` keeps a flag from taking every question away.
"""

from __future__ import annotations

from collections.abc import Mapping

from configurator.exporters.agents import IMPLIED, RUN_ANYTHING
from configurator.exporters.present import Faults, Key, Loosens, Needs, Present, Source, loosening

_SHELL = ("run_shell_command", "ShellTool")
_WRITING = ("write_file", "replace", "WriteFileTool", "EditTool")
_WEB = ("web_fetch", "google_web_search", "WebFetchTool", "GoogleSearchTool", "WebSearchTool")
_COMMANDS = ("run_shell_command", "list_background_processes", "read_background_output")
_UNASKED = {
    "autonomy.shell": "host",
    "autonomy.file_write": "anywhere",
    "autonomy.send_messages": "auto",
    "autonomy.irreversible": "auto",
    "autonomy.network": "open",
}
_NO_SHELL: Needs = {"autonomy.shell": ("never",)}
_EXCLUDED: Mapping[str, Needs] = {
    "autonomy.shell": _NO_SHELL,
    "autonomy.file_write": {"autonomy.file_write": ("never",)},
    "autonomy.irreversible": {"autonomy.irreversible": ("never",), **_NO_SHELL},
    "autonomy.network": {"autonomy.network": ("off",)},
}
_NO_COMMANDS: Mapping[str, Needs] = {"autonomy.shell": _NO_SHELL, "autonomy.irreversible": _NO_SHELL}
_RULED: Mapping[str, Needs] = {
    "autonomy.shell": _NO_SHELL,
    "autonomy.irreversible": {"autonomy.irreversible": ("never", "backup_and_ask", "ask"), **_NO_SHELL},
}
_WRITING_ASKS = tuple(
    {"toolName": tool, "decision": ("ask_user", "deny"), "argsPattern": None}
    for tool in ("write_file", "replace")
)
"""Rules of the person's that were seen to ask although `tools.allowed` names the tool."""

_ASKS = 500
"""The priority of the rules that ask: what allows has to lie above it to count."""


def _allows(*tools: str, above: int = -1) -> Key:
    rule = {"toolName": tools, "decision": "allow", "priority": above}
    return Key("rule", holds=(rule,), file="policies")


def _listed(*tools: str) -> Key:
    return Key("tools.allowed", holds=tuple(f"{tool}{end}" for tool in tools for end in ("", "(*")))


def _commands_listed() -> Key:
    """Every command, or one that runs whatever it is given."""
    inside = (f"({command}{end}" for command in RUN_ANYTHING for end in (")", " *"))
    return Key("tools.allowed", holds=tuple(tool + text for text in ("", *inside) for tool in _SHELL))


PRESENT = Present(
    unset={
        "autonomy.shell": "allow_list",
        "autonomy.file_write": "ask_each",
        "autonomy.subagents": "same_rules",
        "privacy.memory_days": 30,
        "privacy.usage_data": "statistics",
    },
    loosens=(
        *loosening(Key("security.disableYoloMode", is_not=(True,)), _UNASKED, _EXCLUDED),
        *loosening(
            Key("general.defaultApprovalMode", holds=("*",), but=("plan", "default")), _UNASKED, _EXCLUDED
        ),
        *loosening(_commands_listed(), {"autonomy.shell": "host", "autonomy.irreversible": "auto"}, _RULED),
        *loosening(_listed(*_SHELL), {"autonomy.shell": "allow_list"}, _RULED),
        Loosens(
            (_listed(*_WRITING), Key("rule", lacks=_WRITING_ASKS, file="policies")),
            {"autonomy.file_write": "project"},
            {"autonomy.file_write": ("never",)},
        ),
        *loosening(_listed(*_WEB), {"autonomy.network": "open"}, _EXCLUDED),
        *loosening(_listed("mcp_*", "mcp__*"), {"autonomy.send_messages": "auto"}),
        *loosening(_allows(*_SHELL), {"autonomy.shell": "sandbox"}, _NO_COMMANDS),
        Loosens(
            (_allows(*_SHELL), Key("security.toolSandboxing", is_not=(True,))),
            {"autonomy.shell": "host"},
            _NO_SHELL,
        ),
        *loosening(_allows(*_WRITING, above=_ASKS), {"autonomy.file_write": "anywhere"}, _EXCLUDED),
        *loosening(_allows(*_WRITING), {"autonomy.file_write": "project"}, _EXCLUDED),
        *loosening(_allows(*_WEB), {"autonomy.network": "open"}, _EXCLUDED),
        *loosening(_allows("mcp_*", above=_ASKS), {"autonomy.send_messages": "auto"}),
        *loosening(_allows(*_SHELL, above=_ASKS), {"autonomy.irreversible": "auto"}, _NO_COMMANDS),
        *loosening(_allows(*_WRITING, above=989), {"autonomy.self_change": "allowed"}),
        *loosening(
            Key("mcp.allowed", holds=("*",), but=("no-server-is-permitted",)),
            {"autonomy.tool_servers": "any"},
        ),
        Loosens(
            (Key("telemetry.enabled", is_in=(True,)), Key("telemetry.logPrompts", is_not=(False,))),
            {"privacy.usage_data": "content"},
        ),
        *loosening(
            Key("policyPaths", holds=("*",)), _UNASKED | {"autonomy.self_change": "allowed"}, _EXCLUDED
        ),
        Loosens(
            (Key("tools.exclude", lacks=_COMMANDS),),
            {"autonomy.network": "ask_new"},
            _NO_SHELL,
        ),
    ),
    relaxes={"tools.allowed": {}, "rule": {"decision": "allow"}},
    sources=(
        Source("machine", "etc/gemini-cli/system-defaults.json", weaker=True),
        Source("machine", "etc/gemini-cli/settings.json"),
        Source("user", ".gemini/policies/*.toml", "policies"),
        Source("machine", "etc/gemini-cli/policies/*.toml", "policies"),
    ),
    takes={
        "settings": {
            "general": "table",
            "general.defaultApprovalMode": ("default", "plan", "auto_edit"),
            "tools": "table",
            "tools.exclude": "texts",
            "tools.allowed": "texts",
            "tools.confirmationRequired": "texts",
            "security": "table",
            "security.disableYoloMode": "switch",
            "security.toolSandboxing": "switch",
            "experimental.enableAgents": "switch",
            "experimental.autoMemory": "switch",
        }
    },
    faults={"settings": Faults("stops", "skipped"), "policies": Faults("dropped", "dropped")},
    implied=IMPLIED,
)
