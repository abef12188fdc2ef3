"""Raw values to look up: what is permitted, and what a trigger fires on.

A profile of many settings is judged in a few microseconds where every look-up is one
that compiled code makes, over all its values at once. So classes and rooms are plain
mappings, each entry made when a setting is first named.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from typing import Any

from configurator.domain.bounds import AnyBounds, Length, OneOf
from configurator.domain.orders import Amount, Members, Scale
from configurator.domain.policy import Trigger
from configurator.domain.settings import NotAValueError, Setting
from configurator.resolution.compose import Permitted

Room = Container[Any]
"""The raw values that are permitted, of those that have the class they should."""


class NoSetting:
    """The class of what is no setting: no value has it."""


class Classes(dict[str, type]):
    """By setting the class that its raw values have, exactly; one that none has for what is no setting."""

    def __init__(self, permitted: Mapping[str, Permitted]) -> None:
        super().__init__()
        self._permitted = permitted

    def __missing__(self, key: str) -> type:
        if key not in self._permitted:
            return NoSetting
        made = self[key] = CLASSES.get(self._permitted[key].setting.kind, str)
        return made


class Rooms(dict[str, Room]):
    """By setting what is permitted: what conditions leave of it, which is given, else what bounds do."""

    def __init__(self, of: Callable[[str], Room], narrowed: Mapping[str, Room]) -> None:
        super().__init__(narrowed)
        self._of = of

    def __missing__(self, key: str) -> Room:
        made = self[key] = self._of(key)
        return made


CLASSES: dict[str, type] = {"amount": int, "members": list}
"""Of kinds whose raw values are no text."""


ONLY_TEXT = {str}


class SetIn:
    """Lists of distinct items that hold all of ``must`` and nothing outside ``may``."""

    __slots__ = ("may", "must")

    def __init__(self, must: frozenset[str], may: frozenset[str]) -> None:
        self.must = must
        self.may = may

    def __contains__(self, raw: object) -> bool:
        items: Any = raw  # a list, by its class
        try:
            distinct = frozenset(items)
        except TypeError:  # a list or a table in it
            return False
        if len(distinct) != len(items) or not self.must <= distinct <= self.may:
            return False
        return not items or {*map(type, items)} == ONLY_TEXT  # what only equals an item is none


class TextIn:
    """Text that fits and that the setting can read."""

    __slots__ = ("_empty_fits", "max_chars", "setting")

    def __init__(self, max_chars: int, setting: Setting) -> None:
        self.max_chars = max_chars
        self.setting = setting
        self._empty_fits = self._reads("")

    def __contains__(self, raw: object) -> bool:
        if not raw:
            return self._empty_fits
        return len(raw) <= self.max_chars and self._reads(raw)  # type: ignore[arg-type]  # text, by its class

    def _reads(self, raw: object) -> bool:
        try:
            self.setting.read(raw)
        except NotAValueError:
            return False
        return True


def lookup(setting: Setting, room: AnyBounds) -> Room:
    """The raw values that ``room`` permits."""
    if isinstance(room, OneOf):
        return room.permitted
    if isinstance(room, Length):
        return TextIn(room.max_chars, setting)
    order = setting.order
    if room.span is None:
        return ()
    if isinstance(order, Scale):
        low, high = (order.levels.index(end) for end in room.span)
        return frozenset(order.levels[low : high + 1])
    if isinstance(order, Amount):
        return range(min(room.span), max(room.span) + 1, order.step)
    if isinstance(order, Members):
        must, may = sorted(room.span, key=len)
        return SetIn(must, may)
    raise TypeError(f"no table for {order!r}")


class Fired(dict[str, int]):
    """By level the conditions that it fires; of what is no level none."""

    def __missing__(self, raw: str) -> int:
        return 0


def trigger_mask(setting: Setting, triggers: list[tuple[int, Trigger]]) -> Callable[[Any], int]:
    """Which conditions a raw value of ``setting``, of the class it should have, fires, one bit each.

    A raw value that is none fires nothing: it is refused in any case.
    """
    if isinstance(setting.order, Scale):
        return Fired({level: _fired(level, triggers) for level in setting.order.levels}).__getitem__
    if isinstance(setting.order, Amount):
        return lambda raw: _fired(raw, triggers)

    def of_items(raw: Any) -> int:
        try:
            return _fired(frozenset(raw), triggers)
        except TypeError:
            return 0

    return of_items


def _fired(value: Any, triggers: list[tuple[int, Trigger]]) -> int:
    mask = 0
    for bit, trigger in triggers:
        if trigger.fires(value):
            mask |= bit
    return mask
