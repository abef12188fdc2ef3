"""Azure OpenAI: the body of a RAI policy, for ``PUT …/accounts/A/raiPolicies/P``.

Written after the documentation of Azure AI Foundry, "Content filtering" and "Configure
content filters", and the model of api-version 2025-09-01. A threshold names the lowest
severity that is filtered: Low is the tightest. `Asynchronous_filter` lets text through
before it is judged, so the mode is always `Blocking`. Thresholds that are looser than
High, and filters switched off, need an approval of Microsoft's and are never written.

What a person in distress asks has to reach the AI: of prompts about self-harm only the
severest are filtered.
"""

from __future__ import annotations

from typing import Any

from configurator.exporters.apis import FOLDER, SEVERITY, rest_of_filter, stepped
from configurator.exporters.table import ByValue, Gap, Oracle, Patch, Target, TargetFile, unsupported

_NO_FILTER = "a content filter knows four kinds of harm; it cannot tell the AI anything"
_TOPICS = "a topic has to be made in the account before a policy can name it"


def _filter(name: str, source: str, threshold: str = "") -> dict[str, Any]:
    found = {"name": name, "source": source, "enabled": True, "blocking": True}
    return found | ({"severityThreshold": threshold} if threshold else {})


def _filters(*found: dict[str, Any]) -> dict[str, Any]:
    return {"properties": {"contentFilters": list(found)}}


def _harm(setting: str, name: str, steps: dict[str, str]) -> ByValue:
    def patch(step: str) -> Patch:
        return Patch(
            _filters(_filter(name, "Prompt", step), _filter(name, "Completion", step)), note=SEVERITY
        )

    return stepped(setting, patch, steps)


def _self_harm(threshold: str) -> Patch:
    return Patch(
        _filters(_filter("Selfharm", "Prompt", "High"), _filter("Selfharm", "Completion", threshold)),
        level="instructed",
        note="descriptions of methods are blocked; a filter names no helpline",
    )


_SWEARING = _filters(_filter("Profanity", "Completion"))

TARGET = Target(
    id="azure-openai",
    title="Azure OpenAI content filter",
    checked="2025-09-01 (azure-mgmt-cognitiveservices 14.1.0)",
    group="APIs",
    files={
        "settings": TargetFile(
            f"{FOLDER}/azure-openai-rai-policy.json",
            "",
            "json",
            whole=True,
            base={
                "properties": {
                    "basePolicyName": "Microsoft.DefaultV2",
                    "mode": "Blocking",
                    "contentFilters": [_filter("Jailbreak", "Prompt")],
                }
            },
        )
    },
    orders={"properties.contentFilters.severityThreshold": ("Low", "Medium", "High")},
    keyed={"properties.contentFilters": "name+source"},
    hint="put the policy into the account with `az rest --method put`, and give it to the deployment",
    oracle=Oracle(
        "class", "a closed schema from azure-mgmt-cognitiveservices, and its classes there and back"
    ),
    rows=rest_of_filter(
        _NO_FILTER,
        _harm(
            "content.violence",
            "Violence",
            {"none": "Low", "mild": "Low", "strong": "Medium", "graphic": "High"},
        ),
        _harm(
            "content.sexual",
            "Sexual",
            {
                "none": "Low",
                "educational": "Low",
                "romantic": "Medium",
                "suggestive": "Medium",
                "explicit": "High",
            },
        ),
        _harm("content.hate_depiction", "Hate", {"describe": "Low", "quote": "Medium", "fiction": "High"}),
        ByValue(
            "wellbeing.crisis_help",
            {
                "contact": _self_harm("Medium"),
                "helpline": _self_harm("Medium"),
                "clinical": _self_harm("High"),
            },
        ),
        ByValue(
            "content.profanity",
            {
                "never": Patch(_SWEARING, note="a list of words; others pass"),
                "quote": Patch(_SWEARING, rounded=True, note="also in quotations"),
                "mirror": Patch(_SWEARING, rounded=True, note="whatever the person does"),
                "free": Gap("nothing is left for a filter to block at this value"),
            },
        ),
        ByValue(
            "autonomy.untrusted_text",
            dict.fromkeys(
                ("never", "ask", "project_files"),
                Patch(
                    _filters(_filter("Indirect Attack", "Prompt")),
                    level="instructed",
                    note="what looks like an attack is blocked; instructions in other text pass",
                ),
            ),
        ),
        *unsupported(
            _TOPICS,
            "advice.medical",
            "advice.legal",
            "advice.financial",
            "content.mass_casualty",
            "content.minors_sexual",
            "content.real_person_intimate",
            "content.risky_activities",
            "influence.political_view",
            "influence.targeted_politics",
        ),
    ),
)
