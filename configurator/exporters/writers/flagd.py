"""flagd: every setting is a flag whose variants are permitted values, and no other.

Of a scale or choice every permitted value is a variant; of an amount, set or text the
value that holds and the two ends of its bounds. A set is a table of its items, each true
or false, because a flag holds no list. ``code_default`` is what a program has to give as
its own default: it is what holds while the file cannot be read.
"""

from __future__ import annotations

from typing import Any

from configurator.domain.bounds import Bounds
from configurator.domain.settings import Value
from configurator.exporters.formats.json_dump import indented
from configurator.exporters.marks import KEY, MARK
from configurator.exporters.table import Choice
from configurator.exporters.writers.draft import Draft

SCHEMA = "https://flagd.dev/schema/v0/flags.json"


def flags_file(draft: Draft) -> str:
    """The flags by setting."""
    flags = {choice.setting.key: _flag(choice) for choice in draft.choices}
    document = {KEY: MARK, "$schema": SCHEMA, "flags": flags}
    return indented(document) + "\n"


def _flag(choice: Choice) -> dict[str, Any]:
    flag: dict[str, Any] = {"state": "ENABLED"}
    if choice.setting.kind in ("scale", "switch", "choice"):
        flag["variants"] = {name: name for name in choice.setting.ids if name in choice.permitted}
        flag["defaultVariant"] = choice.value
    else:
        flag["variants"] = {name: _plain(choice, value) for name, value in _ends(choice).items()}
        flag["defaultVariant"] = "effective"
    return flag | {"metadata": {"code_default": _named(choice, _tightest(choice))}}


def _ends(choice: Choice) -> dict[str, Value]:
    ends = {"effective": choice.value}
    if isinstance(choice.permitted, Bounds):
        ends["tightest"] = _tightest(choice)
        ends["loosest"] = choice.permitted.nearest(choice.permitted.order.loosest)
    return ends


def _tightest(choice: Choice) -> Value:
    """The tightest permitted value. Nothing is tighter than another option, or text: there
    it is the first option, and no text."""
    if isinstance(choice.permitted, Bounds):
        return choice.permitted.nearest(choice.permitted.order.tightest)
    return choice.permitted.fallback("")


def _plain(choice: Choice, value: Value) -> Any:
    if isinstance(value, frozenset):
        return {item: item in value for item in choice.setting.ids}
    return value


def _named(choice: Choice, value: Value) -> Any:
    """``value`` where no table is possible."""
    plain = choice.setting.plain(value)
    return ",".join(plain) if isinstance(plain, list) else plain
