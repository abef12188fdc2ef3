"""OpenAI: the keys of a request of the Responses API.

Written after the OpenAI API reference, "Create a model response", the guide "Your data"
and the types of openai. Moderation has no thresholds: it blocks an answer in which it
flags anything, or only scores it. It judges answers alone here, because a person who
writes of harm to themselves has to be answered. Without `store: false` an answer is
kept for 30 days at least.
"""

from __future__ import annotations

from typing import Any

from configurator.exporters.apis import CLOSED, FOLDER, rest
from configurator.exporters.table import (
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
)

_ANY = "an answer is blocked whatever moderation flags in it"


def _moderation(mode: str) -> dict[str, Any]:
    return {"moderation": {"model": "omni-moderation-latest", "policy": {"output": {"mode": mode}}}}


def _blocked(*, rounded: bool = False) -> Patch:
    return Patch(_moderation("block"), rounded=rounded, also_told=True, note=_ANY)


def _flagged(setting: str, *levels: str) -> ByValue:
    """Blocked at all ``levels`` but the last, the loosest, which moderation does not know."""
    *tighter, last = levels
    cases: dict[str, Case] = {level: _blocked(rounded=level != levels[0]) for level in tighter}
    scored = Patch(_moderation("score"), level="instructed")
    return ByValue(setting, {**cases, last: scored})


def _summary(sort: str) -> Patch:
    return Patch(
        {"reasoning": {"summary": sort}},
        level="instructed",
        note="a summary comes beside the answer, from models that reason",
    )


def _verbosity(level: str) -> Patch:
    return Patch({"text": {"verbosity": level}}, level="instructed")


TARGET = Target(
    id="openai",
    title="OpenAI API",
    checked="openai 3.54.0",
    group="APIs",
    files={
        "settings": TargetFile(
            f"{FOLDER}/openai-response.json",
            "",
            "json",
            whole=True,
            told_at="instructions",
            base={"instructions": "", "store": False},
        )
    },
    orders={
        "reasoning.summary": ("detailed", "concise"),
        "moderation.policy.output.mode": ("block", "score"),
        "max_tool_calls": "higher",
        "tools": "more",
    },
    hint="send these keys with every request; the model and the input are your program's",
    oracle=Oracle("class", "openai's type of a request, closed, and what its client sends"),
    rows=rest(
        _flagged("content.violence", "none", "mild", "strong", "graphic"),
        _flagged("content.sexual", "none", "educational", "romantic", "suggestive", "explicit"),
        _flagged("content.hate_depiction", "describe", "quote", "fiction"),
        ByValue("content.minors_sexual", {"blocked": _blocked()}),
        PerItem(
            "autonomy.tools",
            present={"web_search": Patch({"tools": [{"type": "web_search"}]}, needs=CLOSED)},
            absent={"web_search": Patch({}, note="other tools are your program's to add")},
        ),
        Copied(
            "autonomy.max_steps",
            "max_tool_calls",
            lowest=1,
            level="instructed",
            note="counts only tools that OpenAI itself runs, and those of one answer",
        ),
        ByValue(
            "honesty.reasoning",
            {"full": _summary("detailed"), "summary": _summary("concise"), "on_request": Told()},
        ),
        ByValue(
            "style.length",
            {
                "short": _verbosity("low"),
                "medium": _verbosity("medium"),
                "long": _verbosity("high"),
                "match": Told(),
            },
        ),
        *told(
            "privacy.memory",
            "privacy.memory_days",
            note="no answer is stored; against misuse, OpenAI keeps requests for 30 days",
        ),
    ),
)
