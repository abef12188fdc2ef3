"""A whole document in JSON, TOML or YAML, written from plain values."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from configurator.exporters.formats import toml_text, yaml_dump
from configurator.exporters.leaves import Path
from configurator.exporters.marks import head

_NOTE = "what stands here is overwritten"


def document(format_: str, data: Mapping[str, Any]) -> str:
    """``data`` in ``format_``. Where a comment is possible, the first line is one and
    says whose file it is. Raises ValueError for another format."""
    if format_ == "json":
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
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
            spelled = toml_text.listed(value, "\n") if isinstance(value, list) else toml_text.dumped(value)
            yield f"{toml_text.key((name,))} = {spelled}"
    for name, value in tables.items():
        yield from ("", f"[{toml_text.key((*above, name))}]", *_toml(value, (*above, name)))
