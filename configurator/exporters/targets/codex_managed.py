"""Codex CLI 0.169.0: the requirements of an organisation, made from bounds.

Seen on Linux, against looser files of the person's. What the table rests on: a
person's own rules let commands out of the sandbox, unless something may not be read
in it, so Codex's own login is what may not be; a hook of theirs, or a model that
reviews, may answer in their place, so only managed hooks run and a person reviews.
``allowed_sandbox_modes`` lets a permission profile of the person's own through that
reads only and has the network, so the network is bounded by the permitted profiles;
these take the place of a tighter ``sandbox_mode``, so none but the read-only one is
ever permitted. With ``workspace-write`` a person can add any folder and the network.
A key that Codex does not know is ignored with a warning.
"""

from __future__ import annotations

from typing import Any

from configurator.exporters.agents import FINAL, FINAL_NOTE, NOT_CONCERNED, SERVICES, TALK, TOOLS
from configurator.exporters.codex_rules import (
    NEVER_ASKS_EACH,
    NO_APPS,
    NO_COMMANDS,
    NO_READING,
    READS_BY_COMMANDS,
)
from configurator.exporters.table import (
    Allowed,
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

_KEPT_IN: dict[str, Any] = {"permissions": {"filesystem": {"deny_read": ["~/.codex/auth.json"]}}}
"""What keeps a person's own rules from letting commands out of the sandbox."""

_GUARDED = _KEPT_IN | {"allow_managed_hooks_only": True, "allowed_approvals_reviewers": ["user"]}
"""What keeps hooks and models from answering for the person as well."""

_READ_ONLY = _GUARDED | {"allowed_sandbox_modes": ["read-only"]}
_BOXED = _GUARDED | {"allowed_sandbox_modes": ["read-only", "workspace-write"]}
_CUT_OFF = _READ_ONLY | {
    "default_permissions": ":read-only",
    "allowed_permission_profiles": {":read-only": True},
}
_REFUSES = {"allowed_approval_policies": ["never"]}
_NO_WRITING = _KEPT_IN | _REFUSES | {"allowed_sandbox_modes": ["read-only"]}
_NO_SEARCH = {"allowed_web_search_modes": ["disabled"]}
_NO_SERVERS: dict[str, Any] = {"mcp_servers": {}}

_NO_COMMAND_LEAVES = Patch(
    _REFUSES,
    needs={
        "autonomy.shell": ("allow_list", "sandbox", "host"),
        "autonomy.tools": ("read_files", "shell"),
    },
)
"""An approved command would have the network."""

_OFFLINE = _CUT_OFF | _NO_SEARCH | _NO_SERVERS
_OFFLINE_FURTHER = (Patch(NO_APPS), _NO_COMMAND_LEAVES)
_PROFILE = "a permission profile of the person's own gives way to Codex's read-only one"
_NO_SERVICES = Patch(_NO_SERVERS | NO_APPS, level="instructed", rounded=True, note=SERVICES)
_FREE = Patch({}, note="the bounds leave all of it open")


def _final(decision: str) -> Patch:
    rules = [
        {"pattern": [{"token": token} for token in command.split()], "decision": decision}
        for command in FINAL
    ]
    return Patch({"rules": {"prefix_rules": rules}}, level="instructed", note=FINAL_NOTE)


_NO_METRICS = {"otel": {"metrics_exporter": "none"}}
_METRICS = "numbers on use are not sent; what else a signed-in account sends was not seen"
_NO_MEMORY = {"features": {"memories": False}}

TARGET = Target(
    id="codex-managed",
    title="Codex CLI, requirements",
    checked="0.169.0",
    group="managed",
    values="bounds",
    files={
        "settings": TargetFile(
            "managed/codex/requirements.toml",
            "",
            "toml",
            whole=True,
            told_at="additional_developer_instructions",
        ),
    },
    orders={
        "allowed_sandbox_modes": Allowed(("read-only", "workspace-write", "danger-full-access")),
        "allowed_approval_policies": Allowed(("never", "on-request")),
        "allowed_approvals_reviewers": Allowed(("user", "auto_review")),
        "allowed_web_search_modes": Allowed(("disabled", "cached", "indexed", "live")),
        "rules.prefix_rules.decision": ("forbidden", "prompt"),
    },
    keyed={"rules.prefix_rules": "pattern"},
    oracle=Oracle("client", "turns of a scripted model, in which a person's looser settings do not win"),
    hint=(
        "an administrator copies requirements.toml to /etc/codex on Linux and macOS, "
        "to %ProgramData%\\OpenAI\\Codex on Windows"
    ),
    rows=(
        PerItem(
            "autonomy.tools",
            present=dict.fromkeys(TOOLS, Patch({})),
            absent={
                "read_files": Patch(NO_READING, rounded=True, note=READS_BY_COMMANDS),
                "write_files": Patch(_NO_WRITING),
                "shell": Patch(NO_COMMANDS, rounded=True, note=READS_BY_COMMANDS),
                "web_search": Patch(_NO_SEARCH),
                **dict.fromkeys(TOOLS[4:], _NO_SERVICES),
            },
        ),
        ByValue(
            "autonomy.tool_servers",
            {
                "none": Patch(_NO_SERVERS | {"features": {"plugins": False}}),
                "approved": Told("Codex has no rule for who approved a server"),
            },
        ),
        ByValue(
            "autonomy.shell",
            {
                "never": Patch(NO_COMMANDS),
                "ask_each": Patch(NO_COMMANDS, rounded=True, note=NEVER_ASKS_EACH),
                "allow_list": Patch(
                    _CUT_OFF,
                    note="no list: any command runs where it can change and send nothing, the rest asks",
                ),
                "sandbox": Patch(_BOXED),
                "host": Patch(
                    {},
                    needs={"autonomy.network": ("open",), "autonomy.file_write": ("anywhere",)},
                    otherwise="sandbox",
                ),
            },
        ),
        ByValue(
            "autonomy.file_write",
            {
                "never": Patch(_NO_WRITING),
                "ask_each": Patch(_READ_ONLY),
                "project": Patch(
                    _READ_ONLY,
                    rounded=True,
                    note="a person can add any folder to the project, so each change asks",
                ),
                "anywhere": Patch(
                    {},
                    needs={
                        "autonomy.network": ("open",),
                        "autonomy.shell": ("never", "ask_each", "sandbox", "host"),
                    },
                    otherwise="project",
                ),
            },
        ),
        ByValue(
            "autonomy.network",
            {
                "off": Patch(_OFFLINE, further=_OFFLINE_FURTHER, note=_PROFILE),
                "allow_list": Patch(
                    _OFFLINE,
                    rounded=True,
                    further=_OFFLINE_FURTHER,
                    note=f"no sites are listed, so none is reached; {_PROFILE}",
                ),
                "ask_new": Patch(
                    _CUT_OFF | {"allowed_web_search_modes": ["disabled", "cached"]},
                    rounded=True,
                    note="a search reads the stored index only; a command that needs the network asks each time; "
                    + _PROFILE,
                ),
                "open": _FREE,
            },
        ),
        ByValue(
            "autonomy.irreversible",
            {"never": _final("forbidden"), "backup_and_ask": _final("prompt"), "ask": _final("prompt")},
        ),
        ByValue(
            "autonomy.subagents",
            {
                "none": Patch({"features": {"multi_agent": False, "multi_agent_v2": False}}),
                "same_rules": Told("helpers run in the same sandbox"),
            },
        ),
        ByValue(
            "privacy.memory",
            {
                "none": Patch(
                    _NO_MEMORY,
                    level="instructed",
                    note="Codex keeps transcripts in ~/.codex/sessions whatever is set",
                ),
                "session": Patch(_NO_MEMORY),
                "project": Patch(
                    _NO_MEMORY,
                    rounded=True,
                    note="Codex's own notes are on the person too, so they are off",
                ),
                "across": _FREE,
            },
        ),
        ByValue(
            "privacy.usage_data",
            {
                "none": Patch(
                    _NO_METRICS | {"feedback": {"enabled": False}}, level="instructed", note=_METRICS
                ),
                "errors": Patch(_NO_METRICS, level="instructed", note=_METRICS),
                "statistics": _FREE,
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
        *told("autonomy.send_messages", note="no rule covers every connected service"),
        *told("autonomy.self_change", note="no rule covers every file that Codex takes its settings from"),
        *told("honesty.reasoning", "honesty.commit_credit", note="Codex's requirements have no key for it"),
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
