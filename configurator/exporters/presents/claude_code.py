"""Claude Code 2.1.330, read back: what it does unset, and what loosens it.

Deny beats ask and ask beats allow, across all files. One value it does not take, or
a comment, drops the whole file in silence. Out of the box the terminal app may let a
model decide instead of asking, and a flag takes every question away; both are locked
by a key each. Without a rule it asks before a command that does more than read.
"""

from __future__ import annotations

from collections.abc import Mapping

from configurator.exporters.agents import IMPLIED, RUN_ANYTHING
from configurator.exporters.present import Faults, Key, Loosens, Needs, Present, Shape, Source, loosening

_MODES = ("plan", "default", "dontAsk")
_UNASKED = {
    "autonomy.shell": "host",
    "autonomy.file_write": "anywhere",
    "autonomy.send_messages": "auto",
    "autonomy.irreversible": "auto",
}
_NO_SHELL: Needs = {"autonomy.shell": ("never",)}
_DENIED: Mapping[str, Needs] = {
    "autonomy.shell": _NO_SHELL,
    "autonomy.file_write": {"autonomy.file_write": ("never",)},
    "autonomy.irreversible": {"autonomy.irreversible": ("never",), **_NO_SHELL},
}
_ASKED: Mapping[str, Needs] = {
    "autonomy.shell": {"autonomy.shell": ("never", "ask_each")},
    "autonomy.file_write": {"autonomy.file_write": ("never", "ask_each")},
    "autonomy.network": {"autonomy.network": ("off", "allow_list", "ask_new")},
    "autonomy.send_messages": {"autonomy.send_messages": ("never", "draft", "ask_each", "known")},
    "autonomy.irreversible": {"autonomy.irreversible": ("never", "backup_and_ask", "ask"), **_NO_SHELL},
}
_ALLOW = "permissions.allow"
_CREDIT = "honesty.commit_credit"
_CREDITS = ("*AI*", "*Claude*")
_FINAL = (
    "rm",
    "git",
    "git push",
    "git reset",
    "git clean",
    "git branch",
    "shred",
    "dd",
    "mkfs",
    "npm publish",
    "gh",
)


def _allowed(*rules: str, but: tuple[str, ...] = ()) -> Key:
    return Key(_ALLOW, holds=rules, but=but)


def _commands(*names: str) -> tuple[str, ...]:
    return tuple(f"Bash({name}{end}" for name in names for end in (" *", ":*", ")", "*)"))


_RULES: dict[str, Shape] = {f"permissions.{name}": "texts" for name in ("allow", "ask", "deny")}

PRESENT = Present(
    unset={
        "autonomy.shell": "allow_list",
        "privacy.memory_days": 30,
        "privacy.usage_data": "statistics",
        "honesty.commit_credit": "always",
    },
    loosens=(
        *loosening(Key("permissions.defaultMode", is_not=_MODES), _UNASKED, _DENIED),
        *loosening(Key("permissions.disableBypassPermissionsMode", is_not=("disable",)), _UNASKED, _DENIED),
        *loosening(Key("permissions.disableAutoMode", is_not=("disable",)), _UNASKED, _DENIED),
        *loosening(
            _allowed("Bash", "Bash(*)", "Bash(:*)", "PowerShell*", "Monitor*", *_commands(*RUN_ANYTHING)),
            {"autonomy.shell": "host", "autonomy.irreversible": "auto"},
            _ASKED,
        ),
        *loosening(_allowed("Bash(*"), {"autonomy.shell": "allow_list"}, _ASKED),
        *loosening(_allowed(*_commands(*_FINAL)), {"autonomy.irreversible": "auto"}, _ASKED),
        *loosening(
            _allowed("Edit(*", "Write(*", "NotebookEdit(*", "MultiEdit(*"),
            {"autonomy.file_write": "project"},
            _ASKED,
        ),
        *loosening(
            _allowed(
                "Edit",
                "Write",
                "NotebookEdit",
                "MultiEdit",
                *(
                    f"{tool}({start}*"
                    for tool in ("Edit", "Write", "NotebookEdit")
                    for start in ("//", "~", "[*]")
                ),
            ),
            {"autonomy.file_write": "anywhere"},
            _ASKED,
        ),
        *loosening(
            Key("permissions.additionalDirectories", holds=("*",)),
            {"autonomy.file_write": "anywhere"},
            _ASKED,
        ),
        *loosening(_allowed("WebFetch*", "WebSearch*"), {"autonomy.network": "open"}, _ASKED),
        *loosening(_allowed("mcp__*"), {"autonomy.send_messages": "auto"}, _ASKED),
        *loosening(Key("env.OTEL_LOG_USER_PROMPTS", is_in=("1", "true")), {"privacy.usage_data": "content"}),
        *loosening(Key("attribution.commit", holds=("*",), but=_CREDITS), {_CREDIT: "pull_requests"}),
        *loosening(Key("attribution.pr", holds=("*",), but=_CREDITS), {_CREDIT: "when_asked"}),
        *loosening(Key("attribution", is_in=(False,)), {_CREDIT: "hide"}),
        *loosening(Key("includeCoAuthoredBy", is_in=(False,)), {_CREDIT: "hide"}),
        Loosens(
            (
                Key("sandbox.enabled", is_in=(True,)),
                Key("sandbox.autoAllowBashIfSandboxed", is_not=(False,)),
            ),
            {"autonomy.shell": "sandbox"},
            {"autonomy.shell": ("never", "ask_each")},
        ),
        Loosens(
            (
                Key("sandbox.enabled", is_in=(True,)),
                Key("sandbox.failIfUnavailable", is_not=(True,)),
                Key("sandbox.autoAllowBashIfSandboxed", is_not=(False,)),
            ),
            {"autonomy.shell": "host"},
            {"autonomy.shell": ("never", "ask_each")},
        ),
        Loosens(
            (Key("sandbox.excludedCommands", holds=("*",)),),
            {"autonomy.network": "ask_new"},
            {"autonomy.shell": ("never",)},
        ),
        *loosening(
            Key("sandbox.network.allowedDomains", holds=("*",)),
            {"autonomy.network": "open"},
            {"autonomy.network": {"autonomy.network": ("off", "allow_list")}},
        ),
    ),
    relaxes={_ALLOW: {}, "sandbox.network.allowedDomains": {}},
    sources=(
        Source("project", ".claude/settings.local.json"),
        Source("machine", "etc/claude-code/managed-settings.json"),
        Source("machine", "etc/claude-code/managed-settings.d/*.json"),
    ),
    takes={
        "settings": {
            **_RULES,
            "permissions": "table",
            "permissions.defaultMode": (*_MODES, "manual", "acceptEdits", "auto", "bypassPermissions"),
            "permissions.disableBypassPermissionsMode": ("disable",),
            "permissions.disableAutoMode": ("disable",),
            "permissions.additionalDirectories": "texts",
            "sandbox": "table",
            "sandbox.enabled": "switch",
            "sandbox.failIfUnavailable": "switch",
            "sandbox.autoAllowBashIfSandboxed": "switch",
            "sandbox.allowUnsandboxedCommands": "switch",
            "sandbox.network": "table",
            "sandbox.network.allowedDomains": "texts",
            "sandbox.network.deniedDomains": "texts",
            "sandbox.excludedCommands": "texts",
            "cleanupPeriodDays": "number",
            "autoMemoryEnabled": "switch",
            "env": "table",
            "hooks": "table",
        }
    },
    faults={"settings": Faults("dropped", "dropped")},
    implied=IMPLIED,
    moved_by={"CLAUDE_CONFIG_DIR": ".claude"},
)
