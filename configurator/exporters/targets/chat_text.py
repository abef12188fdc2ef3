"""Text to paste into the box for instructions of one's own in ChatGPT, Claude and Gemini.

No chat service reads a file, so a person pastes it, and nothing is enforced. None of
them names its limit in a document of its own; 1,500 characters is what users report of
the smallest box, and `--budget` takes the place of it.
"""

from __future__ import annotations

from configurator.exporters.table import Everything, Oracle, Row, Target, TargetFile, unsupported

_BUDGETS = {"chatgpt": 1500, "claude": 1500, "gemini": 1500}
"""How much of what is pasted is read, in characters."""

_ROWS: tuple[Row, ...] = (
    *unsupported(
        "set in the provider's account, not in what is pasted",
        "privacy.training_use",
        "privacy.usage_data",
        "oversight.updates",
        "autonomy.tool_servers",
    ),
    *unsupported(
        "a chat reaches neither the commands nor the files of this computer",
        "autonomy.shell",
        "autonomy.file_write",
        "autonomy.self_change",
    ),
    *unsupported("a chat does not see what its work costs", "money.model_budget"),
    *unsupported("kept by the configurator itself, which exports again", "oversight.relaxed_days"),
    Everything("instructed", "told where the text is pasted; nothing enforces it"),
)


def _chat(service: str, title: str, place: str) -> Target:
    name = f"{service}-instructions.txt"
    return Target(
        id=f"{service}-text",
        title=title,
        checked="reports 2026-11",
        files={"text": TargetFile(name, name, "text", writer="text")},
        rows=_ROWS,
        limit=_BUDGETS[service],
        limit_in="characters",
        hint=place,
        group="local",
        unread="what it does is set in an account, and not in this file",
        oracle=Oracle("none", "it is pasted into an account by hand, where nothing can be run"),
    )


CHATGPT = _chat("chatgpt", "ChatGPT", "paste it into `Custom instructions` of ChatGPT's settings")
CLAUDE = _chat("claude", "Claude", "paste it into `Instructions for Claude` of Claude's settings")
GEMINI = _chat("gemini", "Gemini", "paste it into `Instructions for Gemini` of Gemini's settings")
