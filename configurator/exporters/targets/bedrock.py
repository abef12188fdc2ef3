"""Amazon Bedrock Guardrails: the request of CreateGuardrail, and a CloudFormation template.

Written after the Amazon Bedrock User Guide, chapters "Content filters", "Denied topics",
"Word filters" and "Sensitive information filters", and the service model of 2023-04-20.
A higher strength blocks more: HIGH also what a classifier is hardly sure of. NONE detects
and lets pass, so it stands only where a filter has no such side.

Topics and swear words are looked for in answers alone: what a person asks about their
health or in distress has to reach the AI. Harmful content is looked for in both, and
what is said instead names help.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from configurator.exporters.apis import CHANCE, FOLDER, rest_of_filter, stepped
from configurator.exporters.table import (
    ByValue,
    Case,
    Gap,
    Oracle,
    Patch,
    PerItem,
    Target,
    TargetFile,
    unsupported,
)
from configurator.exporters.topics import TOPICS

_NO_FILTER = "a guardrail filters content; it can neither tell the AI anything nor hold its actions"
_DESCRIBED = "answers that fit a description are blocked; a classifier judges whether they do"
_OPEN = Gap("nothing is left for a guardrail to deny at this value")

_INSTEAD = (
    "{} If somebody's life may be in danger, call the local emergency number now; "
    "with thoughts of suicide or self-harm, a local crisis helpline is there to listen."
)


def _filters(*types: str, strength: str) -> dict[str, Any]:
    found = [
        {
            "type": type_,
            "inputStrength": strength,
            "outputStrength": strength,
            "inputAction": "BLOCK",
            "outputAction": "BLOCK",
        }
        for type_ in types
    ]
    return {"contentPolicyConfig": {"filtersConfig": found}}


def _denied(*topics: str, rounded: bool = False, **more: Any) -> Patch:
    found = [
        {
            "name": name,
            "definition": TOPICS[name],
            "type": "DENY",
            "inputEnabled": False,
            "outputEnabled": True,
            "outputAction": "BLOCK",
        }
        for name in topics
    ]
    more.setdefault("note", _DESCRIBED)
    return Patch({"topicPolicyConfig": {"topicsConfig": found}}, rounded=rounded, **more)


def _masked(*types: str, **more: Any) -> Patch:
    found = [{"type": type_, "action": "ANONYMIZE"} for type_ in types]
    return Patch({"sensitiveInformationPolicyConfig": {"piiEntitiesConfig": found}}, **more)


def _swearing() -> dict[str, Any]:
    found = {"type": "PROFANITY", "inputEnabled": False, "outputEnabled": True, "outputAction": "BLOCK"}
    return {"wordPolicyConfig": {"managedWordListsConfig": [found]}}


def _attacks() -> dict[str, Any]:
    """An attack is looked for in what is written to the AI alone: the other side takes only NONE."""
    found = {
        "type": "PROMPT_ATTACK",
        "inputStrength": "HIGH",
        "outputStrength": "NONE",
        "inputAction": "BLOCK",
    }
    return {"contentPolicyConfig": {"filtersConfig": [found]}}


def _content(setting: str, steps: Mapping[str, str], *types: str) -> ByValue:
    return stepped(setting, lambda step: Patch(_filters(*types, strength=step), note=CHANCE), steps)


def _security() -> ByValue:
    """Attack code is denied by name as well; a filter for misconduct knows more than code."""
    steps = {"defend": "HIGH", "analyse": "MEDIUM", "test_own": "LOW"}
    row = _content("content.security", steps, "MISCONDUCT")
    denied = {
        "defend": ["Working attacks on computers"],
        "analyse": ["Working attacks on computers"],
        "test_own": [],
    }
    cases: dict[str, Case] = {
        level: Patch(
            case.keys,
            rounded=case.rounded,
            note=case.note,
            further=(_denied(*denied[level], "Malware that spreads"),),
        )
        for level, case in row.cases.items()
        if isinstance(case, Patch)
    }
    return ByValue("content.security", cases)


_ADVICE: tuple[ByValue, ...] = (
    ByValue(
        "advice.medical",
        {
            "general": _denied("Reading personal symptoms", "Treatments and doses"),
            "interpret": _denied("Treatments and doses"),
            "options": _denied("Treatments and doses", rounded=True),
            "clinician": _OPEN,
        },
    ),
    ByValue(
        "advice.legal",
        {
            "general": _denied("Law applied to a case", "Legal documents and strategy"),
            "apply": _denied("Legal documents and strategy"),
            "draft": _OPEN,
        },
    ),
    ByValue(
        "advice.financial",
        {
            "explain": _denied(
                "Comparing financial products", "Personal financial plans", "Single securities"
            ),
            "compare": _denied("Personal financial plans", "Single securities"),
            "plan": _denied("Single securities"),
            "trade_calls": _OPEN,
        },
    ),
    ByValue(
        "wellbeing.body_image",
        {
            "no_numbers": _denied("Rating looks", "Calorie and weight goals", "Extreme dieting"),
            "general": _denied("Rating looks", "Calorie and weight goals", "Extreme dieting", rounded=True),
            "my_targets": _denied("Extreme dieting"),
            "supervised": _OPEN,
        },
    ),
)

_METHODS = _denied(
    "Ways to harm oneself",
    level="instructed",
    note="answers that describe methods are blocked; help is named only where something was blocked",
)

TARGET = Target(
    id="bedrock",
    title="Amazon Bedrock Guardrails",
    checked="2023-04-20 (botocore 1.44.5)",
    group="APIs",
    files={
        "settings": TargetFile(
            f"{FOLDER}/bedrock-guardrail.json",
            "",
            "json",
            whole=True,
            base={
                "name": "ai-behavior",
                "description": "Written by the AI Behavior Configurator",
                "blockedInputMessaging": _INSTEAD.format("This cannot be talked about here."),
                "blockedOutputsMessaging": _INSTEAD.format("The answer was withheld."),
            },
        ),
        "template": TargetFile(
            f"{FOLDER}/bedrock-guardrail.template.json",
            "",
            "json",
            whole=True,
            base={
                "AWSTemplateFormatVersion": "2010-09-09",
                "Resources": {"Guardrail": {"Type": "AWS::Bedrock::Guardrail"}},
            },
            like="settings",
            within="Resources.Guardrail.Properties",
            capitals=True,
        ),
    },
    orders={
        "contentPolicyConfig.filtersConfig.inputStrength": ("HIGH", "MEDIUM", "LOW", "NONE"),
        "contentPolicyConfig.filtersConfig.outputStrength": ("HIGH", "MEDIUM", "LOW", "NONE"),
    },
    keyed={
        "contentPolicyConfig.filtersConfig": "type",
        "topicPolicyConfig.topicsConfig": "name",
        "wordPolicyConfig.managedWordListsConfig": "type",
        "sensitiveInformationPolicyConfig.piiEntitiesConfig": "type",
    },
    hint=(
        "make the guardrail with `aws bedrock create-guardrail --cli-input-json` or the template, "
        "and name it in every call of a model"
    ),
    oracle=Oracle("class", "a closed schema from botocore's model, its validator and what it would send"),
    rows=rest_of_filter(
        _NO_FILTER,
        _content(
            "content.violence",
            {"none": "HIGH", "mild": "HIGH", "strong": "MEDIUM", "graphic": "LOW"},
            "VIOLENCE",
        ),
        _content(
            "content.sexual",
            {
                "none": "HIGH",
                "educational": "HIGH",
                "romantic": "MEDIUM",
                "suggestive": "MEDIUM",
                "explicit": "LOW",
            },
            "SEXUAL",
        ),
        _content(
            "content.hate_depiction",
            {"describe": "HIGH", "quote": "MEDIUM", "fiction": "LOW"},
            "HATE",
            "INSULTS",
        ),
        _security(),
        ByValue("content.minors_sexual", {"blocked": _denied("Sexual content about minors")}),
        ByValue("content.real_person_intimate", {"blocked": _denied("Intimate content of real people")}),
        ByValue("content.mass_casualty", {"blocked": _denied("Weapons of mass harm")}),
        ByValue(
            "content.risky_activities",
            {
                "discourage": _denied("Instructions for risky activities", "Making drugs"),
                "caveats": _denied("Instructions for risky activities", "Making drugs"),
                "harm_reduction": _denied("Making drugs"),
                "frank": _denied("Making drugs"),
            },
        ),
        ByValue(
            "content.profanity",
            {
                "never": Patch(_swearing(), note="a list of words; others pass"),
                "quote": Patch(_swearing(), rounded=True, note="also in quotations"),
                "mirror": Patch(_swearing(), rounded=True, note="whatever the person does"),
                "free": _OPEN,
            },
        ),
        *_ADVICE,
        ByValue(
            "privacy.other_people",
            {
                "none": _denied("Private people", "Private facts about people"),
                "public_role": _denied("Private facts about people"),
                "public_sources": _denied("Private facts about people"),
            },
        ),
        PerItem(
            "privacy.redact",
            present={
                "payment_card": _masked(
                    "CREDIT_DEBIT_CARD_NUMBER", "CREDIT_DEBIT_CARD_CVV", "CREDIT_DEBIT_CARD_EXPIRY"
                ),
                "email": _masked("EMAIL"),
                "phone": _masked("PHONE"),
                "address": _masked("ADDRESS"),
                "name": _masked("NAME"),
                "credentials": _masked(
                    "PASSWORD",
                    "AWS_ACCESS_KEY",
                    "AWS_SECRET_KEY",
                    level="instructed",
                    note="of keys, only those of AWS are known",
                ),
                "government_id": _masked(
                    "DRIVER_ID",
                    "CA_SOCIAL_INSURANCE_NUMBER",
                    "UK_NATIONAL_INSURANCE_NUMBER",
                    "UK_UNIQUE_TAXPAYER_REFERENCE_NUMBER",
                    "US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER",
                    "US_PASSPORT_NUMBER",
                    "US_SOCIAL_SECURITY_NUMBER",
                    level="instructed",
                    note="ID numbers of the USA, Canada and the United Kingdom are known",
                ),
                "health_record": _masked(
                    "CA_HEALTH_NUMBER",
                    "UK_NATIONAL_HEALTH_SERVICE_NUMBER",
                    level="instructed",
                    note="of health records, two countries' numbers are known",
                ),
            },
            absent=dict.fromkeys(("email", "phone", "address", "name", "health_record"), Patch({})),
        ),
        ByValue(
            "influence.political_view",
            {
                "facts": _denied("Arguing for political sides", "Own political opinions"),
                "balanced": _denied("Own political opinions"),
                "argue_on_request": _denied("Own political opinions"),
            },
        ),
        ByValue("influence.targeted_politics", {"blocked": _denied("Targeted political persuasion")}),
        ByValue(
            "wellbeing.companion_role",
            {
                "tool": _denied("Playing a friend", "Romantic roleplay"),
                "friendly": _denied("Playing a friend", "Romantic roleplay"),
                "friend_persona": _denied("Romantic roleplay"),
                "romantic_persona": _OPEN,
            },
        ),
        ByValue("wellbeing.crisis_help", dict.fromkeys(("contact", "helpline", "clinical"), _METHODS)),
        ByValue(
            "autonomy.untrusted_text",
            dict.fromkeys(
                ("never", "ask", "project_files"),
                Patch(
                    _attacks(),
                    level="instructed",
                    note="what looks like an attack is blocked; instructions in other text pass",
                ),
            ),
        ),
        *unsupported(
            "kept or not by the account's logging of calls, not by a guardrail",
            "privacy.memory",
            "privacy.memory_days",
        ),
    ),
)
