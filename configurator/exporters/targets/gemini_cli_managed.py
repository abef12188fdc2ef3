"""Gemini CLI 0.61.0: policies and system settings of an organisation, made from bounds.

Seen on Linux, against looser files of the person's. What the table rests on: of the
rules that match, the one of the highest priority decides alone, and an administrator's
stand above all others; so one that denies holds in every mode, against flags and for
helpers, and one that asks would take the place of a person's own that denies. No rule
asks, therefore: what would have to ask is denied. A file of rules in the machine's
folder also shuts out those of a flag that speaks for an administrator.

System settings take the place of a person's own values and lists, but for the list of
what is excluded; and a `.env` file can name another file in their place. So nothing
that a rule can say rests on them, and no row that they alone carry counts as enforced.
An unknown key is silent. Nothing is ever allowed here, and no file tells the AI anything.
"""

from __future__ import annotations

from typing import Any

from configurator.exporters.agents import FINAL, FINAL_NOTE, NOT_CONCERNED, SERVICES, TALK, TOOLS
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


def _rule(tool: str | list[str], **more: Any) -> dict[str, Any]:
    return {"toolName": tool, "decision": "deny", "priority": 990, **more}


def _denied(*rules: dict[str, Any], **more: Any) -> Patch:
    return Patch({"rule": list(rules)}, file="policies", **more)


def _settings(keys: dict[str, Any], note: str = "", **more: Any) -> Patch:
    """Keys of the settings, for which somebody can name another file."""
    return Patch(keys, level="instructed", note=f"{note}; {_DOT_ENV}" if note else _DOT_ENV, **more)


_DOT_ENV = "a `.env` file can name other system settings, unless the environment names these"
_NO_ASKING = "a rule that asks would take the place of a person's own ban"
_REFUSED = f"{_NO_ASKING}, so what would have to ask is refused"
_FREE = Patch({}, note="the bounds leave all of it open")

_COMMANDS = _rule(["run_shell_command", "list_background_processes", "read_background_output"])
_WRITING = _rule(["write_file", "replace"])
_READING = _rule(["read_file", "list_directory", "glob", "grep_search"])
_WEB = (_rule(["web_fetch", "google_web_search"]), _rule("*", subagent="browser_agent"))
_SERVERS = _rule(["mcp_*", "list_mcp_resources", "read_mcp_resource"])
_FINAL = _rule("run_shell_command", commandPrefix=list(FINAL))
_OWN_FILES = _rule(["write_file", "replace"], argsPattern=r'"file_path":"[^"]*([.]gemini/|GEMINI[.]md)')

_NO_SERVER = "no-server-is-permitted"
_UNDISCOVERED = Patch({"tools": {"discoveryCommand": ""}})
"""Tools of a command that the person names would be a server by another name."""

_NO_SERVICES = _denied(_SERVERS, rounded=True, note=SERVICES, further=(_UNDISCOVERED,))
_NO_COMMANDS = _denied(_COMMANDS, rounded=True, note=_REFUSED)
_NO_WRITING = _denied(_WRITING, rounded=True, note=_REFUSED)
_NO_UPDATE: dict[str, Any] = {"enableAutoUpdate": False}
_NO_STATISTICS = {"privacy": {"usageStatisticsEnabled": False}}
_NO_MEMORY = {"experimental": {"autoMemory": False}}
_THOUGHTS = _settings({"ui": {"inlineThinkingMode": "full"}})

