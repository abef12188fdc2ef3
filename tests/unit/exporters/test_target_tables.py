"""The tables of the real clients, against the shipped catalogue and apart from any client."""

from __future__ import annotations

import itertools
import json
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from configurator.domain.orders import is_looser
from configurator.exporters.formats import toml_dump, yaml_dump, yaml_text
from configurator.exporters.leaves import leaves
from configurator.exporters.render import render, rows_by_setting
from configurator.exporters.table import ByValue, Copied, Patch, PerItem, Scope
from tests.unit.exporters import shipped

BOTH = shipped.held()


@pytest.mark.parametrize("id_", shipped.CLIENTS)
def test_every_setting_is_named_once(id_: str) -> None:
    named = [row.setting for row in shipped.target(id_).rows]
    assert sorted(named) == sorted(shipped.settings())


@pytest.mark.parametrize("id_", shipped.CLIENTS)
def test_every_permitted_value_has_a_case(id_: str) -> None:
    for key, row in rows_by_setting(shipped.target(id_)).items():
        if isinstance(row, ByValue):
            assert set(row.cases) >= set(shipped.permitted_values(key)), key
        if isinstance(row, PerItem):
            items = set(shipped.settings()[key].ids)
            assert set(row.present) | set(row.ignored) == items
            assert set(row.absent) | set(row.ignored) == items


@pytest.mark.parametrize("id_", shipped.CLIENTS)
def test_whoever_falls_back_falls_to_something_tighter(id_: str) -> None:
    for key, row in rows_by_setting(shipped.target(id_)).items():
        cases = row.cases if isinstance(row, ByValue) else {}
        for value, case in cases.items():
            if isinstance(case, Patch) and case.otherwise:
                order = shipped.settings()[key].order
                assert order is not None
                assert is_looser(order, value, case.otherwise), (key, value)
                assert case.otherwise in cases
            else:
                assert not (isinstance(case, Patch) and (case.only or case.needs) and key in _DECISIVE), (
                    key,
                    value,
                )


_DECISIVE = ("autonomy.shell", "autonomy.file_write", "autonomy.network")


@pytest.mark.parametrize(("id_", "scope"), BOTH)
def test_the_same_values_merge_whatever_stands_beside_them(id_: str, scope: Scope) -> None:
    keys = shipped.writing(id_)
    for values in shipped.backgrounds().values():
        for one, other in itertools.combinations(keys, 2):
            for a, b in itertools.product(_few(one), _few(other)):
                shipped.rendered(id_, {**values, one: a, other: b}, scope)


def _few(key: str) -> list[Any]:
    values = shipped.permitted_values(key)
    return values if len(values) < 6 else [values[0], values[3], values[-1]]


@pytest.mark.parametrize(("id_", "scope"), BOTH)
def test_nothing_is_granted_beyond_the_values(id_: str, scope: Scope) -> None:
    for values in _combinations():
        done = shipped.rendered(id_, values, scope)
        assert shipped.beyond(id_, values, done, scope) == [], (values, done.patches)


@pytest.mark.parametrize(("id_", "scope"), BOTH)
def test_what_is_reported_as_exact_is_exact(id_: str, scope: Scope) -> None:
    everything = frozenset(shipped.settings()["autonomy.tools"].ids)
    for values in (values for values in _combinations() if values["autonomy.tools"] == everything):
        assert shipped.exact(id_, values, shipped.rendered(id_, values, scope), scope) == [], values


def _combinations() -> Iterator[Mapping[str, Any]]:
    keys = ("autonomy.shell", "autonomy.file_write", "autonomy.network", "oversight.show_plan")
    tools = shipped.permitted_values("autonomy.tools")
    for values in itertools.product(
        *(shipped.permitted_values(key) for key in keys), tools, ("none", "same_rules")
    ):
        if (
            values[2] == "allow_list"
            or values[3] == "after"
            or (values[5] == "same_rules" and values[4] != tools[0])
        ):
            continue
        names = (*keys, "autonomy.tools", "autonomy.subagents")
        yield {**shipped.backgrounds()["defaults"], **dict(zip(names, values, strict=True))}


_OWN_TOOLS = ("read_files", "write_files", "shell", "web_search")


@pytest.mark.parametrize(("id_", "scope"), BOTH)
def test_a_tighter_value_never_grants_more(id_: str, scope: Scope) -> None:
    for values in shipped.backgrounds().values():
        for key in shipped.writing(id_):
            order = shipped.settings()[key].order
            if order is None:  # a choice, of which nothing is tighter
                continue
            for tight, loose in itertools.permutations(shipped.permitted_values(key), 2):
                if not is_looser(order, loose, tight):
                    continue
                tighter = shipped.rendered(id_, {**values, key: tight}, scope).patches
                looser = shipped.rendered(id_, {**values, key: loose}, scope).patches
                assert list(_slack(tighter, looser)) == [], (key, tight, loose)
                before, after = (shipped.granted(id_, patches, scope) for patches in (looser, tighter))
                own = set(after.beyond(before)) & set(_OWN.get(key, ()))
                assert not own, (key, tight, loose, values)


