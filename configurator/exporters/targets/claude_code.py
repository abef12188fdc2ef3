"""Claude Code 2.1.330: a settings file it holds to, and a CLAUDE.md that it reads.

Seen on Linux. What the table rests on: one wrong value drops the whole file in
silence; deny beats ask and ask beats allow, across files; a bare deny of a tool
does not bind the shell commands that Claude Code itself recognises, a path rule
does; ``acceptEdits`` also removes files unasked, so it is never written; without
``defaultMode`` the terminal app lets a model decide instead of asking.
"""

from __future__ import annotations

from collections.abc import Mapping

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
from configurator.exporters.presents.claude_code import PRESENT
from configurator.exporters.table import (
    ABSENT,
    ByValue,
    Case,
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

_ALLOWED = "allow rules in a project's file count once the folder is trusted"
_NO_SITES = "no sites are listed, so none is reached"
_TRANSCRIPTS = "transcripts in ~/.claude/projects are the record, and stay as long as conversations do"


_NO_MCP = Patch(rules(deny=["mcp__*"]), rounded=True, note=SERVICES)

_SANDBOX_NOTE = "Linux needs bubblewrap and socat for it; without them Claude Code does not start"
_CUT_OFF = Patch(
    {
        "sandbox": {
            "enabled": True,
            "failIfUnavailable": True,
            "allowUnsandboxedCommands": False,
            "network": {"deniedDomains": ["*"]},
        }
    },
    needs={"autonomy.shell": ("ask_each", "allow_list", "sandbox", "host"), "autonomy.tools": ("shell",)},
    note=_SANDBOX_NOTE,
)
"""Commands without a network, where there are commands at all."""

_ALONE = {"oversight.show_plan": ("show", "after"), "autonomy.tools": ("read_files", "write_files", "shell")}

_FINAL_NOTE = "commands by these names are caught; others, connected services and overwritten files are not"


def _final(rule: str, *while_: str, more: str = "") -> Patch:
    keys, held = rules(**{rule: FINAL_RULES}), {"autonomy.shell": while_}
    return Patch(keys, also_told=True, holds_while=held, note=f"{_FINAL_NOTE}{more}")


_NO_TRANSCRIPT = Patch(
    {"env": {"CLAUDE_CODE_SKIP_PROMPT_HISTORY": "1"}},
    needs={"oversight.audit_log": ("off",)},
    note="the transcript is not kept, so a session cannot be resumed",
)

_CREDIT_NOTE = "Claude Code passes the line on to the model, and nothing checks the commit"
_SHOWN = "Claude Code asks for a summary of the reasoning, never for all of it, and shows that"
_SUMMARY = Patch({"showThinkingSummaries": True}, level="instructed", note=_SHOWN)
_ERRORS = "that reports of errors end as well is documented and was not seen"


def _credit(commit: str, pr: str) -> Patch:
    return Patch({"attribution": {"commit": commit, "pr": pr}}, level="instructed", note=_CREDIT_NOTE)


_REPORTS: Mapping[str, Case] = {
    "none": Patch({"env": NO_TELEMETRY | {"DISABLE_ERROR_REPORTING": "1"}}, note=_ERRORS),
    "errors": Patch({"env": NO_TELEMETRY}),
    "statistics": Told("Claude Code sends both unless something else forbids it"),
}
_REASONING: Mapping[str, Case] = {
    "full": _SUMMARY,
    "summary": _SUMMARY,
    "on_request": Patch({"showThinkingSummaries": False}, level="instructed"),
}
_CREDITS: Mapping[str, Case] = {
    "always": _credit(CREDIT, CREDIT),
    "pull_requests": _credit("", CREDIT),
    "when_asked": _credit("", ""),
}
_UPDATES: Mapping[str, Case] = {
    "automatic": Told("Claude Code updates itself unless something else forbids it"),
    "ask": Patch(NO_UPDATES, also_told=True, note="Claude Code does not update itself, and does not ask"),
    "off": Patch(NO_UPDATES),
}

_PLAN = {"permissions": {"defaultMode": "plan"} | NO_BYPASS}
_DEFAULT = {"permissions": {"defaultMode": "default"} | NO_BYPASS}

TARGET = Target(
    id="claude-code",
    title="Claude Code",
    present=PRESENT,
    checked="2.1.330",
    files={
        "settings": TargetFile(".claude/settings.json", ".claude/settings.json", "json"),
        "prompt": TargetFile("CLAUDE.md", ".claude/CLAUDE.md", "markdown", imports_if_new=("AGENTS.md",)),
    },
    orders={
        "permissions.*": ("deny", "ask", ABSENT, "allow"),
        "permissions.defaultMode": ("plan", "default"),
        "cleanupPeriodDays": "higher",
        "sandbox.autoAllowBashIfSandboxed": (False, True),
        "sandbox.allowUnsandboxedCommands": (False, True),
        "showThinkingSummaries": (True, False),
        "attribution.commit": (CREDIT, ""),
        "attribution.pr": (CREDIT, ""),
    },
    oracle=Oracle("client", "`claude doctor` on each file, turns of a scripted model against each rule"),
    hint=(
        "trust the project's folder when Claude Code asks; where a sandbox is written, "
        "Linux needs bubblewrap and socat, and Claude Code does not start without them"
    ),
    rows=(
        PerItem(
            "autonomy.tools",
            present=dict.fromkeys(TOOLS, Patch({})),
            absent={
                "read_files": Patch(
                    NO_READING,
                    note="a command that is approved can still read",
                ),
                "write_files": Patch(NO_WRITING, note="a command that is approved can still write"),
                "shell": Patch(NO_COMMANDS),
                "web_search": Patch(rules(deny=["WebSearch"])),
                "browser": Patch(
                    rules(deny=["WebFetch", "DesignSync", "mcp__*"]), rounded=True, note=SERVICES
                ),
                **dict.fromkeys(("email", "calendar", "messages", "payments", "devices"), _NO_MCP),
            },
        ),
        ByValue(
            "autonomy.tool_servers",
            {
                "none": Patch(rules(deny=["mcp__*"]) | {"allowedMcpServers": []}),
                "approved": Told("in the terminal Claude Code asks, and `claude -p` does not"),
            },
        ),
        ByValue(
            "autonomy.shell",
            {
                "never": Patch(NO_COMMANDS),
                "ask_each": Patch(rules(ask=["Bash", "PowerShell"]) | NO_AUTO),
                "allow_list": Patch(
                    NO_AUTO,
                    note="the list is Claude Code's own: commands that only read run, all others ask",
                ),
                "sandbox": Patch(
                    {
                        "sandbox": {
                            "enabled": True,
                            "failIfUnavailable": True,
                            "autoAllowBashIfSandboxed": True,
                            "allowUnsandboxedCommands": True,
                        }
                    },
                    only="user",
                    needs={"autonomy.file_write": ("project", "anywhere")} | _ALONE,
                    otherwise="allow_list",
                    note=_SANDBOX_NOTE,
                ),
                "host": Patch(
                    rules(allow=["Bash"]),
                    only="user",
                    needs={"autonomy.network": ("open",), "autonomy.file_write": ("anywhere",)} | _ALONE,
                    otherwise="sandbox",
                ),
            },
        ),
        ByValue(
            "autonomy.file_write",
            {
                "never": Patch(NO_WRITING, note="a command that is approved can still write"),
                "ask_each": Patch(rules(ask=["Edit", "Write", "NotebookEdit"])),
                "project": Patch(
                    {},
                    note=_ALLOWED,
                    further=(
                        Patch(rules(allow=["Edit(./**)"]), only="user"),
                        Patch(rules(allow=["Edit(/**)"]), only="project"),
                    ),
                ),
                "anywhere": Patch(
                    rules(allow=["Edit(./**)", "Edit(//**)"]),
                    only="user",
                    otherwise="project",
                    note="its own settings and a repository's hooks still ask",
                ),
            },
        ),
        ByValue(
            "autonomy.network",
            {
                "off": Patch(NO_WEB, further=(_CUT_OFF,)),
                "allow_list": Patch(NO_WEB, further=(_CUT_OFF,), rounded=True, note=_NO_SITES),
                "ask_new": Patch(
                    rules(ask=["WebFetch", "WebSearch"]),
                    rounded=True,
                    note="asks each time, not once a site",
                ),
                "open": Patch(
                    rules(allow=["WebFetch", "WebSearch"]),
                    only="user",
                    otherwise="ask_new",
                    further=(
                        Patch(
                            {"sandbox": {"network": {"allowedDomains": ["*"]}}},
                            only="user",
                            needs={"autonomy.shell": ("sandbox", "host")},
                        ),
                    ),
                ),
            },
        ),
        ByValue(
            "autonomy.send_messages",
            dict.fromkeys(
                ("never", "draft", "ask_each", "known"),
                Patch(
                    rules(ask=["mcp__*"]),
                    level="instructed",
                    note="every connected service asks before it is used; a command could send as well",
                ),
            ),
        ),
        ByValue(
            "autonomy.irreversible",
            {
                "never": _final("deny", "never"),
                "backup_and_ask": _final("ask", "never", more="; the backup is only told"),
                "ask": _final("ask", "never", "ask_each", "allow_list"),
            },
        ),
        ByValue(
            "autonomy.subagents",
            {
                "none": Patch(NO_HELPERS),
                "same_rules": Patch({}, also_told=True, note="rules hold in subagents as well"),
            },
        ),
        ByValue(
            "autonomy.self_change",
            {
                "never": Patch(
                    rules(deny=list(OWN_FILES)),
                    also_told=True,
                    holds_while={"autonomy.shell": ("never", "ask_each", "allow_list", "sandbox")},
                    note="a command that is approved can still change them",
                    further=(Patch(rules(deny=["Edit(CLAUDE.md)"]), only="project"),),
                )
            },
        ),
        ByValue(
            "oversight.show_plan",
            {
                "approve": Patch(_PLAN, note="each session starts in plan mode, and the person can leave it"),
                "show": Patch(_DEFAULT, level="instructed"),
                "after": Patch(_DEFAULT, level="instructed"),
            },
        ),
        ByValue(
            "privacy.memory",
            {
                "none": Patch(
                    {"autoMemoryEnabled": False},
                    holds_while={"oversight.audit_log": ("off",)},
                    note="transcripts are the record of what was done, and stay while there is to be one",
                    further=(_NO_TRANSCRIPT,),
                ),
                "session": Patch({"autoMemoryEnabled": False}),
                "project": Patch(
                    {"autoMemoryEnabled": False},
                    rounded=True,
                    also_told=True,
                    note="Claude Code's own notes on a project hold notes on the person too, so they are off",
                ),
                "across": Told(),
            },
        ),
        Copied(
            "privacy.memory_days",
            "cleanupPeriodDays",
            lowest=1,
            level="instructed",
            note="documented, but transcripts were not seen to be deleted",
            special={
                0: Patch(
                    {"cleanupPeriodDays": 1},
                    holds_while={"oversight.audit_log": ("off",)},
                    note="transcripts are the record of what was done, and stay while there is to be one",
                    further=(_NO_TRANSCRIPT,),
                )
            },
        ),
        ByValue("privacy.usage_data", _REPORTS),
        ByValue("honesty.reasoning", _REASONING),
        ByValue("honesty.commit_credit", _CREDITS),
        ByValue("oversight.updates", _UPDATES),
        *told(
            "autonomy.max_steps",
            note="only `claude -p` can count steps, and a session in the terminal does not",
        ),
        *told("autonomy.time_limit", note="Claude Code has no time limit"),
        *told("oversight.audit_log", "oversight.log_days", note=_TRANSCRIPTS),
        *told("oversight.stop", note="Esc and Ctrl-C stop it as well"),
        *told(*TALK),
        *unsupported("only `claude -p` takes a budget, as a flag", "money.model_budget"),
        *NOT_CONCERNED,
    ),
)
