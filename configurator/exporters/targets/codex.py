"""Codex CLI 0.169.0: a sandbox and an approval policy, and an AGENTS.md that it reads.

Seen on Linux. What the table rests on: inside the sandbox everything runs unasked,
so a command cannot be asked about by itself; ``approval_policy = "never"`` means
nothing beyond the sandbox, ever, and is the tight end; without the command tool
Codex cannot read files either; ``.git``, ``.codex`` and ``.agents`` are read-only in
a writable project.
"""

from __future__ import annotations

from configurator.exporters.agents import NOT_CONCERNED, TALK, TOOLS
from configurator.exporters.codex_rules import (
    NEVER_ASKS_EACH,
    NO_APPS,
    NO_COMMANDS,
    NO_READING,
    READS_BY_COMMANDS,
)
from configurator.exporters.presents.codex import PRESENT
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

_READ_ONLY = {"sandbox_mode": "read-only"}
_PROJECT = {"sandbox_mode": "workspace-write"}
_EVERYWHERE = {"sandbox_mode": "danger-full-access"}
_ASKS = {"approval_policy": "on-request"}
_REFUSES = {"approval_policy": "never"}

_NO_SERVICES = Patch(
    NO_APPS,
    level="instructed",
    note="Codex's own apps and browsers are switched off; MCP servers that the person added stay",
)

_NO_COMMAND_LEAVES = Patch(
    _REFUSES,
    needs={
        "autonomy.shell": ("allow_list", "sandbox", "host"),
        "autonomy.tools": ("read_files", "shell"),
    },
)
"""An approved command would have the network."""

_OFFLINE = {"web_search": "disabled", "sandbox_workspace_write": {"network_access": False}}
_OFFLINE_FURTHER = (Patch(_PROJECT), Patch(_NO_SERVICES.keys), _NO_COMMAND_LEAVES)
_OFFLINE_NOTE = "MCP servers that the person added stay, and may reach the network"

_NO_ANALYTICS = {"analytics": {"enabled": False}}
_SUMMARIES = "Codex asks the model for a summary of its reasoning, never for all of it"


def _reasoning(summary: str, *, hidden: bool, note: str = "") -> Patch:
    keys = {"model_reasoning_summary": summary, "hide_agent_reasoning": hidden}
    return Patch(keys, level="instructed", note=note)


_NO_MEMORY = {
    "features": {"memories": False},
    "memories": {"use_memories": False, "generate_memories": False},
}

