"""Whole files of all values, for a program or a person to read.

Each says by its first line or key that it is ours, so that a file somebody else
put there is never replaced. Values are grouped as settings are: category, name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from configurator.exporters import prompt
from configurator.exporters.render import Sentence
from configurator.exporters.table import Choice

MARK = "configurator:export"
KEY = "$written_by"
"""The key that marks a JSON file, which can hold no comment."""

SCHEMA = 1

_BARE = re.compile(r"[A-Za-z0-9_.,:/+-]*")
_ESCAPED = {ord(c): f"\\u{ord(c):04x}" for c in "'\"\\$`\x7f\ufffe\uffff"}


def is_ours(dump: str, text: str) -> bool:
    """Whether ``text`` is a file that this program wrote whole."""
    if dump == "json":
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            return False
        return isinstance(found, dict) and found.get(KEY) == MARK
    first = text.partition("\n")[0]
    return first.startswith(f"[{MARK}]" if dump == "text" else f"# {MARK} ")


def values(choices: Iterable[Choice]) -> dict[str, dict[str, Any]]:
    """The effective values as TOML and JSON hold them, by category and name."""
    tree: dict[str, dict[str, Any]] = {}
    for choice in choices:
        category, _, name = choice.setting.key.partition(".")
        tree.setdefault(category, {})[name] = choice.setting.plain(choice.value)
    return tree


def dumped(dump: str, choices: Sequence[Choice]) -> str:
    """All values in the format ``dump``: json, toml, yaml or env."""
    writers = {"json": _json, "toml": _toml, "yaml": _yaml, "env": _env}
    return writers[dump](values(choices))


def _head(note: str) -> str:
    return f"# {MARK} replaces this file; {note}\n"


def _json(tree: dict[str, Any]) -> str:
    document = {KEY: MARK, "schema": SCHEMA, "settings": tree}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _toml(tree: dict[str, dict[str, Any]]) -> str:
    lines = [f"{_head('values are those that hold')}schema = {SCHEMA}"]
    for category, names in tree.items():
        lines += ["", f"[settings.{_toml_key(category)}]"]
        lines += [f"{_toml_key(name)} = {_quoted(value)}" for name, value in names.items()]
    return "\n".join(lines) + "\n"


def _toml_key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _quoted(name)


def _yaml(tree: dict[str, dict[str, Any]]) -> str:
    """Every text and key in double quotes: there YAML reads what JSON writes, and
    nothing is an anchor, a tag, a truth value or a date."""
    lines = [f"{_head('values are those that hold')}schema: {SCHEMA}", "settings:"]
    for category, names in tree.items():
        lines.append(f"  {_quoted(category)}:")
        lines += [f"    {_quoted(name)}: {_quoted(value)}" for name, value in names.items()]
    return "\n".join(lines) + "\n"


def _quoted(value: Any) -> str:
    """JSON on one line, as YAML and TOML read it too: both want DEL, and YAML the
    two codes that are no characters, spelled out."""
    written = json.dumps(value, ensure_ascii=False)
    return written.translate({code: f"\\u{code:04x}" for code in (0x7F, 0xFFFE, 0xFFFF)})


def _env(tree: dict[str, dict[str, Any]]) -> str:
    lines = [_head("texts in quotes are escaped as in JSON").rstrip()]
    for category, names in tree.items():
        lines += [f"{variable(category, name)}={_env_value(value)}" for name, value in names.items()]
    return "\n".join(lines) + "\n"


def variable(category: str, name: str) -> str:
    """``BEHAVIOR_AUTONOMY_SHELL`` for ``autonomy.shell``."""
    return re.sub(r"[^A-Z0-9]", "_", f"BEHAVIOR_{category}_{name}".upper())


def _env_value(value: Any) -> str:
    """Bare, or in single quotes without the characters on which sh and the many
    readers of .env files disagree; those are escaped as in JSON."""
    text = ",".join(value) if isinstance(value, list) else str(value)
    return text if _BARE.fullmatch(text) else f"'{text.translate(_ESCAPED)}'"


def text_file(sentences: Sequence[Sentence]) -> str:
    """Instructions to paste into a box that takes text only."""
    body = prompt.plain(sentences)
    return f"[{MARK}]\n{body}\n" if body else f"[{MARK}]\n"
