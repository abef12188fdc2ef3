"""opencode 1.18.33: a settings file whose rules it holds to, and instructions named in it.

Seen on Linux. What the table rests on: of all rules that match the last one decides,
and what no rule is about runs unasked; a ban on everything, ``**``, refuses a tool and
``deny`` alone takes it away; an agent's own rules come after all others; the project's
file may loosen what the person's own says; tools of a server are called SERVER_TOOL;
into a folder ``.opencode`` it installs a package unasked, so none is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from configurator.exporters.agents import NOT_CONCERNED, SERVICES, TALK, TOOLS
from configurator.exporters.presents.opencode import PRESENT
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

_ACTIONS = ("deny", "ask", "allow")


def _rules(**rules: str | Mapping[str, str]) -> dict[str, Any]:
    return {"permission": rules}


def _all(action: str, *tools: str) -> dict[str, Any]:
    """One action for everything that the tools do, beside rules of a person's."""
    return _rules(**{tool: {"**": action} for tool in tools})


_SERVERS_CLOSED = {"permission": {"*_*": "deny", "doom_loop": "ask"}}
_NO_SERVERS = Patch(_SERVERS_CLOSED, rounded=True, note=SERVICES)
_NO_COMMANDS = _all("deny", "bash")
_NO_WRITING = _all("deny", "edit")
_OUTSIDE_ASKS = _all("ask", "external_directory")
_OPENED = {"autonomy.network": ("ask_new", "open")}
_ALONE = {"oversight.show_plan": ("show", "after"), "autonomy.tools": ("read_files", "write_files", "shell")}

_FINAL = (
    "rm *", "git push *", "git reset --hard *", "git clean *", "git branch -D *", "shred *", "dd *",
    "mkfs*", "npm publish *", "gh repo delete *", "gh release *",
)  # fmt: skip
_FINAL_NOTE = "commands by these names are caught; others, connected services and overwritten files are not"


def _final(action: str, *held: str, note: str = _FINAL_NOTE) -> Patch:
    """Rules for commands that are final; none where no command may run, which they would loosen."""
    rules = Patch(
        _rules(bash=dict.fromkeys(_FINAL, action)),
        needs=_OPENED
        | {"autonomy.shell": ("ask_each", "allow_list", "sandbox", "host"), "autonomy.tools": ("shell",)},
    )
    return Patch({}, also_told=True, holds_while={"autonomy.shell": held}, note=note, further=(rules,))


def _asks(note: str = "") -> Patch:
    return Patch(_all("ask", "bash"), needs=_OPENED, otherwise="never", rounded=bool(note), note=note)


_OWN_FILES = ("*opencode.json*", "*opencode.behavior.md", "*.opencode/*", "*.config/opencode/*")
_NOT_SEEN = "documented, but its effect was not seen"
_FROM_BUILD = Patch({"default_agent": "build"}, level="instructed")
_NO_NOTES = "opencode keeps no notes on a person, and its sessions until they are deleted by hand"
_SESSIONS = "sessions in ~/.local/share/opencode are the record, and stay until they are deleted by hand"

