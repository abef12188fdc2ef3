"""What is said of mutants stays true: those that may live are of lines that are there, and none is counted twice."""

from __future__ import annotations

import ast
import functools
from pathlib import Path

import pytest

from tests.mutants.running import LAYERS, ROOT, Mutant, Status, difference, spelled, status_of
from tests.mutants.survivors import Survivor, figures, survivors, unexplained, unnoticed


@functools.cache
def functions() -> dict[str, list[str]]:
    """The lines of every function of the layers that are changed, by its dotted name."""
    found: dict[str, list[str]] = {}
    for path in (path for layer in LAYERS for code in layer.code for path in ROOT.glob(code)):
        if path.suffix == ".py":
            _gather(path, found)
    return found


def _gather(path: Path, found: dict[str, list[str]]) -> None:
    text = path.read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines()]
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    tree = ast.parse(text)
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    for prefix, body in ((module, tree.body), *((f"{module}.{one.name}", one.body) for one in classes)):
        for node in body:
            if isinstance(node, ast.FunctionDef):
                found[f"{prefix}.{node.name}"] = lines[node.lineno - 1 : node.end_lineno]


@pytest.mark.parametrize("survivor", survivors(), ids=lambda one: f"{one.function}: {one.was}"[:120])
def test_a_mutant_that_may_live_is_of_a_line_that_is_there(survivor: Survivor) -> None:
    assert survivor.was not in survivor.becomes
    assert survivor.reason.strip()
    assert survivor.was in "\n".join(functions()[survivor.function])


def test_no_mutant_is_explained_twice() -> None:
    named = [(one.function, one.was, became) for one in survivors() for became in one.becomes or ("",)]
    assert len(set(named)) == len(named)


@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.name)
def test_every_layer_has_code_and_tests(layer: object) -> None:
    assert all(any(ROOT.glob(code)) for one in LAYERS if one is layer for code in one.code)
    assert all((ROOT / test).exists() for one in LAYERS if one is layer for test in one.tests)


def test_a_mutant_is_told_by_its_function_and_the_lines_that_differ() -> None:
    assert spelled("x_meet") == "meet"
    assert spelled("xǁBoundsǁbetween") == "Bounds.between"
    assert spelled("xǁBoundsǁ__and__") == "Bounds.__and__"
    assert difference(["a", "b", "c", "d"], ["a", "x", "c", "d"]) == ("b", "x")
    assert difference(["a", "b", "c"], ["a", "c"]) == ("b", "")


@pytest.mark.parametrize(
    ("code", "status"),
    [
        (0, "alive"),
        (1, "killed"),
        (2, "killed"),
        (3, "killed"),
        (33, "no tests"),
        (-24, "timed out"),
        (36, "timed out"),
    ],
)
def test_how_a_run_ended(code: int, status: Status) -> None:
    assert status_of(code) == status


def test_what_is_explained_counts_neither_way() -> None:
    table = survivors()[0]
    known = Mutant("m", table.function, table.was, table.becomes[0], "alive")
    mutants = [
        known,
        Mutant("n", "a.b", "x", "y", "alive"),
        Mutant("o", "a.b", "x", "z", "no tests"),
        Mutant("p", "a.b", "x", "w", "killed"),
        Mutant("q", "a.b", "x", "v", "timed out"),
    ]
    assert [one.name for one in unexplained(mutants)] == ["n", "o"]
    found = figures("domain", 5, 1, list(unnoticed(mutants)))
    assert (found.mutants, found.killed, found.timed_out, found.no_tests, found.alive) == (5, 1, 1, 1, 2)
    assert (found.explained, found.score, found.explained_score) == (1, 40, 50)
