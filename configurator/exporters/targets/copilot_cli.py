"""GitHub Copilot CLI 1.0.102: instructions that it reads, and a person's own settings.

Seen on Linux. What the table rests on: commands that only read run unasked and all
others ask, without any key; rules for single tools are flags or an administrator's;
the modes in a person's settings are for sessions in the terminal alone, and were not
seen there; a project's settings may hold none of these keys. So nothing is enforced.
"""

from __future__ import annotations

from configurator.exporters.agents import NOT_CONCERNED, TALK
from configurator.exporters.presents.copilot_cli import PRESENT
from configurator.exporters.table import ByValue, Oracle, Patch, Target, TargetFile, Told, told, unsupported

_ASKS = Patch(
    {"defaultPermissionMode": "manual"},
    level="instructed",
    note="documented for sessions in the terminal: what only reads runs, and all else asks",
)
_STARTS = Patch({"defaultMode": "interactive"}, level="instructed")
_NO_MEMORY = Patch({"memory": False}, level="instructed", note="documented, but its effect was not seen")
_PASSED_ON = "Copilot CLI passes it on to the model, and nothing checks the commit"
_FLAGS = "only flags of the command line and an administrator's file say this"

TARGET = Target(
    id="copilot-cli",
    title="GitHub Copilot CLI",
    checked="1.0.102",
    files={
        "settings": TargetFile("", ".copilot/settings.json", "json", comments=True),
        "prompt": TargetFile(
            ".github/copilot-instructions.md", ".copilot/copilot-instructions.md", "markdown"
        ),
    },
    orders={"defaultMode": ("plan", "interactive"), "includeCoAuthoredBy": (True, False)},
    present=PRESENT,
    oracle=Oracle("client", "it takes every key and is told every sentence; nothing is enforced"),
    rows=(
        ByValue(
            "autonomy.shell",
            dict.fromkeys(("never", "ask_each", "allow_list", "sandbox", "host"), _ASKS),
        ),
        ByValue("autonomy.file_write", dict.fromkeys(("never", "ask_each", "project", "anywhere"), _ASKS)),
        ByValue(
            "oversight.show_plan",
            {
                "approve": Patch(
                    {"defaultMode": "plan"},
                    level="instructed",
                    note="documented for new sessions in the terminal, which the person can take out of it",
                ),
                "show": _STARTS,
                "after": _STARTS,
            },
        ),
        ByValue(
            "privacy.memory",
            {**dict.fromkeys(("none", "session", "project"), _NO_MEMORY), "across": Told()},
        ),
        ByValue(
            "honesty.commit_credit",
            {
                "always": Patch({"includeCoAuthoredBy": True}, level="instructed", note=_PASSED_ON),
                **dict.fromkeys(
                    ("pull_requests", "when_asked"),
                    Patch({"includeCoAuthoredBy": False}, level="instructed", note=_PASSED_ON),
                ),
            },
        ),
        ByValue(
            "oversight.updates",
            {
                "automatic": Told("Copilot CLI updates itself unless something else forbids it"),
                "ask": Told("Copilot CLI updates itself or says that there is a new version"),
                "off": Patch(
                    {"autoUpdate": False}, level="instructed", note="documented, but its effect was not seen"
                ),
            },
        ),
        *told("autonomy.tools", "autonomy.network", "autonomy.subagents", note=_FLAGS),
        *told("autonomy.tool_servers", "privacy.usage_data", note=_FLAGS),
        *told("honesty.reasoning", note="Copilot CLI shows what the model sends of its reasoning"),
        *told("autonomy.send_messages", "autonomy.irreversible", "autonomy.self_change", note=_FLAGS),
        *told("autonomy.max_steps", note="only a flag of the command line counts steps"),
        *told("autonomy.time_limit", note="Copilot CLI has no time limit"),
        *told("privacy.memory_days", note="Copilot CLI keeps its sessions until they are deleted by hand"),
        *told("oversight.audit_log", "oversight.log_days", note="sessions in ~/.copilot are the record"),
        *told("oversight.stop", note="Esc and Ctrl-C stop it as well"),
        *told(*TALK),
        *unsupported("only a flag of the command line takes a budget", "money.model_budget"),
        *NOT_CONCERNED,
    ),
)
