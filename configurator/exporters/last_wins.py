"""Tables in which the last rule that matches decides, so that order is meaning. Pure.

Ours stand from broad to narrow and from loosest to tightest, behind whatever a
person wrote that is not itself the tightest; a person's own bans stay behind ours.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any, Protocol

from configurator.domain.frozen import dataclass
from configurator.domain.text import shown
from configurator.errors import RefusedError
from configurator.exporters.leaves import Path, at, dotted, leaves, same
from configurator.messages import _

Tables = Mapping[str, tuple[str, ...]]
"""What may be done, from tightest to loosest, by the dotted path of a table of rules."""


class Editor(Protocol):
    """A text whose members can be moved."""

    text: str

    def remove(self, path: Path) -> None: ...
    def put(self, path: Path, value: Any) -> object: ...
    def put_first(self, path: Path, value: Any) -> None: ...


def in_order(keys: Mapping[str, Any], tables: Tables) -> dict[str, Any]:
    """``keys`` with the members of ``tables``, and of tables in them, in the order that they need."""
    found = dict(keys)
    for name, actions in tables.items():
        found = _sorted_at(found, tuple(name.split(".")), actions)
    return found


def _sorted_at(keys: Mapping[str, Any], path: Path, actions: Sequence[str]) -> dict[str, Any]:
    if path:
        inner = keys.get(path[0])
        return (
            {**keys, path[0]: _sorted_at(inner, path[1:], actions)} if isinstance(inner, dict) else {**keys}
        )

    def place(item: tuple[str, Any]) -> tuple[int, int]:
        name, value = item
        breadth = 0 if set(name) == {"*"} else 1 if "*" in name else 2
        return breadth, -actions.index(value) if value in actions else 0

    return {
        name: _sorted_at(value, (), actions) if isinstance(value, dict) else value
        for name, value in sorted(keys.items(), key=place)
    }


def as_written(keys: dict[str, Any], tables: Tables, orders: Mapping[str, Any]) -> dict[str, Any]:
    """``keys`` as rows would spell them: where ``orders`` knows a table's ``**``, one word
    in place of the table, or a `*` that is the first in it, is that."""
    found = copy.deepcopy(keys)
    for path in tables:
        table = at(found, tuple(path.split(".")))
        for name, value in table.items() if isinstance(table, dict) else ():
            if f"{path}.{name}.**" in orders:
                rules = value if isinstance(value, dict) else {"*": value}
                if next(iter(rules), "") == "*" and "**" not in rules:
                    rules = {"**" if one == "*" else one: says for one, says in rules.items()}
                table[name] = rules
    return found


@dataclass(frozen=True, slots=True)
class Rules:
    """Our rules in a text of a file: ``wanted`` in their order, ``ours`` those that no person wrote."""

    wanted: Mapping[str, Any]
    ours: Collection[Path]
    parse: Callable[[str], dict[str, Any]]
    edit: Callable[[str], Editor]
    where: str

    def arranged(self, text: str, tables: Tables) -> tuple[str, tuple[str, ...]]:
        """``text``, which holds ``wanted``, with our rules where they decide; and notes
        on a person's that they outdo.

        Raises RefusedError where a rule that is not ours would decide instead of ours.
        """
        notes: list[str] = []
        for name, actions in tables.items():
            top = tuple(name.split("."))
            for path, rules in _nested(at(self.wanted, top), top):
                text = self._moved(text, path, rules, actions[0])
                found = at(self.parse(text), path)
                self._check(found, path, rules, actions[0])
                notes += self._outdone(found, path, rules, actions[0])
        return text, tuple(notes)

    def _moved(self, text: str, path: Path, rules: Mapping[str, Any], tightest: str) -> str:
        found = at(self.parse(text), path)
        mine = [name for name in rules if self._all_ours((*path, name), found.get(name), rules[name])]
        others = {name: value for name, value in found.items() if name not in rules}
        first = all(_bans(value, tightest) for value in others.values())
        order = [*mine, *others] if first else [*others, *mine]
        if [name for name in found if name in order] == order:
            return text
        editor = self.edit(text)
        for name in mine:
            editor.remove((*path, name))
        for name in reversed(mine) if first else mine:
            (editor.put_first if first else editor.put)((*path, name), rules[name])
        return editor.text

    def _all_ours(self, path: Path, found: Any, rule: Any) -> bool:
        if not same(found, rule):
            return False
        below = [(*path, *inner) for inner, _value in leaves(rule)] if isinstance(rule, Mapping) else [path]
        return all(leaf in self.ours for leaf in below)

    def _check(self, found: Mapping[str, Any], path: Path, rules: Mapping[str, Any], tightest: str) -> None:
        names = list(found)
        for name in rules:
            for later in names[names.index(name) + 1 :]:
                loosens = later not in rules and not _bans(found[later], tightest)
                if loosens and (fnmatchcase(name, later) or fnmatchcase(later, name)):
                    raise RefusedError(
                        _(
                            "`{key}` in `{path}` would decide instead of what is exported",
                            key=shown(dotted((*path, later))),
                            path=self.where,
                        ),
                        hint=_(
                            "move it before `{name}`, or remove it; nothing was changed", name=shown(name)
                        ),
                        slug="outdone",
                    )

    def _outdone(
        self, found: Mapping[str, Any], path: Path, rules: Mapping[str, Any], tightest: str
    ) -> Iterator[str]:
        names = list(found)
        for name, value in found.items():
            behind = (later for later in names[names.index(name) + 1 :] if later in rules)
            outdone = any(fnmatchcase(name, later) and rules[later] != tightest for later in behind)
            if name not in rules and _bans(value, tightest) and outdone:
                yield _(
                    "`{key}` in `{path}` no longer decides; move it behind what was exported",
                    key=shown(dotted((*path, name))),
                    path=self.where,
                )


def _nested(found: Any, path: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    if isinstance(found, Mapping):
        yield path, found
        for name, value in found.items():
            yield from _nested(value, (*path, name))


def _bans(value: Any, tightest: str) -> bool:
    """Whether a rule, or every rule of a table, is the tightest."""
    if isinstance(value, Mapping):
        return all(_bans(inner, tightest) for inner in value.values())
    return bool(value == tightest)
