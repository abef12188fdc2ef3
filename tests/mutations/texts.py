"""Files in which one key stands twice: no data has that, so it is a mistake of the text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import yaml

OTHER = {True: False, False: True}


def doubled(text: str) -> Iterator[tuple[str, str]]:
    """YAML or JSON in which a key with a single value has a second line, which says
    something else: ``(place, text)``. Of each key the first place is taken."""
    for place, node in _scalars(yaml.compose(text), ()):
        start, end = node.start_mark.index, node.end_mark.index
        line = text.rfind("\n", 0, start) + 1
        key = text[line:start].replace("- ", "  ", 1)
        if node.style in ("|", ">") or not key.strip():
            continue
        again = f"{key}{_other(node)}"
        follows = ",\n" if text.lstrip().startswith("{") else "\n"
        yield f"{'.'.join(place)} with a second value", f"{text[:end]}{follows}{again}{text[end:]}"


def _other(node: Any) -> str:
    value = yaml.safe_load(node.value) if node.tag.endswith((":bool", ":int", ":float")) else node.value
    return json.dumps(OTHER[value] if isinstance(value, bool) else f"{value}x")


def _scalars(node: Any, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            place = (*above, str(name.value))
            if isinstance(value, yaml.ScalarNode):
                yield place, value
            else:
                yield from _scalars(value, place)
    elif isinstance(node, yaml.SequenceNode):
        for number, inner in enumerate(node.value):
            yield from _scalars(inner, (*above, str(number)))
