"""Profiles to ask an engine about, and what the program itself says of them."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

from configurator.domain.settings import NotAValueError
from configurator.exporters.table import Choice
from tests.engines.engine import values_of


def document(values: Mapping[str, Any]) -> dict[str, Any]:
    """A profile as the configurator stores one."""
    preferences: dict[str, Any] = {}
    for key, value in values.items():
        category, _, name = key.partition(".")
        preferences.setdefault(category, {})[name] = sorted(value) if isinstance(value, frozenset) else value
    return {"schema": 1, "layers": [], "preferences": preferences}


def permitted(choice: Choice, value: Any) -> bool:
    """Whether the value keeps within its own bounds, by the program's own reading."""
    try:
        return choice.setting.read(value) in choice.permitted
    except NotAValueError:
        return False


def profiles_of(choices: Sequence[Choice], seed: int = 0) -> list[dict[str, Any]]:
    """A profile of each single value, and some of many."""
    rng = random.Random(seed)
    singly = [
        {choice.setting.key: value}
        for choice in choices
        for value in (choice.value, *values_of(choice.setting, rng), *beside(choice))
    ]
    many = [
        {
            choice.setting.key: value
            for choice in choices
            for value in [rng.choice([choice.value] * 30 + values_of(choice.setting, rng))]
            if rng.random() < 0.7
        }
        for _ in range(20)
    ]
    return [{}, *singly, *many]


def beside(choice: Choice) -> list[Any]:
    """What is no value of this kind, what is off its steps, and texts of each length about the longest."""
    found: list[Any] = [True, None, "5", 5, 7.5, [], ["nonsense"], {}]
    if choice.setting.kind == "amount":
        order: Any = choice.setting.order
        found += [
            choice.value + 1,
            order.low + 1,
            order.high - 1,
            order.low + order.step,
            order.top - order.step,
        ]
    if choice.setting.kind == "members":
        found += [[item, item] for item in choice.setting.ids]
    if choice.setting.kind == "text":
        found += ["\x1b", "\u2028", "\u2066", "\U000e0041"]
        longest = choice.permitted.max_chars  # type: ignore[union-attr]  # a text has a length
        found += [sign * n for sign in ("x", "é", "\u4e2d", "\U0001f600") for n in (longest, longest + 1)]
        found += ["en-GB", "en_GB", "a" * 9, "zh-Hans-CN", f"zh{'-abcdefgh' * 4}"]
    return found


NO_PROFILES: Sequence[Any] = (
    {}, {"preferences": []}, {"preferences": "all"}, {"preferences": {"autonomy": 3}}, {"preferences": None}, 3,
    {"preferences": {"autonomy": {"nonsense": "never"}}}, {"preferences": {"nonsense": {"shell": "never"}}},
    {"preferences": {"autonomy": {"shell": {"never": "never"}}}}, {"preferences": {"autonomy.shell": "never"}},
)  # fmt: skip
