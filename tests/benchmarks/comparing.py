"""`policy compare` against z3, asked the same of related random policies; same answers first."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from configurator.resolution.comparing import compare
from tests.benchmarks.timing import OWN, interleaved, row
from tests.differential import solver
from tests.differential.pairs import pair

PAIRS = 40


def rows(rounds: int) -> Iterator[str]:
    """One row: all pairs, by each of the two."""
    random = Random(1)
    worlds = [pair(random) for _ in range(PAIRS)]
    for first, second in worlds:
        told, expected = compare(first.composed(), second.composed()).relation, solver.relation(first, second)
        if told != expected:
            raise SystemExit(f"`policy compare` says {told}, z3 {expected}")
    tasks = {
        "ours": lambda: [compare(first.composed(), second.composed()) for first, second in worlds],
        "theirs": lambda: [solver.relation(first, second) for first, second in worlds],
    }
    times = interleaved(tasks, max(3, rounds // 5), OWN)
    each = {side: taken / PAIRS for side, taken in times.items()}
    yield row("`policy compare`, random policies, against z3", each["ours"], each["theirs"], "< 1")
