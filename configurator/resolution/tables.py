"""Raw values to look up: what is permitted, and what a trigger fires on."""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Any

from configurator.domain.bounds import AnyBounds, Length, OneOf
from configurator.domain.orders import Amount, Members, Scale
from configurator.domain.policy import Trigger
from configurator.domain.settings import NotAValueError, Setting

Entry = tuple[type, Container[Any]]
"""The class that a permitted raw value has, exactly, and the permitted ones."""


class SetIn:
    """Lists of distinct items that hold all of ``must`` and nothing outside ``may``."""

    __slots__ = ("may", "must")

    def __init__(self, must: frozenset[str], may: frozenset[str]) -> None:
        self.must = must
        self.may = may

    def __contains__(self, raw: object) -> bool:
        items: Any = raw  # a list, by its class
        for item in items:
            if item.__class__ is not str:
                return False
        distinct = frozenset(items)
        return len(distinct) == len(items) and self.must <= distinct <= self.may


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


def lookup(setting: Setting, room: AnyBounds) -> Entry:
    """The entry for the raw values that ``room`` permits."""
    if isinstance(room, OneOf):
        return str, room.permitted
    if isinstance(room, Length):
        return str, TextIn(room.max_chars, setting)
    order = setting.order
    if room.span is None:
        return str, ()
    if isinstance(order, Scale):
        low, high = (order.levels.index(end) for end in room.span)
        return str, frozenset(order.levels[low : high + 1])
    if isinstance(order, Amount):
        return int, range(min(room.span), max(room.span) + 1, order.step)
    if isinstance(order, Members):
        must, may = sorted(room.span, key=len)
        return list, SetIn(must, may)
    raise TypeError(f"no table for {order!r}")


def trigger_mask(setting: Setting, triggers: list[tuple[int, Trigger]]) -> Callable[[Any], int]:
    """Which conditions a raw value of ``setting`` fires, one bit each.

    A raw value that is none fires nothing: it is refused in any case.
    """
    if isinstance(setting.order, Scale):
        by_level = {level: _fired(level, triggers) for level in setting.order.levels}
        return lambda raw: by_level.get(raw, 0) if raw.__class__ is str else 0
    if isinstance(setting.order, Amount):
        return lambda raw: _fired(raw, triggers) if raw.__class__ is int else 0

    def of_items(raw: Any) -> int:
        try:
            return _fired(frozenset(raw), triggers) if raw.__class__ is list else 0
        except TypeError:
            return 0

    return of_items


def _fired(value: Any, triggers: list[tuple[int, Trigger]]) -> int:
    mask = 0
    for bit, trigger in triggers:
        if trigger.fires(value):
            mask |= bit
    return mask
