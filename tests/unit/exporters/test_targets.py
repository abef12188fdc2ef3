"""Every table in the tree: complete for the shipped settings, and without contradictions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import Any

import pytest

from configurator.domain.settings import Setting
from configurator.exporters import registry
from configurator.exporters.formats import dumps
from configurator.exporters.render import merge, render, rows_by_setting
from configurator.exporters.table import ByValue, Choice, Copied, Patch, PerItem, Row, Target, TargetFile
from configurator.policyfile.folder import shipped_folder
from configurator.policyfile.load import load_policy
from tests.unit.exporters.helpers import HOSTILE


@cache
def settings() -> dict[str, Setting]:
    return dict(load_policy(shipped_folder(), "").catalogue.settings)


def present() -> list[str]:
    """Tables are written by several hands; one that is not there yet is not judged."""
    found = []
    for id_ in registry.TARGETS:
        try:
            registry.target(id_)
        except ModuleNotFoundError as error:
            assert error.name == f"configurator.exporters.targets.{registry.TARGETS[id_][0]}"  # noqa: PT017  # no other module may be missing
        else:
            found.append(id_)
    return found


IDS = present()
TOOLS = [id_ for id_ in IDS if not registry.target(id_).dump]


@pytest.mark.parametrize("id_", IDS)
def test_a_target_is_registered_under_its_own_id(id_: str) -> None:
    target = registry.target(id_)
    assert target.id == id_
    assert target.title
    assert target.checked
    assert target.files


@pytest.mark.parametrize("id_", TOOLS)
def test_every_setting_is_named_once_and_no_other(id_: str) -> None:
    assert rows_by_setting(registry.target(id_)).keys() == settings().keys()


@pytest.mark.parametrize("id_", TOOLS)
def test_rows_fit_their_settings(id_: str) -> None:
    target = registry.target(id_)
    for row in target.rows:
        setting = settings()[row.setting]
        if isinstance(row, ByValue):
            assert tuple(row.cases) == setting.ids, row.setting
        elif isinstance(row, PerItem):
            assert setting.kind == "members"
            assert {*row.present, *row.absent, *row.ignored} <= set(setting.ids), row.setting
        elif isinstance(row, Copied):
            assert setting.kind in ("amount", "text"), row.setting
        for patch in patches_of(row, setting):
            assert target.files[patch.file].format in ("json", "toml"), row.setting


def patches_of(row: Row, setting: Setting) -> Iterator[Patch]:
    """Every patch that the row can give."""
    if isinstance(row, ByValue):
        yield from (case for case in row.cases.values() if isinstance(case, Patch))
    elif isinstance(row, PerItem):
        yield from row.present.values()
        yield from row.absent.values()
    elif isinstance(row, Copied):
        for value in some_values(setting):
            copied = render(Target("t", "T", "1", {row.file: FILE}, (row,)), [Choice(setting, value, "own")], "user")
            yield from (Patch(keys, row.file) for keys in copied.patches.values())



FILE = TargetFile("f.json", "f.json", "json")


def some_values(setting: Setting) -> list[Any]:
    order: Any = setting.order
    if setting.kind == "amount":
        return [order.low, order.low + order.step, order.top]
    return ["", "fr"] if setting.kind == "text" else list(setting.ids)


@pytest.mark.parametrize("id_", TOOLS)
def test_no_two_rows_contradict_each_other_at_any_pair_of_values(id_: str) -> None:
    target = registry.target(id_)
    every = [(row, patch) for row in target.rows for patch in patches_of(row, settings()[row.setting])]
    for (row, patch), (other, patch2) in combinations(every, 2):
        together = row is not other or isinstance(row, PerItem)
        if together and patch.file == patch2.file:
            merge(merged := {}, patch.keys, target.orders)
            merge(merged, patch2.keys, target.orders)


@pytest.mark.parametrize("id_", IDS)
@pytest.mark.parametrize("scope", ["project", "user"])
@pytest.mark.parametrize("end", ["tightest", "loosest"])
def test_both_ends_of_every_setting_can_be_rendered(id_: str, scope: Any, end: str) -> None:
    choices = []
    for setting in settings().values():
        value = getattr(setting.order, end) if setting.order else ("x" if setting.kind == "text" else setting.ids[0])
        choices.append(Choice(setting, value, "own"))
    done = render(registry.target(id_), choices, scope)
    assert done.coverage.keys() == settings().keys()
    told = {sentence.key for sentence in done.sentences}
    for key, coverage in done.coverage.items():
        assert coverage.level != "unsupported" or (coverage.note and key not in told), key


def test_agents_md_enforces_nothing() -> None:
    done = render(registry.target("agents-md"), [Choice(s, s.ids[0], "own") for s in settings().values() if s.ids and s.order is None], "project")
    assert {coverage.level for coverage in done.coverage.values()} == {"instructed"}


def test_every_setting_has_a_variable_of_its_own() -> None:
    names = [dumps.variable(*key.split(".")) for key in settings()]
    assert len(set(names)) == len(names)
    assert dumps.variable("autonomy", "shell") == "BEHAVIOR_AUTONOMY_SHELL"


def test_hostile_text_is_what_a_preference_may_hold() -> None:
    for text in HOSTILE:
        settings()["style.note"].read(text)
