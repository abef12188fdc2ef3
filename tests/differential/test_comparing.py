"""`policy compare` says what z3 says, and its counterexamples are some to every judge."""

from __future__ import annotations

from random import Random

import pytest

from configurator.resolution import comparing as shipped
from tests.differential.comparing import Compared, hold, main
from tests.differential.judging import judges
from tests.differential.pairs import CHANGES, pair
from tests.worlds import Thrown


def compared(seed: int, count: int) -> Compared:
    """What ``count`` pairs come to, or fewer where something is wrong with one."""
    seen, random, using = Compared(), Random(seed), judges()
    for number in range(count):
        if not seen.faults:
            hold(number, *pair(random), seen, using)
    return seen


def test_two_policies_compare_as_z3_says() -> None:
    seen = compared(1, 100)
    assert seen.faults == []
    assert seen.relations.keys() == {"equal", "narrower", "wider", "neither"}
    assert seen.counterexamples > seen.together > 0


def test_every_change_can_turn_the_verdict() -> None:
    """Otherwise a kind of change would be compared without ever mattering."""
    for change in CHANGES:
        random = Random(2)
        for _ in range(400):
            first, _unused = pair(random)
            second = change(Thrown(random), first)
            if shipped.compare(first.composed(), second.composed()).relation != "equal":
                break
        else:
            pytest.fail(f"{change.__name__} changed nothing")


def test_conditions_that_go_round_together_are_compared() -> None:
    random, circles = Random(3), 0
    for number in range(150):
        first, second = pair(random)
        search = shipped._Search(first.composed(), second.composed())
        if any(search._ordered(search._closure(key))[1] for key in first.settings):
            circles += 1
            seen = Compared()
            hold(number, first, second, seen, [])
            assert seen.faults == []
    assert circles > 3


@pytest.mark.parametrize("what", ["_mattering", "points", "_closure"])
def test_a_planted_fault_is_found(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forgetting what fires, trying too few values, or looking at too few settings."""
    if what == "points":
        monkeypatch.setattr(
            shipped,
            "points",
            lambda one, _other, key: [one.permitted[key].setting.plain(one.permitted[key].default)],
        )
    elif what == "_mattering":
        monkeypatch.setattr(shipped._Search, what, lambda _self, _later: (0, 0))
    else:
        monkeypatch.setattr(shipped._Search, what, lambda _self, wanted: {wanted: None})
    assert compared(4, 150).faults


def test_a_run_reports(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--pairs", "5", "--seed", "6"]) == 0
    assert "5 pairs, seed 6: 0 faults" in capsys.readouterr().out
