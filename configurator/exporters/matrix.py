"""What every target does with every setting, over all values: the coverage matrix. Pure.

It is read off the same rows that write files, one setting at a time, in each scope
that the target has files in, with all that the row depends on once as tight and once
as loose as can be. What another setting's row may cap is not in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

from configurator.domain.frozen import dataclass, replace
from configurator.domain.orders import Amount
from configurator.domain.settings import Setting
from configurator.exporters.render import render, rows_by_setting
from configurator.exporters.table import Choice, Copied, Level, Patch, Row, Scope, Target

LETTERS: Mapping[Level, str] = {"enforced": "E", "instructed": "T", "unsupported": "–"}
ROUNDED = "R"

Matrix = Mapping[str, Mapping[str, "Cell"]]


@dataclass(frozen=True, slots=True)
class Cell:
    """The levels that one target reaches for one setting, and whether it may round."""

    levels: tuple[Level, ...]
    rounded: bool

    def __str__(self) -> str:
        letters = "/".join(LETTERS[level] for level in self.levels)
        return f"{letters} {ROUNDED}" if self.rounded else letters


def matrix(targets: Sequence[Target], choices: Sequence[Choice]) -> Matrix:
    """By setting and target. ``choices`` name the settings; their values do not matter."""
    return {
        choice.setting.key: {target.id: _cell(target, choice, choices) for target in targets}
        for choice in choices
    }


def uniform(found: Matrix, target: str) -> Cell | None:
    """The cell that the target has for every setting, if it is the same for all."""
    cells = {cells[target] for cells in found.values()}
    return cells.pop() if len(cells) == 1 else None


def _cell(target: Target, choice: Choice, choices: Sequence[Choice]) -> Cell:
    row = rows_by_setting(target).get(choice.setting.key)
    leant_on = [other for other in choices if other.setting.key in set(_leant_on(row))]
    levels, rounded = set[Level](), False
    for scope in scopes(target):
        for context in _contexts(leant_on):
            for value in _values(choice.setting, row):
                told = [replace(choice, value=value), *context]
                coverage = render(target, told, scope).coverage[choice.setting.key]
                levels.add(coverage.level)
                rounded |= coverage.rounded
    return Cell(tuple(level for level in LETTERS if level in levels), rounded)


def scopes(target: Target) -> list[Scope]:
    """Where the target has files."""
    return [s for s in get_args(Scope) if any(file.path_in(s) for file in target.files.values())]


def _contexts(leant_on: Sequence[Choice]) -> Iterator[list[Choice]]:
    yield list(leant_on)
    for end in ("tightest", "loosest") if leant_on else ():
        yield [
            replace(other, value=getattr(other.setting.order, end)) if other.setting.order else other
            for other in leant_on
        ]


def _leant_on(part: Any) -> Iterator[str]:
    """Every other setting that a row's patches depend on, however deep."""
    if isinstance(part, Patch):
        yield from (*part.needs, *part.holds_while)
        yield from _leant_on(part.further)
    elif isinstance(part, tuple):
        for one in part:
            yield from _leant_on(one)
    elif isinstance(part, Mapping):
        yield from _leant_on(tuple(part.values()))
    elif hasattr(part, "__dataclass_fields__"):
        yield from _leant_on(tuple(getattr(part, name) for name in part.__dataclass_fields__))


def _values(setting: Setting, row: Row | None) -> list[Any]:
    """The values at which rows differ. A level that says nothing is one that is never permitted."""
    if setting.kind == "members":
        every = frozenset(setting.ids)
        near = [kept for item in setting.ids for kept in (frozenset({item}), every - {item})]
        return [frozenset(), every, *near]
    if isinstance(setting.order, Amount):
        order = setting.order
        own = [row.lowest, row.highest, *row.special] if isinstance(row, Copied) else []
        middle = order.tighten((order.low + order.high) // 2)
        return [order.low, middle, order.top, *(value for value in own if value in order)]
    if setting.kind == "text":
        return ["", "en"]
    return [value for value in setting.ids if setting.says.get(value)]
