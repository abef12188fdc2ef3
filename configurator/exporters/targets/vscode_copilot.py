"""VS Code's chat agent (GitHub Copilot): workspace settings, and instructions that it reads.

No client was run: what the keys mean is taken from VS Code's documentation, "Manage
approvals and permissions" (code.visualstudio.com/docs/agents/approvals), and none of
it is called enforced. A level that a person picks for a session goes before these keys.
"""

from __future__ import annotations

from configurator.exporters.agents import NOT_CONCERNED, TALK
from configurator.exporters.presents.vscode_copilot import PRESENT
from configurator.exporters.table import ByValue, Oracle, Patch, Target, TargetFile, Told, told, unsupported

_TERMINAL = Patch(
    {"chat.tools.terminal.enableAutoApprove": False},
    level="instructed",
    note="documented: every command asks; VS Code was not run",
)


def _documented(key: str, value: str) -> Patch:
    return Patch({key: value}, level="instructed", only="user", note="documented; VS Code was not run")


_PICKED = "tools are picked in the chat itself"

TARGET = Target(
    id="vscode-copilot",
    title="VS Code with GitHub Copilot",
    checked="docs 2026-11",
    files={
        "settings": TargetFile(
            ".vscode/settings.json", ".config/Code/User/settings.json", "json", comments=True
        ),
        "prompt": TargetFile(".github/copilot-instructions.md", "", "markdown"),
    },
    orders={
        "chat.tools.global.autoApprove": (False, True),
        "telemetry.telemetryLevel": ("off", "crash", "error", "all"),
        "chat.mcp.access": ("none", "registry", "all"),
    },
    present=PRESENT,
    oracle=Oracle("parser", "a closed list of documented keys; VS Code was not run"),
    hint="user settings are where Linux has them; elsewhere use `--scope project`",
    rows=(
        ByValue(
            "autonomy.shell",
            dict.fromkeys(("never", "ask_each", "allow_list", "sandbox", "host"), _TERMINAL),
        ),
        ByValue(
            "autonomy.self_change",
            {
                "never": Patch(
                    {"chat.tools.global.autoApprove": False},
                    level="instructed",
                    only="user",
                    note="documented: tools ask; VS Code was not run",
                )
            },
        ),
        ByValue(
            "autonomy.tool_servers",
            {
                "none": _documented("chat.mcp.access", "none"),
                "approved": Told("VS Code asks before it starts one"),
            },
        ),
        ByValue(
            "privacy.usage_data",
            {
                value: _documented("telemetry.telemetryLevel", level)
                for value, level in (("none", "off"), ("errors", "error"), ("statistics", "all"))
            },
        ),
        ByValue(
            "oversight.updates",
            {
                "automatic": Told("VS Code updates itself unless something else forbids it"),
                "ask": _documented("update.mode", "manual"),
                "off": _documented("update.mode", "none"),
            },
        ),
        *told("honesty.reasoning", "honesty.commit_credit"),
        *told("autonomy.tools", "autonomy.subagents", "autonomy.network", note=_PICKED),
        *told("autonomy.file_write", note="changes are shown in the editor, to keep or to undo"),
        *told("autonomy.send_messages", "autonomy.irreversible", "oversight.show_plan"),
        *told("autonomy.max_steps", note="VS Code's limit of requests asks whether to go on"),
        *told("autonomy.time_limit", note="VS Code has no time limit for its agent"),
        *told("privacy.memory", "privacy.memory_days", "oversight.audit_log", "oversight.log_days"),
        *told("oversight.stop", note="the chat's stop button stops it as well"),
        *told(*TALK),
        *unsupported("VS Code takes no budget", "money.model_budget"),
        *NOT_CONCERNED,
    ),
)
