"""Worlds and profiles as the files that people write, spelled here once more."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests import model
from tests.model import Desc
from tests.worlds import World

LONGEST_NUMBER = 10**4000
"""Python reads no longer one; what the reader says of those is for the tests of readers."""


NO_CATEGORY = "a key without a category"


class UnspeakableError(Exception):
    """What a file cannot say. Its text is the rule's name in the report."""


# ------------------------------------------------------------ values


def toml(value: Any) -> str:
    """``value`` in TOML. Raises UnspeakableError."""
    if type(value) is bool:
        return str(value).lower()
    if type(value) is int and abs(value) < LONGEST_NUMBER:
        return str(value)
    if type(value) is float:
        return repr(value)
    if type(value) is str and not any("\ud800" <= one <= "\udfff" for one in value):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if type(value) is list:
        return f"[{', '.join(map(toml, value))}]"
    if type(value) is dict:
        return f"{{ {', '.join(f'{toml(key)} = {toml(one)}' for key, one in value.items())} }}"
    raise UnspeakableError("a value that TOML does not have")


def profile(raw: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """A profile's file, and what of ``raw`` it cannot say, with why."""
    lines, unspoken = ["schema = 1", "[preferences]"], {}
    for key, value in raw.items():
        category, dot, name = key.partition(".")
        if not dot:
            unspoken[key] = NO_CATEGORY
            continue
        try:
            lines.append(f"{toml(category)}.{toml(name)} = {toml(value)}")
        except UnspeakableError as error:
            unspoken[key] = str(error)
    return "\n".join(lines) + "\n", unspoken


# ------------------------------------------------------------ policies

SOCIETY = """schema = 1
id = "society"
title = "Society"
kind = "society"

[policy]
id = "p"
version = "1.0.0"
categories = ["a"]
"""

CATEGORY = """schema = 1

[category]
key = "a"
title = "A"
"""


def write(world: World, folder: Path) -> None:
    """The policy of ``world``, its layers as files of their own. Raises UnspeakableError."""
    society, *rest = world.layers
    _place(folder / "catalogue" / "a.toml", CATEGORY, (_setting(one) for one in world.settings.values()))
    _place(folder / "society.toml", SOCIETY, entries(world.settings, society))
    for layer in rest:
        head = f'schema = 1\nid = "{layer["id"]}"\ntitle = "T"\nkind = "{layer["kind"]}"\n'
        _place(folder / _home(layer) / f"{layer['id']}.toml", head, entries(world.settings, layer))


def _home(layer: Desc) -> str:
    return "layers" if layer["may_grant"] else "own"


def _place(path: Path, head: str, tables: Iterator[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join((head, *tables)), encoding="utf-8")


def _entry(table: str, fields: Mapping[str, Any]) -> str:
    rows = (f"{name} = {toml(value)}" for name, value in fields.items() if value is not None)
    return "\n".join((f"[[{table}]]", *rows, ""))


LEVELLED = ("scale", "switch")
NAMED = {"scale": "levels", "switch": "levels", "choice": "options", "members": "items"}


def _setting(setting: Desc) -> str:
    kind = setting["kind"]
    fields = {"key": setting["key"], "kind": kind, "title": "T", "description": "D"}
    if kind in NAMED:
        fields[NAMED[kind]] = [{"id": name, "label": name.title()} for name in setting["labels"]]
    if kind == "amount":
        fields |= {"unit": "EUR", "min": setting["low"], "max": setting["high"], "step": setting["step"]}
    if kind in ("amount", "members"):
        fields["looser"] = setting["looser"]
    if kind == "text":
        fields |= {"max_chars": setting["max_chars"], "pattern": setting.get("pattern", "")}
    if kind in ("amount", "members", "text"):
        fields["say"] = "Keep to {value}."
    return _entry("setting", fields | {"context": setting["context"]})


def entries(settings: Mapping[str, Desc], layer: Desc) -> Iterator[str]:
    """The tables of a layer's file, below its head. Raises UnspeakableError."""
    for key, line in layer["lines"].items():
        yield _line(settings[key], line)
    yield from _conditions(settings, layer)
    for grant in layer["grants"]:
        yield _entry("grant", {"key": grant["key"], "upto": _raw(grant["upto"]), "reason": "R"})


def _raw(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else value


def _line(setting: Desc, line: Desc) -> str:
    gates = [
        {"beyond": _raw(gate["beyond"]), "granted_by": list(gate["by"]), "reason": "gated"}
        for gate in line["gates"]
    ]
    left = model.gates_leave(setting, line, ())
    if not frozenset.intersection(model.in_span(setting, line["span"]), *left):
        raise UnspeakableError("gates of one layer that leave nothing: such a file is refused")
    fields = {"key": setting["key"], "reason": "R", **_span(setting, line["span"])}
    return _entry("bound", fields | {"default": _raw(line["default"]), "gate": gates})


def _span(setting: Desc, span: Desc) -> dict[str, Any]:
    kind = setting["kind"]
    if kind == "choice":
        return {"permit": sorted(span["options"])}
    if kind == "text":
        return {"max_chars": span["max"]}
    tight, loose = _raw(span["tight"]), _raw(span["loose"])
    if kind in LEVELLED:
        return {"tightest": tight, "loosest": loose}
    rising = setting["looser"] in ("higher", "more")
    ends = (tight, loose) if rising else (loose, tight)
    return dict(zip(("min", "max") if kind == "amount" else ("must", "may"), ends, strict=True))


def _conditions(settings: Mapping[str, Desc], layer: Desc) -> Iterator[str]:
    """Files may not demand what demands nothing, so that is left out."""
    for condition in layer["conditions"]:
        when = [{"key": one["key"], one["test"]: _raw(one["value"])} for one in condition["when"]]
        then = [{"key": one["key"], **_demand(settings[one["key"]], one)} for one in condition["then"]]
        if kept := [demand for demand in then if len(demand) > 1]:
            head = {"id": condition["id"], "title": "T", "reason": "R"}
            yield _entry("condition", {**head, "when": when, "then": kept})


def _demand(setting: Desc, demand: Desc) -> dict[str, Any]:
    loose = _raw(demand["loose"])
    left = [model.no_looser(setting, value, demand["loose"]) for value in model.universe(setting)]
    if all(left):
        return {}
    if not any(left):
        raise UnspeakableError("a demand that leaves nothing: such a file is refused")
    if setting["kind"] in LEVELLED:
        return {"loosest": loose}
    rising = setting["looser"] in ("higher", "more")
    names = ("max", "min") if setting["kind"] == "amount" else ("may", "must")
    return {names[0] if rising else names[1]: loose}
