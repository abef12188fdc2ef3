"""What is the same for every API of a model: a request, a guardrail or a policy for it.

A filter of a provider knows how sure or how severe something is, never what a level
of ours says. The tightest level takes the tightest step, every other one a step that
blocks at least as much as its place on the scale, and the loosest still a step that
blocks: each is reported as rounded, and the AI is told the level itself where there is
a place to tell it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from configurator.domain.frozen import replace
from configurator.exporters.agents import TALK
from configurator.exporters.table import ByValue, Instructed, Patch, Row, Unsupported, told, unsupported

FOLDER = ".ai"
"""Where generated requests and policies lie in a project."""

CHANCE = "blocks by how likely a classifier finds it, not by how severe it is"
SEVERITY = "blocks by how severe a classifier finds it, in what is asked and what is answered"
CLOSED = {"autonomy.network": ("open",)}
"""A search of the provider's reaches any site, and asks nobody."""

_HANDS = (
    "autonomy.shell", "autonomy.file_write", "autonomy.network", "autonomy.send_messages",
    "autonomy.irreversible", "autonomy.max_steps", "autonomy.time_limit", "autonomy.subagents",
    "autonomy.self_change", "autonomy.tool_servers", "oversight.show_plan", "oversight.stop",
)  # fmt: skip
_CLOCK = ("wellbeing.break_minutes", "wellbeing.daily_minutes")
_LOG = ("oversight.audit_log", "oversight.log_days")

_UNCONCERNED: tuple[Unsupported, ...] = (
    *unsupported("a request does not say how long a person has been talking", *_CLOCK),
    *unsupported("the program that sends the request has to keep the log", *_LOG),
    *unsupported("the request asks for text alone", "honesty.media_label"),
    *unsupported("what a program reports, it reports apart from its requests", "privacy.usage_data"),
    *unsupported("nothing on this computer is installed for a request", "oversight.updates"),
    *unsupported("set in the provider's account, not in a request", "privacy.training_use"),
    *unsupported("set in the provider's account, not in a request", "money.model_budget"),
    *unsupported("kept by the configurator itself, which exports again", "oversight.relaxed_days"),
)

_RESTS: tuple[Instructed, ...] = (
    *told(*TALK, "honesty.reasoning", "honesty.commit_credit"),
    *told(*_HANDS, note="the program that gives the AI such tools has to hold them to it as well"),
    *told("autonomy.tools", note="the request gives it none; a program may add some"),
    *told("privacy.memory", "privacy.memory_days"),
)


def rest(*rows: Row) -> tuple[Row, ...]:
    """``rows`` of a request that takes instructions, and one for every other setting."""
    named = {row.setting for row in rows}
    others: tuple[Instructed | Unsupported, ...] = (*_RESTS, *_UNCONCERNED)
    return (*rows, *(row for row in others if row.setting not in named))


def rest_of_filter(because: str, *rows: Row) -> tuple[Row, ...]:
    """The same for a filter, which cannot tell an AI anything."""
    named = {row.setting for row in rows}
    others = (*unsupported(because, *(row.setting for row in _RESTS)), *_UNCONCERNED)
    return (*rows, *(row for row in others if row.setting not in named))


def stepped(setting: str, patch: Callable[[Any], Patch], steps: Mapping[str, Any]) -> ByValue:
    """A row that gives each level, tightest first, a step of a filter. ``patch`` says
    what is written for a step."""
    tightest = next(iter(steps))
    return ByValue(
        setting,
        {
            level: replace(patch(step), also_told=True, rounded=level != tightest)
            for level, step in steps.items()
        },
    )
