"""What one row of a table does with one value: patches, telling, or neither. Pure.

Where a patch cannot be used, the next tighter case of its row is, or the AI is
told; never a looser one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from configurator.domain.frozen import dataclass, replace
from configurator.domain.orders import Amount, is_looser
from configurator.domain.settings import Value, written
from configurator.exporters.table import (
    ByValue,
    Case,
    Choice,
    Copied,
    Everything,
    Gap,
    Instructed,
    Level,
    Needs,
    OneRow,
    Patch,
    PerItem,
    Row,
    Scope,
    Target,
    Told,
    Unsupported,
)
from configurator.messages import _, clauses, commas, later

_OPEN = later("the bounds leave more than one value open")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one row does with one value, before it is known whether it can be told."""

    level: Level
    patches: tuple[Patch, ...] = ()
    told: bool = False
    notes: tuple[str, ...] = ()
    rounded: bool = False


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a case may depend on beside its own setting's value."""

    target: Target
    scope: Scope
    values: Mapping[str, Value]

    @classmethod
    def of(cls, target: Target, scope: Scope, choices: Sequence[Choice]) -> Surroundings:
        return cls(
            target,
            scope,
            {choice.setting.key: choice.value for choice in choices if not _unbounded(target, choice)},
        )

    def outcome(self, row: Row, choice: Choice) -> Outcome:
        """What ``row`` does. Raises ValueError where the table contradicts itself."""
        if _unbounded(self.target, choice):
            return Outcome("unsupported", notes=(_(_OPEN),))
        if isinstance(row, Everything):
            told = row.level == "instructed" and self.target.tells(self.scope)
            return Outcome(row.level, told=told, notes=(_(row.note),))
        found = self._of_row(row, choice)
        if self.target.values == "effective" or choice.fixed or not found.told:
            return found
        # A sentence cannot bound: told at the loosest value, an AI would do more than
        # a tighter choice asks for. Keys that are not seen to hold count where there are sentences.
        counts = bool(found.patches) and self.target.tells(self.scope)
        level: Level = "unsupported" if found.level == "instructed" and not counts else found.level
        return replace(found, level=level, told=False, notes=(*found.notes, _(_OPEN)))

    def _of_row(self, row: OneRow, choice: Choice) -> Outcome:
        if isinstance(row, Unsupported):
            return Outcome("unsupported", notes=(_(row.because),))
        if isinstance(row, Instructed):
            return Outcome("instructed", told=True, notes=(_(row.note),))
        if isinstance(row, PerItem):
            return self._per_item(row, choice)
        case = _copied(row, choice) if isinstance(row, Copied) else self._by_value(row, choice.value)
        return self._one(row, case, choice, choice.value)

    def _by_value(self, row: ByValue, value: Value) -> Case:
        """The case for the value. Another policy's catalogue may have values that the
        table does not know; to tell the AI grants nothing."""
        unknown = Told(_("not among the values that {tool} was checked for", tool=_(self.target.title)))
        return row.cases.get(value, unknown)

    def _one(self, row: OneRow, case: Case, choice: Choice, value: Value) -> Outcome:
        if isinstance(case, Gap):
            return Outcome("unsupported", notes=(_(case.because),))
        if isinstance(case, Told):
            return Outcome("instructed", told=True, notes=(_(case.note),))
        obstacle = self.obstacle(case)
        if obstacle and case.otherwise and isinstance(row, ByValue):
            return self._instead(row, case, choice, value, obstacle)
        if obstacle:
            return Outcome("instructed", told=True, notes=(obstacle,))
        unmet = self.unmet(case.holds_while)
        level: Level = "instructed" if unmet else case.level
        notes = (_("not enforced while {reason}", reason=unmet) if unmet else "", _(case.note))
        return Outcome(
            level, self._with_further(case), level != "enforced" or case.also_told, notes, case.rounded
        )

    def _instead(self, row: ByValue, patch: Patch, choice: Choice, value: Value, obstacle: str) -> Outcome:
        """The case of a tighter value of the same setting. Each step is tighter than
        the one before, so there is an end to them."""
        order, tighter = choice.setting.order, patch.otherwise
        if order is None or tighter not in order:
            return Outcome("instructed", told=True, notes=(obstacle,))
        if value in order and not is_looser(order, value, tighter):
            raise ValueError(f"{self.target.id}: `{tighter}` is not tighter than `{value}` of {row.setting}")
        found = self._one(row, self._by_value(row, tighter), choice, tighter)
        notes = (clauses((obstacle, _("written as `{value}`", value=tighter))), *found.notes)
        return replace(found, rounded=bool(found.patches), notes=notes)

    def _with_further(self, patch: Patch) -> tuple[Patch, ...]:
        return (patch, *(more for more in patch.further if not self.obstacle(more)))

    def obstacle(self, patch: Patch) -> str:
        """Why the tool may not be given ``patch`` here; empty if it may."""
        if patch.only not in (None, self.scope):
            template = (
                later("{tool} takes this only from the person's own files: use `--scope user`")
                if patch.only == "user"
                else later("{tool} takes this only from a project's files: use `--scope project`")
            )
            return _(template, tool=_(self.target.title))
        if not self.target.files[patch.file].path_in(self.scope):
            return _("{tool} has no such file in this scope", tool=_(self.target.title))
        unmet = self.unmet(patch.needs)
        return _("not possible while {reason}", reason=unmet) if unmet else ""

    def unmet(self, needs: Needs) -> str:
        """The first of ``needs`` that is not so, in words; empty if all are."""
        for key, wanted in needs.items():
            value = self.values.get(key)
            if isinstance(value, frozenset):
                lacking = [item for item in wanted if item not in value]
                if lacking:
                    return _("`{key}` lacks `{item}`", key=key, item=lacking[0])
            elif value not in wanted:
                return _("`{key}` is `{value}`", key=key, value=written(value))
        return ""

    def _per_item(self, row: PerItem, choice: Choice) -> Outcome:
        patches: list[Patch] = []
        enforced: list[str] = []
        rest: list[str] = []
        for item in choice.setting.ids:
            if item in row.ignored:
                continue
            patch = (row.present if item in choice.value else row.absent).get(item)
            usable = patch is not None and not self.obstacle(patch)
            if patch is not None and usable:
                patches += self._with_further(patch)
            holds = patch is not None and usable and patch.level == "enforced"
            (enforced if holds else rest).append(choice.setting.labels[item])
        notes = [_(patch.note) for patch in patches]
        if rest and enforced:
            enforced_for = _("enforced for {items}", items=_listed(enforced))
            others = later("told for {items}") if self.target.tells(self.scope) else later("not for {items}")
            notes.insert(0, clauses((enforced_for, _(others, items=_listed(rest)))))
        return Outcome(
            "instructed" if rest else "enforced",
            tuple(patches),
            told=bool(rest) or any(patch.also_told for patch in patches),
            notes=tuple(notes),
            rounded=any(patch.rounded for patch in patches),
        )