TARGET = Target(
    id="codex",
    title="Codex CLI",
    present=PRESENT,
    checked="0.169.0",
    files={
        "settings": TargetFile(".codex/config.toml", ".codex/config.toml", "toml"),
        "prompt": TargetFile("AGENTS.md", ".codex/AGENTS.md", "markdown"),
    },
    limit=32768,
    orders={
        "sandbox_mode": ("read-only", "workspace-write", "danger-full-access"),
        "approval_policy": ("never", "on-request"),
        "web_search": ("disabled", "cached", "indexed", "live"),
        "sandbox_workspace_write.network_access": (False, True),
        "model_reasoning_summary": ("detailed", "concise", "none"),
        "hide_agent_reasoning": (False, True),
    },
    oracle=Oracle("client", "a strict start on each file, turns of a scripted model against each rule"),
    hint="trust the project's folder in Codex; until then it does not read the folder's .codex/config.toml",
    rows=(
        PerItem(
            "autonomy.tools",
            present=dict.fromkeys(TOOLS, Patch({})),
            absent={
                "read_files": Patch(
                    NO_READING,
                    rounded=True,
                    note=READS_BY_COMMANDS,
                ),
                "write_files": Patch(_READ_ONLY | _REFUSES),
                "shell": Patch(
                    NO_COMMANDS,
                    rounded=True,
                    note=READS_BY_COMMANDS,
                ),
                "web_search": Patch({"web_search": "disabled"}),
                **dict.fromkeys(TOOLS[4:], _NO_SERVICES),
            },
        ),
        ByValue(
            "autonomy.shell",
            {
                "never": Patch(NO_COMMANDS),
                "ask_each": Patch(NO_COMMANDS, rounded=True, note=NEVER_ASKS_EACH),
                "allow_list": Patch(
                    _READ_ONLY | _ASKS,
                    note="no list: any command runs where it can change and send nothing, the rest asks",
                ),
                "sandbox": Patch(_PROJECT | _ASKS),
                "host": Patch(_EVERYWHERE | _ASKS, only="user", otherwise="sandbox"),
            },
        ),
        ByValue(
            "autonomy.file_write",
            {
                "never": Patch(_READ_ONLY | _REFUSES),
                "ask_each": Patch(_READ_ONLY | _ASKS),
                "project": Patch(
                    _PROJECT | _ASKS,
                    further=(
                        Patch(
                            {
                                "sandbox_workspace_write": {
                                    "exclude_slash_tmp": True,
                                    "exclude_tmpdir_env_var": True,
                                }
                            }
                        ),
                    ),
                ),
                "anywhere": Patch(_EVERYWHERE | _ASKS, only="user", otherwise="project"),
            },
        ),
        ByValue(
            "autonomy.network",
            {
                "off": Patch(_OFFLINE, also_told=True, further=_OFFLINE_FURTHER, note=_OFFLINE_NOTE),
                "allow_list": Patch(
                    _OFFLINE,
                    rounded=True,
                    also_told=True,
                    further=_OFFLINE_FURTHER,
                    note=f"no sites are listed, so none is reached; {_OFFLINE_NOTE}",
                ),
                "ask_new": Patch(
                    {"web_search": "cached", "sandbox_workspace_write": {"network_access": False}},
                    rounded=True,
                    further=(Patch(_PROJECT | _ASKS),),
                    note="a search reads the stored index only; a command that needs the network asks each time",
                ),
                "open": Patch(
                    {"web_search": "live", "sandbox_workspace_write": {"network_access": True}},
                    only="user",
                    otherwise="ask_new",
                ),
            },
        ),
        ByValue(
            "autonomy.subagents",
            {
                "none": Patch({"agents": {"enabled": False}, "features": {"multi_agent_v2": False}}),
                "same_rules": Told("helpers run in the same sandbox"),
            },
        ),
        ByValue(
            "autonomy.self_change",
            {
                "never": Patch(
                    {},
                    also_told=True,
                    holds_while={
                        "autonomy.file_write": ("never", "ask_each"),
                        "autonomy.shell": ("never", "ask_each", "allow_list", "sandbox"),
                    },
                    note=".codex and .git are read-only in the sandbox; AGENTS.md is like any file of the project",
                )
            },
        ),
        ByValue(
            "privacy.memory",
            {
                "none": Patch(
                    _NO_MEMORY | {"history": {"persistence": "none"}},
                    level="instructed",
                    note="Codex keeps transcripts in ~/.codex/sessions whatever is set",
                ),
                "session": Patch(_NO_MEMORY),
                "project": Patch(
                    _NO_MEMORY,
                    rounded=True,
                    also_told=True,
                    note="Codex's own notes are on the person too, so they are off",
                ),
                "across": Told(),
            },
        ),
        ByValue(
            "privacy.usage_data",
            {
                "none": Patch(_NO_ANALYTICS),
                "errors": Patch(_NO_ANALYTICS, rounded=True, note="Codex has one switch for both"),
                "statistics": Told("Codex sends statistics unless something else forbids it"),
            },
        ),
        ByValue(
            "honesty.reasoning",
            {
                "full": _reasoning("detailed", hidden=False, note=_SUMMARIES),
                "summary": _reasoning("concise", hidden=False),
                "on_request": _reasoning("none", hidden=True),
            },
        ),
        ByValue(
            "oversight.updates",
            {
                "automatic": Told("Codex never updates itself; it says that there is a new version"),
                "ask": Told("Codex never updates itself; it says that there is a new version"),
                "off": Patch({"check_for_update_on_startup": False}),
            },
        ),
        *told("honesty.commit_credit", note="Codex has no key for it"),
        *told(
            "autonomy.tool_servers",
            note="Codex has no key that closes all servers, and starts those in its files unasked",
        ),
        *told("autonomy.send_messages", note="no rule covers every connected service"),
        *told(
            "autonomy.irreversible",
            note="Codex's own list of dangerous commands asks; a rules file is not written",
        ),
        *told("autonomy.max_steps", "autonomy.time_limit", note="Codex has no such limit"),
        *told("oversight.show_plan", note="plan mode is chosen in Codex itself, not in a file"),
        *told(
            "privacy.memory_days",
            "oversight.log_days",
            note="Codex keeps transcripts in ~/.codex/sessions and never deletes them",
        ),
        *told("oversight.audit_log", note="transcripts in ~/.codex/sessions are the record"),
        *told("oversight.stop", note="Esc and Ctrl-C stop it as well"),
        *told(*TALK),
        *unsupported("Codex has no budget, and the model does not see its cost", "money.model_budget"),
        *NOT_CONCERNED,
    ),
)
