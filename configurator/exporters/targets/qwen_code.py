"""Qwen Code 0.24.4: a settings file it holds to, and a QWEN.md that it reads.

Seen on Linux. What the table rests on: deny beats ask and ask beats allow, across
files; commands that only read run unasked unless a rule asks; without a mode a model
decides instead of asking; an allowed edit is made in plan mode too; rules about files
bind the commands that it recognises; a project's file may loosen without any trust.
A list that is no list, and a key that is unknown, are silent.
"""

from __future__ import annotations

from typing import Any

from configurator.exporters.agents import NOT_CONCERNED, SERVICES, TALK, TOOLS
from configurator.exporters.presents.qwen_code import PRESENT
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


def _rules(**rules: list[str]) -> dict[str, Any]:
    return {"permissions": rules}


_NO_COMMANDS = _rules(deny=["Bash", "monitor"])
_NO_WRITING = _rules(deny=["Edit", "enter_worktree"])
_NO_WEB = _rules(deny=["WebFetch", "web_search"])
_NO_MCP = Patch(_rules(deny=["mcp__*"]), rounded=True, note=SERVICES)
_OPENED = {"autonomy.network": ("ask_new", "open")}
_UNPLANNED = {"oversight.show_plan": ("show", "after")}
_ALONE = _UNPLANNED | {"autonomy.tools": ("read_files", "write_files", "shell")}

_FINAL = [
    f"Bash({command})"
    for command in (
        "rm *", "git push *", "git reset --hard *", "git clean *", "git branch -D *", "shred *", "dd *",
        "mkfs*", "npm publish *", "gh repo delete *", "gh release *",
    )
]  # fmt: skip
_FINAL_NOTE = "commands by these names are caught; others, connected services and overwritten files are not"


def _final(rules: dict[str, Any], *held: str, note: str = _FINAL_NOTE) -> Patch:
    return Patch(rules, also_told=True, holds_while={"autonomy.shell": held}, note=note)


def _mode(mode: str) -> dict[str, Any]:
    return {"tools": {"approvalMode": mode}}


_OWN_FOLDERS = ("agents", "commands", "extensions", "hooks", "skills")
_OWN_FILES = [
    "Edit(.qwen/**)", "Edit(~/.qwen/settings.json)", "Edit(~/.qwen/QWEN.md)",
    *(f"Edit(~/.qwen/{name}/**)" for name in _OWN_FOLDERS),
]  # fmt: skip

_NO_NOTES = {"memory": {"enableManagedAutoMemory": False, "enableManagedAutoDream": False}}
_NO_TRANSCRIPT = Patch(
    {"general": {"chatRecording": False}},
    needs={"oversight.audit_log": ("off",)},
    note="the transcript is not kept, so a session cannot be resumed",
)

_NO_STATISTICS = {"privacy": {"usageStatisticsEnabled": False}}
_NO_UPDATES = {"general": {"enableAutoUpdate": False}}
_NOT_SEEN = "documented, but its effect was not seen"


def _credit(*, commit: bool, pr: bool) -> Patch:
    keys = {"general": {"gitCoAuthor": {"commit": commit, "pr": pr}}}
    note = 'Qwen Code adds the line to `git commit -m "…"` itself, and to no other way of committing'
    return Patch(keys, level="instructed", note=note)