def _unbounded(target: Target, choice: Choice) -> bool:
    """Whether only bounds are wanted, and they come to no value."""
    return target.values == "bounds" and not choice.bounded


def _copied(row: Copied, choice: Choice) -> Case:
    value, rounded = choice.value, False
    if value in row.special:
        return row.special[value]
    if isinstance(choice.setting.order, Amount):
        within = _within(row, choice)
        if within is None:
            return Told(row.note or later("tighter than the tool can say"))
        value, rounded = within * row.times, within != choice.value
    elif not value:
        return Told(row.note)
    spelled = row.spelled.replace("{value}", str(value)) if row.spelled else value
    keys = _nested(row.at, spelled)
    more = [_nested(at, spelled) for at in row.also_at] + ([row.beside] if row.beside else [])
    further = tuple(Patch(one, row.file, row.only) for one in more)
    return Patch(keys, row.file, row.only, rounded, row.also_told, row.note, level=row.level, further=further)


def _nested(at: str, value: Any) -> dict[str, Any]:
    *above, last = at.split(".")
    keys: dict[str, Any] = {last: value}
    for name in reversed(above):
        keys = {name: keys}
    return keys


def _within(row: Copied, choice: Choice) -> int | None:
    """The value inside the tool's range, or None where it is tighter than that.

    A value looser than the tool can say becomes the loosest that it can.
    """
    value: int = choice.value
    order = choice.setting.order
    low = value if row.lowest is None else max(value, row.lowest)
    nearest = low if row.highest is None else min(low, row.highest)
    if order is None or order.tighter_of(nearest, value) == nearest:
        return nearest
    return None


def _listed(labels: Iterable[str]) -> str:
    return commas(label.lower() for label in labels)
