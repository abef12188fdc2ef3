"""Policies of many settings: the shipped catalogue, copied as often as it takes.

Titles, texts, kinds, bounds and conditions are those of the shipped policy, so that
lines are as long and searches as hard as real ones. Reasons are short: a society's
file bounds every setting, and has 1 MB at most.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from configurator.policyfile.cache import COMPILED
from configurator.policyfile.folder import shipped_folder
from configurator.policyfile.load import compiled_policy
from configurator.policyfile.spans import SPELLINGS

Table = dict[str, Any]

COPIES_IN_A_CATEGORY = 40
"""No file grows past 1 MB, and no category past some hundred settings."""


def make(folder: Path, count: int) -> Path:
    """A policy of ``count`` settings in ``folder``; not compiled."""
    originals, bounds, conditions = _shipped()
    catalogue: dict[str, list[Table]] = {}
    society: list[Table] = []
    for number in range(count):
        original, copy = originals[number % len(originals)], number // len(originals)
        key = copied(original["key"], copy)
        title = f"{original['title']} {copy}" if copy else original["title"]
        catalogue.setdefault(key.partition(".")[0], []).append({**original, "key": key, "title": title})
        society.append({"key": key, **bounds[original["key"]], "reason": "Law."})
    whole_copies = range(count // len(originals))
    held = [_condition(conditions[copy % len(conditions)], copy) for copy in whole_copies]
    head = {"id": f"large-{count}", "version": "1.0.0", "categories": list(catalogue)}
    _write(
        folder / "society.toml",
        {"id": "society", "kind": "society", "title": "Society", "policy": head},
        {"bound": society, "condition": held},
    )
    for id_, settings in catalogue.items():
        _write(
            folder / "catalogue" / f"{id_}.toml",
            {"category": {"key": id_, "title": f"Category {id_}"}},
            {"setting": settings},
        )
    return folder


def compile_policy(folder: Path) -> Path:
    """What `configurator policy lint --compile` writes, for a policy known to be sound."""
    (folder / COMPILED).write_bytes(compiled_policy(str(folder)))
    return folder


def _shipped() -> tuple[list[Table], dict[str, Table], list[Table]]:
    """The shipped settings, their bounds without words, and the shipped conditions."""
    folder = Path(shipped_folder())
    society = tomllib.loads((folder / "society.toml").read_text(encoding="utf-8"))
    spelled = (*SPELLINGS, "default")
    bounds = {b["key"]: {k: v for k, v in b.items() if k in spelled} for b in society["bound"]}
    files = [folder / "catalogue" / f"{id_}.toml" for id_ in society["policy"]["categories"]]
    settings = [s for path in files for s in tomllib.loads(path.read_text(encoding="utf-8"))["setting"]]
    return settings, bounds, society["condition"]


def titles() -> list[tuple[str, str]]:
    """Keys and titles of the shipped settings."""
    return [(setting["key"], setting["title"]) for setting in _shipped()[0]]


def copied(key: str, copy: int) -> str:
    """The key of one copy. The first keeps the names of the shipped policy."""
    category, _, name = key.partition(".")
    group = copy // COPIES_IN_A_CATEGORY
    return f"{category}{group or ''}.{name}" + (f"_{copy}" if copy else "")


def _condition(original: Table, copy: int) -> Table:
    when, then = (
        [{**part, "key": copied(part["key"], copy)} for part in original[name]] for name in ("when", "then")
    )
    return {
        "id": f"{original['id']}_{copy}",
        "title": original["title"],
        "when": when,
        "then": then,
        "reason": "Law.",
    }


def _write(path: Path, head: Table, entries: dict[str, list[Table]]) -> None:
    """One file: plain values, then tables, then arrays of one inline table a line."""
    lines = ["schema = 1"]
    lines += [f"{name} = {_value(value)}" for name, value in head.items()]
    for name, tables in entries.items():
        lines += [f"{name} = [", *(f"{_value(table)}," for table in tables), "]"]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ",".join(f"{name}={_value(inner)}" for name, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
