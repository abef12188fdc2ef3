"""Plain files of every effective value, for programs of one's own and for pasting.

No tool stands behind them, so nothing is enforced: the file holds the value, and
whatever reads it has to act on it. ``text`` holds the sentences instead.
"""

from __future__ import annotations

from typing import Literal

from configurator.exporters.table import Target, TargetFile

Dump = Literal["json", "toml", "yaml", "env", "text"]

_HINT = "whatever reads this file has to act on it; nothing here is enforced"


def _plain(dump: Dump, title: str, name: str, hint: str) -> Target:
    files = {"values": TargetFile(name, name, dump)}
    return Target(id=dump, title=title, checked="1", files=files, dump=dump, hint=hint)


JSON = _plain("json", "JSON file", "behavior.json", _HINT)
TOML = _plain("toml", "TOML file", "behavior.toml", _HINT)
YAML = _plain("yaml", "YAML file", "behavior.yaml", _HINT)
ENV = _plain("env", "environment variables", "behavior.env", f"{_HINT}; texts are escaped as in JSON")
TEXT = _plain(
    "text",
    "plain text",
    "behavior.txt",
    "paste it where a tool takes instructions of your own; what does not fit is left out and reported",
)
