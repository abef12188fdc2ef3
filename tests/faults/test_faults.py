"""A slice of all faults at every start of the tests; ``python -m tests.faults`` is the whole of it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.faults.disk import ERRORS, KILLS, LASTING, SWAPS
from tests.faults.judging import Trial, try_all
from tests.faults.killing import kill_at
from tests.faults.scenarios import SCENARIOS, Scenario, by_name

SLICE = 4
"""Faults that are tried of each scenario; twenty thousand in all are too many for every day."""


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda one: one.name)
def test_old_or_new_and_never_half(scenario: Scenario, tmp_path: Path) -> None:
    trial = Trial(scenario, tmp_path)
    chance = random.Random(scenario.name)
    cases = trial.cases()
    end = next(case for case in cases if case.at == len(trial.steps) and case.loss == "all")
    assert try_all(trial, [end, *chance.sample(cases, min(SLICE, len(cases)))]) == []


def test_no_fault_is_forgotten(tmp_path: Path) -> None:
    trial = Trial(by_name("tighter export"), tmp_path)
    found = {case.fault for case in trial.cases()}
    assert found == {*KILLS, *ERRORS, *LASTING, *SWAPS, "interrupt"}
    calls = {step.call for step in trial.steps if step.changes}
    assert {"open", "write", "fsync", "fchmod", "replace", "unlink"} <= calls
    assert {case.loss for case in trial.cases()} == {None, "all", "bytes", "some"}


@pytest.mark.parametrize("name", ["set", "tighter export"])
def test_a_process_that_is_killed_leaves_nothing_half(name: str, tmp_path: Path) -> None:
    trial = Trial(by_name(name), tmp_path)
    moves = [number for number, step in enumerate(trial.steps) if step.call == "replace"]
    kill_at(trial, moves[len(moves) // 2])