TARGET = Target(
    id="qwen-code",
    title="Qwen Code",
    present=PRESENT,
    checked="0.24.4",
    files={
        "settings": TargetFile(".qwen/settings.json", ".qwen/settings.json", "json", comments=True),
        "prompt": TargetFile("QWEN.md", ".qwen/QWEN.md", "markdown"),
    },
    fixed=(Patch({"$version": 4}),),
    orders={
        "permissions.*": ("deny", "ask", ABSENT, "allow"),
        "tools.approvalMode": ("plan", "default"),
        "general.gitCoAuthor.commit": (True, False),
        "general.gitCoAuthor.pr": (True, False),
    },
    oracle=Oracle("client", "`qwen mcp list` on each file, turns of a scripted model against each rule"),
    rows=(
        PerItem(
            "autonomy.tools",
            present=dict.fromkeys(TOOLS, Patch({})),
            absent={
                "read_files": Patch(
                    _rules(deny=["Read", "zoom_image"]), note="a command that is approved can still read"
                ),
                "write_files": Patch(_NO_WRITING, note="a command that is approved can still write"),
                "shell": Patch(_NO_COMMANDS),
                "web_search": Patch(_rules(deny=["web_search"])),
                "browser": Patch(_rules(deny=["WebFetch", "mcp__*"]), rounded=True, note=SERVICES),
                **dict.fromkeys(TOOLS[5:], _NO_MCP),
            },
        ),
        ByValue(
            "autonomy.tool_servers",
            {
                "none": Patch(_rules(deny=["mcp__*"]) | {"mcp": {"excluded": ["*"]}}),
                "approved": Told("Qwen Code starts the servers in its files unasked"),
            },
        ),
        ByValue(
            "privacy.usage_data",
            {
                "none": Patch(_NO_STATISTICS),
                "errors": Patch(_NO_STATISTICS, rounded=True, note="Qwen Code has one switch for both"),
                "statistics": Told("Qwen Code sends statistics unless something else forbids it"),
            },
        ),
        ByValue(
            "honesty.commit_credit",
            {
                "always": _credit(commit=True, pr=True),
                "pull_requests": _credit(commit=False, pr=True),
                "when_asked": _credit(commit=False, pr=False),
            },
        ),
        ByValue(
            "oversight.updates",
            {
                "automatic": Told("Qwen Code updates itself unless something else forbids it"),
                "ask": Patch(_NO_UPDATES, level="instructed", note=_NOT_SEEN),
                "off": Patch(_NO_UPDATES, level="instructed", note=_NOT_SEEN),
            },
        ),
        ByValue(
            "autonomy.shell",
            {
                "never": Patch(_NO_COMMANDS),
                "ask_each": Patch(_rules(ask=["Bash", "monitor"]), needs=_OPENED, otherwise="never"),
                "allow_list": Patch(
                    {},
                    needs=_OPENED,
                    otherwise="never",
                    note="the list is Qwen Code's own: commands that only read run, all others ask",
                ),
                "sandbox": Patch(
                    {},
                    needs=_OPENED,
                    otherwise="never",
                    rounded=True,
                    note="its sandbox is an administrator's or a container, so only commands that just read run unasked",
                ),
                "host": Patch(
                    _rules(allow=["Bash"]),
                    only="user",
                    needs={"autonomy.network": ("open",), "autonomy.file_write": ("anywhere",)} | _ALONE,
                    otherwise="allow_list",
                ),
            },
        ),
        ByValue(
            "autonomy.file_write",
            {
                "never": Patch(_NO_WRITING, note="a command that is approved can still write"),
                "ask_each": Patch(_rules(ask=["Edit"])),
                "project": Patch(_rules(allow=["Edit(/**)"]), needs=_UNPLANNED, otherwise="ask_each"),
                "anywhere": Patch(
                    _rules(allow=["Edit(/**)", "Edit(//**)"]),
                    only="user",
                    needs=_UNPLANNED,
                    otherwise="project",
                ),
            },
        ),
        ByValue(
            "autonomy.network",
            {
                "off": Patch(_NO_WEB),
                "allow_list": Patch(_NO_WEB, rounded=True, note="no sites are listed, so none is reached"),
                "ask_new": Patch(
                    _rules(ask=["WebFetch", "web_search"]),
                    rounded=True,
                    note="asks each time, not once a site",
                ),
                "open": Patch(_rules(allow=["WebFetch", "web_search"]), only="user", otherwise="ask_new"),
            },
        ),
        ByValue(
            "autonomy.send_messages",
            dict.fromkeys(
                ("never", "draft", "ask_each", "known"),
                Patch(
                    _rules(ask=["mcp__*"]),
                    level="instructed",
                    note="every connected service asks before it is used; a command could send as well",
                ),
            ),
        ),
        ByValue(
            "autonomy.irreversible",
            {
                "never": _final(_rules(deny=_FINAL), "never"),
                "backup_and_ask": _final(
                    _rules(ask=_FINAL), "never", note=f"{_FINAL_NOTE}; the backup is only told"
                ),
                "ask": _final(_rules(ask=_FINAL), "never", "ask_each", "allow_list", "sandbox"),
            },
        ),
        ByValue(
            "autonomy.subagents",
            {
                "none": Patch(_rules(deny=["Agent"])),
                "same_rules": Told("helpers follow the same rules"),
            },
        ),
        ByValue(
            "autonomy.self_change",
            {
                "never": Patch(
                    _rules(deny=_OWN_FILES),
                    also_told=True,
                    holds_while={"autonomy.shell": ("never", "ask_each", "allow_list", "sandbox")},
                    note="a command that is approved can still change them",
                    further=(Patch(_rules(deny=["Edit(QWEN.md)"]), only="project"),),
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
                    _NO_NOTES,
                    holds_while={"oversight.audit_log": ("off",)},
                    note="transcripts are the record of what was done, and stay while there is to be one",
                    further=(_NO_TRANSCRIPT,),
                ),
                "session": Patch(_NO_NOTES),
                "project": Patch(
                    _NO_NOTES,
                    rounded=True,
                    also_told=True,
                    note="Qwen Code's own notes on a project hold notes on the person too, so they are off",
                ),
                "across": Told(),
            },
        ),
        *told("privacy.memory_days", note="Qwen Code keeps its transcripts until they are deleted by hand"),
        *told("honesty.reasoning", note="Qwen Code shows what the model sends of its reasoning"),
        *told("autonomy.max_steps", note="Qwen Code's limit of turns would end the whole session"),
        *told("autonomy.time_limit", note="Qwen Code has no time limit"),
        *told(
            "oversight.audit_log",
            "oversight.log_days",
            note="transcripts in ~/.qwen/projects are the record, and stay until they are deleted by hand",
        ),
        *told("oversight.stop", note="Esc and Ctrl-C stop it as well"),
        *told(*TALK),
        *unsupported("Qwen Code has no budget, and the model does not see its cost", "money.model_budget"),
        *NOT_CONCERNED,
    ),
)
