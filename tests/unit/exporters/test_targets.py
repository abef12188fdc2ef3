"""Every table in the tree: complete for the shipped settings, and without contradictions."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from functools import cache
from itertools import combinations, product
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from configurator.domain.settings import Setting
from configurator.exporters import registry
from configurator.exporters.formats.documents import document
from configurator.exporters.formats.keys import Keys, settled
from configurator.exporters.leaves import same
from configurator.exporters.render import everything, render, rows_by_setting
from configurator.exporters.table import ByValue, Choice, Copied, PerItem
from configurator.exporters.writers import plain
from configurator.policyfile.folder import shipped_folder
from configurator.policyfile.load import load_policy
from tests.unit.exporters import polarity
from tests.unit.exporters.helpers import HOSTILE, chosen
from tests.unit.exporters.test_keys_in_files import TOML, json_dialect
from tests.unit.exporters.test_yaml_in_files import YAML

DIALECTS = {"json": json_dialect(), "toml": TOML, "yaml": YAML}


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
TOOLS = [id_ for id_ in IDS if not everything(registry.target(id_))]


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
            assert set(row.cases) <= set(setting.ids), row.setting
            assert set(row.cases) >= {name for name in setting.ids if setting.says.get(name)}, row.setting
        elif isinstance(row, PerItem):
            assert setting.kind == "members"
            assert {*row.present, *row.absent, *row.ignored} <= set(setting.ids), row.setting
        elif isinstance(row, Copied):
            assert setting.kind in ("amount", "text"), row.setting
        for patch in polarity.patches_of(row):
            assert target.files[patch.file].format in DIALECTS, row.setting
            assert {*patch.needs, *patch.holds_while} <= settings().keys(), row.setting


def some_values(setting: Setting) -> list[Any]:
    """Every named value; of amounts the ends and some between; of sets the ends and near them."""
    order: Any = setting.order
    if setting.kind == "amount":
        return [order.low, order.low + order.step, order.tighten((order.low + order.high) // 2), order.top]
    if setting.kind == "members":
        every = frozenset(setting.ids)
        return [
            frozenset(),
            every,
            *(frozenset({item}) for item in every),
            *(every - {item} for item in every),
        ]
    return ["", "fr"] if setting.kind == "text" else list(setting.ids)


def end(setting: Setting, which: str) -> Any:
    return getattr(setting.order, which) if setting.order else some_values(setting)[0]


@pytest.mark.parametrize("id_", TOOLS)
def test_no_two_rows_contradict_each_other_at_any_pair_of_values(id_: str) -> None:
    target = registry.target(id_)
    rows = [row for row in target.rows if isinstance(row, ByValue | PerItem | Copied)]
    ends = {
        row.setting: chosen(settings()[row.setting], end(settings()[row.setting], "tightest")) for row in rows
    }
    for row, other in combinations(rows, 2):
        first, second = settings()[row.setting], settings()[other.setting]
        for pair in product(some_values(first), some_values(second)):
            choices = {
                **ends,
                first.key: chosen(first, pair[0]),
                second.key: chosen(second, pair[1]),
            }
            render(replace(target, rows=tuple(rows)), list(choices.values()), "user")
            render(replace(target, rows=tuple(rows)), list(choices.values()), "project")


@st.composite
def all_values(draw: st.DrawFn) -> list[Choice]:
    return [chosen(s, draw(st.sampled_from(some_values(s)))) for s in settings().values()]


@pytest.mark.parametrize("id_", IDS)
@given(choices=all_values(), scope=st.sampled_from(["project", "user"]))
def test_any_choice_of_everything_can_be_rendered(id_: str, choices: list[Choice], scope: Any) -> None:
    target = registry.target(id_)
    done = render(target, choices, scope)
    assert done.coverage.keys() == settings().keys()
    told = {sentence.key for sentence in done.sentences}
    for key, coverage in done.coverage.items():
        assert coverage.level != "unsupported" or (coverage.note and key not in told), key
    for name, keys in done.patches.items():
        file = target.files[name]
        parse: Any = {"json": json.loads, "toml": tomllib.loads, "yaml": yaml.safe_load}[file.format]
        if file.whole:
            text = document(file.format, keys)
        else:
            text = settled("", keys, Keys(), DIALECTS[file.format], "f").text
        assert same(parse(text or "{}") if keys else {}, keys)


def test_agents_md_enforces_nothing() -> None:
    done = render(
        registry.target("agents-md"),
        [chosen(s, s.ids[0]) for s in settings().values() if s.ids and s.order is None],
        "project",
    )
    assert {coverage.level for coverage in done.coverage.values()} == {"instructed"}


def test_every_setting_has_a_variable_of_its_own() -> None:
    names = [plain.variable(*key.split(".")) for key in settings()]
    assert len(set(names)) == len(names)
    assert plain.variable("autonomy", "shell") == "BEHAVIOR_AUTONOMY_SHELL"


def test_hostile_text_is_what_a_preference_may_hold() -> None:
    for text in HOSTILE:
        settings()["style.note"].read(text)
