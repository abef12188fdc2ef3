"""``python -m tests.faults``: every fault at every step of everything that the program writes."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.judging import Trial, try_all
from tests.faults.killing import kill_all
from tests.faults.scenarios import SCENARIOS, temporary_root


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("names", nargs="*", help="scenarios (default: all)")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="one case of N, by chance")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--kills", type=int, default=5, metavar="N", help="processes killed, twice")
    parser.add_argument("--longest", type=float, default=0.3, metavar="SECONDS", help="how long they may run")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    total = wrong = killed = 0
    for scenario in SCENARIOS:
        if options.names and scenario.name not in options.names:
            continue
        begun = time.monotonic()
        with tempfile.TemporaryDirectory(dir=temporary_root() or None) as folder:
            trial = Trial(scenario, Path(folder))
            cases = [case for case in trial.cases() if not chance.randrange(options.every)]
            faults = try_all(trial, cases)
            steps = [chance.randrange(len(trial.steps)) for _ in range(options.kills)]
            killed_then, found = kill_all(trial, steps, chance, options.longest)
            faults += found
        seconds = time.monotonic() - begun
        figures = f"{scenario.name:20}{len(trial.steps):5} calls{len(cases):6} faults{len(faults):5} wrong"
        print(f"{figures}{killed_then:5} killed{seconds:6.0f} s", flush=True)
        for line in faults:
            print(f"  {line[:400]}", flush=True)
        total, wrong, killed = total + len(cases), wrong + len(faults), killed + killed_then
    print(f"{total} faults, {wrong} wrong; {killed} processes killed")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
