"""Whole files of all values, for a program or a person to read.

Each says by its first line or key that it is ours. Values are grouped as settings
are: category, name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from configurator.exporters import prompt
from configurator.exporters.formats.json_dump import indented
from configurator.exporters.formats.scalars import quoted
from configurator.exporters.marks import KEY, MARK, head
from configurator.exporters.table import Choice
from configurator.exporters.writers.draft import Draft

SCHEMA = 1

_BARE = re.compile(r"[A-Za-z0-9_.,:/+-]*")
_ESCAPED = {ord(c): f"\\u{ord(c):04x}" for c in "'\"\\$`\x7f\ufffe\uffff"}
_VALUES = "values are those that hold"


def values(choices: Iterable[Choice]) -> dict[str, dict[str, Any]]:
    """The effective values as TOML and JSON hold them, by category and name."""
    tree: dict[str, dict[str, Any]] = {}
    for choice in choices:
        category, _, name = choice.setting.key.partition(".")
        tree.setdefault(category, {})[name] = choice.setting.plain(choice.value)
    return tree


def json_file(draft: Draft) -> str:
    """All values as JSON, which can hold no comment: a key marks it."""
    document = {KEY: MARK, "schema": SCHEMA, "settings": values(draft.choices)}
    return indented(document) + "\n"


def toml_file(draft: Draft) -> str:
    """All values as TOML."""
    lines = [f"{head(_VALUES)}schema = {SCHEMA}"]
    for category, names in values(draft.choices).items():
        lines += ["", f"[settings.{_toml_key(category)}]"]
        lines += [f"{_toml_key(name)} = {quoted(value)}" for name, value in names.items()]
    return "\n".join(lines) + "\n"


def _toml_key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else quoted(name)


def yaml_file(draft: Draft) -> str:
    """All values as YAML. Every text and key is in double quotes: there YAML reads
    what JSON writes, and nothing is an anchor, a tag, a truth value or a date."""
    lines = [f"{head(_VALUES)}schema: {SCHEMA}", "settings:"]
    for category, names in values(draft.choices).items():
        lines.append(f"  {quoted(category)}:")
        lines += [f"    {quoted(name)}: {quoted(value)}" for name, value in names.items()]
    return "\n".join(lines) + "\n"


def env_file(draft: Draft) -> str:
    """All values as environment variables."""
    lines = [head("texts in quotes are escaped as in JSON").rstrip()]
    for category, names in values(draft.choices).items():
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


def text_file(draft: Draft) -> str:
    """What an AI is told, to paste into a box that takes text only."""
    body = prompt.plain(draft.sentences)
    return f"[{MARK}]\n{body}\n" if body else f"[{MARK}]\n"
