"""A whole document in JSON, TOML or YAML, written from plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from configurator.exporters.formats import json_dump, toml_dump, yaml_dump
from configurator.exporters.leaves import Path
from configurator.exporters.marks import head

_NOTE = "what stands here is overwritten"


def document(format_: str, data: Mapping[str, Any]) -> str:
    """``data`` in ``format_``. Where a comment is possible, the first line is one and
    says whose file it is. Raises ValueError for another format."""
    if format_ == "json":
        return json_dump.indented(data) + "\n"
    if format_ == "toml":
        return head(_NOTE) + "\n".join(_toml(data, ())) + "\n"
    if format_ == "yaml":
        return head(_NOTE) + "".join(f"{line}\n" for line in yaml_dump.lines(data))
    raise ValueError(f"no whole file is made in the format {format_}")


def _toml(table: Mapping[str, Any], above: Path) -> Iterator[str]:
    """Values first: what follows a header belongs to its table."""
    tables = {name: value for name, value in table.items() if isinstance(value, Mapping)}
    for name, value in table.items():
        if name not in tables:
            spelled = toml_dump.listed(value, "\n") if isinstance(value, list) else toml_dump.dumped(value)
            yield f"{toml_dump.key((name,))} = {spelled}"
    for name, value in tables.items():
        yield from ("", f"[{toml_dump.key((*above, name))}]", *_toml(value, (*above, name)))
