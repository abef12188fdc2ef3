"""aider 0.86.2: a settings file in YAML, and instructions that it reads.

`tests/oracles` lets it run. What the table rests on: it asks before it runs a command or makes a
file, but takes the end of its input for a yes, so where nobody can answer it goes on;
a switch that is `false` in a file is as if it were not there, so `yes-always` cannot
be taken back; a key that it does not know stops it; the project's file goes before
the one in the home folder, list by list. The trailer of commits is its own code's.
"""

from __future__ import annotations

from configurator.exporters.agents import NOT_CONCERNED, TALK
from configurator.exporters.presents.aider import PRESENT
from configurator.exporters.table import (
    ABSENT,
    ByValue,
    Oracle,
    Patch,
    PerItem,
    Target,
    TargetFile,
    told,
    unsupported,
)

_NO_COMMANDS = {"suggest-shell-commands": False}
_NO_EDITS = {"edit-format": "ask"}
_UNANSWERED = "aider takes no answer for a yes, so it proposes none"
_MODE = "each session starts in the mode that changes no file, and the person can leave it"
_TRAILER = Patch({"attribute-co-authored-by": True})
_NO_TRAILER = Patch(
    {"attribute-co-authored-by": False, "attribute-author": False, "attribute-committer": False},
    also_told=True,
)
_PAGES = Patch(
    {"detect-urls": False},
    also_told=True,
    level="instructed",
    note="aider fetches no page that is named to it; a command that the person runs can reach anything",
)
_UNSEEN = "documented, but its effect was not seen"
_NO_REPORTS = Patch({"analytics": False}, level="instructed", note=_UNSEEN)

TARGET = Target(
    id="aider",
    title="aider",
    checked="0.86.2",
    files={
        "settings": TargetFile(".aider.conf.yml", ".aider.conf.yml", "yaml"),
        "prompt": TargetFile("aider.behavior.md", ".aider.behavior.md", "markdown"),
    },
    fixed=(
        Patch({"read": ["aider.behavior.md"]}, only="project"),
        Patch({"read": ["~/.aider.behavior.md"]}, only="user"),
    ),
    orders={
        "attribute-co-authored-by": (True, False),
        "attribute-author": (ABSENT, False),
        "attribute-committer": (ABSENT, False),
    },
    present=PRESENT,
    hint="start it in the project's top folder; `yes-always` in a file of yours goes before these",
    oracle=Oracle(
        "client",
        "aider runs a turn that edits, proposes a command and names a page; always a closed list of its keys",
        runs="apart",
    ),
    rows=(
        ByValue(
            "autonomy.shell",
            {
                "never": Patch(_NO_COMMANDS),
                **dict.fromkeys(
                    ("ask_each", "allow_list", "sandbox"), Patch(_NO_COMMANDS, rounded=True, note=_UNANSWERED)
                ),
                "host": Patch({}, rounded=True, note="aider asks before every command, where it is answered"),
            },
        ),
        ByValue(
            "autonomy.file_write",
            {
                "never": Patch(_NO_EDITS, note=_MODE),
                "ask_each": Patch(_NO_EDITS, rounded=True, note=_MODE),
                "project": Patch({}, level="instructed", note="aider was not held to the project's folder"),
                "anywhere": Patch({}),
            },
        ),
        ByValue(
            "autonomy.network",
            {
                **dict.fromkeys(("off", "allow_list", "ask_new"), _PAGES),
                "open": Patch({}, rounded=True, note="aider asks before it fetches a page"),
            },
        ),
        PerItem(
            "autonomy.tools",
            present=dict.fromkeys(("read_files", "write_files", "shell", "browser"), Patch({})),
            absent={
                "write_files": Patch(_NO_EDITS, note=_MODE),
                "shell": Patch(_NO_COMMANDS),
                "browser": Patch({"detect-urls": False}, level="instructed"),
            },
            ignored=("web_search", "email", "calendar", "messages", "payments", "devices"),
        ),
        ByValue(
            "oversight.show_plan",
            {
                "approve": Patch(_NO_EDITS, note=_MODE),
                "show": Patch({}, level="instructed"),
                "after": Patch({}, level="instructed"),
            },
        ),
        ByValue(
            "honesty.commit_credit",
            {
                "always": _TRAILER,
                "pull_requests": _NO_TRAILER,
                "when_asked": _NO_TRAILER,
                "hide": _NO_TRAILER,
            },
        ),
        ByValue(
            "privacy.usage_data",
            {
                "none": _NO_REPORTS,
                "errors": Patch(
                    _NO_REPORTS.keys, level="instructed", rounded=True, note="aider reports all or nothing"
                ),
                "statistics": Patch({}, rounded=True, note="aider asks some people, and sends only then"),
                "content": Patch({}, rounded=True, note="aider asks some people, and sends only then"),
            },
        ),
        ByValue(
            "oversight.updates",
            {
                "off": Patch({"check-update": False}),
                "ask": Patch({"check-update": True}, level="instructed", note="documented: it asks first"),
                "automatic": Patch(
                    {"check-update": True}, level="instructed", note="documented: it asks first"
                ),
            },
        ),
        ByValue(
            "privacy.memory",
            {
                **dict.fromkeys(
                    ("none", "session", "project"),
                    Patch({"restore-chat-history": False}, level="instructed", note="its log of chats stays"),
                ),
                "across": Patch({}, level="instructed"),
            },
        ),
        *told("privacy.memory_days", note="aider keeps its log of chats until it is deleted by hand"),
        *told("oversight.audit_log", "oversight.log_days", note=".aider.chat.history.md is the record"),
        *told("oversight.stop", note="Ctrl-C stops it as well"),
        *told("autonomy.send_messages", "autonomy.irreversible", "autonomy.self_change"),
        *told("autonomy.max_steps", note="aider's own limit of repairs in a turn cannot be set"),
        *told("autonomy.time_limit", note="aider has no time limit"),
        *told(*TALK, "honesty.reasoning"),
        *unsupported(
            "aider has no tool servers and no helpers", "autonomy.tool_servers", "autonomy.subagents"
        ),
        *unsupported("aider takes no budget", "money.model_budget"),
        *NOT_CONCERNED,
    ),
)
