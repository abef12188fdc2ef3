"""Claude Code 2.1.330: the managed settings of an organisation, made from bounds.

Seen on Linux, against looser files of the person's. What the table rests on: a managed
deny or ask beats every allow, flag and mode; a sandbox that the person switches on
runs commands past an ask unless its automatic consent is off; a person's hook may
answer in their place unless only managed hooks run; a person can add folders to the
project and exceptions to the sandbox, so neither is a bound and both are rounded to
asking; a managed number takes the place of a person's own, tighter one, so none is
written. Nothing is ever allowed here.
"""

from __future__ import annotations

from typing import Any

from configurator.exporters.agents import NOT_CONCERNED, SERVICES, TALK, TOOLS
from configurator.exporters.claude_rules import (
    CREDIT,
    FINAL_RULES,
    NO_AUTO,
    NO_BYPASS,
    NO_COMMANDS,
    NO_HELPERS,
    NO_READING,
    NO_TELEMETRY,
    NO_UPDATES,
    NO_WEB,
    NO_WRITING,
    OWN_FILES,
    rules,
)
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


def _guarded(*, deny: tuple[str, ...] = (), ask: tuple[str, ...] = ()) -> dict[str, Any]:
    """Rules, and what keeps modes, hooks and the sandbox from answering for the person."""
    lists = {name: list(found) for name, found in (("deny", deny), ("ask", ask)) if found}
    return {"permissions": lists | NO_BYPASS, "allowManagedHooksOnly": True} | NO_AUTO


def _denied(forbidden: dict[str, Any]) -> dict[str, Any]:
    return _guarded(deny=tuple(forbidden["permissions"]["deny"]))


_FREE = Patch({}, note="the bounds leave all of it open")
_ASKS_COMMANDS = _guarded(ask=("Bash", "PowerShell"))
_ASKS_WRITING = _guarded(ask=("Edit", "Write", "NotebookEdit"))
_OPENED = {"autonomy.network": ("ask_new", "open")}
_NO_MCP = Patch(rules(deny=["mcp__*"]), rounded=True, note=SERVICES)
_STILL_WRITES = "a command that is approved can still write"
_EACH = "a person's own allow rules would let any command run, so each one asks"
_FINAL_NOTE = "commands by these names are caught; others, connected services and overwritten files are not"
_SUMMARY = Patch({"showThinkingSummaries": True}, level="instructed")
_SERVERS_ASK = Patch(
    _guarded(ask=("mcp__*",)), level="instructed", note="connected services ask; a command could send as well"
)
_FINAL_ASKS = Patch(_guarded(ask=tuple(FINAL_RULES)), level="instructed", note=_FINAL_NOTE)
_REPORTS_NOTE = "that reports of errors end as well is documented and was not seen"

