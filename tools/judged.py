"""Where each target is judged, and which mistakes no judge notices, from the data beside the tests."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from configurator.cli.matrix import EVIDENCE
from configurator.exporters.table import Target

ROOT = Path(__file__).parents[1]
JUDGES = ROOT / "tests" / "judges.toml"


class Survivor(NamedTuple):
    """A mistake that nobody notices: in which list, about what (a target, or a file of
    one), which mistake, and why that is no harm."""

    path: str
    about: str
    mistake: str
    reason: str


def judges() -> dict[str, list[str]]:
    """By target, the tests that judge it, as pytest names them."""
    found: dict[str, list[str]] = tomllib.loads(JUDGES.read_text(encoding="utf-8"))
    return found


def survivors() -> list[Survivor]:
    """All of them, list by list."""
    found = []
    for path in sorted(ROOT.glob("tests/**/survivors.json")):
        for names, reason in _reasons(json.loads(path.read_text(encoding="utf-8"))):
            found.append(Survivor(path.relative_to(ROOT).as_posix(), names[-2], names[-1], reason))
    return found


def _reasons(data: Mapping[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    for name, inner in data.items():
        if isinstance(inner, str):
            yield (*above, name), inner
        else:
            yield from _reasons(inner, (*above, name))


def judge_lines(targets: Sequence[Target]) -> Iterator[str]:
    """A table of targets and the tests, or the record, in which they are judged."""
    yield from _head("target", "in")
    listed = judges()
    for target in targets:
        record = EVIDENCE.format(id=target.id)
        kept = [record] if (ROOT / record).is_file() else []
        places = ", ".join(f"`{place}`" for place in (*listed.get(target.id, ()), *kept))
        yield f"| `{target.id}` | {places} |"


def survivor_lines() -> Iterator[str]:
    """For each list, how many mistakes nobody notices, about what, and why that is no harm."""
    found = survivors()
    for path in dict.fromkeys(one.path for one in found):
        here = [one for one in found if one.path == path]
        yield f"`{path}`: {len(here)}"
        yield ""
        yield from _head("about", "mistakes", "why it is no harm")
        for (about, reason), count in Counter((one.about, one.reason) for one in here).items():
            yield f"| `{about}` | {count} | {reason} |"
        yield ""


def _head(*names: str) -> Iterator[str]:
    yield f"| {' | '.join(names)} |"
    yield f"|{' --- |' * len(names)}"
