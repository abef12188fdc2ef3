"""Judges agree, what they once disagreed on they agree on now, and a planted fault is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.differential import corpus
from tests.differential.__main__ import main
from tests.differential.cases import Case, Ground, ground, profiles
from tests.differential.judges import JUDGES, Blind, Judge, Judging, Verdict, reference
from tests.differential.judging import Tally, judged, judges
from tests.differential.report import report, uncovered
from tests.properties.hostile import HOSTILE

CORPUS = sorted(corpus.FOLDER.glob("*.json"))


def ran(seed: int, grounds: int, using: list[Judge], count: int = 12) -> Tally:
    tally, random = Tally(), Random(seed)
    for _ in range(grounds):
        some = ground(random)
        judged(some, profiles(random, some, count), tally, using)
    return tally


def test_every_judge_gives_the_verdict_of_the_reference() -> None:
    tally = ran(1, 90, judges())
    assert [str(one) for one in tally.disagreements] == []
    assert uncovered(tally) == []
    assert all(tally.cases[judge.name] for judge in judges())


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_what_was_once_judged_otherwise_is_judged_alike(path: Path) -> None:
    case = corpus.load(path)
    assert [str(one) for one in judged(case.ground, [case.raw], Tally(), judges())] == []


def test_the_corpus_is_not_empty() -> None:
    assert CORPUS


# ------------------------------------------------------------ the harness itself


def planted(fault: Mapping[str, Any]) -> Judge:
    """The reference as a judge, on a world with a fault in it."""

    def made(some: Ground) -> Judging:
        faulty = tuple({**layer, **fault} for layer in some.world.layers)
        return reference(replace(some, world=some.world.with_layers(faulty)))

    return Judge("faulty", made)


@pytest.mark.parametrize(
    "fault", [{"conditions": []}, {"grants": []}, {"may_grant": True}, {"kind": "guardian"}]
)
def test_a_planted_fault_is_found_and_kept_small(fault: Mapping[str, Any], tmp_path: Path) -> None:
    faulty = planted(fault)
    tally = ran(2, 150, [faulty])
    assert tally.disagreements
    one = tally.disagreements[0]

    def still(case: Case) -> bool:
        return bool(judged(case.ground, [case.raw], Tally(), [faulty]))

    small = corpus.smallest(one.case, still)
    again = corpus.load(corpus.save(small, str(one), tmp_path))
    assert (again.raw, again.ground.world.layers) == (small.raw, small.ground.world.layers)
    assert still(again)
    assert len(small.ground.world.layers) <= len(one.case.ground.world.layers)


def permits(everything: bool) -> Judge:
    def made(some: Ground) -> Judging:
        return lambda raw: Verdict(dict.fromkeys(raw, None if everything else "refused"), {})

    return Judge("format", made, says_why=False, blind=(Blind("anything", lambda *_: True),))


def test_what_a_format_cannot_say_excuses_what_it_permits_and_never_what_it_refuses() -> None:
    lenient = ran(3, 20, [permits(everything=True)])
    assert not lenient.disagreements
    assert lenient.unsaid["format", "anything"]
    assert ran(3, 20, [permits(everything=False)]).disagreements


@pytest.mark.parametrize("place", range(len(HOSTILE)))
def test_a_hostile_value_is_kept_as_it_is(place: int, tmp_path: Path) -> None:
    value = HOSTILE[place]
    again = corpus.load(corpus.save(Case(ground(Random(4)), {"a.x": value}), "", tmp_path)).raw["a.x"]
    assert type(again) is type(value)
    assert type(value) is object or value != value or again == value  # noqa: PLR0124  # no number equals itself not


def test_a_run_reports_cases_coverage_and_what_formats_cannot_say(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--cases", "40", "--seed", "5"]) == 0
    out = capsys.readouterr().out
    assert "40 cases" in out
    assert "seed 5: 0 disagreements" in out
    for judge in judges():
        assert f"{judge.name:<14}{40:>9}" in out


def test_a_judge_without_its_package_is_named() -> None:
    assert "Cedar         is not installed and did not judge" in list(report(Tally(), 0, 1, ["Cedar"]))
    assert not Judge("x", reference, needs="no_such_package").is_there
    assert len(judges(JUDGES)) <= len(JUDGES)
