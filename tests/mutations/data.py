"""Files with one mistake in them."""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from configurator.exporters.leaves import same
from configurator.exporters.table import ABSENT

Place = tuple[Any, ...]

LONG = "x" * 100_000


def mutants(
    data: Any, orders: Mapping[str, Any] | None = None, opposites: Mapping[str, str] | None = None
) -> Iterator[tuple[str, Any]]:
    """Every single mistake, by what it is and where. With a target's ``orders``, every
    value once as the next looser one, too; each word of ``opposites`` once misspelled
    and once as the other one, and named in the mistake."""
    for place, value in _places(data):
        at = ".".join(map(str, place))
        for looser in _looser((orders or {}).get(".".join(n for n in place if isinstance(n, str))), value):
            yield f"{at} looser", _with(data, place, looser)
        if isinstance(value, str) and value in (opposites or {}):
            yield f"{at} {value} misspelled", _with(data, place, f"{value}x")
            yield f"{at} {value} turned", _with(data, place, (opposites or {})[value])
        if isinstance(place[-1], str):
            yield f"{at} misspelled", _with(data, place, value, name=place[-1] + "x")
            yield from _other_case(at, data, place, value)
            yield f"{at} missing", _without(data, place)
        if isinstance(value, dict):
            yield f"{at} with a stranger", _with(data, place, {**value, "stranger": 1})
        elif isinstance(value, list) and not value:
            yield f"{at} with a stranger", _with(data, place, ["stranger"])
        elif isinstance(value, list):
            yield f"{at} as one", _with(data, place, value[0])
            yield f"{at} said twice", _with(data, place, [*value, value[0]])
            yield f"{at} empty", _with(data, place, [])
        elif isinstance(value, bool):
            yield f"{at} as a text", _with(data, place, str(value).lower())
            yield f"{at} turned", _with(data, place, not value)
        elif isinstance(value, str):
            yield f"{at} as another word", _with(data, place, value + "x")
            yield f"{at} as a number", _with(data, place, 7)
            yield f"{at} as nothing", _with(data, place, "")
            yield f"{at} too long", _with(data, place, LONG)
        else:
            yield f"{at} as a text", _with(data, place, str(value) + "x")
            yield f"{at} below", _with(data, place, -1)
            yield f"{at} above", _with(data, place, 10**9)


def general(mistake: str, apart: Collection[str] = ()) -> str:
    """``mistake`` without the numbers of elements: what is true of one is of all, but
    in lists that ``apart`` names by their dotted places."""
    at, *said = mistake.split(" ")
    found: list[str] = []
    above: list[str] = []
    for part in at.split("."):
        alike = part.isdigit() and ".".join(above) not in apart
        found.append("*" if alike else part)
        above += [] if part.isdigit() else [part]
    return " ".join((".".join(found), *said))


def _other_case(at: str, data: Any, place: Place, value: Any) -> Iterator[tuple[str, Any]]:
    """The name with its letters the other way round, where it has any."""
    other = place[-1].swapcase()
    if other != place[-1]:
        yield f"{at} in the other case", _with(data, place, value, name=other)


def _looser(order: Any, value: Any) -> Iterator[Any]:
    """The next looser value, where values are ordered and this is not the loosest."""
    if isinstance(order, tuple):
        after = [n + 1 for n, one in enumerate(order) if same(one, value)]
        yield from (order[n] for n in after if n < len(order) and order[n] is not ABSENT)


def _places(data: Any, above: Place = ()) -> Iterator[tuple[Place, Any]]:
    items: Any = data.items() if isinstance(data, dict) else enumerate(data)
    for name, value in items:
        yield (*above, name), value
        if isinstance(value, dict | list):
            yield from _places(value, (*above, name))


def _inner(data: Any, place: Place) -> Any:
    for name in place:
        data = data[name]
    return data


def _with(data: Any, place: Place, value: Any, name: str | None = None) -> Any:
    new = copy.deepcopy(data)
    inner = _inner(new, place[:-1])
    if name is not None:
        del inner[place[-1]]
    inner[place[-1] if name is None else name] = value
    return new


def _without(data: Any, place: Place) -> Any:
    new = copy.deepcopy(data)
    del _inner(new, place[:-1])[place[-1]]
    return new
