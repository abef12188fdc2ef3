"""Whether a mistake that nobody noticed takes a bound away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from configurator.exporters import registry
from configurator.exporters.table import Copied, Target
from tests.oracles.frame import Mistake
from tests.unit.exporters import polarity


def looser(target_id: str, mistake: Mistake) -> list[str]:
    """The places at which the mistaken file is looser, or says something else, where a
    row claims that the tool holds to it; by the target's own orders."""
    if mistake.after is None:
        return []
    target = registry.target(target_id)
    held = held_places(target)
    try:
        before, after = (keys_of(target, mistake.file, data) for data in (mistake.before, mistake.after))
        found = list(polarity.slackened(target, after, before))
    except (AssertionError, AttributeError, KeyError, TypeError) as error:
        return [f"cannot be read: {error}"]
    return [said for place, said in found if any(f"{place}.".startswith(f"{name}.") for name in held)]


def keys_of(target: Target, name: str, data: Any) -> Any:
    """The keys that the rows write, of a file that may hold those of another one."""
    file = target.files[name]
    if not file.like:
        return data
    for step in file.within.split("."):
        data = data[step]
    return _small(data) if file.capitals else data


def _small(value: Any) -> Any:
    if isinstance(value, list):
        return [_small(one) for one in value]
    if isinstance(value, Mapping):
        return {name[:1].lower() + name[1:]: _small(inner) for name, inner in value.items()}
    return value


def held_places(target: Target) -> set[str]:
    """Where rows write what the tool is said to hold to."""
    found: set[str] = set()
    for row in target.rows:
        if isinstance(row, Copied) and row.level == "enforced":
            found.add(row.at)
        for patch in polarity.patches_of(row):
            if patch.level == "enforced":
                found |= {polarity.named(target, at) for at, _ in polarity.flat(target, patch.keys)}
    return found
