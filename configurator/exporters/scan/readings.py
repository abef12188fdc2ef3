"""What a tool does now, setting by setting, from its own rows. Pure.

A value is the tightest whose patch the files satisfy as they are; of that, what the
tool does out of the box and what its keys loosen are taken into account. Wherever
two readings are possible, the looser one is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from configurator.domain.frozen import dataclass, field, replace
from configurator.domain.orders import Amount, Members, Scale
from configurator.domain.settings import Setting, Value
from configurator.exporters.cases import Surroundings
from configurator.exporters.leaves import MISSING, Path, at, dotted, element, holds, leaves, same
from configurator.exporters.merging import place
from configurator.exporters.render import rows_by_setting
from configurator.exporters.scan.fires import Because, fired
from configurator.exporters.scan.sources import Now
from configurator.exporters.table import (
    ByValue,
    Case,
    Copied,
    Instructed,
    Patch,
    PerItem,
    Row,
    Target,
    Unsupported,
)

ROUNDS = 8
"""How often what a setting is read by may depend on another before the worst is taken."""

Need = tuple[str, Path, Any]
"""A key that has to stand in a file: the file's name, the path, the value or item."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a tool does now about one setting.

    ``alike`` are the values that its files do not tell apart, tightest first;
    ``exact`` is the one of them that the tool says as it is. ``because`` are the keys
    that make it as loose as this. ``said`` is whether a file says anything about it.
    """

    setting: str
    alike: tuple[Value, ...]
    exact: Value
    because: tuple[Because, ...] = ()
    said: bool = True

    @property
    def value(self) -> Value:
        """The tightest that it may be called."""
        return self.alike[0]


def read(
    target: Target, settings: Mapping[str, Setting], values: Mapping[str, Value], now: Now
) -> dict[str, Reading]:
    """Every setting that ``target`` holds to by its files, as it is now.

    ``values`` are the effective ones: those that tools are only told decide what
    some of the others need, and items of a set that no key is about are as they say. Of a setting that the tool is only told, there is a
    reading where its files loosen that.
    """
    rows = {key: row for key, row in rows_by_setting(target).items() if _is_read(row, settings.get(key))}
    found = {
        key: Reading(key, (order.loosest,), order.loosest, said=False)
        for key in rows
        if (order := settings[key].order) is not None
    }
    for _round in range(ROUNDS):
        others = {**values, **{key: reading.value for key, reading in found.items()}}
        again = _loosened(Reader(target, settings, others, now, values).all(rows), target, settings, now)
        if again == found:
            return found
        before, found = found, again
    looser = {key: (before.get(key, found[key]), found[key]) for key in found}
    return {key: _looser_of(settings[key], *pair) for key, pair in looser.items()}


def _is_read(row: Row, setting: Setting | None) -> bool:
    return setting is not None and setting.order is not None and not isinstance(row, Instructed | Unsupported)


def _is_told(row: Row, settings: Mapping[str, Setting]) -> bool:
    return isinstance(row, Instructed) and row.setting in settings and settings[row.setting].order is not None


def _nothing(setting: Setting) -> Reading:
    """What nothing is known of yet."""
    order: Any = setting.order
    return Reading(setting.key, (order.tightest,), order.tightest, said=False)


def _looser_of(setting: Setting, one: Reading, other: Reading) -> Reading:
    order: Any = setting.order
    return one if order.looser_of(one.value, other.value) == one.value else other


# ------------------------------------------------------------------ by the rows


@dataclass(frozen=True, slots=True)
class Reader:
    """What the rows say while the other settings have ``others``."""

    target: Target
    settings: Mapping[str, Setting]
    others: Mapping[str, Value]
    now: Now
    values: Mapping[str, Value] = field(default_factory=dict)
    """The effective ones."""

    @property
    def here(self) -> Surroundings:
        return Surroundings(self.target, "user", self.others)

    def all(self, rows: Mapping[str, Row]) -> dict[str, Reading]:
        return {key: self.row(row, self.settings[key]) for key, row in rows.items()}

    def row(self, row: Row, setting: Setting) -> Reading:
        if isinstance(row, PerItem):
            return self._per_item(row, setting)
        if isinstance(row, Copied):
            return self._copied(row, setting)
        return self._at_least_ever(self._at_most_unset(self._by_value(row, setting), setting), setting)

    def _at_least_ever(self, reading: Reading, setting: Setting) -> Reading:
        """No tighter than what the tool does whatever its files say."""
        least, order = self.target.present.least.get(setting.key), setting.order
        if order is None or least not in order:
            return reading
        alike = tuple(one for one in reading.alike if order.looser_of(one, least) == one) or (least,)
        return replace(reading, alike=alike, exact=reading.exact if reading.exact in alike else alike[0])

    def _at_most_unset(self, reading: Reading, setting: Setting) -> Reading:
        """No looser than out of the box: what is looser than that, keys say."""
        unset, order = self.target.present.unset.get(setting.key), setting.order
        if order is None or unset not in order or order.tighter_of(unset, reading.value) == reading.value:
            return reading
        return replace(reading, alike=(unset,), exact=unset)

    def _by_value(self, row: Row, setting: Setting) -> Reading:
        cases: Mapping[Value, Case] = row.cases if isinstance(row, ByValue) else {}
        order = setting.order
        levels = order.levels if isinstance(order, Scale) else ()
        for step, level in enumerate(levels):
            needs = self.needs(cases.get(level))
            if needs is not None and all(self.is_met(need) for need in needs):
                alike = [one for one in levels[step:] if _are_same(needs, self.needs(cases.get(one)))]
                return Reading(setting.key, tuple(alike), _exact(alike, cases), said=bool(needs))
        loosest = setting.order.loosest if setting.order else None
        return Reading(setting.key, (loosest,), loosest, said=False)

    def _copied(self, row: Copied, setting: Setting) -> Reading:
        order: Any = setting.order
        found = at(self.now.keys.get(row.file, {}), tuple(row.at.split(".")))
        beside = self.needs(Patch(row.beside, row.file)) or []
        number = _number(found, row.spelled)
        if found is MISSING and all(self.is_absent(need) for need in beside):
            unset = self.target.present.unset.get(setting.key, order.loosest)
            return Reading(setting.key, (unset,), unset, said=False)
        if number is None or not all(self.is_met(need) for need in beside):
            return Reading(setting.key, (order.loosest,), order.loosest)
        number = -(-number // row.times) if order.looser == "higher" else number // row.times
        value = order.loosen(number) if isinstance(order, Amount) else number
        alike = [one for one, case in row.special.items() if self._holds(case) and one != value]
        alike = sorted([*alike, value], reverse=isinstance(order, Amount) and order.looser == "lower")
        return Reading(setting.key, tuple(alike), value)

    def _holds(self, case: Case) -> bool:
        needs = self.needs(case)
        return bool(needs) and all(self.is_met(need) for need in needs or ())

    def _per_item(self, row: PerItem, setting: Setting) -> Reading:
        order = setting.order
        lists_what_is_held = isinstance(order, Members) and order.looser == "fewer"
        patches = row.present if lists_what_is_held else row.absent
        held = {item for item in setting.ids if item in patches and self._holds(patches[item])}
        said = held if lists_what_is_held else set(setting.ids) - held
        told = set(setting.ids) - patches.keys()  # no key is about them: they are as the tool is told
        wanted = self.values.get(setting.key)
        value = frozenset((said - told) | (told & (wanted if isinstance(wanted, frozenset) else said)))
        return Reading(setting.key, (value,), value, said=bool(held))

    def needs(self, case: Case | None) -> list[Need] | None:
        """What a file has to hold for ``case``; None where no key says it."""
        if not isinstance(case, Patch):
            return None
        if case.holds_while and not case.keys and not self.here.unmet(case.holds_while):
            return []  # another setting holds it as well
        found = list(self._restricting(case))
        for more in case.further:
            counts = more.only != "project" or self.now.has("project", more.file)
            if counts and not self.here.unmet(more.needs):
                found += self._restricting(more)
        return found

    def _restricting(self, patch: Patch) -> Iterator[Need]:
        for path, value in leaves(patch.keys):
            relaxing = self.target.present.relaxes.get(dotted(path))
            if not isinstance(value, list):
                yield patch.file, path, value
                continue
            if not value:
                yield patch.file, path, value
            for item in value:
                if relaxing is None or not _grants(item, relaxing):
                    yield patch.file, path, [item]

    def lacking(self, row: Row, setting: Setting, value: Value) -> tuple[Because, ...]:
        """What keeps the files from saying ``value``: keys that say something looser,
        or else the first that is missing."""
        needs: list[Need] = []
        if isinstance(row, ByValue):
            needs = self.needs(row.cases.get(value)) or []
        elif isinstance(row, Copied):
            needs = [(row.file, tuple(row.at.split(".")), value * row.times)]
        elif isinstance(row, PerItem):
            absent = (row.absent.get(item) for item in setting.ids if item not in value)
            needs = [need for case in absent for need in self.needs(case) or ()]
        unmet = [need for need in needs if not self.is_met(need)]
        looser = []
        for file, path, wanted in unmet:
            here = at(self.now.keys.get(file, {}), path)
            if here is not MISSING and not isinstance(wanted, list):
                looser.append(Because(dotted(path), here, self.now.path_of(file, path)))
        missing = (Because(dotted(p), [] if isinstance(w, list) else MISSING) for _f, p, w in unmet[:1])
        return tuple(looser) or tuple(missing)

    def is_met(self, need: Need) -> bool:
        """Whether the files hold it, or something tighter."""
        file, path, wanted = need
        found = at(self.now.keys.get(file, {}), path)
        if isinstance(wanted, list):
            # An empty list is one that lets nothing in.
            return (
                same(found, wanted)
                if not wanted
                else isinstance(found, list) and self._has(found, wanted[0], dotted(path))
            )
        return self._is_tight(found, wanted, dotted(path))

    def is_absent(self, need: Need) -> bool:
        """Whether no file says anything at that key."""
        file, path, _wanted = need
        return at(self.now.keys.get(file, {}), path) is MISSING

    def _has(self, found: list[Any], item: Any, where: str) -> bool:
        """Whether ``item`` is in a list; of one whose elements have identities, all its keys."""
        identity = self.target.keyed.get(where)
        if identity is None or not isinstance(item, Mapping):
            return holds(found, item)
        there = element(found, identity, item) or {}
        return all(
            self._is_tight(at(there, path), value, f"{where}.{dotted(path)}") for path, value in leaves(item)
        )

    def _is_tight(self, found: Any, wanted: Any, where: str) -> bool:
        if found is MISSING or same(found, wanted):
            return found is not MISSING
        order = self.target.orders.get(where, ())
        places = [None if order in ("more", "fewer") else place(order, one) for one in (found, wanted)]
        return None not in places and places[0] <= places[1]  # type: ignore[operator]  # neither is None


def _grants(item: Any, relaxing: Mapping[str, Any]) -> bool:
    """Whether an entry of a list that grants is one that does."""
    return all(isinstance(item, Mapping) and item.get(name) == value for name, value in relaxing.items())


def _are_same(one: list[Need], other: list[Need] | None) -> bool:
    return other is not None and len(one) == len(other) and all(holds(list(other), need) for need in one)


def _exact(alike: list[Value], cases: Mapping[Value, Case]) -> Value:
    """The value that is said as it is, of those that are written alike."""
    for wanted in ("enforced", "instructed"):
        for one in alike:
            case = cases.get(one)
            if isinstance(case, Patch) and not case.rounded and case.level == wanted:
                return one
    return alike[0]


def _number(found: Any, spelled: str) -> int | None:
    """The number that is written at a key, in whole units of the setting."""
    if not spelled:
        return found if type(found) is int else None
    pattern = re.escape(spelled).replace(re.escape("{value}"), "([0-9]{1,9})")
    match = re.fullmatch(pattern, found) if isinstance(found, str) else None
    return int(match[1]) if match else None


# ------------------------------------------------------------------ by other keys


def _loosened(
    base: Mapping[str, Reading], target: Target, settings: Mapping[str, Setting], now: Now
) -> dict[str, Reading]:
    """``base`` with what keys beyond the rows loosen, and what follows from that."""
    found = dict(base)
    told = {row.setting: _nothing(settings[row.setting]) for row in target.rows if _is_told(row, settings)}
    for entry in target.present.loosens:
        beaten = (
            found_by.value in values for key, values in entry.beaten_by.items() if (found_by := base.get(key))
        )
        reasons = () if any(beaten) else fired(entry, now)
        for key, value in entry.to.items():
            before = found.get(key, told.get(key))
            if reasons and before:
                found[key] = _at_least(before, value, reasons, settings[key])
    for key, by_value in target.present.implied.items():
        reading = found.get(key)
        for other, value in by_value.get(reading.value, {}).items() if reading else ():
            if reading and other in found:
                found[other] = _at_least(found[other], value, reading.because, settings[other])
    return found


def _at_least(reading: Reading, value: Value, because: tuple[Because, ...], setting: Setting) -> Reading:
    order: Any = setting.order
    value = value if value in order else order.loosest  # another policy has other levels
    looser = order.looser_of(reading.value, value)
    said = any(one.path for one in because)
    if looser == reading.value:
        if looser != value:
            return reading
        return replace(reading, because=_joined(reading.because, because), said=reading.said or said)
    kept = reading.because if order.looser_of(reading.value, value) != value else ()
    return Reading(reading.setting, (looser,), looser, _joined(kept, because), said)


def _joined(one: tuple[Because, ...], other: tuple[Because, ...]) -> tuple[Because, ...]:
    return (*one, *(because for because in other if not any(_alike(because, had) for had in one)))


def _alike(one: Because, other: Because) -> bool:
    return (one.at, one.path) == (other.at, other.path) and same(one.found, other.found)
