"""Which of two files is looser, by nothing but a target's own orders."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from configurator.exporters.leaves import identity_of, same
from configurator.exporters.table import ABSENT, Allowed, ByValue, Copied, Patch, PerItem, Row, Target

JUDGED: Mapping[str, tuple[str, ...]] = {
    # Whether these are tighter depends on one another: `grants` judges them together.
    "claude-code": ("sandbox",),
    "codex": ("sandbox_mode", "approval_policy", "sandbox_workspace_write"),
    # What is approved leaves the sandbox, where anything runs at all: `test_managed_targets` reads them together.
    "codex-managed": ("allowed_approval_policies",),
    # A ban on everything takes the place of the rules for single commands.
    "opencode": ("permission.bash",),
    # Kept only while a log is wanted, which is the tighter side of another setting.
    "qwen-code": ("general.chatRecording",),
    # Rules that no single list holds: `test_target_tables` reads them.
    "gemini-cli": ("rule", "security.toolSandboxing"),
}
"""Keys, by target, about which its orders cannot say anything alone, with all below them."""


def slack(target: Target, tighter: Mapping[str, Any], looser: Mapping[str, Any]) -> list[str]:
    """What the first file, which should be tighter, says looser."""
    return [said for _, said in slackened(target, tighter, looser)]


def slackened(
    target: Target, tighter: Mapping[str, Any], looser: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """The same, each with its place as `Target.orders` spells it."""
    mine, theirs = dict(flat(target, tighter)), dict(flat(target, looser))
    judged = JUDGED.get(target.id, ())
    for at in {**mine, **theirs}:
        place = named(target, at)
        if any(f"{place}.".startswith(f"{name}.") for name in judged):
            continue
        order = target.orders.get(place)
        if order is None and f"{parent(place)}.*" in target.orders:
            continue  # compared item by item
        if not _no_looser(order, mine.get(at, ABSENT), theirs.get(at, ABSENT)):
            yield place, f"{'.'.join(map(str, at))}: {mine.get(at)!r} for {theirs.get(at)!r}"
    for pattern, order in target.orders.items():
        if pattern.endswith(".*") and isinstance(order, tuple):
            table = pattern.removesuffix(".*")
            yield from ((table, said) for said in _items(target, table, order, mine, theirs))


def flat(target: Target, keys: Mapping[str, Any], above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, Any]]:
    """Leaves by path; in a list of tables with identities, by identity."""
    for name, value in keys.items():
        at = (*above, name)
        identity = target.keyed.get(named(target, at))
        if isinstance(value, Mapping):
            yield from flat(target, value, at)
        elif isinstance(value, list | tuple) and identity:
            for element in value:
                yield from flat(
                    target, element, (*at, Identity(" ".join(map(str, identity_of(element, identity)))))
                )
        else:
            yield at, value


class Identity(str):
    """Stands in a path for an element of a list."""

    __slots__ = ()


def named(target: Target, at: tuple[Any, ...]) -> str:
    """The path as `Target.orders` spells it."""
    return ".".join(name for name in at if not isinstance(name, Identity))


def parent(place: str) -> str:
    return place.rpartition(".")[0]


def _no_looser(order: Any, tight: Any, loose: Any) -> bool:
    if isinstance(order, Allowed):
        assert {*([] if tight is ABSENT else tight)} <= {*order.values}
    if order in ("more", "fewer") or isinstance(order, Allowed):
        if ABSENT in (tight, loose) and isinstance(order, Allowed):
            return loose is ABSENT
        few, many = (loose, tight) if order == "fewer" else (tight, loose)
        inside = [] if few is ABSENT else few
        return all(any(same(item, one) for one in ([] if many is ABSENT else many)) for item in inside)
    if order in ("higher", "lower"):
        return _number(order, tight) <= _number(order, loose)
    if order is None:  # only ever one value, which restricts
        return loose is ABSENT or (tight is not ABSENT and same(tight, loose))
    return _place(order, tight) <= _place(order, loose)


def _number(order: str, value: Any) -> float:
    if value is ABSENT:
        return math.inf
    found = re.match(r"-?\d+", str(value))
    assert found, value
    return int(found[0]) if order == "higher" else -int(found[0])


def _place(order: tuple[Any, ...], value: Any) -> int:
    places = [n for n, one in enumerate(order) if one is value or (value is not ABSENT and same(one, value))]
    assert places or value is ABSENT, f"{value!r} is not among {order}"
    return places[0] if places else len(order) - 1


def _items(target: Target, table: str, order: tuple[Any, ...], mine: Any, theirs: Any) -> Iterator[str]:
    """Rules of which lists of one table hold the tighter or looser, item by item."""

    def places(file: Any) -> dict[str, int]:
        found: dict[str, int] = {}
        for at, items in file.items():
            if parent(named(target, at)) == table and at[-1] in order and isinstance(items, list):
                for item in items:
                    found[repr(item)] = min(found.get(repr(item), len(order)), order.index(at[-1]))
        return found

    nowhere = order.index(ABSENT)
    tight, loose = places(mine), places(theirs)
    for item in {**tight, **loose}:
        if tight.get(item, nowhere) > loose.get(item, nowhere):
            yield f"{table}: {item}"


def patches_of(row: Row) -> list[Patch]:
    """Every patch in the row, and those that go with it."""
    cases: list[Any] = []
    if isinstance(row, ByValue):
        cases = list(row.cases.values())
    elif isinstance(row, PerItem):
        cases = [*row.present.values(), *row.absent.values()]
    elif isinstance(row, Copied):
        cases = list(row.special.values())
    return [patch for case in cases if isinstance(case, Patch) for patch in (case, *case.further)]