TARGET = Target(
    id="gemini-cli-managed",
    title="Gemini CLI, managed policies",
    checked="0.61.0",
    group="managed",
    values="bounds",
    files={
        "settings": TargetFile("managed/gemini-cli/settings.json", "", "json", comments=True),
        "policies": TargetFile("managed/gemini-cli/policies/configurator.toml", "", "toml", whole=True),
    },
    orders={"rule": "fewer"},
    oracle=Oracle("client", "turns of a scripted model, in which a person's looser settings do not win"),
    hint=(
        "an administrator copies what is in managed/gemini-cli to /etc/gemini-cli on Linux, to "
        "/Library/Application Support/GeminiCli on macOS, to C:\\ProgramData\\gemini-cli on Windows, where "
        "nobody else may write, and names its settings.json in GEMINI_CLI_SYSTEM_SETTINGS_PATH for everybody"
    ),
    rows=(
        PerItem(
            "autonomy.tools",
            present=dict.fromkeys(TOOLS, Patch({})),
            absent={
                "read_files": _denied(_READING),
                "write_files": _denied(_WRITING),
                "shell": _denied(_COMMANDS),
                "web_search": _denied(_rule(["google_web_search"])),
                "browser": _denied(
                    _rule(["web_fetch"]), _SERVERS, rounded=True, note=SERVICES, further=(_UNDISCOVERED,)
                ),
                **dict.fromkeys(TOOLS[5:], _NO_SERVICES),
            },
        ),
        ByValue(
            "autonomy.tool_servers",
            {
                "none": _denied(
                    _SERVERS,
                    further=(_UNDISCOVERED, Patch({"mcp": {"allowed": [_NO_SERVER]}})),
                    note=f"`{_NO_SERVER}` is the name of no server; an empty list would close nothing",
                ),
                "approved": Told("Gemini CLI starts the servers in its files unasked"),
            },
        ),
        ByValue(
            "autonomy.shell",
            {
                "never": _denied(_COMMANDS),
                **dict.fromkeys(("ask_each", "allow_list", "sandbox"), _NO_COMMANDS),
                "host": Patch(
                    {},
                    needs={
                        "autonomy.network": ("open",),
                        "autonomy.file_write": ("anywhere",),
                        "autonomy.tools": ("read_files", "write_files", "shell"),
                    },
                    otherwise="sandbox",
                ),
            },
        ),
        ByValue(
            "autonomy.file_write",
            {
                "never": _denied(_WRITING),
                **dict.fromkeys(("ask_each", "project"), _NO_WRITING),
                "anywhere": _FREE,
            },
        ),
        ByValue(
            "autonomy.network",
            {
                "off": _denied(*_WEB),
                "allow_list": _denied(*_WEB, rounded=True, note="no sites are listed, so none is reached"),
                "ask_new": _denied(*_WEB, rounded=True, note=_REFUSED),
                "open": _FREE,
            },
        ),
        ByValue(
            "autonomy.irreversible",
            {
                "never": _denied(_FINAL, level="instructed", note=FINAL_NOTE),
                **dict.fromkeys(("backup_and_ask", "ask"), Told(_NO_ASKING)),
            },
        ),
        ByValue(
            "autonomy.subagents",
            {
                "none": _denied(_rule(["invoke_agent"])),
                "same_rules": Patch({}, note="rules hold in subagents as well"),
            },
        ),
        ByValue(
            "autonomy.self_change",
            {
                "never": _denied(
                    _OWN_FILES,
                    holds_while={"autonomy.shell": ("never", "ask_each", "allow_list", "sandbox")},
                    note="a command can still change them",
                )
            },
        ),
        ByValue(
            "privacy.memory",
            {
                "none": _settings(_NO_MEMORY, "Gemini CLI keeps transcripts for a day at least"),
                "session": _settings(_NO_MEMORY),
                "project": _settings(_NO_MEMORY, "Gemini CLI's own notes are off", rounded=True),
                "across": _FREE,
            },
        ),
        ByValue(
            "privacy.usage_data",
            {
                "none": _settings(_NO_STATISTICS),
                "errors": _settings(_NO_STATISTICS, "Gemini CLI has one switch for both", rounded=True),
                "statistics": _FREE,
            },
        ),
        ByValue("honesty.reasoning", {"full": _THOUGHTS, "summary": _THOUGHTS, "on_request": _FREE}),
        ByValue(
            "oversight.updates",
            {
                "automatic": _FREE,
                "ask": _settings({"general": _NO_UPDATE}),
                "off": _settings({"general": _NO_UPDATE | {"enableAutoUpdateNotification": False}}),
            },
        ),
        *told("autonomy.send_messages", note=_NO_ASKING),
        *told("honesty.commit_credit", note="Gemini CLI has no key for it"),
        *told("oversight.show_plan", note="a person can leave plan mode, so no file holds anybody to it"),
        *told(
            "privacy.memory_days",
            note="a managed number of days would take the place of a person's own, tighter one",
        ),
        *told("autonomy.max_steps", note="Gemini CLI's limit of turns would end the whole session"),
        *told("autonomy.time_limit", note="Gemini CLI has no time limit"),
        *told(
            "oversight.audit_log",
            "oversight.log_days",
            note="transcripts in ~/.gemini/tmp are the record, and stay as long as conversations do",
        ),
        *told("oversight.stop", note="Esc and Ctrl-C stop it as well"),
        *told(*TALK),
        *unsupported("Gemini CLI has no budget, and the model does not see its cost", "money.model_budget"),
        *NOT_CONCERNED,
    ),
)
