"""Hold `policy compare` against z3: `python -m tests.differential.comparing [--seconds N | --pairs N] [--seed N]`.

Exits 1 where the two differ, or where a counterexample is none to one of the judges.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from configurator.resolution.comparing import Difference, compare
from tests import model
from tests.differential import solver
from tests.differential.cases import Ground
from tests.differential.judges import Judge
from tests.differential.judging import Tally, judged, judges
from tests.differential.pairs import pair
from tests.worlds import World


@dataclass
class Compared:
    """What a run saw. ``faults`` say which pair, by the state of the dice before it, and what is wrong."""

    relations: Counter[str] = field(default_factory=Counter)
    counterexamples: int = 0
    together: int = 0
    """Counterexamples that take more than one preference."""
    ours: float = 0
    z3: float = 0
    faults: list[str] = field(default_factory=list)


def hold(number: int, first: World, second: World, seen: Compared, using: Sequence[Judge]) -> None:
    """Compare two policies, let z3 do the same, and every judge look at what is told of them."""
    before = time.perf_counter()
    found = compare(first.composed(), second.composed())
    between = time.perf_counter()
    expected = solver.relation(first, second)
    seen.z3 += time.perf_counter() - between
    seen.ours += between - before
    seen.relations[expected] += 1
    if found.relation != expected:
        seen.faults.append(f"pair {number}: {found.relation}; z3 says {expected}")
    for one, permitting, refusing in (
        *((one, second, first) for one in found.wider),
        *((one, first, second) for one in found.narrower),
    ):
        seen.counterexamples += 1
        seen.together += len(one.profile) > 1
        seen.faults += [f"pair {number}: {fault}" for fault in _doubts(one, permitting, refusing, using)]


def _doubts(one: Difference, permitting: World, refusing: World, using: Sequence[Judge]) -> list[str]:
    """What speaks against a counterexample: the model, or a judge that does not say what the model says."""
    found = [f"{one.profile} is refused" for _ in model.violations(permitting.modelled(), one.profile)]
    if one.key not in {violation["key"] for violation in model.violations(refusing.modelled(), one.profile)}:
        found.append(f"`{one.key}` in {one.profile} is permitted")
    for world in (permitting, refusing):
        found += map(str, judged(Ground(world), [one.profile], Tally(), using))
    return found


def main(arguments: list[str]) -> int:
    """Run and report."""
    parser = argparse.ArgumentParser(prog="python -m tests.differential.comparing", description=__doc__)
    parser.add_argument("--seconds", type=float, default=0, metavar="N", help="stop after so many seconds")
    parser.add_argument("--pairs", type=int, default=0, metavar="N", help="stop after so many pairs")
    parser.add_argument("--seed", type=int, default=None, metavar="N", help="begin with this number")
    options = parser.parse_args(arguments)
    seed = options.seed if options.seed is not None else Random().randrange(1 << 32)
    seconds = options.seconds or (0 if options.pairs else 10)
    seen, using, random, began = Compared(), judges(), Random(seed), time.monotonic()
    while (not options.pairs or seen.relations.total() < options.pairs) and (
        not seconds or time.monotonic() < began + seconds
    ):
        hold(seen.relations.total(), *pair(random), seen, using)
    counts = ", ".join(f"{name} {count}" for name, count in seen.relations.most_common())
    print(f"{seen.relations.total()} pairs, seed {seed}: {len(seen.faults)} faults; {counts}")
    print(f"{seen.counterexamples} counterexamples, {seen.together} of more than one preference")
    print(f"policy compare took {seen.ours:.1f} s, z3 {seen.z3:.1f} s")
    for fault in seen.faults[:20]:
        print(f"  {fault}")
    return int(bool(seen.faults))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