TARGET = Target(
    id="claude-code-managed",
    title="Claude Code, managed settings",
    checked="2.1.330",
    group="managed",
    values="bounds",
    files={
        "settings": TargetFile("managed/claude-code/managed-settings.json", "", "json", told_at="claudeMd"),
    },
    orders={
        "permissions.*": ("deny", "ask", ABSENT, "allow"),
    },
    oracle=Oracle("client", "turns of a scripted model, in which a person's looser settings do not win"),
    hint=(
        "an administrator copies managed-settings.json to /etc/claude-code on Linux, to "
        "/Library/Application Support/ClaudeCode on macOS, to C:\\Program Files\\ClaudeCode on Windows"
    ),
    rows=(
        PerItem(
            "autonomy.tools",
            present=dict.fromkeys(TOOLS, Patch({})),
            absent={
                "read_files": Patch(NO_READING, note="a command that is approved can still read"),
                "write_files": Patch(NO_WRITING, note=_STILL_WRITES),
                "shell": Patch(NO_COMMANDS),
                "web_search": Patch(rules(deny=["WebSearch"])),
                "browser": Patch(
                    rules(deny=["WebFetch", "DesignSync", "mcp__*"]), rounded=True, note=SERVICES
                ),
                **dict.fromkeys(TOOLS[5:], _NO_MCP),
            },
        ),
        ByValue(
            "autonomy.tool_servers",
            {
                "none": Patch(rules(deny=["mcp__*"]) | {"allowedMcpServers": []}),
                "approved": Told("Claude Code has no rule for who approved a server"),
            },
        ),
        ByValue(
            "autonomy.shell",
            {
                "never": Patch(_denied(NO_COMMANDS)),
                "ask_each": Patch(_ASKS_COMMANDS, needs=_OPENED, otherwise="never"),
                "allow_list": Patch(
                    _ASKS_COMMANDS, needs=_OPENED, otherwise="never", rounded=True, note=_EACH
                ),
                "sandbox": Patch(_ASKS_COMMANDS, needs=_OPENED, otherwise="never", rounded=True, note=_EACH),
                "host": Patch(
                    {},
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
                "never": Patch(_denied(NO_WRITING), note=_STILL_WRITES),
                "ask_each": Patch(_ASKS_WRITING),
                "project": Patch(
                    _ASKS_WRITING,
                    rounded=True,
                    note="a person can add any folder to the project, so each change asks",
                ),
                "anywhere": _FREE,
            },
        ),
        ByValue(
            "autonomy.network",
            {
                "off": Patch(
                    _denied(NO_WEB), note="no command runs either, because it would have the network"
                ),
                "allow_list": Patch(
                    _denied(NO_WEB), rounded=True, note="no sites are listed, so none is reached"
                ),
                "ask_new": Patch(
                    _guarded(ask=("WebFetch", "WebSearch")),
                    rounded=True,
                    note="asks each time, not once a site",
                ),
                "open": _FREE,
            },
        ),
        ByValue(
            "autonomy.send_messages", dict.fromkeys(("never", "draft", "ask_each", "known"), _SERVERS_ASK)
        ),
        ByValue(
            "autonomy.irreversible",
            {
                "never": Patch(_guarded(deny=tuple(FINAL_RULES)), level="instructed", note=_FINAL_NOTE),
                "backup_and_ask": _FINAL_ASKS,
                "ask": _FINAL_ASKS,
            },
        ),
        ByValue(
            "autonomy.subagents",
            {
                "none": Patch(NO_HELPERS),
                "same_rules": Patch({}, note="rules hold in subagents as well"),
            },
        ),
        ByValue(
            "autonomy.self_change",
            {
                "never": Patch(
                    rules(deny=[*OWN_FILES, "Edit(CLAUDE.md)"]),
                    also_told=True,
                    level="instructed",
                    note="a command can still change them",
                )
            },
        ),
        ByValue(
            "privacy.memory",
            {
                "none": Patch(
                    {"autoMemoryEnabled": False},
                    level="instructed",
                    note="transcripts stay, as the record of what was done",
                ),
                "session": Patch({"autoMemoryEnabled": False}),
                "project": Patch(
                    {"autoMemoryEnabled": False},
                    rounded=True,
                    note="Claude Code's own notes on a project hold notes on the person too, so they are off",
                ),
                "across": _FREE,
            },
        ),
        ByValue(
            "privacy.usage_data",
            {
                "none": Patch({"env": NO_TELEMETRY | {"DISABLE_ERROR_REPORTING": "1"}}, note=_REPORTS_NOTE),
                "errors": Patch({"env": NO_TELEMETRY}),
                "statistics": _FREE,
            },
        ),
        ByValue("honesty.reasoning", {"full": _SUMMARY, "summary": _SUMMARY, "on_request": _FREE}),
        ByValue(
            "honesty.commit_credit",
            {
                "always": Patch({"attribution": {"commit": CREDIT, "pr": CREDIT}}, level="instructed"),
                "pull_requests": Patch({"attribution": {"pr": CREDIT}}, level="instructed"),
                "when_asked": _FREE,
            },
        ),
        ByValue(
            "oversight.updates",
            {
                "automatic": _FREE,
                "ask": Patch(NO_UPDATES, note="Claude Code does not update itself, and does not ask"),
                "off": Patch(NO_UPDATES),
            },
        ),
        *told("oversight.show_plan", note="a person can leave plan mode, so no file holds anybody to it"),
        *told(
            "privacy.memory_days",
            note="a managed number of days would take the place of a person's own, tighter one",
        ),
        *told("autonomy.max_steps", "autonomy.time_limit", "oversight.audit_log", "oversight.log_days"),
        *told("oversight.stop", note="Esc and Ctrl-C stop it as well"),
        *told(*TALK),
        *unsupported("only `claude -p` takes a budget, as a flag", "money.model_budget"),
        *NOT_CONCERNED,
    ),
)
