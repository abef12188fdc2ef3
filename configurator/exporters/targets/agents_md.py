"""AGENTS.md: instructions that some thirty coding agents read, and none enforces.

Source: agentsmd/agents.md at d1ac7f0: plain Markdown without required fields, the
file closest to the one being edited wins, what the user types overrides it.
Codex CLI 0.169.0 stops reading at 32768 bytes without a word; the limit here is
the smallest that a reader of the file was seen to have.
"""

from __future__ import annotations

from configurator.exporters.agents import NOT_CONCERNED, TALK
from configurator.exporters.table import Oracle, Target, TargetFile, told, unsupported

_ASKED = "AGENTS.md asks; the agent's own settings decide"

TARGET = Target(
    id="agents-md",
    title="AGENTS.md",
    checked="d1ac7f0",
    files={"prompt": TargetFile("AGENTS.md", "", "markdown")},
    limit=32768,
    oracle=Oracle("client", "Codex CLI is seen to send it to the model; nothing enforces it"),
    rows=(
        *told(
            *TALK,
            "autonomy.irreversible",
            "autonomy.send_messages",
            "oversight.stop",
            "oversight.show_plan",
            "honesty.reasoning",
            "honesty.commit_credit",
        ),
        *told(
            "privacy.memory",
            "autonomy.tools",
            "autonomy.tool_servers",
            "autonomy.shell",
            "autonomy.file_write",
            "autonomy.network",
            "autonomy.subagents",
            "autonomy.self_change",
            note=_ASKED,
        ),
        *told("autonomy.max_steps", note="an agent counts its own steps only roughly"),
        *told("autonomy.time_limit", note="an agent has to look at a clock to keep to it"),
        *told("oversight.audit_log", note="the agent's own record, which it could also leave out"),
        *told(
            "privacy.memory_days",
            "oversight.log_days",
            note="for files that the agent itself keeps; transcripts belong to the tool",
        ),
        *told(
            "privacy.usage_data",
            "oversight.updates",
            note="the tool does these by itself; its own settings decide",
        ),
        *unsupported("an agent does not see what its work costs", "money.model_budget"),
        *NOT_CONCERNED,
    ),
)
