"""The person's own keys: ``keys.toml`` beside the profiles, ``[keys]`` of ``command = "key,key"``.

What is wrong in it is told, and only that is left out: the rest of the keys hold.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from configurator.domain.text import shown
from configurator.errors import ConfiguratorError, InvalidError, Where
from configurator.files.lines import key_lines, line_of
from configurator.files.near import meant
from configurator.files.read import is_there, parse_toml, read_text
from configurator.messages import _, did_you_mean, later
from configurator.store.paths import config_folder

NAMES = {
    "/": "slash",
    "?": "question_mark",
    ":": "colon",
    ".": "full_stop",
    ";": "semicolon",
    "[": "left_square_bracket",
    "]": "right_square_bracket",
    "+": "plus",
    "-": "minus",
    "esc": "escape",
}
"""Keys that may be written as they look."""


class Keys(NamedTuple):
    """The keys that hold, by command, for those that were bound anew; and what is wrong."""

    bound: Mapping[str, str]
    troubles: tuple[ConfiguratorError, ...]


def keys_path() -> str:
    """The file of the person's keys. It need not exist."""
    return os.path.join(config_folder(), "keys.toml")


def read_keys(usual: Mapping[str, str], fixed: Iterable[str] = ()) -> Keys:
    """The keys in the person's file. ``usual`` are those that hold without it, by command;
    ``fixed`` cannot be given to any."""
    path = keys_path()
    try:
        if not is_there(path, later("the key map")):
            return Keys({}, ())
        text = read_text(path, later("the key map"))
        raw = parse_toml(text, path, later("the key map"))
    except ConfiguratorError as error:
        return Keys({}, (error,))
    return _Reading(text, path, usual, fixed).keys(raw)


class _Reading:
    """One reading of the file, with what is wrong in it."""

    def __init__(self, text: str, path: str, usual: Mapping[str, str], fixed: Iterable[str]) -> None:
        self._lines = key_lines(text)
        self._path = path
        self._usual = usual
        self._fixed = frozenset(fixed)
        self._troubles: list[ConfiguratorError] = []

    def keys(self, raw: Mapping[str, Any]) -> Keys:
        """Every line that is right."""
        table = raw.get("keys")
        for name in raw:
            if name != "keys" or not isinstance(table, dict):
                self._add((name,), _("the key map holds a table `[keys]` and nothing else"))
        wanted: dict[str, list[str]] = {}
        for command, keys in table.items() if isinstance(table, dict) else ():
            if command not in self._usual:
                close = meant(command, self._usual)
                name = shown(command[:80])
                self._add(
                    ("keys", command), _("no command is called `{name}`", name=name), did_you_mean(close)
                )
            elif found := self._split(keys):
                wanted[command] = found
            else:
                message = _('the keys of `{name}` have to be text like "s,ctrl+s"', name=command)
                self._add(("keys", command), message)
        return Keys(self._without_clashes(wanted), tuple(self._troubles))

    def _split(self, keys: Any) -> list[str]:
        if not isinstance(keys, str):
            return []
        found = [NAMES.get(key.strip(), key.strip()) for key in keys.split(",")]
        return found if all(key and key.isprintable() and " " not in key for key in found) else []

    def _without_clashes(self, wanted: dict[str, list[str]]) -> dict[str, str]:
        """``wanted`` without what would take a key from another command."""
        bound = dict(wanted)
        for _round in range(len(wanted)):  # what is left out falls back to its usual keys: look again
            clash = self._clash(bound)
            if clash is None:
                break
            command, key, other = clash
            del bound[command]
            message = (
                _("`{key}` cannot be bound to `{name}`: it is `{other}`", key=key, name=command, other=other)
                if other
                else _("`{key}` cannot be bound to `{name}`: it moves the cursor", key=key, name=command)
            )
            self._add(("keys", command), message)
        return {command: ",".join(keys) for command, keys in bound.items()}

    def _clash(self, bound: Mapping[str, list[str]]) -> tuple[str, str, str] | None:
        """A command bound anew, its key, and the command that has the key already."""
        owner = {
            key: command
            for command, keys in self._usual.items()
            if command not in bound
            for key in keys.split(",")
        }
        for command, keys in bound.items():
            for key in keys:
                if key in self._fixed:
                    return command, shown(key[:40]), ""
                if owner.setdefault(key, command) != command:
                    return command, shown(key[:40]), owner[key]
        return None

    def _add(self, place: tuple[str | int, ...], message: str, hint: str = "") -> None:
        where = Where(self._path, line_of(self._lines, place))
        self._troubles.append(InvalidError(message, hint=hint, where=where, slug="key-map"))
