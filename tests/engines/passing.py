"""How much a file lets pass, by its makers' documents and apart from the tables."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

OPEN = math.inf
"""A filter that is not there."""

STEPS: Mapping[str, Mapping[Any, float]] = {
    "inputStrength": {"HIGH": 0, "MEDIUM": 1, "LOW": 2},
    "outputStrength": {"HIGH": 0, "MEDIUM": 1, "LOW": 2, "NONE": 3},
    "severityThreshold": {"Low": 0, "Medium": 1, "High": 2},
    "threshold": {
        "BLOCK_LOW_AND_ABOVE": 0, "BLOCK_MEDIUM_AND_ABOVE": 1, "BLOCK_ONLY_HIGH": 2,
        "block_low_and_above": 0, "block_medium_and_above": 1, "block_only_high": 2,
    },
    "mode": {"block": 0, "score": 1, "Blocking": 0},
    "action": {"BLOCK": 0, "ANONYMIZE": 1, "block": 0},
    "inputAction": {"BLOCK": 0},
    "outputAction": {"BLOCK": 0},
    "outputEnabled": {True: 0, False: OPEN},
    "store": {False: 0, True: OPEN},
    "blocking": {True: 0, False: OPEN},
}  # fmt: skip

TELLING = ("instructions", "system", "system_instruction", "text", "content")
NAMES = ("name", "type", "category", "source", "role")


def passing(data: Any) -> dict[str, float]:
    """What passes at each filter, by its place: 0 is least. An amount is what passes;
    instructions are there or not."""
    return dict(_passing(_small(data), ""))


def looser(one: Any, other: Any) -> list[str]:
    """The places at which ``other`` lets more pass than ``one``."""
    through = passing(other)
    return [place for place, amount in passing(one).items() if through.get(place, OPEN) > amount]


def _small(value: Any) -> Any:
    """Capitals at the beginning of a key are CloudFormation's spelling of the same."""
    if isinstance(value, list):
        return [_small(one) for one in value]
    if isinstance(value, dict):
        return {name[:1].lower() + name[1:]: _small(inner) for name, inner in value.items()}
    return value


def _passing(data: Any, above: str) -> Iterator[tuple[str, float]]:
    if isinstance(data, list):
        for one in data:
            name = [one.get(name, "") for name in NAMES] if isinstance(one, dict) else one
            yield from _passing(one, f"{above}{name}")
    if not isinstance(data, dict):
        return
    for name, value in data.items():
        place = f"{above}.{name}"
        if name in STEPS and not isinstance(value, dict | list):
            yield place, STEPS[name].get(value, OPEN)
        elif name == "custom_category_thresholds":
            yield from ((f"{place}.{category}", score) for category, score in value.items())
        elif name in TELLING and isinstance(value, str):
            yield place, 0 if value else OPEN
        elif name == "max_tool_calls":
            yield place, value
        else:
            yield from _passing(value, place)
