"""Gemini API: a request of generateContent, and the same for the Interactions API.

Written after the Gemini API documentation, "Safety settings", "Interactions API" and
"Grounding with Google Search", and the classes of google-genai. A threshold speaks of
probability: BLOCK_LOW_AND_ABOVE blocks most, and OFF less than BLOCK_NONE; neither of
the last two is written. By "Safety settings", harm to children is blocked whatever is set.
"""

from __future__ import annotations

from collections.abc import Mapping

from configurator.exporters.apis import CHANCE, CLOSED, FOLDER, rest, stepped
from configurator.exporters.table import ByValue, Oracle, Patch, PerItem, Target, TargetFile, told

_LOW, _MEDIUM, _HIGH = "BLOCK_LOW_AND_ABOVE", "BLOCK_MEDIUM_AND_ABOVE", "BLOCK_ONLY_HIGH"
_THRESHOLDS = (_LOW, _MEDIUM, _HIGH, "BLOCK_NONE", "OFF")


def _blocked(setting: str, steps: Mapping[str, str], *categories: str) -> ByValue:
    """The threshold of some categories, in the words of both APIs."""

    def patch(step: str) -> Patch:
        one = [{"category": f"HARM_CATEGORY_{name.upper()}", "threshold": step} for name in categories]
        other = [{"type": name, "threshold": step.lower()} for name in categories]
        also = Patch({"safety_settings": other}, file="interaction")
        return Patch({"safetySettings": one}, note=CHANCE, further=(also,))

    return stepped(setting, patch, steps)


TARGET = Target(
    id="gemini-api",
    title="Gemini API",
    checked="google-genai 3.4.0",
    group="APIs",
    files={
        "settings": TargetFile(
            f"{FOLDER}/gemini-generate-content.json",
            "",
            "json",
            whole=True,
            told_at="systemInstruction.parts.0.text",
            base={"systemInstruction": {"parts": [{"text": ""}]}},
        ),
        "interaction": TargetFile(
            f"{FOLDER}/gemini-interaction.json",
            "",
            "json",
            whole=True,
            told_at="system_instruction",
            base={"store": False},
        ),
    },
    orders={
        "safetySettings.threshold": _THRESHOLDS,
        "safety_settings.threshold": tuple(one.lower() for one in _THRESHOLDS),
        "tools": "more",
    },
    keyed={"safetySettings": "category", "safety_settings": "type"},
    hint="send these keys with every request; the model and the contents are your program's",
    oracle=Oracle(
        "class", "google-genai's classes, warnings as errors and closed, and what its client sends"
    ),
    rows=rest(
        _blocked(
            "content.sexual",
            {
                "none": _LOW,
                "educational": _LOW,
                "romantic": _MEDIUM,
                "suggestive": _MEDIUM,
                "explicit": _HIGH,
            },
            "sexually_explicit",
        ),
        _blocked(
            "content.hate_depiction",
            {"describe": _LOW, "quote": _MEDIUM, "fiction": _HIGH},
            "hate_speech",
            "harassment",
        ),
        _blocked(
            "content.risky_activities",
            {"discourage": _LOW, "caveats": _LOW, "harm_reduction": _MEDIUM, "frank": _HIGH},
            "dangerous_content",
        ),
        _blocked(
            "content.security",
            {"defend": _LOW, "analyse": _MEDIUM, "test_own": _HIGH},
            "dangerous_content",
        ),
        ByValue(
            "content.minors_sexual",
            {"blocked": Patch({}, also_told=True, note="Google blocks this whatever a request says")},
        ),
        PerItem(
            "autonomy.tools",
            present={
                "web_search": Patch(
                    {"tools": [{"googleSearch": {}}]},
                    needs=CLOSED,
                    further=(Patch({"tools": [{"type": "google_search"}]}, file="interaction"),),
                )
            },
            absent={"web_search": Patch({}, note="other tools are your program's to add")},
        ),
        *told(
            "privacy.memory",
            "privacy.memory_days",
            note="an interaction is not stored; for misuse, Google keeps requests for some weeks",
        ),
    ),
)
