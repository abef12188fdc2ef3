"""Whether a mistake that nobody noticed takes a bound away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from configurator.exporters import registry
from configurator.exporters.leaves import same
from configurator.exporters.table import Copied, Target
from tests.oracles.frame import Mistake, Oracle
from tests.unit.exporters import polarity

SPELLED = {"true": True, "false": False}


def looser(oracle: Oracle, mistake: Mistake) -> list[str]:
    """The places at which the mistaken file is looser, or says something else, where a
    row claims that the tool holds to what it said; by the target's own orders."""
    if mistake.after is None:
        return []
    if {*_changes(mistake.before, mistake.after, "")} <= {*oracle.names}:
        return []
    target = registry.target(oracle.target)
    try:
        before, after = (keys_of(target, mistake.file, data) for data in (mistake.before, mistake.after))
        found = list(polarity.slackened(target, after if oracle.form else _as_read(after), before))
    except (AssertionError, AttributeError, KeyError, TypeError, ValueError) as error:
        return [f"cannot be read: {error}"]
    held = held_places(target, before)
    return [said for place, said in found if any(f"{place}.".startswith(f"{name}.") for name in held)]


def _changes(before: Any, after: Any, place: str) -> Iterator[str]:
    """The places, without the numbers of elements, at which two files differ."""
    if isinstance(before, dict) and isinstance(after, dict) and before.keys() == after.keys():
        for name, value in before.items():
            yield from _changes(value, after[name], f"{place}.{name}".lstrip("."))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for one, other in zip(before, after, strict=True):
            yield from _changes(one, other, place)
    elif not same(before, after):
        yield place


def keys_of(target: Target, name: str, data: Any) -> Any:
    """The keys that the rows write, of a file that may hold those of another one."""
    file = target.files[name]
    if isinstance(data, list) and file.writer:
        (data,) = data
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


def _as_read(value: Any) -> Any:
    """A client that acted on ``"true"`` as before took it for what it spells."""
    if isinstance(value, list):
        return [_as_read(one) for one in value]
    if isinstance(value, Mapping):
        return {name: _as_read(inner) for name, inner in value.items()}
    return SPELLED.get(value, value) if isinstance(value, str) else value


def held_places(target: Target, data: Mapping[str, Any]) -> set[str]:
    """Where ``data`` says what the tool is said to hold to."""
    there = [(polarity.named(target, at), value) for at, value in polarity.flat(target, data)]
    return {
        place
        for place, value in there
        if any(
            name == place and (isinstance(value, list) or held is ANY or same(held, value))
            for name, held in _held(target)
        )
    }


ANY = object()
"""Stands for every amount that a row copies."""


def _held(target: Target) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for row in target.rows:
        if isinstance(row, Copied) and row.level == "enforced":
            found += [(at, ANY) for at in (row.at, *row.also_at)]
            found += [(polarity.named(target, at), value) for at, value in polarity.flat(target, row.beside)]
        for patch in polarity.patches_of(row):
            if patch.level == "enforced":
                flat = polarity.flat(target, patch.keys)
                found += [(polarity.named(target, at), value) for at, value in flat]
    return found
