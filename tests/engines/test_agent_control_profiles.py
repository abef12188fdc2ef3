"""The runtime's engine knows a permitted profile from another."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.policyfile.folder import shipped_folder
from configurator.policyfile.load import load_policy
from configurator.resolution.compose import compose
from tests import strategies
from tests.engines.control import KINDS, calls, expected, files
from tests.engines.control_profiles import answers, differences
from tests.engines.engine import choices_of
from tests.engines.profiles import NO_PROFILES, document
from tests.unit.exporters import shipped
from tests.unit.exporters.helpers import HOSTILE


@pytest.mark.parametrize("background", shipped.backgrounds())
def test_a_profile_is_permitted_as_the_bounds_say(background: str, tmp_path: Path) -> None:
    choices = shipped.choices(shipped.backgrounds()[background])
    assert differences(files(choices, tmp_path), choices) == []


@pytest.mark.parametrize("layer", ["cn", "eu", "guardian_teen", "hospital", "school"])
def test_a_profile_is_permitted_as_every_layer_says(layer: str, tmp_path: Path) -> None:
    policy = load_policy(shipped_folder())
    choices = choices_of(compose(policy, [policy.layers[layer]]), shipped.backgrounds()["loosest"])
    assert differences(files(choices, tmp_path), choices) == []


@given(st.data())
def test_a_profile_is_permitted_as_random_policies_say(tmp_path_factory: Any, data: st.DataObject) -> None:
    world = data.draw(strategies.worlds(anchored=True))
    choices = choices_of(world.composed(), data.draw(strategies.askings(world)))
    assert differences(files(choices, tmp_path_factory.mktemp("world")), choices) == []


@pytest.mark.parametrize("profile", NO_PROFILES)
def test_what_is_no_profile_is_not_permitted(profile: Any, tmp_path: Path) -> None:
    choices = shipped.choices(shipped.backgrounds()["loosest"])
    assert answers(files(choices, tmp_path), [profile, document({})]) == [False, True]


@pytest.mark.parametrize("pattern", [r"\d+", "(?=a)a", r"(a)\1", "a|b"])
def test_a_form_that_engines_read_otherwise_is_left_to_the_program(pattern: str, tmp_path: Path) -> None:
    tag = next(
        c for c in shipped.choices(shipped.backgrounds()["defaults"]) if c.setting.key == "style.language"
    )
    choices = [replace(tag, setting=replace(tag.setting, pattern=pattern))]
    asked = [document({"style.language": text}) for text in ("b", "?", "x" * 36)]
    assert answers(files(choices, tmp_path), asked) == [True, pattern != "a|b", False]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_a_value_like_any_other(text: str, tmp_path: Path) -> None:
    values = {**shipped.backgrounds()["defaults"], "style.note": text}
    choices = shipped.choices(values)
    some = files(choices, tmp_path)
    assert json.loads(some.data)["settings"]["style.note"] == text
    assert answers(some, [document({"style.note": text}), document({"autonomy.shell": text})]) == [
        True,
        False,
    ]
    assert calls(some.put(tmp_path / "more"), KINDS) == {kind: expected(values, [kind]) for kind in KINDS}
