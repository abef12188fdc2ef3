"""Every target is judged somewhere, by tests that exist, and no mistake that goes unnoticed is a bound."""

from __future__ import annotations

import ast
import functools
from pathlib import Path

import pytest

from configurator.domain.bounds import Bounds
from configurator.exporters import registry
from tests.unit.exporters import shipped
from tools import judged

PLACES = {
    "client": ("tests/clients/", "tests/engines/", "tests/oracles/"),
    "class": ("tests/engines/", "tests/oracles/"),
}
"""Where the real thing is run."""


@functools.cache
def defined_in(path: str) -> set[str]:
    """The names of the tests in a file; none where there is no such file."""
    file = judged.ROOT / path
    if not file.is_file():
        return set()
    nodes = ast.parse(file.read_text(encoding="utf-8")).body
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_every_target_has_its_line_and_nothing_else_has() -> None:
    assert {*judged.judges()} == {*registry.TARGETS}, "tests/judges.toml names the tests that judge a target"


@pytest.mark.parametrize("id_", registry.TARGETS)
def test_a_target_is_judged_by_tests_that_there_are(id_: str) -> None:
    oracle = registry.target(id_).oracle
    named = judged.judges().get(id_, [])
    assert oracle.text, "what judges it, or why nothing can, is said in `oracle`"
    assert len({*named}) == len(named) > 0
    for test in named:
        path, _, name = test.partition("::")
        assert name.startswith("test_"), test
        assert name in defined_in(path), f"there is no {test}"
    if oracle.kind in PLACES:
        assert any(test.startswith(PLACES[oracle.kind]) for test in named), named
    if oracle.runs == "apart":
        assert (judged.ROOT / "tests/oracles/evidence" / f"{id_}.json").is_file()


def test_what_there_is_not_is_noticed() -> None:
    assert defined_in("tests/clients/test_gone.py") == set()
    assert "test_gone" not in defined_in("tests/unit/exporters/test_judges.py")
    assert "test_what_there_is_not_is_noticed" in defined_in("tests/unit/exporters/test_judges.py")


def test_every_mistake_that_goes_unnoticed_has_a_reason() -> None:
    found = judged.survivors()
    assert {Path(one.path).parent.name for one in found} >= {"clients", "engines", "oracles"}
    assert all(len(one.reason) > 10 for one in found)


MANAGED = [id_ for id_ in registry.TARGETS if registry.target(id_).values == "bounds"]
CLIENTS = [one for one in judged.survivors() if one.path == "tests/clients/survivors.json"]


@pytest.mark.parametrize("one", CLIENTS, ids=lambda one: one.mistake)
def test_no_mistake_in_a_table_that_goes_unnoticed_is_about_a_bound(one: judged.Survivor) -> None:
    """The policy leaves the whole range of such a setting to the person, whatever else holds; or the
    rest of a list keeps the bound, as the client was seen to do for each one that is listed."""
    if one.about in MANAGED and " without " in one.mistake:
        return
    permitted = shipped.composition().permitted[one.mistake.split()[0]]
    order, bounds = permitted.setting.order, permitted.bounds
    assert order is not None
    assert isinstance(bounds, Bounds)
    assert bounds.span == (order.tightest, order.loosest)


def test_the_reference_lists_both() -> None:
    targets = [registry.target(id_) for id_ in registry.TARGETS]
    rows = [*judged.judge_lines(targets)][2:]
    assert [row.split("`")[1] for row in rows] == [*registry.TARGETS]
    assert all("::test_" in row for row in rows)
    (bedrock,) = (row for row in rows if row.startswith("| `bedrock` |"))
    assert "`tests/oracles/evidence/bedrock.json`" in bedrock
    assert f"`tests/clients/survivors.json`: {len(CLIENTS)}" in [*judged.survivor_lines()]
