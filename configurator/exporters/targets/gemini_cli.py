"""Gemini CLI 0.61.0: a settings file, a policy file of the person's, and a GEMINI.md.

Seen on Linux. What the table rests on: commands that are known to only read run
unasked whatever says ask; ``tools.exclude`` adds up over files and takes a tool away
in every mode; ``auto_edit`` ignores rules for writing, so it is never written;
``policyPaths`` of a project replaces the person's own policies, so it is never
written either. An unknown key is silent.
"""

from __future__ import annotations

from typing import Any

from configurator.exporters.agents import FINAL, FINAL_NOTE, NOT_CONCERNED, SERVICES, TALK, TOOLS
from configurator.exporters.presents.gemini_cli import PRESENT
from configurator.exporters.table import (
    ABSENT,
    ByValue,
    Copied,
    Oracle,
    Patch,
    PerItem,
    Target,
    TargetFile,
    Told,
    told,
    unsupported,
)


def _without(*tools: str) -> dict[str, Any]:
    return {"tools": {"exclude": list(tools)}}


def _policy(*rules: dict[str, Any]) -> Patch:
    return Patch({"rule": list(rules)}, file="policies", only="user")


def _rule(tool: str | list[str], decision: str, **more: Any) -> dict[str, Any]:
    """Deny beats ask and ask beats allow, by their priorities: the highest wins."""
    priority = {"deny": 990, "ask_user": 500, "allow": 300}[decision]
    return {"toolName": tool, "decision": decision, "priority": priority, **more}


_SHELL = "run_shell_command"
_WRITING = ["write_file", "replace"]
_WEB = ["web_fetch", "google_web_search"]
_COMMANDS = (_SHELL, "list_background_processes", "read_background_output")
_DEFAULT_MODE = {"modes": ["default"]}

_NO_MCP = Patch(_without("mcp_*"), rounded=True, note=SERVICES)
_COMMANDS_RUN = _policy(_rule(_SHELL, "allow", allowRedirection=True, **_DEFAULT_MODE))
_CLOSED = "an approved command would have the network, so none runs while it is closed"
_OPENED = {"autonomy.network": ("ask_new", "open")}
_ALONE = {"oversight.show_plan": ("show", "after"), "autonomy.tools": ("read_files", "write_files", "shell")}

_FREE_WRITING = Patch(
    {"tools": {"allowed": list(_WRITING)}},
    needs={"oversight.show_plan": ("show", "after")},
    otherwise="ask_each",
    rounded=True,
    note="outside the project Gemini CLI refuses instead of asking",
)

_FINAL_ASKS = Patch(
    {},
    also_told=True,
    holds_while={"autonomy.shell": ("never", "ask_each")},
    note=FINAL_NOTE,
    further=(_policy(_rule(_SHELL, "ask_user", commandPrefix=list(FINAL), **_DEFAULT_MODE)),),
)

_OWN_FILES = r'"file_path":"[^"]*([.]gemini/|GEMINI[.]md)'

_NO_SERVER = "no-server-is-permitted"
_NO_STATISTICS = {"privacy": {"usageStatisticsEnabled": False}}
_INLINE = "Gemini CLI shows what the model sends of its reasoning, which is a summary"


def _reasoning(mode: str, note: str = "") -> Patch:
    return Patch({"ui": {"inlineThinkingMode": mode}}, level="instructed", note=note)


def _updates(*, told_of: bool) -> dict[str, Any]:
    return {"general": {"enableAutoUpdate": False, "enableAutoUpdateNotification": told_of}}


_NO_MEMORY = {"experimental": {"autoMemory": False}}


def _mode(mode: str) -> dict[str, Any]:
    return {"general": {"defaultApprovalMode": mode}, "security": {"disableYoloMode": True}}


