"""Our keys in a file that holds nothing else, written in one piece.

What comes out is, letter for letter, what edits one after the other give
(``keys.settled``), and what is kept of it to take it back is the same. Most files of an
export are new, or still as the last one left them: neither then has to be read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from configurator.exporters.formats import json_dump, toml_dump, yaml_dump
from configurator.exporters.formats.keys import Keys, Settled, Written
from configurator.exporters.leaves import Path, leaves

Made = dict[Path, str | None]


def fresh(wanted: Mapping[str, Any], format_: str) -> Settled | None:
    """A new file in ``format_`` with ``wanted`` in it; None where nothing is wanted."""
    found = dict(leaves(wanted))
    if not found:
        return None
    text, made = _WRITERS[format_](found)
    scalars = {path: Written(value) for path, value in found.items() if not isinstance(value, list)}
    items = {path: tuple(value) for path, value in found.items() if isinstance(value, list)}
    return Settled(text, Keys(scalars, items, made), _tables(found))


def _tables(found: Mapping[Path, Any]) -> dict[str, Any]:
    """The leaves in their tables again, without those that have none."""
    data: dict[str, Any] = {}
    for path, value in found.items():
        table = data
        for name in path[:-1]:
            table = table.setdefault(name, {})
        table[path[-1]] = value
    return data


def _json(found: Mapping[Path, Any]) -> tuple[str, Made]:
    return f"{json_dump.indented(_tables(found))}\n", _containers(
        found, {(): ""}
    )  # the root was empty, and there


def _yaml(found: Mapping[Path, Any]) -> tuple[str, Made]:
    lines = yaml_dump.lines(_tables(found))
    return "".join(f"{line}\n" for line in lines), _containers(found, {})


def _containers(found: Mapping[Path, Any], root: Made) -> Made:
    """The tables and lists on the way to the leaves; each was made for one of them."""
    made: Made = {}
    for path, value in found.items():
        for length in range(1, len(path) + isinstance(value, list)):
            made.setdefault(path[:length], None)
        made |= root
    return made


def _toml(found: Mapping[Path, Any]) -> tuple[str, Made]:
    """Keys without a table stand before all headers, whenever they come."""
    made: Made = {}
    blocks: dict[Path, list[str]] = {}
    for path, value in found.items():
        table, is_list = path[:-1], isinstance(value, list)
        if is_list:
            made[path] = None
        if table not in blocks:
            made[table] = "\n" if blocks else ""
            blocks[table] = [f"[{toml_dump.key(table)}]"] if table else []
        spelled = toml_dump.listed(value, "\n") if is_list else toml_dump.dumped(value)
        blocks[table].append(f"{toml_dump.key(path[-1:])} = {spelled}")
    ordered = sorted(blocks.items(), key=lambda pair: bool(pair[0]))
    return "\n\n".join("\n".join(lines) for _table, lines in ordered) + "\n", made


_WRITERS: dict[str, Callable[[Mapping[Path, Any]], tuple[str, Made]]] = {
    "json": _json,
    "yaml": _yaml,
    "toml": _toml,
}
