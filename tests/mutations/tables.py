"""Tables with one mistake in them, to see whether anything notices."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from configurator.exporters.leaves import Path, dotted, leaves
from configurator.exporters.table import Allowed, ByValue, Orders, Patch, PerItem, Row, Target

LOOSER: Mapping[str, tuple[Any, ...]] = {
    "permissions.defaultMode": ("plan", "default", "acceptEdits"),
    "tools.approvalMode": ("plan", "default", "auto-edit"),
    "default_agent": ("plan", "build"),
    "general.defaultApprovalMode": ("plan", "default", "auto_edit"),
}
"""Beside the target's own orders, which know only what is ever written."""

ALLOWING = ("allow", "allowed", "allowedDomains")


@dataclass(frozen=True)
class Mutation:
    """One mistake: where it is, of what kind, and the whole target that has it.

    ``value`` is a level, or an item that is lacking with a minus before it.
    """

    setting: str
    value: str
    kind: str
    target: Target

    def __str__(self) -> str:
        return f"{self.setting} {self.value}: {self.kind}"

    def within(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """``values`` with the value at which the mistake is."""
        if self.value.startswith("-"):
            return {**values, self.setting: values[self.setting] - {self.value[1:]}}
        return {**values, self.setting: self.value}


def mutations(target: Target) -> Iterator[Mutation]:
    """Every mistake in every row that claims to be enforced at some value."""
    for place, row in enumerate(target.rows):
        for value, case, rebuilt in _cases(row):
            for part, patch in enumerate((case, *case.further)):
                for kind, mutant in _mutants(patch, target.orders):
                    where = f"part {part} {kind}" if part else kind
                    new = rebuilt(_with_part(case, part, mutant))
                    yield Mutation(row.setting, value, where, _with_row(target, place, new))


def omissions(target: Target) -> Iterator[Mutation]:
    """Every enforced case once as if it had been forgotten, with all that goes with it."""
    for place, row in enumerate(target.rows):
        for value, case, rebuilt in _cases(row):
            if any(patch.keys for patch in (case, *case.further)):
                new = rebuilt(replace(case, keys={}, further=()))
                yield Mutation(row.setting, value, "forgotten", _with_row(target, place, new))


def _with_row(target: Target, place: int, row: Row) -> Target:
    return replace(target, rows=(*target.rows[:place], row, *target.rows[place + 1 :]))


def _cases(row: Row) -> Iterator[tuple[str, Patch, Any]]:
    """Each enforced patch of a row, and how the row is made with another in its place."""
    if isinstance(row, ByValue):
        for value, case in row.cases.items():
            if isinstance(case, Patch) and case.level == "enforced":
                yield value, case, lambda new, v=value, r=row: replace(r, cases={**r.cases, v: new})
    if isinstance(row, PerItem):
        for item, patch in row.absent.items():
            if patch.level == "enforced":
                yield f"-{item}", patch, lambda new, i=item, r=row: replace(r, absent={**r.absent, i: new})


def _with_part(case: Patch, part: int, mutant: Patch) -> Patch:
    if part == 0:
        return replace(mutant, further=case.further)
    return replace(case, further=(*case.further[: part - 1], mutant, *case.further[part:]))


def _mutants(patch: Patch, orders: Orders) -> Iterator[tuple[str, Patch]]:
    found = dict(leaves(patch.keys))
    if found:
        yield "dropped", replace(patch, keys={})
    for path, value in found.items():
        at = dotted(path)
        yield f"{at} misspelled", replace(patch, keys=_changed(patch.keys, path, value, path[-1] + "x"))
        yield (
            f"{at} mistyped",
            replace(patch, keys=_changed(patch.keys, path, "x" if isinstance(value, list) else ["x"])),
        )
        for how, looser in _looser(path, value, orders):
            yield f"{at} {how}", replace(patch, keys=_changed(patch.keys, path, looser))


def _changed(keys: Mapping[str, Any], path: Path, value: Any, name: str = "") -> dict[str, Any]:
    new: dict[str, Any] = copy.deepcopy(dict(keys))
    inner = new
    for step in path[:-1]:
        inner = inner[step]
    del inner[path[-1]]
    inner[name or path[-1]] = value
    return new


def _looser(path: Path, value: Any, orders: Orders) -> Iterator[tuple[str, Any]]:
    at = dotted(path)
    if isinstance(order := orders.get(at, ()), Allowed):
        yield from ((f"allows {more}", [*value, more]) for more in order.values if more not in value)
    elif isinstance(value, list):
        yield from _looser_list(path, value)
    elif isinstance(value, bool):
        yield f"is {not value}", not value
    elif isinstance(order := LOOSER.get(at) or order, tuple) and value in order[:-1]:
        yield "looser", order[order.index(value) + 1]


def _looser_list(path: Path, value: list[Any]) -> Iterator[tuple[str, Any]]:
    if path[-1] in ALLOWING:
        if not {"Bash", "*"} & {*value}:
            yield "allows more", [*value, "Bash" if path[-1] == "allow" else "run_shell_command"]
    elif path[-1] == "rule":
        if any(rule["decision"] != "allow" for rule in value):
            yield "allows", [{**rule, "decision": "allow"} for rule in value]
    else:
        for n, item in enumerate(value):
            yield f"without {item}", [*value[:n], *value[n + 1 :]]
