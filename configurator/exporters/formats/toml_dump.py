"""Plain values as TOML: each on one line, lists of tables on several."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from configurator.exporters.formats.json_dump import one_line
from configurator.exporters.leaves import Path

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def key(names: Path) -> str:
    """``names`` as a dotted key."""
    return ".".join(name if _BARE.fullmatch(name) else string(name) for name in names)


def string(text: str) -> str:
    """``text`` as a basic string: JSON's, and TOML wants one more escape."""
    return one_line(text).replace("\x7f", "\\u007f")


def dumped(value: Any) -> str:
    """``value`` as TOML on one line."""
    if isinstance(value, str):
        return string(value)
    if isinstance(value, Mapping):
        inside = ", ".join(f"{key((name,))} = {dumped(item)}" for name, item in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(dumped(item) for item in value)}]"
    return str(value).lower() if isinstance(value, bool) else repr(value)


def listed(items: list[Any], newline: str) -> str:
    """A list: tables each on a line of their own, anything else on one line."""
    if not any(isinstance(item, Mapping) for item in items):
        return dumped(items)
    lines = "".join(f"  {dumped(item)},{newline}" for item in items)
    return f"[{newline}{lines}]"
