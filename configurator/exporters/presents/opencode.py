"""opencode 1.18.33, read back: what it does unset, and what loosens it.

What no rule is about runs unasked, but for what lies outside the project, which asks;
of all rules that match the last one decides, an agent's own behind all others. Files
are merged key by key, and a key keeps its place. A file with a fault stops it. Rules
of agents that a person made are not read.
"""

from __future__ import annotations

from collections.abc import Mapping

from configurator.exporters.agents import IMPLIED, RUN_ANYTHING
from configurator.exporters.present import Faults, Key, Loosens, Present, Source, loosening

_HOST = {
    "autonomy.shell": "host",
    "autonomy.irreversible": "auto",
    "autonomy.tools": frozenset({"write_files"}),
    "oversight.show_plan": "show",
}
_SERVICES = frozenset({"browser", "email", "calendar", "messages", "payments", "devices"})
_EVERYTHING = {
    **_HOST,
    "autonomy.tools": _SERVICES | {"read_files", "write_files", "shell", "web_search"},
    "autonomy.file_write": "anywhere",
    "autonomy.network": "open",
    "autonomy.send_messages": "auto",
    "autonomy.tool_servers": "any",
    "autonomy.subagents": "free",
    "autonomy.self_change": "allowed",
}
_TOOLS: Mapping[str, str] = {
    "bash": "shell",
    "edit": "write_files",
    "websearch": "web_search",
    "webfetch": "browser",
    **dict.fromkeys(("read", "glob", "grep", "list", "lsp"), "read_files"),
}
_ALLOWED, _ASKED = ("allow",), ("allow", "ask")


def _behind(tool: str, *says: str, like: tuple[str, ...] = ("*",), but: tuple[str, ...] = ()) -> Key:
    """Rules for a tool that come after the one of ours for all that it does."""
    return Key(f"permission.{tool}", holds=like, but=but, says=says, behind="**")


def _loosened(table: str) -> tuple[Loosens, ...]:
    """Where a table of rules holds one for everything, or an agent has rules of its own."""
    return loosening(Key(table, holds=("*",), says=_ALLOWED), _EVERYTHING)


_FINAL = (
    "mkfs[*]",
    *(
        " ".join((*command, "[*]"))
        for command in (
            ("rm",), ("git", "push"), ("git", "reset", "--hard"), ("git", "clean"), ("git", "branch", "-D"),
            ("shred",), ("dd",), ("npm", "publish"), ("gh", "repo", "delete"), ("gh", "release"),
        )
    ),
)  # fmt: skip
"""The patterns that rows write themselves."""

_RUN = tuple(f"{command}{end}" for command in RUN_ANYTHING for end in ("", " *", "*"))

PRESENT = Present(
    unset={
        "autonomy.file_write": "project",
        "autonomy.subagents": "same_rules",
        "privacy.usage_data": "none",
        "autonomy.tool_servers": "approved",
    },
    loosens=(
        *loosening(Key("permission", is_in=_ALLOWED), _EVERYTHING),
        *loosening(Key("permission", holds=("*[*?]*",), says=_ALLOWED), _EVERYTHING),
        *loosening(
            Key("permission", holds=("*[*?]*",), but=("[*]_[*]",), says=("ask",)),
            {
                "autonomy.tools": frozenset({*_TOOLS.values()}) | _SERVICES,
                "autonomy.subagents": "same_rules",
                "autonomy.tool_servers": "approved",
                "autonomy.self_change": "allowed",
                "autonomy.shell": "ask_each",
                "autonomy.file_write": "ask_each",
                "autonomy.network": "ask_new",
            },
        ),
        *loosening(Key("permission.bash", is_in=_ALLOWED), _HOST),
        *loosening(_behind("bash", *_ALLOWED, like=("*",)), {"autonomy.shell": "allow_list"}),
        *loosening(_behind("bash", *_ALLOWED, like=("[*]*", "[?]*", *_RUN)), _HOST),
        *loosening(
            _behind("bash", "ask", but=_FINAL),
            {"autonomy.shell": "ask_each", "autonomy.network": "ask_new", "autonomy.irreversible": "ask"},
        ),
        *loosening(_behind("bash", *_ALLOWED), {"autonomy.irreversible": "auto"}),
        *loosening(_behind("edit", *_ASKED), {"autonomy.file_write": "ask_each"}),
        *loosening(_behind("edit", *_ALLOWED), {"autonomy.file_write": "project"}),
        *loosening(_behind("edit", *_ASKED), {"autonomy.self_change": "allowed"}),
        *loosening(Key("permission.edit", is_in=_ASKED), {"autonomy.self_change": "allowed"}),
        *(
            Loosens(
                (key,), {"autonomy.file_write": "anywhere"}, {"autonomy.file_write": ("never", "ask_each")}
            )
            for key in (
                Key("permission.external_directory", is_in=_ALLOWED),
                Key("permission.external_directory.**", is_in=_ALLOWED),
                _behind("external_directory", *_ALLOWED),
            )
        ),
        *loosening(_behind("task", *_ASKED), {"autonomy.subagents": "same_rules"}),
        *(
            Loosens((_behind(tool, *_ASKED),), {"autonomy.tools": frozenset({item})})
            for tool, item in _TOOLS.items()
        ),
        *loosening(
            Key(
                "permission", holds=("*_*",), but=("[*]_[*]", "doom_loop", "external_directory"), says=_ASKED
            ),
            {"autonomy.tools": _SERVICES, "autonomy.tool_servers": "approved"},
        ),
        *loosening(
            Key(
                "permission",
                holds=("*_*",),
                but=("[*]_[*]", "doom_loop", "external_directory"),
                says=_ALLOWED,
            ),
            {"autonomy.send_messages": "auto"},
        ),
        *loosening(
            Key("permission.bash.**", is_not=("deny", "ask")),
            {"autonomy.tools": frozenset({"write_files"}), "oversight.show_plan": "show"},
        ),
        Loosens(
            (Key("permission.bash.**", is_not=("deny",)),),
            {"autonomy.network": "ask_new"},
            {"autonomy.shell": ("never",)},
        ),
        *_loosened("agent.build.permission"),
        *_loosened("agent.build.permission.bash"),
        *_loosened("agent.build.permission.edit"),
        *_loosened("agent.plan.permission"),
        *_loosened("agent.plan.permission.bash"),
        *_loosened("agent.plan.permission.edit"),
    ),
    sources=(
        Source("user", ".config/opencode/config.json", weaker=True),
        Source("user", ".config/opencode/opencode.jsonc"),
        Source("project", "opencode.jsonc"),
        Source("project", ".opencode/opencode.json"),
        Source("project", ".opencode/opencode.jsonc"),
        Source("machine", "etc/opencode/opencode.json"),
        Source("machine", "etc/opencode/opencode.jsonc"),
    ),
    takes={"settings": {"default_agent": "text", "agent": "table", "instructions": "texts", "share": "text"}},
    faults={"settings": Faults("stops", "stops")},
    implied=IMPLIED,
)
