"""A profile's text read and judged, beside other ways from TOML to a verdict.

All of them parse with the standard library's reader of TOML, msgspec too.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from typing import Any

import jsonschema_rs

from configurator.policyfile.folder import shipped_folder
from configurator.policyfile.load import load_policy
from configurator.resolution.check import Checker
from configurator.resolution.compose import Composition, compose
from configurator.store.reading import profile_from
from tests.benchmarks.models import bounds_decide, missing, peers
from tests.benchmarks.timing import OWN, interleaved, row
from tests.benchmarks.validation import random_profile, schema

PROFILES = 40


def rows(rounds: int) -> Iterator[str]:
    """A row for each way, of full and of sparse profiles, permitted and not."""
    composition = compose(load_policy(shipped_folder()))
    checker, here = Checker(composition), peers(composition)
    ways = {f"tomllib and {one.package}: {one.judges}": one.toml for one in here if one.toml}
    ways["tomllib and jsonschema-rs: every error"] = _by_schema(composition)
    for name, count in (("full, 77 settings", 77), ("sparse, 8 choices", 8)):
        texts = _texts(composition, checker, count)
        for (way, judge), kind in product(ways.items(), texts):
            some = texts[kind]
            for text in some:
                if not _ours(checker, text) == judge(text) == (kind == "valid"):
                    raise SystemExit(f"not the same verdict, {way}:\n{text}")
            tasks = {"ours": _each(partial(_ours, checker), some), "theirs": _each(judge, some)}
            times = interleaved(tasks, rounds, OWN)
            what = f"from the text of a profile, {name}, {kind} ({len(some)} profiles), against {way}"
            yield row(what, times["ours"] / len(some), times["theirs"] / len(some), "<= 1.1")
    yield from missing(here)


def _each(judge: Callable[[str], bool], texts: list[str]) -> Callable[[], object]:
    return lambda: [judge(text) for text in texts]


def _ours(checker: Checker, text: str) -> bool:
    return not checker.violations(profile_from(text, "", "").preferences)


def _by_schema(composition: Composition) -> Callable[[str], bool]:
    """jsonschema-rs after tomllib, with keys as the schema has them."""
    judge: Any = jsonschema_rs.validator_for(schema(composition))

    def run(text: str) -> bool:
        tables = tomllib.loads(text)["preferences"]
        flat = {f"{table}.{name}": raw for table, names in tables.items() for name, raw in names.items()}
        return not list(judge.iter_errors(flat))

    return run


def _texts(composition: Composition, checker: Checker, count: int) -> dict[str, list[str]]:
    """Profiles as a person's file has them, on which bounds decide."""
    found: dict[str, list[str]] = {"valid": [], "invalid": []}
    for seed in range(PROFILES):
        profile = random_profile(composition, count, seed)
        violations = checker.violations(profile)
        if bounds_decide(composition, violations):
            found["invalid" if violations else "valid"].append(_written(profile))
    return found


def _written(profile: dict[str, Any]) -> str:
    """Values are plain names, numbers and lists of names: Python spells them as TOML does."""
    lines = ["schema = 1"]
    for category in sorted({key.partition(".")[0] for key in profile}):
        mine = (
            (key.partition(".")[2], raw) for key, raw in profile.items() if key.startswith(f"{category}.")
        )
        lines += ["", f"[preferences.{category}]", *(f"{name} = {raw!r}" for name, raw in mine)]
    return "\n".join(lines) + "\n"
