"""What a tool does not take from a file of its own: values, and keys of a file that is closed. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from configurator.exporters.leaves import MISSING, at, dotted, holds, leaves
from configurator.exporters.present import Shape
from configurator.exporters.table import Target
from configurator.messages import _


def faulty(data: Mapping[str, Any], target: Target, name: str) -> Iterator[tuple[str, str]]:
    """The keys that the tool does not take as they are, each with what is wrong with it."""
    present, tool = target.present, _(target.title)
    takes = present.takes.get(name, {})
    for key in _wrong(data, takes, nulls=present.nulls):
        yield key, _("`{key}` has a value that {tool} does not take", key=key, tool=tool)
    for key in sorted(data.keys() - takes.keys()) if name in present.closed else ():
        yield key, _("`{key}` is none of the keys that {tool} takes", key=key, tool=tool)


def _wrong(data: Mapping[str, Any], takes: Mapping[str, Shape], *, nulls: bool) -> Iterator[str]:
    """The keys whose values the tool does not take."""
    if takes and not nulls:
        yield from (dotted(path) for path, value in leaves(data) if value is None)
    for key, shape in takes.items():
        value = at(data, tuple(key.split(".")))
        if value is not MISSING and value is not None and not _fits(value, shape):
            yield key


def _fits(value: Any, shape: Shape) -> bool:
    if isinstance(shape, tuple):
        return holds(list(shape), value)
    if shape == "texts":
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if shape == "number":
        return type(value) is int and value > 0
    kinds = {"switch": bool, "text": str, "table": dict}
    return isinstance(value, kinds[shape])
