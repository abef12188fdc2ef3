"""How deep and how long: bounds on what people's files may hold, beyond which parsers
give more than the code behind them can walk over or write again.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

DEEPEST = 100
"""Tables and lists inside one another that a file may hold. A policy has 5."""

_WORDS = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+(?:"{3,5}|\Z)'
    r"|'''(?:[^']|'(?!''))*+(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]|\\[^\n])*+"?'
    r"|'[^'\n]*+'?"
    r"|#[^\n]*+",
    re.DOTALL,
)
"""What holds brackets and dots that mean nothing in TOML: texts and comments."""

_LONG_NUMBER = re.compile(r"\b0[box][0-9A-Fa-f_]{1000}")
"""Of these the parser takes any length, and nothing writes them in decimal again."""

_STARTS = ("0b", "0o", "0x")
"""How they begin."""

_LONG_KEY = re.compile(rf"(?:\.[^.\n=\[\]{{}},]*+){{{DEEPEST}}}")


def may_be_deep(text: str) -> bool:
    """Whether ``text`` has enough brackets, or dots between names, to be too deep. Costs next to nothing."""
    return text.count("[") + text.count("{") >= DEEPEST or text.count(".") >= DEEPEST


def has_long_key(toml: str) -> bool:
    """Whether a key of ``toml``, which need not be valid, has more than `DEEPEST` parts."""
    return _LONG_KEY.search(_WORDS.sub("''", toml)) is not None


def has_long_number(toml: str) -> bool:
    """Whether ``toml``, which need not be valid, holds a number of a thousand digits that is not decimal."""
    if not any(start in toml for start in _STARTS):  # a tenth of what the pattern takes
        return False
    return bool(_LONG_NUMBER.search(toml)) and bool(_LONG_NUMBER.search(_WORDS.sub("''", toml)))


def is_too_deep(value: Any) -> bool:
    """Whether tables and lists in ``value`` lie deeper in one another than `DEEPEST`."""
    level = [value]
    for _depth in range(DEEPEST):
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
        if not level:
            return False
    return any(isinstance(one, dict | list) for one in level)
