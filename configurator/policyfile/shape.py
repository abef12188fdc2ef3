"""Checking a document's shape: pydantic's findings, said our way, with lines."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from configurator.domain.settings import described
from configurator.domain.text import shown
from configurator.errors import ConfiguratorError, InvalidError, Where
from configurator.files.lines import Path, key_lines, line_of
from configurator.files.near import meant
from configurator.messages import _, commas, did_you_mean, either, later
from configurator.policyfile.models import MODELS

PLACED = {"setting", "bound", "condition", "grant", "note", "source"}
"""The arrays of tables whose entries keep their line in the checked data."""

MESSAGES = {
    "missing": later("`{name}` is missing"),
    "string_type": later("`{name}` has to be text, not {got}"),
    "int_type": later("`{name}` has to be a whole number, not {got}"),
    "bool_type": later("`{name}` has to be true or false, not {got}"),
    "list_type": later("`{name}` has to be a list, not {got}"),
    "dict_type": later("`{name}` has to be a table, not {got}"),
    "model_type": later("`{name}` has to be a table, not {got}"),
    "model_attributes_type": later("`{name}` has to be a table, not {got}"),
    "too_short": later("`{name}` has too few entries"),
    "string_too_long": later("`{name}` is too long"),
    "greater_than_equal": later("`{name}` is too small"),
    "less_than_equal": later("`{name}` is too large"),
    "string_pattern_mismatch": later("`{name}` is not a name: {got}"),
    "literal_error": later("`{name}` has to be {expected}, not {got}"),
    "union_tag_invalid": later("`kind` has to be {expected}, not {got}"),
    "union_tag_not_found": later("`kind` is missing"),
}


def checked(
    kind: str, raw: dict[str, Any], text: str, path: str
) -> tuple[dict[str, Any], list[ConfiguratorError]]:
    """The document's data with lines added, or everything that is wrong with it."""
    model = MODELS[kind]
    lines = key_lines(text)
    try:
        model.model_validate(raw)
    except ValidationError as error:
        return {}, [_said(model, detail, lines, path) for detail in _distinct(error)]
    return _with_lines(raw, lines), []


def sound_part(kind: str, raw: dict[str, Any], text: str) -> dict[str, Any]:
    """The data, with lines, without the entries that are wrong; nothing where more is wrong than those."""
    model, wrong = MODELS[kind], set[tuple[str | int, ...]]()
    try:
        model.model_validate(raw)
    except ValidationError as error:
        wrong = {_place(detail["loc"])[:2] for detail in error.errors(include_url=False)}
    if any(len(place) < 2 or place[0] not in PLACED or not isinstance(place[1], int) for place in wrong):
        return {}
    data = _with_lines(raw, key_lines(text))
    for name in PLACED & data.keys():
        data[name] = [entry for place, entry in enumerate(data[name]) if (name, place) not in wrong]
    return data


def _with_lines(raw: dict[str, Any], lines: dict[Path, int]) -> dict[str, Any]:
    data = dict(raw)
    for name in PLACED & raw.keys():
        if isinstance(raw[name], list):
            data[name] = [
                {**entry, "line": line_of(lines, (name, place))} if isinstance(entry, dict) else entry
                for place, entry in enumerate(raw[name])
            ]
    if isinstance(raw.get("preferences"), dict):
        data["lines"] = {
            f"{category}.{name}": line_of(lines, ("preferences", category, name))
            for category, names in raw["preferences"].items()
            for name in names
        }
    return data


def _distinct(error: ValidationError) -> list[ErrorDetails]:
    """One finding for each place: a union reports once for every member it tried."""
    by_place: dict[tuple[str | int, ...], ErrorDetails] = {}
    for detail in error.errors(include_url=False):
        by_place.setdefault(_place(detail["loc"]), detail)
    return list(by_place.values())


def _place(loc: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """The path in the document: without the names of union members."""
    members = {"scale", "switch", "amount", "choice", "members", "text", "str", "int", "list[str]"}
    return tuple(
        part
        for place, part in enumerate(loc)
        if not (part in members and place > 0 and (isinstance(loc[place - 1], int) or place == len(loc) - 1))
    )


def _said(
    model: type[BaseModel], detail: ErrorDetails, lines: dict[Path, int], path: str
) -> ConfiguratorError:
    place = _place(detail["loc"])
    name = shown(str(next((part for part in reversed(place) if isinstance(part, str)), "file")))
    where = Where(path, line_of(lines, place) or 1)
    if detail["type"] == "extra_forbidden":
        close = meant(str(place[-1]), _fields_at(model, detail["loc"]))
        return InvalidError(_("unknown key `{key}`", key=name), hint=did_you_mean(close), where=where)
    context = detail.get("ctx", {})
    if detail["type"] == "value_error":
        message = _("`{key}`: {reason}", key=name, reason=context.get("error", ""))
        return InvalidError(message, where=where)
    template = MESSAGES.get(detail["type"], later("`{name}` does not fit here: {got}"))
    got, expected = described(detail.get("input")), _expected(context)
    return InvalidError(_(template, name=name, got=got, expected=expected), where=where)


def _expected(context: dict[str, Any]) -> str:
    """The names that pydantic lists: "`a`, `b` or `c`"."""
    names = str(context.get("expected") or context.get("expected_tags") or "").replace("'", "`")
    first, joint, last = names.rpartition(" or ")
    parts = [commas(part.split(", ")) for part in (first, last) if part]
    return either(parts) if joint else names


def _fields_at(model: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
    """The keys that may stand where ``loc`` ends, for a did-you-mean."""
    current: list[type[BaseModel]] = [model]
    for part in loc[:-1]:
        if isinstance(part, int):
            continue
        deeper = [m for one in current for m in _models_in(one, part)]
        if not deeper and part in {"scale", "switch", "amount", "choice", "members", "text"}:
            deeper = [m for m in current if part in str(m.model_fields.get("kind"))]
        current = deeper or current
    return [field.alias or name for one in current for name, field in one.model_fields.items()]


def _models_in(model: type[BaseModel], name: str) -> list[type[BaseModel]]:
    """The models that the field ``name`` holds, however deep in lists and unions."""
    field = model.model_fields.get(name)
    found: list[type[BaseModel]] = []

    def search(annotation: Any) -> None:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            found.append(annotation)
        for inner in getattr(annotation, "__args__", ()):
            search(inner)

    if field is not None:
        search(field.annotation)
    return found
