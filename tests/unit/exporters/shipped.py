"""The shipped settings and what society permits of them, for tests of real targets."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from configurator.domain.bounds import Bounds, Length, OneOf
from configurator.domain.policy import Policy
from configurator.domain.settings import Setting
from configurator.exporters import registry
from configurator.exporters.render import Rendered, render, rows_by_setting
from configurator.exporters.table import Choice, Instructed, Scope, Target, Unsupported
from configurator.policyfile.folder import shipped_folder
from configurator.policyfile.load import load_policy
from configurator.resolution.compose import Composition, Permitted, compose
from configurator.resolution.resolve import resolve

CLIENTS = ("claude-code", "codex", "gemini-cli")
SCOPES: tuple[Scope, ...] = ("project", "user")

Values = Mapping[str, Any]


@functools.cache
def policy() -> Policy:
    return load_policy(shipped_folder())


@functools.cache
def composition() -> Composition:
    return compose(policy(), [])


def settings() -> dict[str, Setting]:
    return {key: permitted.setting for key, permitted in composition().permitted.items()}


def permitted_values(key: str) -> list[Any]:
    """Every permitted value, tightest first; of amounts and sets, some of each sort."""
    permitted = composition().permitted[key]
    setting, bounds = permitted.setting, permitted.bounds
    if isinstance(bounds, Length):
        return ["", "en-GB" if setting.pattern else "some words"]
    if isinstance(bounds, OneOf):
        return [value for value in setting.ids if value in bounds]
    if setting.kind == "members":
        return _some_sets(setting.ids, permitted)
    if setting.kind == "amount":
        assert bounds.span is not None
        found = {*bounds.span, permitted.default, setting.order.tighten(7)} & _within(bounds)  # type: ignore[union-attr]
        return sorted(found, reverse=setting.order.looser == "lower")  # type: ignore[union-attr]
    return [value for value in setting.ids if value in bounds]


def _within(bounds: Bounds[int]) -> set[int]:
    assert bounds.span is not None
    low, high = sorted(bounds.span)
    return {value for value in range(low, high + 1) if value in bounds}


def _some_sets(items: tuple[str, ...], permitted: Permitted) -> list[frozenset[str]]:
    everything = frozenset(items)
    sets = [
        frozenset[str](),
        *(frozenset({item}) for item in items),
        *(everything - {item} for item in items),
    ]
    sets += [everything, permitted.default, frozenset({"read_files", "write_files", "shell", "web_search"})]
    return [some for some in dict.fromkeys(sets) if some in permitted.bounds]


@functools.cache
def backgrounds() -> dict[str, Values]:
    """Whole effective profiles: defaults, as tight and as loose as can be, a preset."""
    whole = composition()
    ends: dict[str, dict[str, Any]] = {"tightest": {}, "loosest": {"audience.age_group": "adult_verified"}}
    for key, permitted in whole.permitted.items():
        if isinstance(permitted.bounds, Bounds) and permitted.bounds.span is not None:
            ends["tightest"][key], ends["loosest"][key] = permitted.bounds.span
    asked = {"defaults": {}, **ends, "developer": _preset("developer")}
    return {
        name: {key: effective.value for key, effective in resolve(whole, values).items()}
        for name, values in asked.items()
    }


def _preset(name: str) -> dict[str, Any]:
    known = settings()
    return {key: known[key].read(raw) for key, raw in policy().presets[name].preferences.items()}


def target(id_: str) -> Target:
    return registry.target(id_)


def writing(id_: str) -> list[str]:
    """The settings whose rows write something at some value."""
    rows = rows_by_setting(target(id_))
    return [key for key, row in rows.items() if not isinstance(row, Instructed | Unsupported)]


def choices(values: Values, keys: list[str] | None = None) -> list[Choice]:
    known = settings()
    return [Choice(known[key], value, "own") for key, value in values.items() if keys is None or key in keys]


def rendered(id_: str, values: Values, scope: Scope) -> Rendered:
    """Only the rows that write, and those that they depend on."""
    return render(target(id_), choices(values, [*writing(id_), *_LEANT_ON]), scope)


_LEANT_ON = ("oversight.audit_log", "oversight.show_plan")
