"""The shipped settings and what society permits of them, for tests of real targets."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from configurator.domain.bounds import Bounds, Length, OneOf
from configurator.domain.policy import Policy
from configurator.domain.settings import Setting
from configurator.exporters import registry
from configurator.exporters.leaves import leaves, same
from configurator.exporters.render import Rendered, render, rows_by_setting
from configurator.exporters.table import Choice, Instructed, Scope, Target, Unsupported
from configurator.policyfile.folder import shipped_folder
from configurator.policyfile.load import load_policy
from configurator.resolution.compose import Composition, Permitted, compose
from configurator.resolution.resolve import resolve
from tests.unit.exporters import grants, grants_more

CLIENTS = ("claude-code", "codex", "gemini-cli", "opencode", "qwen-code", "continue")
SCOPES: tuple[Scope, ...] = ("project", "user")

Values = Mapping[str, Any]


def held() -> list[tuple[str, Scope]]:
    """Every client with each scope in which it has a file that it holds to."""
    files = {id_: registry.target(id_).files["settings"] for id_ in CLIENTS}
    return [(id_, scope) for id_ in CLIENTS for scope in SCOPES if files[id_].path_in(scope)]


@functools.cache
def policy() -> Policy:
    return load_policy(shipped_folder())


@functools.cache
def composition() -> Composition:
    return compose(policy(), [])


def settings() -> dict[str, Setting]:
    return {key: permitted.setting for key, permitted in composition().permitted.items()}


@functools.cache
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


@functools.cache
def writing(id_: str) -> list[str]:
    """The settings whose rows write something at some value."""
    rows = rows_by_setting(target(id_))
    return [key for key, row in rows.items() if not isinstance(row, Instructed | Unsupported)]


def choices(values: Values, keys: list[str] | None = None) -> list[Choice]:
    known = composition().permitted
    return [
        Choice(known[key].setting, value, "own", known[key].bounds)
        for key, value in values.items()
        if keys is None or key in keys
    ]


def granted(id_: str, patches: Mapping[str, Any], scope: Scope) -> grants.Grants:
    """What the written keys let the client do."""
    more = grants_more.READINGS.get(id_)
    return more(patches) if more else grants.granted(id_, patches, scope)


def exact(id_: str, values: Values, done: Rendered, scope: Scope) -> list[str]:
    """The grants that the report calls exact, and that are not."""
    found, allowed = granted(id_, done.patches, scope), grants.permitted(values, id_, scope)
    if len(values["autonomy.tools"]) < len(settings()["autonomy.tools"].ids):
        return []
    wrong = []
    for key, name in (
        ("autonomy.shell", "commands"),
        ("autonomy.file_write", "writing"),
        ("autonomy.network", "fetching" if id_ == "continue" else "searching"),
    ):
        coverage = done.coverage[key]
        if (coverage.level, coverage.rounded) == ("enforced", False) and getattr(found, name) != getattr(
            allowed, name
        ):
            wrong.append(name)
    network = done.coverage["autonomy.network"]
    alone = (network.level, network.rounded) == ("enforced", False) and found.commands > 2
    if alone and found.commands_online != allowed.commands_online:
        wrong.append("commands_online")
    return wrong


def beyond(id_: str, values: Values, done: Rendered, scope: Scope) -> list[str]:
    """The grants that go further than the values."""
    return granted(id_, done.patches, scope).beyond(grants.permitted(values, id_, scope))


def rendered(table: str | Target, values: Values, scope: Scope) -> Rendered:
    """Only the rows that write, and those that they depend on."""
    whole = target(table) if isinstance(table, str) else table
    return render(whole, choices(values, [*writing(whole.id), *_LEANT_ON]), scope)


_LEANT_ON = ("oversight.audit_log", "oversight.show_plan")
"""Rows that only tell may still decide what others do."""


def variations(values: Values, id_: str) -> Iterator[Values]:
    """``values``, and with every setting that writes something at each of its values."""
    yield values
    for key in writing(id_):
        for value in permitted_values(key):
            yield {**values, key: value}


def unknown_words(id_: str, done: Rendered) -> list[str]:
    """Keys and values in ``done`` that the client was not seen to take."""
    known = words()[id_]
    found = []
    for name, keys in done.patches.items():
        for path, value in leaves(keys):
            at = f"{name}:{'.'.join(path)}"
            takes = known.get(at, [])
            found += [at] if at not in known else []
            items = value if isinstance(value, list) else [value]
            found += [
                f"{at} {item}"
                for item in items
                if not any(same(item, word) for word in takes) and takes != ["*"]
            ]
    return found


@functools.cache
def words() -> dict[str, dict[str, list[Any]]]:
    """By client and key; `*` stands for any number of days."""
    found: dict[str, dict[str, list[Any]]] = json.loads(Path(__file__).with_name("words.json").read_text())
    return found
