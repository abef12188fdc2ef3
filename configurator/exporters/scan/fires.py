"""Whether the keys that loosen a tool are there, and where they stand. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

from configurator.domain.frozen import dataclass
from configurator.exporters.leaves import MISSING, Path, holds, spots
from configurator.exporters.present import Key, Loosens
from configurator.exporters.scan.sources import Now


@dataclass(frozen=True, slots=True)
class Because:
    """A key, what is found at it, and the file that says so. MISSING stands for
    nothing, and an empty list for one that lacks what would hold the tool."""

    at: str
    found: Any
    path: str = ""


def fired(entry: Loosens, now: Now) -> tuple[Because, ...]:
    """Why ``entry`` applies; empty where it does not."""
    found: list[Because] = []
    for key in entry.keys:
        reasons = list(_reasons(key, now))
        if not reasons:
            return ()
        found += reasons
    return tuple(found)


def _reasons(key: Key, now: Now) -> Iterator[Because]:
    for path, value in spots(now.keys.get(key.file, {}), key.path):
        yield from _reasons_at(key, path, value, now)


def _reasons_at(key: Key, path: Path, value: Any, now: Now) -> Iterator[Because]:
    if value is not MISSING and key.is_in and holds(list(key.is_in), value):
        yield Because(key.at, value, now.path_of(key.file, path))
    if key.is_not and (value is MISSING or not holds(list(key.is_not), value)):
        yield Because(key.at, value, now.path_of(key.file, path))
    entries = _entries(key, value)
    for entry in entries:
        if _fits_any(entry, key.holds) and not _fits_any(entry, key.but):
            item = entry if isinstance(value, list) else MISSING
            yield Because(key.at, entry, now.path_of(key.file, path, item))
    if any(not any(_fits(entry, pattern) for entry in entries) for pattern in key.lacks):
        yield Because(key.at, [])


def _entries(key: Key, value: Any) -> list[Any]:
    """The items of a list, the names of a table that count, or the value alone."""
    if isinstance(value, Mapping) and key.says:
        names = list(value)
        first = names.index(key.behind) + 1 if key.behind in value else 0
        return [name for name in names[first:] if holds(list(key.says), value[name])]
    if isinstance(value, list | Mapping):
        return list(value)
    return [] if value is MISSING or (key.says and value not in key.says) else [value]


def _fits_any(entry: Any, patterns: tuple[Any, ...]) -> bool:
    return any(_fits(entry, pattern) for pattern in patterns)


def _fits(entry: Any, pattern: Any) -> bool:
    if isinstance(pattern, Mapping):
        if not isinstance(entry, Mapping):
            return False
        return all(
            wanted is not None and _fits_value(entry[name], wanted)
            for name, wanted in pattern.items()
            if name in entry
        )
    return isinstance(entry, str) and isinstance(pattern, str) and fnmatchcase(entry, pattern)


def _fits_value(value: Any, wanted: Any) -> bool:
    """A number has to be higher; of a list, or of what is wanted, any one has to fit."""
    if isinstance(wanted, int | float):
        return isinstance(value, int | float) and value > wanted
    values = value if isinstance(value, list) else [value]
    patterns = wanted if isinstance(wanted, tuple) else (wanted,)
    # What a rule is about may be a pattern of its own, such as `*`.
    return any(
        _fits(one, pattern) or ("*" in str(one) and _fits(pattern, one))
        for one in values
        for pattern in patterns
    )
