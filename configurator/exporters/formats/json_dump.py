"""Plain values as JSON, as `json.dumps` gives them with ``ensure_ascii=False``.

With an indentation, the library's encoder is one in Python that yields each bracket
and each comma: this one only joins what compiled code has spelled.
"""

from __future__ import annotations

import json
from typing import Any

one_line = json.JSONEncoder(ensure_ascii=False).encode
"""A value on one line."""


def indented(value: Any) -> str:
    """A value on lines of its own, two blanks deeper for each table and list."""
    return _spelled(value, "\n")


def _spelled(value: Any, newline: str) -> str:
    if not value or not isinstance(value, dict | list | tuple):
        return one_line(value)
    inner = f"{newline}  "
    if isinstance(value, dict):
        parts = [f"{one_line(_name(name))}: {_spelled(one, inner)}" for name, one in value.items()]
        opening, closing = "{", "}"
    else:
        parts = [_spelled(one, inner) for one in value]
        opening, closing = "[", "]"
    return f"{opening}{inner}{f',{inner}'.join(parts)}{newline}{closing}"


def _name(name: Any) -> str:
    """A key, which has to be text here: of anything else two may become one."""
    if not isinstance(name, str):
        raise TypeError(f"{name!r} is no key")
    return name
