"""The JSON Schema of a profile under given bounds, for editors.

It carries titles, descriptions, permitted values and defaults, so that an editor
completes and underlines while a person edits the file. Conditions and gates that
depend on other settings are judged by `check`, not here.
Source: JSON Schema draft 2020-12; Taplo and VS Code read it for TOML.
"""

from __future__ import annotations

from typing import Any

from configurator.domain.bounds import Bounds, Length, OneOf
from configurator.domain.orders import Amount, Members, Scale
from configurator.domain.settings import Setting
from configurator.domain.text import REFUSED, SURROGATES
from configurator.messages import _, commas
from configurator.resolution.compose import Composition, Permitted

DRAFT = "https://json-schema.org/draft/2020-12/schema"

_VALUE: dict[str, Any] = {"type": ["string", "integer", "array"]}
_DAY: dict[str, Any] = {"type": "string", "format": "date"}
_APPROVAL: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["on", "signature"],
    "properties": {"on": _DAY, "to": _VALUE, "signature": {"type": "string"}},
}


def profile_schema(composition: Composition) -> dict[str, Any]:
    """The schema of profiles for which exactly these layers hold."""
    policy = composition.policy
    categories: dict[str, Any] = {}
    for key, permitted in composition.permitted.items():
        category, _dot, name = key.partition(".")
        entry = categories.setdefault(
            category,
            {
                "type": "object",
                "title": policy.catalogue.categories[category],
                "additionalProperties": False,
                "properties": {},
            },
        )
        entry["properties"][name] = setting_schema(permitted)
    return {
        "$schema": DRAFT,
        "$id": f"urn:configurator:profile:{policy.id}:{policy.version}",
        "title": _("A profile of AI behaviour settings"),
        "description": _("Bounds of {layers}.", layers=commas(layer.title for layer in composition.layers)),
        "type": "object",
        "additionalProperties": False,
        "required": ["schema"],
        "properties": {
            "schema": {"const": 1, "type": "integer", "description": _("The version of this file's form.")},
            "layers": {
                "type": "array",
                "uniqueItems": True,
                "items": {"type": "string"},
                "description": _("Layers that apply to this profile, besides society's and the machine's."),
                "examples": [sorted(policy.layers)],
            },
            "preferences": {
                "type": "object",
                "additionalProperties": False,
                "description": _("What you ask for. Everything left out has its default."),
                "properties": categories,
            },
            "loosened": {
                "type": "object",
                "additionalProperties": False,
                "description": _("When settings were loosened; the program keeps this table."),
                "properties": {name: _marks_of(name, composition) for name in policy.catalogue.categories},
            },
            "leaving": {
                "type": "object",
                "description": _("Layers that were taken off and apply until they may go."),
                "additionalProperties": _mark({}),
            },
        },
    }


def _marks_of(category: str, composition: Composition) -> dict[str, Any]:
    """The marks of one category's settings. A value is what the setting had then: any of its kind."""
    marks = {
        key.partition(".")[2]: _mark(
            {"to": _VALUE, "from": _VALUE, "from_on": _DAY, "from_approved": _APPROVAL}
        )
        for key, permitted in composition.permitted.items()
        if permitted.setting.category == category and permitted.setting.order is not None
    }
    return {"type": "object", "additionalProperties": False, "properties": marks}


def _mark(more: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["on"],
        "properties": {"on": _DAY, "approved": _APPROVAL, **more},
    }


def setting_schema(permitted: Permitted) -> dict[str, Any]:
    """The schema of one setting: what is permitted, and what each value means."""
    setting, bounds = permitted.setting, permitted.bounds
    schema: dict[str, Any] = {
        "title": setting.title,
        "description": _described(permitted),
        "default": setting.plain(permitted.default),
    }
    if isinstance(bounds, OneOf):
        schema |= _named(setting, [name for name in bounds.options if name in bounds.permitted])
    elif isinstance(bounds, Length):
        schema |= {"type": "string", "maxLength": bounds.max_chars, **_form(setting)}
    else:
        schema |= _ordered(setting, bounds)
    return schema


def _ordered(setting: Setting, bounds: Bounds[Any]) -> dict[str, Any]:
    order = setting.order
    if bounds.span is None:
        return {"not": {}}
    ends: tuple[Any, Any] = bounds.span
    tightest, loosest = ends
    if isinstance(order, Scale):
        start, end = order.levels.index(tightest), order.levels.index(loosest)
        return _named(setting, list(order.levels[start : end + 1]))
    if isinstance(order, Amount):
        low, high = sorted(ends)
        span = {"type": "integer", "minimum": low, "maximum": high}
        if order.step == 1:
            return span
        if order.low % order.step == 0:
            return {**span, "multipleOf": order.step}
        return {**span, "enum": list(range(low, high + 1, order.step))}
    if isinstance(order, Members):
        must, may = sorted(ends, key=len)
        items = [{"contains": {"const": name}} for name in setting.labels if name in must]
        return {
            "type": "array",
            "uniqueItems": True,
            "items": _named(setting, [name for name in setting.labels if name in may]),
            **({"allOf": items} if items else {}),
        }
    raise TypeError(f"no schema for {order!r}")


def _named(setting: Setting, names: list[str]) -> dict[str, Any]:
    """An enumeration whose values editors can describe one by one."""
    return {
        "type": "string",
        "enum": names,
        "x-taplo": {"docs": {"enumValues": [_value_doc(setting, name) for name in names]}},
    }


def _value_doc(setting: Setting, name: str) -> str:
    say = setting.says.get(name, "")
    return f"{setting.labels[name]}. {say}" if say else setting.labels[name]


def _form(setting: Setting) -> dict[str, Any]:
    """Text without a refused character and, where the setting has one, of its own form.

    Halves of surrogate pairs are not named: no file in UTF-8 holds one, and not every
    engine of patterns can spell them.
    """
    ranges = (f"{_escaped(low)}-{_escaped(high)}" for low, high, _name in REFUSED if low != SURROGATES)
    plain = {"pattern": f"^[^{''.join(ranges)}]*$"}
    return {"allOf": [plain, {"pattern": f"^(?:{setting.pattern})$"}]} if setting.pattern else plain


def _escaped(code: int) -> str:
    """A character as every engine of patterns reads it: beyond four digits their escapes differ."""
    return f"\\u{code:04x}" if code < 0x10000 else chr(code)


def _described(permitted: Permitted) -> str:
    setting = permitted.setting
    unit = f" {_('In {unit}.', unit=setting.unit_many)}" if setting.unit_many else ""
    narrowing = [
        f"{step.layer.title}: {step.line.reason}" for step in permitted.steps if step.before != step.after
    ]
    return " ".join([setting.description + unit, *narrowing])