_OWN = {
    "autonomy.shell": ("commands", "commands_online"),
    "autonomy.file_write": ("writing",),
    "autonomy.network": ("searching", "fetching", "commands_online"),
    "autonomy.tools": ("commands", "writing", "searching", "fetching", "reading", "services"),
    "autonomy.subagents": ("helpers",),
    "oversight.show_plan": ("alone", "commands"),
}
"""What a setting is about. What another row is rounded to because of it may be looser again."""


def _slack(tighter: Any, looser: Any) -> Iterator[str]:
    """What restricts in the looser file and not in the tighter, and what is allowed the other way."""
    mine, others = _restrictions(tighter), _restrictions(looser)
    yield from sorted(str(missing) for missing in others - mine)
    yield from sorted(str(allowed) for allowed in _allowances(tighter) - _allowances(looser))


def _restrictions(patches: Any) -> set[str]:
    """What is denied or asked about; a rule that denies is also one that asks."""
    settings = patches["settings"]
    found = {item for name in ("exclude", "ask") for item in settings.get(name, ())}
    found |= {item for name in ("deny", "ask") for item in settings.get("permissions", {}).get(name, ())}
    tools = settings.get("tools", {})
    found |= {item for name in ("exclude", "confirmationRequired") for item in tools.get(name, ())}
    for rule in patches.get("policies", {}).get("rule", ()):
        if rule["decision"] != "allow":
            found |= set(_named(rule))
    return found


def _named(rule: Mapping[str, Any]) -> Iterator[str]:
    names = rule["toolName"] if isinstance(rule["toolName"], list) else [rule["toolName"]]
    for name in names:
        prefixes = rule.get("commandPrefix", [rule.get("argsPattern", "")])
        yield from (f"{name} {prefix}".strip() for prefix in prefixes)


def _allowances(patches: Any) -> set[str]:
    settings = patches["settings"]
    found = {*settings.get("permissions", {}).get("allow", ()), *settings.get("tools", {}).get("allowed", ())}
    found |= {*settings.get("allow", ())}
    for rule in patches.get("policies", {}).get("rule", ()):
        if rule["decision"] == "allow":
            found |= set(_named(rule))
    return found


@pytest.mark.parametrize("id_", shipped.CLIENTS)
def test_every_key_of_more_than_one_row_has_an_order_or_one_value(id_: str) -> None:
    """Otherwise a pair of values that nobody thought of would stop an export."""
    written: dict[str, dict[str, set[str]]] = {}
    for key, row in rows_by_setting(shipped.target(id_)).items():
        for patch in _patches(row):
            for path, value in leaves(patch.keys):
                if not isinstance(value, list):
                    written.setdefault(".".join(path), {}).setdefault(repr(value), set()).add(key)
    for name, found in written.items():
        owners = set().union(*found.values())
        order = shipped.target(id_).orders.get(name, ())
        ordered = {repr(value) for value in order} if isinstance(order, tuple) else {*()}
        assert len(owners) == 1 or len(found) == 1 or set(found) <= ordered, name


def _patches(row: Any) -> Iterator[Patch]:
    cases: list[Any] = []
    if isinstance(row, ByValue):
        cases = list(row.cases.values())
    if isinstance(row, PerItem):
        cases = [*row.present.values(), *row.absent.values()]
    if isinstance(row, Copied):
        cases = list(row.special.values())
    for case in cases:
        if isinstance(case, Patch):
            yield from (case, *case.further)


@pytest.mark.parametrize("id_", shipped.CLIENTS)
def test_what_is_written_survives_its_format(id_: str) -> None:
    target = shipped.target(id_)
    for values in shipped.backgrounds().values():
        for scope in shipped.SCOPES:
            for name, keys in render(target, shipped.choices(values), scope).patches.items():
                assert (
                    not list(target.files[name].path_in(scope))
                    or _again(target.files[name].format, keys) == keys
                )


def _again(format_: str, keys: Any) -> Any:
    if format_ == "json":
        return json.loads(json.dumps(keys))
    if format_ == "yaml":
        lines = (line for name, value in keys.items() for line in yaml_dump.member(name, value))
        return yaml_text.parse("\n".join(lines), "f", "a file")
    return tomllib.loads("\n".join(f"{name} = {toml_dump.dumped(value)}" for name, value in keys.items()))


@pytest.mark.parametrize(("id_", "scope"), BOTH)
def test_only_words_that_the_client_takes_are_written(id_: str, scope: Scope) -> None:
    """A key that is misspelled is ignored, or drops the whole file. `tests/clients` tries these words."""
    for background in shipped.backgrounds().values():
        for values in shipped.variations(background, id_):
            assert shipped.unknown_words(id_, shipped.rendered(id_, values, scope)) == []


@pytest.mark.parametrize("id_", shipped.CLIENTS)
def test_files_that_free_themselves_are_never_written(id_: str) -> None:
    """Values under which the client stops asking, or reads no rules any more."""
    freeing = ("acceptEdits", "bypassPermissions", "auto_edit", "yolo", "policyPaths", "core")
    for values in shipped.backgrounds().values():
        for scope in shipped.SCOPES:
            written = json.dumps(render(shipped.target(id_), shipped.choices(values), scope).patches)
            assert not [word for word in freeing if f'"{word}"' in written]
