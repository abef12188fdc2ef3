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
from configurator.exporters.topics import DENIED, INSTEAD, ROUNDED, TOPICS

_NO_FILTER = "a guardrail filters content; it can neither tell the AI anything nor hold its actions"
_DESCRIBED = "answers that fit a description are blocked; a classifier judges whether they do"
_OPEN = Gap("nothing is left for a guardrail to deny at this value")


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
    cases: dict[str, Case] = {
        level: Patch(
            case.keys,
            rounded=case.rounded,
            note=case.note,
            further=(_denied(*DENIED["content.security"][level]),),
        )
        for level, case in row.cases.items()
        if isinstance(case, Patch)
    }
    return ByValue("content.security", cases)


def _kept_from(setting: str) -> ByValue:
    cases = {
        level: _denied(*topics, rounded=(setting, level) in ROUNDED) if topics else _OPEN
        for level, topics in DENIED[setting].items()
    }
    return ByValue(setting, cases)


_TOPICS = tuple(
    _kept_from(setting) for setting in DENIED if setting not in ("content.security", "wellbeing.crisis_help")
)

_METHODS = _denied(
    *DENIED["wellbeing.crisis_help"]["contact"],
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
                "blockedInputMessaging": INSTEAD.format("This cannot be talked about here."),
                "blockedOutputsMessaging": INSTEAD.format("The answer was withheld."),
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
        ByValue(
            "content.profanity",
            {
                "never": Patch(_swearing(), note="a list of words; others pass"),
                "quote": Patch(_swearing(), rounded=True, note="also in quotations"),
                "mirror": Patch(_swearing(), rounded=True, note="whatever the person does"),
                "free": _OPEN,
            },
        ),
        *_TOPICS,
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
