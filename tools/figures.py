"""Measure, and write the page of figures: `python -m tools.figures [NAME …]`.

`figures.toml` says what is measured. What was found is kept in docs/figures.json with the
day and the code it is about, and docs/figures.md is written from both. `--check` measures
nothing, and exits 1 where the page, what is kept and what is to be measured do not agree,
or where something that has to be none is not.
"""

from __future__ import annotations

import hashlib
import json
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "tools" / "figures.toml"
KEPT = ROOT / "docs" / "figures.json"
PAGE = ROOT / "docs" / "figures.md"
CODE = ("configurator", "policies")

HEAD = """# Figures

Written by `python -m tools.figures`, which runs the commands below; `--check` holds this page to what was measured.
A figure is of the day it names and of the code whose digest stands beside it (`python -m tools.figures --digest` says
today's), from one machine of two cores; what each command does, and what it demands, is in
[verification.md](verification.md). Every command exits 1 where it finds something.
"""

Kept = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Measured:
    """One command: ``figures`` are patterns by what they count, ``none`` those that have to be 0."""

    name: str
    title: str
    command: str
    figures: Mapping[str, str]
    none: Sequence[str] = ()
    rows: bool = False

    def read(self, printed: str) -> dict[str, Any]:
        """What the command's output says. Raises ValueError where it does not say all of it."""
        said = {name: re.findall(pattern, printed, re.MULTILINE) for name, pattern in self.figures.items()}
        if missing := [name for name, found in said.items() if not found and name not in self.none]:
            raise ValueError(f"{self.name}: the output does not say {', '.join(missing)}")
        found: dict[str, Any] = {name: _number(self.figures[name], every) for name, every in said.items()}
        if self.rows:
            found["rows"] = [line for line in printed.splitlines() if line.startswith("|")]
        return found

    def wrong(self, found: Mapping[str, Any]) -> Iterator[str]:
        """What has to be none and is not, and what is not what is measured."""
        if {*found} - {"on", "code"} != {*self.figures, *(["rows"] if self.rows else [])}:
            yield f"{self.name}: other figures are kept than are measured; run `python -m tools.figures {self.name}`"
        yield from (f"{self.name}: {found[name]} {name}" for name in self.none if found.get(name))


def _number(pattern: str, said: Sequence[str]) -> int:
    return sum(map(int, said)) if re.compile(pattern).groups else len(said)


def table() -> dict[str, Measured]:
    """Everything that is measured, by name."""
    read = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return {name: Measured(name, **{"figures": {}, **entry}) for name, entry in read.items()}


def measure(one: Measured) -> dict[str, Any]:
    """Run the command, and keep what it says. Raises ValueError where it says less."""
    words = [sys.executable if word == "python" else word for word in shlex.split(one.command)]
    ran = subprocess.run(words, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    return {"on": f"{datetime.now(UTC):%Y-%m-%d}", "code": digest(), **one.read(ran.stdout)}


def digest() -> str:
    """Of the program's code and policies, twelve letters: the same wherever they are the same."""
    files = (
        path for folder in CODE for path in (ROOT / folder).rglob("*") if path.suffix in {".py", ".toml"}
    )
    summed = hashlib.sha256()
    for path in sorted(files):
        summed.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return summed.hexdigest()[:12]


def page(measured: Mapping[str, Measured], kept: Kept) -> str:
    """The page as it has to be."""
    return "\n".join([HEAD, *(line for name, one in measured.items() for line in _section(one, kept[name]))])


def _section(one: Measured, found: Mapping[str, Any]) -> Iterator[str]:
    yield f"## {one.title}\n"
    yield f"`{one.command}`, on {found['on']}, code {found['code']}\n"
    if one.figures:
        yield "| what | figure |\n| --- | ---: |"
        yield from (f"| {name} | {found[name]:,} |" for name in one.figures)
    yield from found.get("rows", ())
    yield ""


def wrong(measured: Mapping[str, Measured], kept: Kept, written: str) -> list[str]:
    """What does not agree, or is not as it has to be."""
    if missing := [name for name in measured if name not in kept]:
        return [f"{name}: not measured yet; run `python -m tools.figures {name}`" for name in missing]
    found = [f"{name}: kept, and no longer measured" for name in kept if name not in measured]
    found += [line for name, one in measured.items() for line in one.wrong(kept[name])]
    if not found and page(measured, kept) != written:
        found.append(f"{PAGE.name}: differs from what is kept; run `python -m tools.figures --write`")
    return found


def _keep(measured: Mapping[str, Measured], kept: Kept) -> None:
    told = {name: kept[name] for name in measured if name in kept}
    KEPT.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Measure what is named, or all; or only write the page, or look at it."""
    if "--digest" in arguments:
        print(digest())
        return 0
    measured = table()
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    names = [name for name in arguments if not name.startswith("--")]
    if unknown := [name for name in names if name not in measured]:
        print(f"unknown: {', '.join(unknown)}; there are {', '.join(measured)}", file=sys.stderr)
        return 2
    if "--check" not in arguments:
        for name in names or ([] if "--write" in arguments else measured):
            kept[name] = measure(measured[name])
            print(f"{name}: {kept[name]}", flush=True)
            _keep(measured, kept)
        _keep(measured, kept)
        if measured.keys() == kept.keys():
            PAGE.write_text(page(measured, kept), encoding="utf-8")
    found = wrong(measured, kept, PAGE.read_text(encoding="utf-8") if PAGE.exists() else "")
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
