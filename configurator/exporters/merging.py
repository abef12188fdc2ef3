"""Several rows' keys as one: lists grow, or meet where they say what is allowed, tables
merge, and of two values the tighter wins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from configurator.exporters.leaves import Path, dotted, element, holds, same
from configurator.exporters.table import Allowed, Orders

_NUMBER = re.compile(r"-?[0-9]+")


def merge(
    into: dict[str, Any],
    keys: Mapping[str, Any],
    orders: Orders,
    keyed: Mapping[str, str] | None = None,
) -> None:
    """Add ``keys`` to ``into``: lists grow, and of two scalars the tighter wins.

    In a list that ``keyed`` names, elements of the same identity are merged. Raises
    ValueError where two rows want different things and nothing says which of them
    is tighter, or where an element lacks its identity.
    """
    _Merger(orders, keyed or {}).tables(into, keys, ())


class _Merger:
    def __init__(self, orders: Orders, keyed: Mapping[str, str]) -> None:
        self.orders = orders
        self.keyed = keyed

    def tables(self, into: dict[str, Any], keys: Mapping[str, Any], above: Path) -> None:
        for name, new in keys.items():
            at = (*above, name)
            if isinstance(new, dict | Mapping):
                self.tables(_container(into, name, {}, at), new, at)
            elif isinstance(new, list | tuple):
                order = self.orders.get(dotted(at))
                if isinstance(order, Allowed):
                    into[name] = _meet(order, _container(into, name, [*new], at), new)
                else:
                    self.lists(_container(into, name, [], at), new, at)
            elif name not in into or same(into[name], new):
                into[name] = new
            else:
                into[name] = self.tighter(dotted(at), into[name], new)

    def lists(self, found: list[Any], items: Iterable[Any], at: Path) -> None:
        identity = self.keyed.get(dotted(at))
        for item in items:
            if identity is not None:
                self.element(found, item, identity, at)
            elif not holds(found, item):
                found.append(item)

    def element(self, found: list[Any], item: Any, identity: str, at: Path) -> None:
        if not isinstance(item, Mapping) or not item.keys() >= {*identity.split("+")}:
            raise ValueError(f"an element of {dotted(at)} has no {identity}")
        there = element(found, identity, item)
        if there is None:
            found.append(there := {})
        self.tables(there, item, at)

    def tighter(self, at: str, old: Any, new: Any) -> Any:
        order = self.orders.get(at, ())
        places = [place(order, value) for value in (old, new)]
        if None in places:
            raise ValueError(f"two rows set {at}, to {old!r} and {new!r}, and no order says which is tighter")
        return old if places[0] <= places[1] else new  # type: ignore[operator]  # neither is None


def place(order: Any, value: Any) -> int | None:
    """How loose ``value`` is under ``order`` of `Target.orders`; None where that says
    nothing. A number may be spelled with a unit behind it (``30d``)."""
    if isinstance(order, Allowed):
        return None
    if order in ("higher", "lower"):
        number = _NUMBER.match(str(value))
        if number is None:
            return None
        return int(number[0]) if order == "higher" else -int(number[0])
    return next((n for n, one in enumerate(order) if one is value or same(one, value)), None)


def _meet(order: Allowed, one: Iterable[Any], other: Iterable[Any]) -> list[Any]:
    allowed = [*other]
    return [item for item in one if holds(allowed, item)] or [order.values[0]]


def _container(into: dict[str, Any], name: str, empty: Any, at: Path) -> Any:
    found = into.setdefault(name, empty)
    if type(found) is not type(empty):
        raise ValueError(f"{dotted(at)} is a table or list in one row and not in another")
    return found


def held_tighter(
    keys: Mapping[str, Any], merged: Mapping[str, Any], orders: Orders, keyed: Mapping[str, str]
) -> str:
    """The first of ``keys`` at which ``merged`` has another value; empty if none."""
    return _Held(orders, keyed).at(keys, merged, ())


class _Held:
    def __init__(self, orders: Orders, keyed: Mapping[str, str]) -> None:
        self.orders = orders
        self.keyed = keyed

    def at(self, keys: Mapping[str, Any], merged: Any, above: Path) -> str:
        for name, value in keys.items():
            at, found = (*above, name), ""
            if isinstance(value, Mapping):
                found = self.at(value, merged[name], at)
            elif isinstance(value, list | tuple):
                found = self.in_list(value, merged[name], at)
            elif not same(merged[name], value):
                found = dotted(at)
            if found:
                return found
        return ""

    def in_list(self, items: Iterable[Any], merged: list[Any], at: Path) -> str:
        if isinstance(self.orders.get(dotted(at)), Allowed):
            return "" if all(holds(merged, item) for item in items) else dotted(at)
        identity = self.keyed.get(dotted(at), "")
        found = (self.at(item, element(merged, identity, item) or {}, at) for item in items if identity)
        return next(filter(None, found), "")
