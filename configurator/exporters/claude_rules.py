"""How Claude Code 2.1.330 spells what it is not to do: for a person's files and for managed ones.

A bare deny of a tool does not bind the shell commands that Claude Code itself
recognises, a path rule does.
"""

from __future__ import annotations

from typing import Any


def rules(**lists: list[str]) -> dict[str, Any]:
    """Permission rules, by the list that they stand in."""
    return {"permissions": lists}


NO_READING = rules(deny=["Read", "Glob", "Grep", "LSP", "Read(//**)"])
NO_COMMANDS = rules(deny=["Bash", "Monitor", "PowerShell", "CronCreate", "ScheduleWakeup", "RemoteTrigger"])
NO_WRITING = rules(deny=["Edit", "Write", "NotebookEdit", "Edit(//**)", "EnterWorktree"])
NO_WEB = rules(deny=["WebFetch", "WebSearch", "DesignSync", "RemoteTrigger"])
NO_HELPERS = rules(deny=["Task", "Agent", "Workflow", "SendMessage"])

NO_AUTO = {"sandbox": {"autoAllowBashIfSandboxed": False}}
NO_BYPASS = {"disableAutoMode": "disable", "disableBypassPermissionsMode": "disable"}
NO_TELEMETRY = {"DISABLE_TELEMETRY": "1"}
NO_UPDATES = {"env": {"DISABLE_AUTOUPDATER": "1"}}

CREDIT = "An AI took part, with Claude Code."

_FINAL = (
    "rm *", "git push *", "git reset --hard *", "git clean *", "git branch -D *", "shred *", "dd *",
    "mkfs*", "npm publish *", "gh repo delete *", "gh release *",
)  # fmt: skip
FINAL_RULES = [f"Bash({command})" for command in _FINAL]
"""Commands whose effect cannot be undone, by their names."""

OWN_FILES = (
    "Edit(.claude/**)",
    "Edit(~/.claude.json)",
    # Not the whole folder: plan mode writes its plan to ~/.claude/plans.
    "Edit(~/.claude/CLAUDE.md)",
    "Edit(~/.claude/settings*.json)",
    *(f"Edit(~/.claude/{name}/**)" for name in ("agents", "commands", "hooks", "plugins", "rules", "skills")),
    "Edit(~/.claude/projects/**/*.jsonl)",
)
"""What the client takes its rules and its record from."""
