"""The runtime itself lets pass, asks about and refuses what the values say."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest

from tests.engines.control import (
    KINDS,
    LABELS,
    OWN,
    SEEDS,
    STEPS,
    acs,
    at_rest,
    calls,
    expected,
    files,
    of_label,
    own_manifest,
    some_values,
)
from tests.unit.exporters import shipped


@pytest.mark.parametrize("background", shipped.backgrounds())
def test_tools_of_the_catalogue_do_as_the_values_say(background: str, tmp_path: Path) -> None:
    values = shipped.backgrounds()[background]
    manifest = files(shipped.choices(values), tmp_path).put(tmp_path / "agent-control")
    acs.validate_manifest_file(str(manifest))
    assert calls(manifest, KINDS) == {kind: expected(values, [kind]) for kind in KINDS}


@pytest.mark.parametrize("seed", SEEDS)
def test_tools_of_a_persons_own_do_as_random_values_say(seed: int, tmp_path: Path) -> None:
    values = some_values(random.Random(seed))
    files(shipped.choices(values), tmp_path)
    own = own_manifest(tmp_path / "agent-control", {name: list(labels) for name, labels in OWN.items()})
    assert calls(own, [*OWN, *KINDS, "unheard_of"]) == {
        **{name: expected(values, [*labels]) for name, labels in OWN.items()},
        **{kind: expected(values, [kind]) for kind in KINDS},
        "my_other": "deny",
        "unheard_of": "deny",
    }


def test_random_values_reach_every_answer_of_every_label() -> None:
    """Otherwise the tests above would say less than they seem to."""
    seen = {(label, of_label(some_values(random.Random(seed)), label)) for seed in SEEDS for label in LABELS}
    never = {("read_files", "ask"), ("devices", "ask"), ("payments", "allow"), ("tool_server", "ask")}
    assert set(itertools.product(LABELS, STEPS)) - seen == never


def test_a_label_may_stand_alone_as_a_text(tmp_path: Path) -> None:
    values = shipped.backgrounds()["developer"]
    files(shipped.choices(values), tmp_path)
    own = own_manifest(tmp_path / "agent-control", {"one": "shell", "two": "read_files", "three": "nonsense"})
    assert calls(own, ["one", "two", "three"]) == {
        "one": expected(values, ["shell"]), "two": "allow", "three": "deny",
    }  # fmt: skip


def test_a_manifest_of_ones_own_cannot_say_otherwise(tmp_path: Path) -> None:
    files(shipped.choices(shipped.backgrounds()["tightest"]), tmp_path)
    own = own_manifest(tmp_path / "agent-control", {"shell": "read_files"})
    with pytest.raises(ValueError, match="shell"):
        acs.AcsInterceptor(str(own))


def test_nothing_but_tool_calls_is_held_up(tmp_path: Path) -> None:
    some = files(shipped.choices(shipped.backgrounds()["tightest"]), tmp_path)
    assert at_rest(some.put(tmp_path / "agent-control"))
