"""Plain values as YAML in block style. Every text is in double quotes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from configurator.exporters.formats.scalars import quoted

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_WORDS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
"""Plain keys that are no texts to some readers."""


def key(name: str) -> str:
    """``name`` as a key."""
    return name if _PLAIN.fullmatch(name) and name.lower() not in _WORDS else quoted(name)


def scalar(value: Any) -> str:
    """A value on one line. An empty list or table has no other spelling, and a number
    without a point is no float to every reader."""
    if isinstance(value, float) and "." not in repr(value):
        return repr(value).replace("e", ".0e", 1)
    return quoted(value)


def lines(value: Any) -> list[str]:
    """The lines of a table or list, without indentation before them."""
    found: list[str] = []
    _add(found, value, "")
    return found


def member(name: str, value: Any) -> list[str]:
    """The lines of one key and its value."""
    return lines({name: value})


def item(value: Any) -> list[str]:
    """The lines of one item of a list."""
    return lines([value])


def _add(found: list[str], value: Any, before: str) -> None:
    """Add the lines of a table or list that has some, each with ``before`` in front."""
    deeper = f"{before}  "
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if _has_lines(inner):
                found.append(f"{before}{key(name)}:")
                _add(found, inner, deeper)
            else:
                found.append(f"{before}{key(name)}: {scalar(inner)}")
        return
    for inner in value:
        if _has_lines(inner):
            start = len(found)
            _add(found, inner, deeper)
            found[start] = f"{before}- {found[start][len(deeper) :]}"
        else:
            found.append(f"{before}- {scalar(inner)}")


def _has_lines(value: Any) -> bool:
    return isinstance(value, dict | list | tuple | Mapping) and bool(value)
