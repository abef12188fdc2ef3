"""Values that stand for all values of a setting, where two compositions are compared.

Two values that both sides permit alike, and on which the same conditions fire, need
not both be tried. What a setting's values are told apart by are its *marks*: the ends
of bounds and demands, and what triggers name. Amounts are tried at the marks and once
between two of them, on one grid and on both; sets are built item by item, and of those
that no mark can tell apart one is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import gcd
from typing import Any

from configurator.domain.bounds import AnyBounds, Bounds, Length, within
from configurator.domain.orders import Amount, Members
from configurator.domain.policy import Trigger
from configurator.domain.settings import NotAValueError, Setting
from configurator.resolution.compose import Composition, Permitted


def points(one: Composition, other: Composition, key: str) -> list[Any]:
    """Raw values of ``key`` that stand for all that the bounds of ``one`` permit."""
    permitted = one.permitted[key]
    setting, bounds = permitted.setting, permitted.bounds
    sides = [side for side in (one, other) if key in side.permitted]
    if isinstance(setting.order, Amount):
        return list(_numbers(setting.order, bounds, sides, key))
    if isinstance(setting.order, Members):
        return [setting.plain(value) for value in _sets(setting.order, bounds, sides, key)]
    if setting.kind == "text":
        return [text for text in _texts(permitted, sides, key) if _is_text_of(permitted, text)]
    return [name for name in setting.ids if name in bounds]


def texts_told_apart(one: Composition, other: Composition, key: str) -> bool:
    """Whether the `points` of a text stand for all of them. Of what has to have a form nobody
    knows what fits, unless the other side asks for no more: the same form, or none."""
    ours, theirs = one.permitted[key], other.permitted.get(key)
    if one.stopped(key) or ours.bounds == Length(0):
        return True
    if not ours.setting.pattern:
        return theirs is None or not theirs.setting.pattern
    if theirs is None or theirs.setting.kind != "text" or other.stopped(key):
        return False
    return theirs.setting.pattern in ("", ours.setting.pattern) and within(ours.bounds, theirs.bounds)


def _marks(side: Composition, key: str) -> Iterator[AnyBounds]:
    """The bounds of ``key``, and those of every demand on it."""
    yield side.permitted[key].bounds
    for condition in side.conditions.get(key, ()):
        for demand in condition.then:
            if demand.key == key:
                yield demand.bounds


def triggers_on(side: Composition, key: str) -> Iterator[Trigger]:
    """Every trigger that fires on ``key``."""
    for layer in side.layers:
        for condition in layer.conditions:
            for trigger in condition.when:
                if trigger.key == key:
                    yield trigger


# ------------------------------------------------------------------ amounts


def _numbers(order: Amount, bounds: Any, sides: list[Composition], key: str) -> Iterator[int]:
    low, high = sorted(bounds.span)
    cuts = {low, high}
    for side in sides:
        if isinstance(grid := side.permitted[key].setting.order, Amount):
            ends = (end for mark in _marks(side, key) if isinstance(mark, Bounds) for end in mark.span or ())
            named = (trigger.value for trigger in triggers_on(side, key))
            cuts.update(ends, named, (side.permitted[key].default, grid.low, grid.top))
    inside = sorted(cut for cut in cuts if low <= cut <= high)
    grids = [grid for side in sides if isinstance(grid := side.permitted[key].setting.order, Amount)]
    found: dict[int, None] = {}
    for place, cut in enumerate(inside):
        end = inside[place + 1] - 1 if place + 1 < len(inside) else cut
        for first, last in ((cut, cut), (cut + 1, end)):
            found.update(dict.fromkeys(_in_region(order, grids, first, last)))
    yield from found


def _in_region(order: Amount, grids: list[Amount], first: int, last: int) -> Iterator[int]:
    """From ``first`` to ``last``, a value on every grid and one that is not on the last."""
    start = first + (order.low - first) % order.step
    candidates = [start, start + order.step]
    if (shared := _shared(order, grids[-1], first)) is not None:
        candidates.append(shared)
    yield from (number for number in candidates if number <= last)


def _shared(one: Amount, other: Amount, first: int) -> int | None:
    """The lowest number from ``first`` on both grids, however far they go."""
    common = gcd(one.step, other.step)
    apart, beside = divmod(other.low - one.low, common)
    if beside:
        return None
    turns = other.step // common
    start = one.low + one.step * (apart * pow(one.step // common, -1, turns) % turns)
    whole = one.step * turns
    return first + (start - first) % whole


# ------------------------------------------------------------------ sets


def _sets(order: Members, bounds: Any, sides: list[Composition], key: str) -> Iterator[frozenset[str]]:
    """Of all sets in ``bounds`` one of each sort, built item by item."""
    items = frozenset(order.items)
    must, may = sorted(bounds.span, key=len)
    touched, missed = _told_apart_by(items, sides, key)
    sorts: dict[tuple[int, int], frozenset[str]] = {(0, 0): frozenset()}
    for item in order.items:
        there = sum(1 << place for place, some in enumerate(touched) if item in some)
        gone = sum(1 << place for place, some in enumerate(missed) if item in some)
        grown: dict[tuple[int, int], frozenset[str]] = {}
        for (touching, missing), chosen in sorts.items():
            if item not in must:
                grown.setdefault((touching, missing | gone), chosen)
            if item in may:
                grown.setdefault((touching | there, missing), chosen | {item})
        sorts = grown
    yield from sorts.values()


def _told_apart_by(
    items: frozenset[str], sides: list[Composition], key: str
) -> tuple[list[frozenset[str]], list[frozenset[str]]]:
    """Sets of which it matters whether a value has any item, and whether it lacks any."""
    touched: list[frozenset[str]] = []
    missed: list[frozenset[str]] = []
    for side in sides:
        permitted = side.permitted[key]
        if not isinstance(permitted.setting.order, Members):
            continue
        spans = [mark.span for mark in _marks(side, key) if isinstance(mark, Bounds) and mark.span]
        if side.stopped(key):
            spans.append((permitted.default, permitted.default))
        for span in (*spans, (frozenset(), frozenset(permitted.setting.order.items))):
            must, may = sorted(span, key=len)
            touched.append(items - may)
            missed.append(must)
        for trigger in triggers_on(side, key):
            if trigger.test != "lacks_any":
                touched.append(trigger.value if trigger.test == "has_any" else items - trigger.value)
            if trigger.test != "has_any":
                missed.append(trigger.value)
    return list(dict.fromkeys(touched)), list(dict.fromkeys(missed))


# ------------------------------------------------------------------ texts


_OF_EACH_SORT = "aA0 -.é"
"""Characters of which a form may take some and not others."""


def _texts(permitted: Permitted, sides: list[Composition], key: str) -> Iterator[str]:
    """The shortest text, some that are too long for one side alone if any is, and those
    that either side knows by name."""
    longest = [mark.max_chars for side in sides if isinstance(mark := side.permitted[key].bounds, Length)]
    own: Any = permitted.bounds  # of a text: a length
    length = min(own.max_chars, min(longest) + 1)
    yield ""
    named = {
        name for side in sides for name in (*side.permitted[key].setting.ids, side.permitted[key].default)
    }
    yield from sorted(name for name in named if type(name) is str)
    unnamed = map(chr, range(0x4E00, 0x4E00 + len(named) + 1))  # one more than there are names
    forms = (side.permitted[key].setting.pattern for side in sides)
    for character in dict.fromkeys("".join((_OF_EACH_SORT, *forms, *unnamed))):
        yield character * length


def _is_text_of(permitted: Permitted, text: str) -> bool:
    return text in permitted.bounds and _reads(permitted.setting, text)


def _reads(setting: Setting, text: str) -> bool:
    try:
        setting.read(text)
    except NotAValueError:
        return False
    return True
