"""Plain values as YAML in block style. Every text is in double quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
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


def lines(value: Any) -> Iterator[str]:
    """The lines of a table or list, without indentation before them."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from member(name, inner)
    else:
        for inner in value:
            yield from item(inner)


def member(name: str, value: Any) -> Iterator[str]:
    """The lines of one key and its value."""
    if not _has_lines(value):
        yield f"{key(name)}: {scalar(value)}"
        return
    yield f"{key(name)}:"
    yield from (f"  {line}" for line in lines(value))


def item(value: Any) -> Iterator[str]:
    """The lines of one item of a list."""
    first, *rest = lines(value) if _has_lines(value) else [scalar(value)]
    yield f"- {first}"
    yield from (f"  {line}" for line in rest)


def _has_lines(value: Any) -> bool:
    return isinstance(value, Mapping | list | tuple) and bool(value)
