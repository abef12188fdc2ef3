"""Plain files of every effective value, for programs of one's own and for pasting.

No tool stands behind them, so nothing is enforced: the file holds the value, and
whatever reads it has to act on it. ``text`` holds the sentences instead.
"""

from __future__ import annotations

from typing import Any

from configurator.exporters.table import Everything, Format, Oracle, Target, TargetFile

_READ_BACK = Oracle("parser", "read back by the format's parser, every value is what it was")
_PASTED = Oracle("none", "it is pasted by hand, and what takes it is not known")
_HINT = "whatever reads this file has to act on it; nothing here is enforced"


def _plain(format_: Format, title: str, name: str, hint: str, **extra: Any) -> Target:
    oracle = _PASTED if format_ == "text" else _READ_BACK
    files = {"values": TargetFile(name, name, format_, writer=format_)}
    rows = (Everything("instructed", "the file holds the value; whatever reads it has to act on it"),)
    return Target(
        id=format_,
        title=title,
        checked="1",
        files=files,
        rows=rows,
        hint=hint,
        group="plain",
        oracle=oracle,
        **extra,
    )


JSON = _plain("json", "JSON file", "behavior.json", _HINT)
TOML = _plain("toml", "TOML file", "behavior.toml", _HINT)
YAML = _plain("yaml", "YAML file", "behavior.yaml", _HINT)
ENV = _plain("env", "environment variables", "behavior.env", f"{_HINT}; texts are escaped as in JSON")
TEXT = _plain(
    "text",
    "plain text",
    "behavior.txt",
    "paste it where a tool takes instructions of your own; what does not fit is left out and reported",
    limit=1500,  # what the boxes for custom instructions of the big chat services take
    limit_in="characters",
)
