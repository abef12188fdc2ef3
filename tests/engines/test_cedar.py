"""Cedar itself decides about random requests as the bounds and values do."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.exporters.table import Choice
from configurator.policyfile.folder import shipped_folder
from configurator.policyfile.load import load_policy
from configurator.resolution.compose import compose
from tests import strategies
from tests.engines.asking_cedar import Files, allowed, engine, files
from tests.engines.engine import choices_of, exported, values_of
from tests.unit.exporters import shipped
from tests.unit.exporters.helpers import HOSTILE

ANYTHING = "permit (principal, action, resource);"
"""What somebody may add who would like to widen."""


def wrong(some: Files) -> list[str]:
    """What Cedar has against policies and schema."""
    return [str(error) for error in engine.validate_policies(some.policy, some.schema).errors]


def at_most(choice: Choice, value: Any) -> bool:
    """Whether ``value`` is permitted, and no looser than the one that holds."""
    order = choice.setting.order
    if value not in choice.permitted or order is None:
        return bool(value == choice.value)
    return bool(order.tighter_of(value, choice.value) == value)


def requests(choices: Sequence[Choice], seed: int = 0) -> list[tuple[Choice, Any]]:
    rng = random.Random(seed)
    return [
        (choice, value)
        for choice in choices
        for value in (choice.value, *values_of(choice.setting, rng))
    ]  # fmt: skip


def differences(some: Files, choices: Sequence[Choice]) -> list[str]:
    """Where Cedar and the values disagree, and, whatever else is permitted, Cedar and the bounds."""
    asked = requests(choices)
    keys = [(choice.setting.key, value) for choice, value in asked]
    found = [
        f"{key} {value}"
        for (key, value), (choice, _), answer in zip(keys, asked, allowed(some, keys), strict=True)
        if answer != at_most(choice, value)
    ]
    widened = allowed(replace(some, policy=some.policy + ANYTHING), keys)
    return found + [
        f"{key} {value} whatever else"
        for (key, value), (choice, _), answer in zip(keys, asked, widened, strict=True)
        if answer != (value in choice.permitted) and (choice.setting.kind != "text" or choice.fixed)
    ]


# ------------------------------------------------------------ decisions


@pytest.mark.parametrize("background", shipped.backgrounds())
def test_exported_files_decide_as_the_values_do(background: str, tmp_path: Path) -> None:
    choices = shipped.choices(shipped.backgrounds()[background])
    written = exported("cedar", choices, tmp_path)
    some = Files(*(written[f"cedar/behavior.{end}"] for end in ("cedar", "cedarschema", "entities.json")))
    assert wrong(some) == []
    assert differences(some, choices) == []


@pytest.mark.parametrize("layer", ["cn", "eu", "guardian_teen", "hospital", "school"])
def test_every_layer_decides_as_its_bounds_do(layer: str) -> None:
    policy = load_policy(shipped_folder())
    choices = choices_of(compose(policy, [policy.layers[layer]]), shipped.backgrounds()["loosest"])
    assert wrong(files(choices)) == []
    assert differences(files(choices), choices) == []


@given(st.data())
def test_random_policies_decide_as_their_bounds_and_values_do(data: st.DataObject) -> None:
    world = data.draw(strategies.worlds(anchored=True))
    choices = choices_of(world.composed(), data.draw(strategies.askings(world)))
    assert wrong(files(choices)) == []
    assert differences(files(choices), choices) == []


def test_a_further_layer_can_forbid_and_nothing_else() -> None:
    choices = shipped.choices(shipped.backgrounds()["loosest"])
    some = files(choices)
    asked = [(choice.setting.key, value) for choice, value in requests(choices)]
    more = 'forbid (principal, action == Behavior::Action::"autonomy.shell", resource);'
    before, after = allowed(some, asked), allowed(replace(some, policy=some.policy + more), asked)
    assert all(was or not now for was, now in zip(before, after, strict=True))
    assert {key for (key, _), was, now in zip(asked, before, after, strict=True) if was != now} == {
        "autonomy.shell"
    }


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("autonomy.shell", 0), ("autonomy.shell", "nonsense"), ("autonomy.nonsense", "never"),
        ("autonomy.tools", "shell"), ("autonomy.tools", frozenset({"nonsense"})),
        ("autonomy.max_steps", "1"), ("autonomy.max_steps", 0), ("autonomy.max_steps", 10**9),
    ],
)  # fmt: skip
def test_what_is_no_value_is_refused(key: str, value: Any) -> None:
    assert allowed(files(shipped.choices(shipped.backgrounds()["loosest"])), [(key, value)]) == [False]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_permitted_as_it_is_and_nothing_else(text: str) -> None:
    values = {**shipped.backgrounds()["defaults"], "style.note": text}
    some = files(shipped.choices(values))
    assert allowed(some, [("style.note", text), ("style.note", f"{text}."), ("autonomy.shell", "host")]) == [
        True, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize("name", ['"); permit (principal, action, resource); //', "a\\", "\\u{41}", "*", "é"])
def test_names_of_another_policy_are_texts_to_cedar(name: str) -> None:
    shell = shipped.settings()["autonomy.shell"]
    setting = replace(shell, key=f"a.{name}", labels={**shell.labels})
    choice = Choice(setting, "never", "own", setting.everything())
    assert wrong(files([choice])) == []
    assert differences(files([choice]), [choice]) == []


# ------------------------------------------------------------ mistakes

OF_EACH_KIND = (
    "autonomy.shell", "autonomy.tools", "autonomy.max_steps", "privacy.redact",
    "oversight.log_days", "style.language", "money.per_day",
)  # fmt: skip


def mutants(some: Files) -> Iterator[tuple[str, Files]]:
    """One mistake each, at every place where it can be made."""
    for find, put in (
        ("<=", ">="), (">=", "<="), ("permit (", "forbid ("), ("forbid (", "permit ("),
        ("unless", "when"), ("settings[", "setting["), (".value", ".vaule"), ("contains(", "contain("),
        ("containsAll(", "containsAny("), ('Action::"', 'Action::"x'), ('["never"', '["nevr"'), (" && ", " || "),
    ):  # fmt: skip
        for place in _places(some.policy, find):
            changed = some.policy[:place] + put + some.policy[place + len(find) :]
            yield f"policy: {find} {put} at {place}", replace(some, policy=changed)
    for find, put in (("String", "Long"), ("Long", "String"), ("value", "vaule"), ('"autonomy', '"autonmy')):
        for place in _places(some.schema, find):
            changed = some.schema[:place] + put + some.schema[place + len(find) :]
            yield f"schema: {find} {put} at {place}", replace(some, schema=changed)
    for policy in some.policy.split("@id")[1:]:
        yield f"without {policy[:40]}", replace(some, policy=some.policy.replace(f"@id{policy}", ""))
    yield from _mistaken_entities(some)


def _places(text: str, find: str) -> list[int]:
    return [place for place in range(len(text)) if text.startswith(find, place)]


def _mistaken_entities(some: Files) -> Iterator[tuple[str, Files]]:
    person = json.loads(some.entities)[0]
    settings = person["attrs"]["settings"]
    for key, value in settings.items():
        others = {name: other for name, other in settings.items() if name != key}
        for kind, changed in (
            ("forgotten", others),
            ("misspelled", {**others, f"{key}s": value}),
            ("of another type", {**settings, key: {"value": value}}),
        ):
            entity = {**person, "attrs": {"settings": changed}}
            yield f"entities: {key} {kind}", replace(some, entities=json.dumps([entity]))
    twice = {**person, "attrs": {"settings": {**settings, "autonomy.shell": "host"}}}
    yield "entities: the person twice", replace(some, entities=json.dumps([person, twice]))


def test_every_mistake_is_seen() -> None:
    choices = shipped.choices(shipped.backgrounds()["developer"], list(OF_EACH_KIND))
    some = files(choices)
    assert differences(some, choices) == []
    found = list(mutants(some))
    assert len(found) > 100
    steps = list(_step_by_step(choices))
    surviving = [
        name
        for name, mutant in found
        if not wrong(mutant)
        and not differences(mutant, choices)
        and not any(differences(replace(mutant, entities=files(step).entities), step) for step in steps)
    ]
    assert [name for name in surviving if not name.startswith("entities")] == []
    assert not [n for n, mutant in found if n.startswith("entities") and not differences(mutant, choices)]


def _step_by_step(choices: Sequence[Choice]) -> Iterator[list[Choice]]:
    """Every level of the scales: one policy serves whatever value holds."""
    for place in range(5):
        yield [
            replace(choice, value=values[min(place, len(values) - 1)])
            for choice in choices
            for values in [shipped.permitted_values(choice.setting.key)]
        ]