TARGET = Target(
    id="gemini-cli",
    title="Gemini CLI",
    present=PRESENT,
    checked="0.61.0",
    files={
        "settings": TargetFile(".gemini/settings.json", ".gemini/settings.json", "json", comments=True),
        "policies": TargetFile("", ".gemini/policies/configurator.toml", "toml"),
        "prompt": TargetFile("GEMINI.md", ".gemini/GEMINI.md", "markdown"),
    },
    orders={
        "tools.*": ("exclude", "confirmationRequired", ABSENT, "allowed"),
        "general.defaultApprovalMode": ("plan", "default"),
        "general.sessionRetention.maxAge": "higher",
        "ui.inlineThinkingMode": ("full", "off"),
    },
    oracle=Oracle("client", "`gemini mcp list` on each file, turns of a scripted model against each rule"),
    hint=(
        "trust the project's folder in Gemini CLI, which otherwise reads none of its settings; "
        "where a sandbox is written, Linux needs bubblewrap, and no command runs without it"
    ),
    rows=(
        PerItem(
            "autonomy.tools",
            present=dict.fromkeys(TOOLS, Patch({})),
            absent={
                "read_files": Patch(
                    _without("read_file", "read_many_files", "list_directory", "glob", "grep_search"),
                    note="a command can still read",
                ),
                "write_files": Patch(_without(*_WRITING), note="a command that is approved can still write"),
                "shell": Patch(_without(*_COMMANDS, "activate_skill")),
                "web_search": Patch(_without("google_web_search")),
                "browser": Patch(_without("web_fetch", "mcp_*"), rounded=True, note=SERVICES),
                **dict.fromkeys(TOOLS[5:], _NO_MCP),
            },
        ),
        ByValue(
            "autonomy.tool_servers",
            {
                "none": Patch(
                    _without("mcp_*") | {"mcp": {"allowed": [_NO_SERVER]}},
                    note=f"`{_NO_SERVER}` is the name of no server; an empty list would close nothing",
                ),
                "approved": Told("Gemini CLI starts the servers in its files unasked"),
            },
        ),
        ByValue(
            "autonomy.shell",
            {
                "never": Patch(_without(*_COMMANDS)),
                "ask_each": Patch(
                    _without(*_COMMANDS),
                    rounded=True,
                    note="Gemini CLI runs commands that only read unasked, so none runs",
                ),
                "allow_list": Patch(
                    {},
                    needs=_OPENED,
                    otherwise="never",
                    note="the list is Gemini CLI's own: commands that only read run, all others ask",
                ),
                "sandbox": Patch(
                    {"security": {"toolSandboxing": True}},
                    only="user",
                    needs=_OPENED | {"autonomy.file_write": ("project", "anywhere")} | _ALONE,
                    otherwise="allow_list",
                    rounded=True,
                    note="what would leave the sandbox is refused, and the network asks",
                    further=(_COMMANDS_RUN,),
                ),
                "host": Patch(
                    {},
                    only="user",
                    needs={"autonomy.network": ("open",), "autonomy.file_write": ("anywhere",)} | _ALONE,
                    otherwise="sandbox",
                    further=(_COMMANDS_RUN,),
                ),
            },
        ),
        ByValue(
            "autonomy.file_write",
            {
                "never": Patch(_without(*_WRITING), note="a command that is approved can still write"),
                "ask_each": Patch(
                    {},
                    further=(_policy(_rule(_WRITING, "ask_user", **_DEFAULT_MODE)),),
                    note="unless the person's own `tools.allowed` says otherwise for a project",
                ),
                "project": _FREE_WRITING,
                "anywhere": _FREE_WRITING,
            },
        ),
        ByValue(
            "autonomy.network",
            {
                "off": Patch(_without(*_WEB)),
                "allow_list": Patch(
                    _without(*_WEB), rounded=True, note="no sites are listed, so none is reached"
                ),
                "ask_new": Patch(
                    {"tools": {"confirmationRequired": ["google_web_search", "web_fetch"]}},
                    rounded=True,
                    note="asks each time, not once a site",
                ),
                "open": Patch(
                    {},
                    only="user",
                    otherwise="ask_new",
                    rounded=True,
                    note="a command in the sandbox still asks for the network",
                    further=(_policy(_rule("web_fetch", "allow", **_DEFAULT_MODE)),),
                ),
            },
        ),
        ByValue(
            "autonomy.send_messages",
            dict.fromkeys(
                ("never", "draft", "ask_each", "known"),
                Patch(
                    {},
                    level="instructed",
                    note="connected services ask before they are used; a command could send as well",
                    further=(_policy(_rule("mcp_*", "ask_user", **_DEFAULT_MODE)),),
                ),
            ),
        ),
        ByValue(
            "autonomy.irreversible",
            {
                "never": Patch(
                    {},
                    also_told=True,
                    holds_while={"autonomy.shell": ("never", "ask_each")},
                    note=FINAL_NOTE,
                    further=(_policy(_rule(_SHELL, "deny", commandPrefix=list(FINAL))),),
                ),
                "backup_and_ask": _FINAL_ASKS,
                "ask": _FINAL_ASKS,
            },
        ),
        ByValue(
            "autonomy.subagents",
            {
                "none": Patch(_without("invoke_agent") | {"experimental": {"enableAgents": False}}),
                "same_rules": Told("helpers follow the same policies"),
            },
        ),
        ByValue(
            "autonomy.self_change",
            {
                "never": Patch(
                    _policy(_rule(_WRITING, "deny", argsPattern=_OWN_FILES)).keys,
                    file="policies",
                    only="user",
                    also_told=True,
                    holds_while={"autonomy.shell": ("never", "ask_each", "allow_list")},
                    note="a command that is approved can still change them",
                )
            },
        ),
        ByValue(
            "oversight.show_plan",
            {
                "approve": Patch(
                    _mode("plan"), note="each session starts in plan mode, and the person can leave it"
                ),
                "show": Patch(_mode("default"), level="instructed"),
                "after": Patch(_mode("default"), level="instructed"),
            },
        ),
        ByValue(
            "privacy.memory",
            {
                "none": Patch(
                    _NO_MEMORY, level="instructed", note="Gemini CLI keeps transcripts for a day at least"
                ),
                "session": Patch(
                    _NO_MEMORY, level="instructed", note="documented, but its effect was not seen"
                ),
                "project": Patch(
                    _NO_MEMORY, level="instructed", rounded=True, note="Gemini CLI's own notes are off"
                ),
                "across": Told(),
            },
        ),
        Copied(
            "privacy.memory_days",
            "general.sessionRetention.maxAge",
            lowest=1,
            spelled="{value}d",
            beside={"general": {"sessionRetention": {"enabled": True}}},
            special={
                0: Patch(
                    {"general": {"sessionRetention": {"maxAge": "1d", "enabled": True}}},
                    level="instructed",
                    note="Gemini CLI keeps transcripts for a day at least",
                )
            },
        ),
        ByValue(
            "privacy.usage_data",
            {
                "none": Patch(_NO_STATISTICS),
                "errors": Patch(_NO_STATISTICS, rounded=True, note="Gemini CLI has one switch for both"),
                "statistics": Told("Gemini CLI sends statistics unless something else forbids it"),
            },
        ),
        ByValue(
            "honesty.reasoning",
            {
                "full": _reasoning("full", _INLINE),
                "summary": _reasoning("full"),
                "on_request": _reasoning("off"),
            },
        ),
        ByValue(
            "oversight.updates",
            {
                "automatic": Told("Gemini CLI updates itself unless something else forbids it"),
                "ask": Patch(
                    _updates(told_of=True), level="instructed", note="documented, but its effect was not seen"
                ),
                "off": Patch(_updates(told_of=False)),
            },
        ),
        *told("honesty.commit_credit", note="Gemini CLI has no key for it"),
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
