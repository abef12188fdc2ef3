"""What an oracle said, kept in the repository: about which table and files, and by which client.

A record is of no use once what it is about has changed, so it holds digests, which a
test compares with what the table and the files are now.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from configurator.exporters import registry
from configurator.exporters.table import ABSENT, Instructed, Target, Unsupported
from tests.oracles.clients import wanted
from tests.oracles.frame import Oracle, cases

HERE = Path(__file__).parent
EVIDENCE = HERE / "evidence"
SURVIVORS = HERE / "survivors.json"

NOT_WRITTEN = frozenset({"note", "because", "title", "hint", "group", "present", "unread", "oracle"})
"""Parts of a table that decide nothing about a file: what is said about it to people."""

Record = dict[str, Any]


def about(oracle: Oracle) -> Record:
    """What a record of the oracle has to be about, as it is now."""
    halves = sorted(HERE.glob(f"inside/{oracle.client.name}.*"))
    own = [HERE / f"{name}.py" for name in (oracle.client.name, *oracle.parts)]
    return {
        "client": wanted(oracle.client),
        "table": _sha256(plain(registry.target(oracle.target))),
        "files": _sha256([[case.name, dict(case.files)] for case in cases(oracle)]),
        "oracle": _sha256([path.read_text(encoding="utf-8") for path in (*own, *halves)]),
    }


def plain(value: Any) -> Any:
    """A table as JSON can hold it: what decides about files, and differs from the default."""
    if value is ABSENT:
        return {"": "absent"}
    if isinstance(value, Target):
        written = tuple(row for row in value.rows if not isinstance(row, Instructed | Unsupported))
        value = dataclasses.replace(value, rows=written)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [type(value).__name__, *_fields(value)]
    if isinstance(value, Mapping):
        return [[str(name), plain(inner)] for name, inner in value.items()]
    if isinstance(value, frozenset):
        return sorted(value)
    return [plain(inner) for inner in value] if isinstance(value, list | tuple) else value


def _fields(value: Any) -> list[Any]:
    found = []
    for field in dataclasses.fields(value):
        own = getattr(value, field.name)
        default = field.default
        if field.default_factory is not dataclasses.MISSING:
            default = field.default_factory()
        if field.name not in NOT_WRITTEN and (default is dataclasses.MISSING or own != default):
            found.append([field.name, plain(own)])
    return found


def _sha256(data: Any) -> str:
    return hashlib.sha256(json.dumps(data, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def kept(target: str) -> Record:
    """The record as it lies there. Raises OSError and ValueError."""
    found: Record = json.loads((EVIDENCE / f"{target}.json").read_text(encoding="utf-8"))
    return found


def keep(target: str, record: Record) -> None:
    """Write it."""
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    (EVIDENCE / f"{target}.json").write_text(text, encoding="utf-8")


def survivors(target: str) -> Mapping[str, str]:
    """Mistakes that nobody notices, each with the reason why that is no harm."""
    found: dict[str, dict[str, str]] = json.loads(SURVIVORS.read_text(encoding="utf-8"))
    return found.get(target, {})
