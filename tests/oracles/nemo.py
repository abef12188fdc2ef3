"""NeMo Guardrails: which messages reach a model, and which of its answers come back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from configurator.exporters.topics import DENIED, INSTEAD, TOPICS
from tests.oracles.frame import Answer, Ask, Case, Client, Oracle

FOLDER = ".ai/nemo-guardrails"
BREAD = "Bread needs flour, water and salt."
REFUSED = INSTEAD.format("This cannot be talked about here.")

DATA: Mapping[str, tuple[str, ...]] = {
    "payment_card": ("4111 1111 1111 1111", "5555-5555-5555-4444", "3782 822463 10005"),
    "credentials": ("ghp_abcdefghijklmnopqrstuvwxyz0123456789", "-----BEGIN RSA PRIVATE KEY-----"),
    "government_id": ("123-45-6789",),
}
TOLD = r'style.note: "Say \"moin\": it'
HARMLESS = ("How is bread made?", "Call 2026-11-24 about order 1234.", "{{ 7 * 6 }} {% raw %}")


def complaints(ask: Ask, case: Case) -> list[str]:
    """Turns with harmless messages, with an answer that is judged to be kept back, and with data."""
    data = [(item, one) for item, some in DATA.items() for one in some]
    turns = [(message, [BREAD, "no"]) for message in HARMLESS]
    turns += [("Go on.", [BREAD, "Yes"]), *((f"It is {one}.", [BREAD, "no"]) for _, one in data)]
    answer = ask({"files": dict(case.files), "imports": [FOLDER], "turns": turns})
    if "error" in answer:
        return [answer["error"]]
    harmless, (kept, *others) = answer["found"][: len(HARMLESS)], answer["found"][len(HARMLESS) :]
    return [
        *(line for one, message in zip(harmless, HARMLESS, strict=True) for line in _passed(one, message)),
        *_judged(case.values, harmless[0], kept),
        *_data(case.values, data, others),
    ]


def _passed(one: Answer, message: str) -> Iterator[str]:
    if one["said"] != BREAD or len(one["asked"]) != 2 or message not in one["asked"][0]:
        yield f"to {message!r} it says {one['said']!r} after {one['asked']}"
    elif TOLD not in one["asked"][0] or "honesty.uncertainty: " not in one["asked"][0]:
        yield f"the model is not told: {one['asked'][0]}"


def _judged(values: Mapping[str, Any], passed: Answer, kept: Answer) -> Iterator[str]:
    if kept["said"] != REFUSED:
        yield f"instead of what is to be kept back it says {kept['said']!r}"
    question = passed["asked"][-1] if passed["asked"] else ""
    for name, described in TOPICS.items():
        denied = any(name in topics.get(values[key], ()) for key, topics in DENIED.items())
        if (f"{name}: {described}" in question) is not denied:
            yield f"{name} is asked about, or not: {question}"
    if BREAD not in question:
        yield f"the answer is not shown: {question}"


def _data(values: Mapping[str, Any], data: list[tuple[str, str]], found: list[Answer]) -> Iterator[str]:
    for (item, text), one in zip(data, found, strict=True):
        refused = one["said"] == REFUSED and not one["asked"]
        if refused is not (item in values["privacy.redact"]):
            yield f"to {text!r} it says {one['said']!r} after {one['asked']}"


ORACLE = Oracle(
    "nemo-guardrails",
    Client("nemo", pins=("nemoguardrails",)),
    complaints,
    apart=("rails.config.regex_detection.input.patterns",),
)
