"""Mistral: the keys of a request of chat completions, with guardrails.

Written after the Mistral documentation, "Moderation & Guardrailing", and the classes of
mistralai. A request is refused where a category scores at least its threshold: a lower
number is tighter. The figures are this program's choice. By that page a guardrail looks
at what goes to the model and never at its answer, so nothing of it is called enforced.

Categories that a person in distress would be refused by are left out: self-harm,
violence and personal data. Those that are not named are not judged, for the same reason.
"""

from __future__ import annotations

from collections.abc import Mapping

from configurator.exporters.apis import FOLDER, rest, stepped
from configurator.exporters.table import ByValue, Oracle, Patch, Target, TargetFile, Told

_STEPS = (0.1, 0.3, 0.6)
_THRESHOLDS = "guardrails.moderation_llm_v2.custom_category_thresholds"
_CATEGORIES = (
    "sexual", "hate_and_discrimination", "dangerous", "criminal", "health", "financial", "law",
)  # fmt: skip
_REFUSED = "refuses what is asked by how likely it is about this, and does not see the answer"


def _refused(setting: str, steps: Mapping[str, float], *categories: str, told: str = "") -> ByValue:
    """A threshold at every level but ``told``; ``steps`` name the tightest level first."""

    def patch(step: float) -> Patch:
        judged = {"custom_category_thresholds": dict.fromkeys(categories, step)}
        found = {"block_on_error": True, "moderation_llm_v2": judged}
        return Patch({"guardrails": [found]}, level="instructed", note=_REFUSED)

    row = stepped(setting, patch, steps)
    return ByValue(setting, {**row.cases, told: Told()}) if told else row


_LOW, _MIDDLE, _HIGH = _STEPS

TARGET = Target(
    id="mistral",
    title="Mistral API",
    checked="mistralai 3.7.0",
    group="APIs",
    files={
        "settings": TargetFile(
            f"{FOLDER}/mistral-chat.json",
            "",
            "json",
            whole=True,
            told_at="messages.0.content",
            base={
                "messages": [{"role": "system", "content": ""}],
                "guardrails": [
                    {
                        "block_on_error": True,
                        "moderation_llm_v2": {"action": "block", "ignore_other_categories": True},
                    }
                ],
            },
        )
    },
    orders={f"{_THRESHOLDS}.{category}": _STEPS for category in _CATEGORIES},
    keyed={"guardrails": "block_on_error"},
    hint="put these keys into every request, with the system message first; the model is your program's",
    oracle=Oracle(
        "class", "mistralai's class of a request, closed, there and back, and what its client sends"
    ),
    rows=rest(
        _refused(
            "content.sexual",
            {
                "none": _LOW,
                "educational": _LOW,
                "romantic": _MIDDLE,
                "suggestive": _MIDDLE,
                "explicit": _HIGH,
            },
            "sexual",
        ),
        _refused(
            "content.hate_depiction",
            {"describe": _LOW, "quote": _MIDDLE, "fiction": _HIGH},
            "hate_and_discrimination",
        ),
        _refused(
            "content.risky_activities",
            {"discourage": _LOW, "caveats": _LOW, "harm_reduction": _MIDDLE, "frank": _HIGH},
            "dangerous",
        ),
        _refused("content.security", {"defend": _LOW, "analyse": _MIDDLE, "test_own": _HIGH}, "criminal"),
        _refused("content.mass_casualty", {"blocked": _HIGH}, "dangerous", "criminal"),
        _refused(
            "advice.medical",
            {"general": _LOW, "interpret": _MIDDLE, "options": _HIGH},
            "health",
            told="clinician",
        ),
        _refused("advice.legal", {"general": _LOW, "apply": _MIDDLE, "draft": _HIGH}, "law"),
        _refused(
            "advice.financial",
            {"explain": _LOW, "compare": _MIDDLE, "plan": _HIGH},
            "financial",
            told="trade_calls",
        ),
    ),
)
