"""The files that a tool reads now, weakest first, and what they say together.

Reads and never writes. What a tool follows is followed here too, links among it,
and what it would drop is dropped: the restrictions in such a file do not hold.
"""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from configurator.domain.frozen import dataclass, field
from configurator.errors import ConfiguratorError
from configurator.exporters import last_wins
from configurator.exporters.formats import json_text, markdown
from configurator.exporters.leaves import MISSING, Path, at, dotted, holds, leaves, same
from configurator.exporters.present import Fate, Faults, Place, Present, Source
from configurator.exporters.table import Scope, Target, TargetFile
from configurator.exporters.takes import faulty
from configurator.files.read import parse_toml, read_text, unreadable
from configurator.messages import later

WHAT = later("the file of the tool")
LARGEST = 16 << 20
READABLE = ("json", "toml", "yaml")


@dataclass(frozen=True, slots=True)
class Places:
    """Where to look. ``variables`` are those of the environment that move a tool's
    folder; ``texts`` stand in for files, None for one that is not there."""

    home: str
    root: str
    machine: str = "/"
    variables: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str | None] = field(default_factory=dict)

    def folder(self, place: Place) -> str:
        return {"user": self.home, "project": self.root, "machine": self.machine}[place]


@dataclass(frozen=True, slots=True)
class Trouble:
    """A file that the tool cannot take as it is, and what it does about that."""

    path: str
    reason: str
    fate: Fate
    line: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """One file that is there. ``data`` is what the tool takes from it."""

    path: str
    place: Place
    file: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Now:
    """What a tool's files say. ``keys`` is all of them together, by the target's own
    name of the file."""

    found: tuple[Found, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    keys: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def has(self, place: Place, file: str) -> bool:
        """Whether there is such a file in that place."""
        return any((one.place, one.file) == (place, file) for one in self.found)

    def path_of(self, file: str, path: Path, item: Any = MISSING) -> str:
        """The strongest file in which the key stands, with ``item`` in its list."""
        for one in reversed(self.found):
            value = at(one.data, path)
            if one.file == file and value is not MISSING and (item is MISSING or _has(value, item)):
                return one.path
        return ""


def _has(value: Any, item: Any) -> bool:
    return same(value, item) or (isinstance(value, list) and holds(value, item))


def look(target: Target, places: Places, scopes: tuple[Place, ...] = ("user", "project", "machine")) -> Now:
    """What the files of ``target`` in ``scopes`` say now."""
    found: list[Found] = []
    troubles: list[Trouble] = []
    seen: set[str] = set()
    for source in (one for one in _sources(target) if one.place in scopes):
        for path in _paths(target, source, places):
            if os.path.realpath(path) in seen:
                continue  # the project is the home folder
            seen.add(os.path.realpath(path))
            data = _taken(target, source, path, places, troubles)
            if data is not None:
                found.append(_found(target, path, source.place, source.file, data))
    return _together(target, found, troubles)


def alone(target: Target, rendered: Mapping[Scope, Mapping[str, Mapping[str, Any]]]) -> Now:
    """What the files would say if nothing were in them but ``rendered``: by scope, what
    an export writes to each file."""
    found = [
        _found(target, path, scope, name, data)
        for scope, files in rendered.items()
        for name, data in files.items()
        if target.files[name].format in READABLE and (path := target.files[name].path_in(scope))
    ]
    return _together(target, found, ())


def _found(target: Target, path: str, place: Place, file: str, data: Mapping[str, Any]) -> Found:
    if place == "project" and target.present.personal:
        data = _without(data, target.present.personal)
    return Found(path, place, file, data)


def _together(target: Target, found: Sequence[Found], troubles: Sequence[Trouble]) -> Now:
    keys: dict[str, dict[str, Any]] = {name: {} for name in target.files}
    for one in found:
        # The entries of a text always add up: no later one can take an earlier one back.
        joined = target.present.lists == "joined" or "parts" in one.data
        _lay(keys.setdefault(one.file, {}), one.data, joined=joined)
    for name, file in target.files.items():
        keys[name] = last_wins.as_written(keys[name], file.last_wins, target.orders)
    return Now(tuple(found), tuple(troubles), keys)


def is_tool(target: Target) -> bool:
    """Whether it is a tool on a person's machine whose files can be read back: where its
    table does not say how, a key that loosens it would go unseen. An agent that is merely
    told has no such keys."""
    has_keys = any(file.format in READABLE for file in target.files.values())
    return target.present != Present() or (target.group == "agents" and not has_keys)


def is_used(target: Target, places: Places, scopes: tuple[Place, ...] = ("user", "project")) -> bool:
    """Whether the tool is configured here: it has a settings file, or a folder for
    one; a tool without settings files, a file to read."""
    if not is_tool(target):
        return False
    files = {name: file for name, file in target.files.items() if file.format in READABLE}
    for file in (files or target.files).values():
        for place in scopes:
            relative = file.user if place == "user" else file.project
            if not relative:
                continue
            path = _placed(target, places.folder(place), relative, places)
            if os.path.lexists(path) or (os.path.dirname(relative) and os.path.isdir(os.path.dirname(path))):
                return True
    return False


def _sources(target: Target) -> list[Source]:
    """Every file the tool takes keys from, weakest first."""
    usual = [
        Source(place, path, name)
        for place in ("user", "project")
        for name, file in target.files.items()
        if file.format in READABLE and (path := file.path_in(place))
    ]
    others = target.present.sources
    return [*(o for o in others if o.weaker), *usual, *(o for o in others if not o.weaker)]


def _paths(target: Target, source: Source, places: Places) -> list[str]:
    """The files that are there for ``source``."""
    path = _placed(target, places.folder(source.place), source.path, places)
    folder, name = os.path.split(path)
    if "*" not in name:
        there = places.texts[path] is not None if path in places.texts else _may_be_there(path)
        return [path] if there else []
    names = {os.path.basename(one) for one in places.texts if os.path.dirname(one) == folder}
    names.update(_listed(folder))
    kept = sorted(one for one in names if fnmatch.fnmatchcase(one, name))
    whole = [os.path.join(folder, one) for one in kept]
    return [one for one in whole if places.texts.get(one, "") is not None]


def _listed(folder: str) -> list[str]:
    """The names in ``folder``; none where it is not there. Raises UnreadableError."""
    try:
        return os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise unreadable(error, folder, WHAT) from error


def _may_be_there(path: str) -> bool:
    """Whether there is anything at ``path``; where that cannot be told, reading it says why."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def _placed(target: Target, folder: str, relative: str, places: Places) -> str:
    for variable, usual in target.present.moved_by.items():
        moved = places.variables.get(variable, "")
        if moved and folder == places.home and relative.startswith(usual + "/"):
            return os.path.normpath(os.path.join(moved, relative.removeprefix(usual + "/")))
    return os.path.normpath(os.path.join(folder, relative.lstrip("/")))


# ------------------------------------------------------------------ one file


def told_in(text: str | None, path: str, file: TargetFile) -> str | None:
    """What ``text`` tells the AI by our hand; None where that is nothing. Raises ConfiguratorError."""
    if text is None:
        return None
    if file.format == "markdown":
        block = markdown.find(text, path)
        return text[block.start : block.end] if block else None
    told = at(_parsed(text, path, Source("project", path), file), tuple(file.told_at.split(".")))
    return told if isinstance(told, str) else None


def _taken(
    target: Target, source: Source, path: str, places: Places, troubles: list[Trouble]
) -> Mapping[str, Any] | None:
    """What the tool takes from the file; None where it takes nothing."""
    faults = target.present.faults.get(source.file, Faults())
    file = target.files.get(source.file, target.files.get("settings"))
    try:
        text = places.texts.get(path)
        text = read_text(path, WHAT, LARGEST) if text is None else text
        data = _parsed(text, path, source, file, merges=source.file not in target.present.closed)
    except ConfiguratorError as error:
        line = error.where.line if error.where else 0
        troubles.append(Trouble(path, error.message, faults.broken, line))
        return None
    wrong = dict(faulty(data, target, source.file))
    troubles += [Trouble(path, reason, faults.wrong) for reason in wrong.values()]
    if wrong and faults.wrong == "dropped":
        return None
    return _without(data, wrong) if faults.wrong == "skipped" else data


def _parsed(
    text: str, path: str, source: Source, file: TargetFile | None, *, merges: bool = True
) -> dict[str, Any]:
    if source.parts:
        parts = text.split(source.parts)[1:]
        ends = (part.splitlines()[0] if part and source.lines else part for part in parts)
        return {"parts": [source.parts + part for part in ends]}
    if not text.strip():
        return {}
    if file is not None and file.format == "toml":
        return parse_toml(text, path, WHAT)
    if file is not None and file.format == "yaml":
        from configurator.exporters.formats import yaml_text

        return yaml_text.parse(text, path, WHAT, merges=merges)
    return json_text.parse(text, path, WHAT, comments=file is not None and file.comments)


def _without(data: Mapping[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    """``data`` without ``keys``, which are dotted."""
    kept: dict[str, Any] = {}
    for path, value in leaves(data):
        if not any(dotted(path) == key or dotted(path).startswith(key + ".") for key in keys):
            table = kept
            for name in path[:-1]:
                table = table.setdefault(name, {})
            table[path[-1]] = value
    return kept


# ------------------------------------------------------------------ together


def _lay(into: dict[str, Any], data: Mapping[str, Any], *, joined: bool) -> None:
    """Lay a stronger file over weaker ones."""
    for name, value in data.items():
        old = into.get(name)
        if isinstance(value, Mapping):
            under = old if isinstance(old, dict) else {}
            into[name] = under
            _lay(under, value, joined=joined)
        elif isinstance(value, list) and isinstance(old, list) and joined:
            into[name] = [*old, *(item for item in value if not holds(old, item))]
        else:
            into[name] = list(value) if isinstance(value, list) else value
