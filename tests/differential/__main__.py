"""Run the judges against each other: `python -m tests.differential [--seconds N | --cases N] [--seed N]`.

Exits 1 where two of them disagree; what they disagree on is kept in `corpus/`, made small.
"""

from __future__ import annotations

import argparse
import sys
import time
from random import Random

from tests.differential import corpus
from tests.differential.cases import Case, ground, profiles
from tests.differential.judges import JUDGES, Judge
from tests.differential.judging import Disagreement, Tally, judged, judges
from tests.differential.report import report

PROFILES = 30
"""How many profiles are judged under one policy."""

KEPT = 10
"""After so many disagreements there is enough to mend."""


def main(arguments: list[str]) -> int:
    """Run, report, and keep what was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.differential", description=__doc__)
    parser.add_argument("--seconds", type=float, default=0, metavar="N", help="stop after so many seconds")
    parser.add_argument("--cases", type=int, default=0, metavar="N", help="stop after so many profiles")
    parser.add_argument("--seed", type=int, default=None, metavar="N", help="begin with this number")
    options = parser.parse_args(arguments)
    seed = options.seed if options.seed is not None else Random().randrange(1 << 32)
    tally, using = Tally(), judges()
    seconds = options.seconds or (0 if options.cases else 10)
    began = time.monotonic()
    _run(Random(seed), tally, using, options.cases, began + seconds if seconds else 0)
    kept = [str(corpus.save(_smallest(one, using), str(one))) for one in tally.disagreements[:KEPT]]
    missing = [judge.name for judge in JUDGES if not judge.is_there]
    for line in report(tally, seed, time.monotonic() - began, missing):
        print(line)
    for path in dict.fromkeys(kept):
        print(f"kept: {path}")
    return int(bool(tally.disagreements))


def _run(random: Random, tally: Tally, using: list[Judge], cases: int, end: float) -> None:
    """Judge random policies until there were so many ``cases``, or until ``end``; 0 for neither."""
    while (not cases or tally.cases["reference"] < cases) and (not end or time.monotonic() < end):
        some = ground(random)
        left = cases - tally.cases["reference"] if cases else PROFILES
        judged(some, profiles(random, some, min(PROFILES, left)), tally, using)
        if len(tally.disagreements) >= KEPT:
            return


def _smallest(found: Disagreement, using: list[Judge]) -> Case:
    """The disagreement's case with nothing in it that the same judge does not need for one."""
    only = [judge for judge in using if judge.name == found.judge]

    def still(case: Case) -> bool:
        return any(one.key == found.key for one in judged(case.ground, [case.raw], Tally(), only))

    return corpus.smallest(found.case, still)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
