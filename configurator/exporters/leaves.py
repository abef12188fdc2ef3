"""Nested keys as leaves: scalars and lists, by the path of names that leads to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Path = tuple[str, ...]

MISSING: Any = object()
"""What `at` gives where there is nothing; None is a value of JSON."""


_PLAIN = frozenset((str, bool, int, float, type(None)))


def same(a: Any, b: Any) -> bool:
    """Equality that tells ``true`` from 1 and 1 from 1.0, as the formats do; what is not a number is itself."""
    if a.__class__ in _PLAIN:  # most of what is compared, and the quickest to tell
        return _as_one(a, b)
    if isinstance(a, Mapping) and isinstance(b, Mapping):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    if isinstance(a, list | tuple) and isinstance(b, list | tuple):
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b, strict=True))
    return _as_one(a, b)


def _as_one(a: Any, b: Any) -> bool:
    return type(a) is type(b) and bool(a == b or (a != a and b != b))  # noqa: PLR0124  # NaN alone differs from itself


def holds(items: list[Any], item: Any) -> bool:
    """Whether ``item`` is among ``items``."""
    return any(same(item, other) for other in items)


def identity_of(item: Mapping[str, Any], identity: str) -> tuple[Any, ...]:
    """What tells ``item`` from the others, by the key or keys that `Target.keyed` names.

    Raises KeyError where it lacks one.
    """
    return tuple(item[name] for name in identity.split("+"))


def element(found: Iterable[Any], identity: str, like: Mapping[str, Any]) -> dict[str, Any] | None:
    """The table among ``found`` with the same ``identity`` as ``like``."""
    names = identity.split("+")
    return next(
        (
            one
            for one in found
            if isinstance(one, dict) and all(same(one.get(name), like.get(name)) for name in names)
        ),
        None,
    )


def leaves(data: Mapping[str, Any], above: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every scalar and list below ``data`` with its path. Empty tables have none."""
    for name, value in data.items():
        if isinstance(value, Mapping):
            yield from leaves(value, (*above, name))
        else:
            yield (*above, name), list(value) if isinstance(value, tuple) else value


def at(data: Mapping[str, Any], path: Path) -> Any:
    """What stands at ``path``; MISSING where nothing does or no table leads there."""
    found: Any = data
    for name in path:
        if not isinstance(found, Mapping) or name not in found:
            return MISSING
        found = found[name]
    return found


def spots(data: Mapping[str, Any], path: Path) -> Iterator[tuple[Path, Any]]:
    """What stands at ``path``, in which ``*`` is every name there is, and ``word*`` every one
    that begins so; MISSING where nothing does."""
    place = next((number for number, name in enumerate(path) if _is_open(name)), None)
    if place is None:
        yield path, at(data, path)
        return
    table, begins = at(data, path[:place]), path[place].removesuffix("*")
    for name, under in table.items() if isinstance(table, Mapping) else ():
        if name.startswith(begins):
            above = (*path[:place], name)
            below = spots({"": under}, ("", *path[place + 1 :]))
            yield from (((*above, *rest[1:]), value) for rest, value in below)


def _is_open(name: str) -> bool:
    """Whether it stands for several names; ``**`` is a name of its own."""
    return name.endswith("*") and name != "**"


def dotted(path: Path) -> str:
    """``path`` for people."""
    return ".".join(path)