TARGET = Target(
    id="opencode",
    title="opencode",
    present=PRESENT,
    checked="1.18.33",
    files={
        "settings": TargetFile(
            "opencode.json",
            ".config/opencode/opencode.json",
            "json",
            comments=True,
            last_wins={"permission": _ACTIONS, "agent.plan.permission": _ACTIONS},
        ),
        "prompt": TargetFile("opencode.behavior.md", ".config/opencode/behavior.md", "markdown"),
    },
    fixed=(
        Patch({"$schema": "https://opencode.ai/config.json"}),
        Patch({"instructions": ["opencode.behavior.md"]}, only="project"),
        Patch({"instructions": ["~/.config/opencode/behavior.md"]}, only="user"),
    ),
    orders={
        **{
            f"permission.{tool}.**": _ACTIONS
            for tool in ("bash", "edit", "read", "glob", "grep", "list", "lsp", "external_directory", "task")
        },
        "default_agent": ("plan", "build"),
        "permission.webfetch": _ACTIONS,
        "permission.websearch": _ACTIONS,
        "permission.*_*": _ACTIONS,
    },
    oracle=Oracle(
        "client", "`opencode debug config` on each file, turns of a scripted model against each rule"
    ),
    hint="an `opencode.jsonc` beside it, and rules that an agent of yours has itself, come after these",
    rows=(
        PerItem(
            "autonomy.tools",
            present=dict.fromkeys(TOOLS, Patch({})),
            absent={
                "read_files": Patch(
                    _all("deny", "read", "glob", "grep", "list", "lsp"),
                    note="a command that is approved can still read",
                ),
                "write_files": Patch(_NO_WRITING, note="a command that is approved can still write"),
                "shell": Patch(_NO_COMMANDS),
                "web_search": Patch(_rules(websearch="deny")),
                "browser": Patch(
                    {"permission": {"webfetch": "deny", **_SERVERS_CLOSED["permission"]}},
                    rounded=True,
                    note=SERVICES,
                ),
                **dict.fromkeys(TOOLS[5:], _NO_SERVERS),
            },
        ),
        ByValue(
            "autonomy.tool_servers",
            {
                "none": Patch(
                    _SERVERS_CLOSED, note="servers in its files start, and all of their tools are closed"
                ),
                "approved": Told("opencode starts the servers in its files unasked"),
            },
        ),
        ByValue(
            "oversight.updates",
            {
                "automatic": Told("opencode updates itself unless something else forbids it"),
                "ask": Patch({"autoupdate": "notify"}, level="instructed", note=_NOT_SEEN),
                "off": Patch({"autoupdate": False}, level="instructed", note=_NOT_SEEN),
            },
        ),
        ByValue(
            "privacy.usage_data",
            dict.fromkeys(
                ("none", "errors", "statistics"),
                Patch(
                    {"share": "disabled"},
                    level="instructed",
                    note="opencode was not seen to report anything; sessions are not shared either",
                ),
            ),
        ),
        ByValue(
            "autonomy.shell",
            {
                "never": Patch(_NO_COMMANDS),
                "ask_each": _asks(),
                "allow_list": _asks("opencode has no list of its own, so every command asks"),
                "sandbox": _asks("opencode has no sandbox, so every command asks"),
                "host": Patch(
                    {},
                    only="user",
                    needs={"autonomy.network": ("open",), "autonomy.file_write": ("anywhere",)} | _ALONE,
                    otherwise="ask_each",
                ),
            },
        ),
        ByValue(
            "autonomy.file_write",
            {
                "never": Patch(
                    _NO_WRITING,
                    further=(Patch(_OUTSIDE_ASKS),),
                    note="a command that is approved can still write",
                ),
                "ask_each": Patch(_all("ask", "edit"), further=(Patch(_OUTSIDE_ASKS),)),
                "project": Patch(_OUTSIDE_ASKS),
                "anywhere": Patch(_all("allow", "external_directory"), only="user", otherwise="project"),
            },
        ),
        ByValue(
            "autonomy.network",
            {
                "off": Patch(_rules(webfetch="deny", websearch="deny")),
                "allow_list": Patch(
                    _rules(webfetch="deny", websearch="deny"),
                    rounded=True,
                    note="no sites are listed, so none is reached",
                ),
                "ask_new": Patch(
                    _rules(webfetch="ask", websearch="ask"),
                    rounded=True,
                    note="asks each time, not once a site",
                ),
                "open": Patch({}, only="user", otherwise="ask_new"),
            },
        ),
        ByValue(
            "autonomy.send_messages",
            dict.fromkeys(
                ("never", "draft", "ask_each", "known"),
                Patch(
                    {"permission": {"*_*": "ask", "doom_loop": "ask"}},
                    level="instructed",
                    note="every connected service asks before it is used; a command could send as well",
                ),
            ),
        ),
        ByValue(
            "autonomy.irreversible",
            {
                "never": _final("deny", "never"),
                "backup_and_ask": _final("ask", "never", note=f"{_FINAL_NOTE}; the backup is only told"),
                "ask": _final("ask", "never", "ask_each", "allow_list", "sandbox"),
            },
        ),
        ByValue(
            "autonomy.subagents",
            {
                "none": Patch(_all("deny", "task")),
                "same_rules": Patch({}, also_told=True, note="rules hold in subagents as well"),
            },
        ),
        ByValue(
            "autonomy.self_change",
            {
                "never": Patch(
                    _rules(edit=dict.fromkeys(_OWN_FILES, "deny")),
                    also_told=True,
                    holds_while={"autonomy.shell": ("never", "ask_each", "allow_list", "sandbox")},
                    note="a command that is approved can still change them",
                )
            },
        ),
        ByValue(
            "oversight.show_plan",
            {
                "approve": Patch(
                    {"default_agent": "plan", "agent": {"plan": {"permission": {"edit": {"**": "deny"}}}}},
                    note="each session starts with the agent that plans, and the person can leave it",
                ),
                "show": _FROM_BUILD,
                "after": _FROM_BUILD,
            },
        ),
        *told("privacy.memory", note=_NO_NOTES),
        *told("privacy.memory_days", note="opencode keeps its sessions until they are deleted by hand"),
        *told("honesty.reasoning", note="opencode shows what the model sends of its reasoning"),
        *told("honesty.commit_credit", note="opencode has no key for it"),
        *told("autonomy.max_steps", note="opencode can only end a turn at a number of steps, not report"),
        *told("autonomy.time_limit", note="opencode has no time limit"),
        *told("oversight.audit_log", "oversight.log_days", note=_SESSIONS),
        *told("oversight.stop", note="Esc and Ctrl-C stop it as well"),
        *told(*TALK),
        *unsupported("opencode has no budget, and the model does not see its cost", "money.model_budget"),
        *NOT_CONCERNED,
    ),
)
