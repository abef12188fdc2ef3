"""What is kept of the oracles that run apart is about the tables and files of today.

`python -m tests.oracles` judges anew what is not. None of their clients is needed here.
"""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from configurator.exporters import registry
from configurator.exporters.table import ByValue, Patch, Target, TargetFile
from tests.oracles import bounds, record
from tests.oracles.__main__ import stale
from tests.oracles.frame import cases, mistakes
from tests.oracles.listed import ORACLES


@pytest.mark.parametrize("target", ORACLES)
def test_a_record_is_about_what_there_is(target: str) -> None:
    assert stale(ORACLES[target]) == [], f"`python -m tests.oracles {target}` judges it anew"


@pytest.mark.parametrize("target", ORACLES)
def test_what_survives_is_listed_with_its_reason(target: str) -> None:
    kept, listed = record.kept(target), record.survivors(target)
    assert kept["survivors"] == listed
    assert all(len(reason) > 10 for reason in listed.values())
    assert kept["mistakes"] > 3 * (len(listed) + len(kept["read"]))
    assert kept["verdicts"].keys() == {case.name for case in cases(ORACLES[target])}


@pytest.mark.parametrize("target", ORACLES)
def test_none_of_it_takes_a_bound_away(target: str) -> None:
    oracle, listed = ORACLES[target], record.survivors(target)
    made = mistakes(oracle)
    assert {*listed} <= {*made}
    assert not [name for name in listed if any(bounds.looser(oracle, make()) for make in made[name])]


def test_every_target_that_is_judged_apart_has_a_record() -> None:
    apart = [id_ for id_ in registry.TARGETS if registry.target(id_).oracle.runs == "apart"]
    kept = [path.stem for path in record.EVIDENCE.glob("*.json")]
    assert {*apart} <= {*ORACLES}
    assert {*kept} == {*ORACLES}


@pytest.mark.parametrize("target", ORACLES)
def test_every_mistake_changes_a_file(target: str) -> None:
    whole = {(case.name, *case.files.values()) for case in cases(ORACLES[target])}
    for name, made in mistakes(ORACLES[target]).items():
        mistaken = made[0]().case
        assert (mistaken.name, *mistaken.files.values()) not in whole, name


# ------------------------------------------------------------ digests

ROW = ByValue("autonomy.shell", {"never": Patch({"shell": False}, note="none at all"), "host": Patch({})})
TABLE = Target("t", "T", "1", {"settings": TargetFile("t.json", "", "json", whole=True)}, (ROW,))


def test_words_for_people_do_not_age_a_record() -> None:
    said = ByValue("autonomy.shell", {**ROW.cases, "never": Patch({"shell": False}, note="not one")})
    other = dataclasses.replace(
        TABLE, rows=(said,), title="Another", hint="start it", unread="it says nothing"
    )
    assert record.plain(other) == record.plain(TABLE)


@pytest.mark.parametrize(
    "changed",
    [
        {"rows": (ByValue("autonomy.shell", {**ROW.cases, "host": Patch({"shell": True})}),)},
        {"rows": (ByValue("autonomy.shell", {**ROW.cases, "host": Patch({}, level="instructed")}),)},
        {"orders": {"shell": (False, True)}},
        {"checked": "2"},
        {"files": {"settings": TargetFile("t.json", "", "json", whole=True, base={"v": 1})}},
    ],
)
def test_whatever_decides_about_a_file_does(changed: dict[str, Any]) -> None:
    assert record.plain(dataclasses.replace(TABLE, **changed)) != record.plain(TABLE)


# ------------------------------------------------------------ bounds


def test_a_mistake_in_what_a_tool_holds_to_takes_a_bound_away() -> None:
    oracle = ORACLES["bedrock"]
    found = mistakes(oracle)
    for keys, loose in (
        ("ContentPolicyConfig.FiltersConfig.*.InputStrength", True),
        ("ContentPolicyConfig", True),
        ("Name", False),
        ("Description", False),
    ):
        missing = found[f"template: Resources.Guardrail.Properties.{keys} missing"]
        assert any(bounds.looser(oracle, make()) for make in missing) is loose
