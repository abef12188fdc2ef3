"""Marks in a profile's file: `[loosened.CATEGORY.NAME]` and `[leaving.LAYER]`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from configurator.domain.profile import Approval, Mark
from configurator.domain.settings import described
from configurator.domain.text import shown
from configurator.files.near import meant
from configurator.messages import _, did_you_mean

LOOSENED, LEAVING = "loosened", "leaving"

OF_SETTING = ("on", "to", "from", "from_on", "approved", "from_approved")
OF_LAYER = ("on", "approved")

Place = tuple[str | int, ...]


class Problems(Protocol):
    """Where what is wrong with a file is told."""

    def add(self, place: Place, message: str, hint: str = ...) -> None: ...


def loosened(raw: Any, problems: Problems) -> dict[str, Mark]:
    """The marks of settings, by key."""
    found: dict[str, Mark] = {}
    for category, names in _tables((LOOSENED,), raw, problems).items():
        place = (LOOSENED, category)
        for name, table in _tables(place, names, problems).items():
            found[f"{category}.{name}"] = _mark((*place, name), table, OF_SETTING, problems)
    return found


def leaving(raw: Any, problems: Problems) -> dict[str, Mark]:
    """The marks of layers that were taken off, by their names."""
    return {
        name: _mark((LEAVING, name), table, OF_LAYER, problems)
        for name, table in _tables((LEAVING,), raw, problems).items()
    }


def _tables(place: Place, raw: Any, problems: Problems) -> dict[str, Any]:
    if type(raw) is dict:
        return raw
    name, found = shown(".".join(map(str, place))[:80]), described(raw)
    problems.add(place, _("`{name}` has to be a table, not {found}", name=name, found=found))
    return {}


def _mark(place: Place, raw: Any, known: tuple[str, ...], problems: Problems) -> Mark:
    table = _tables(place, raw, problems)
    _only(place, table, known, problems)
    if type(raw) is dict and "on" not in table:
        name = shown(".".join(map(str, place))[:80])
        problems.add(place, _("`{name}` needs `on`, a date", name=name), _("such as `on = 2026-01-31`"))
    return Mark(
        on=_day((*place, "on"), table.get("on"), problems) or 0,
        to=table.get("to"),
        before=table.get("from"),
        approved=_approval((*place, "approved"), table.get("approved"), problems),
        before_on=_day((*place, "from_on"), table.get("from_on"), problems),
        before_approved=_approval((*place, "from_approved"), table.get("from_approved"), problems),
    )


def _approval(place: Place, raw: Any, problems: Problems) -> Approval | None:
    if raw is None:
        return None
    table = _tables(place, raw, problems)
    _only(place, table, ("on", "to", "signature"), problems)
    day, signature = _day((*place, "on"), table.get("on"), problems), table.get("signature")
    if type(signature) is not str or day is None:
        if type(raw) is dict:
            problems.add(place, _("an approval has `on`, a date, and `signature`, text"))
        return None
    return Approval(day, table.get("to"), signature)


def _day(place: Place, raw: Any, problems: Problems) -> int | None:
    if raw is None:
        return None
    if type(raw) is date:
        return raw.toordinal()
    message = _("`{name}` has to be a date, not {found}", name=place[-1], found=described(raw))
    problems.add(place, message, _("such as `2026-01-31`"))
    return None


def _only(place: Place, table: Mapping[str, Any], known: tuple[str, ...], problems: Problems) -> None:
    for key in table:
        if key not in known:
            close = meant(key, known)
            problems.add((*place, key), _("unknown key `{key}`", key=shown(key[:80])), did_you_mean(close))


# ------------------------------------------------------------------ writing


def put(document: Any, changes: Mapping[tuple[str, ...], Mark | None]) -> None:
    """Write marks into a tomlkit document, by their path in it; None removes one."""
    for path, mark in changes.items():
        if mark is None:
            _take_out(document, path)
        else:
            _put(document, path, mark)


def _put(document: Any, path: tuple[str, ...], mark: Mark) -> None:
    import tomlkit

    table = document
    for place, name in enumerate(path):
        if name not in table:
            table[name] = tomlkit.table(is_super_table=place < len(path) - 1)
        table = table[name]
    wanted = written(mark)
    for name in [name for name in table if name not in wanted]:
        del table[name]
    for name, value in wanted.items():
        if name not in table or table[name] != value:
            table[name] = tomlkit.inline_table() if isinstance(value, dict) else value
            if isinstance(value, dict):
                table[name].update(value)


def spaced(text: str) -> str:
    """``text`` with a blank line before each table of a mark, as people would leave one."""
    return re.sub(rf"(?<=[^\n])\n(?=\[(?:{LOOSENED}|{LEAVING})\.)", "\n\n", text)


def written(mark: Mark) -> dict[str, Any]:
    """A mark as its table holds it."""
    lines = {
        "on": date.fromordinal(mark.on),
        "to": mark.to,
        "from": mark.before,
        "from_on": None if mark.before_on is None else date.fromordinal(mark.before_on),
        "approved": _inline(mark.approved),
        "from_approved": _inline(mark.before_approved),
    }
    return {name: value for name, value in lines.items() if value is not None}


def _inline(approval: Approval | None) -> dict[str, Any] | None:
    if approval is None:
        return None
    to = {} if approval.to is None else {"to": approval.to}
    return {"on": date.fromordinal(approval.on), **to, "signature": approval.signature}


def _take_out(document: Any, path: tuple[str, ...]) -> None:
    """Remove what lies at ``path``, and every table that is empty then."""
    tables = [document]
    for name in path[:-1]:
        if name not in tables[-1]:
            return
        tables.append(tables[-1][name])
    for table, name in zip(reversed(tables), reversed(path), strict=True):
        if name in table and ((name == path[-1] and table is tables[-1]) or not table[name]):
            del table[name]
