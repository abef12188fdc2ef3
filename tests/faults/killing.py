"""A process of its own that is killed with SIGKILL, at a step or at a moment: no handler runs, and its locks go.

``python -m tests.faults.killing ROOT SCENARIO [STEP]`` is that process.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.faults.disk import Disk
from tests.faults.judging import Case, Trial
from tests.faults.scenarios import by_name
from tests.faults.worlds import World

ROOT = Path(__file__).parents[2]


def started(trial: Trial, step: int | None) -> subprocess.Popen[bytes]:
    """The scenario in a process of its own, on a world that is ready for it."""
    trial.begin()
    words = [sys.executable, "-m", "tests.faults.killing", str(trial.world.root), trial.scenario.name]
    words += [] if step is None else [str(step)]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(words, cwd=ROOT, stdin=quiet, stdout=subprocess.PIPE, stderr=quiet)


def kill_at(trial: Trial, step: int) -> None:
    """Kill the process before its ``step``, and judge what it left."""
    process = started(trial, step)
    process.communicate()
    assert process.returncode == -signal.SIGKILL, process.returncode
    trial.look_after(Case("kill", step))


def kill_some_time(trial: Trial, chance: random.Random, longest: float) -> bool:
    """Kill the process some time within ``longest`` seconds of its first step; whether it still ran."""
    process = started(trial, None)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(chance.random() * longest)
    process.kill()
    process.communicate()
    trial.look_after(Case("kill", 0))
    return process.returncode == -signal.SIGKILL


def kill_all(trial: Trial, steps: list[int], chance: random.Random, longest: float) -> tuple[int, list[str]]:
    """Kill a process at each of ``steps``, and as many at some moment: how many still ran, and what is wrong."""
    count, wrong = 0, []
    for step in [*steps, *[None] * len(steps)]:
        try:
            if step is None:
                count += kill_some_time(trial, chance, longest)
            else:
                count += 1
                kill_at(trial, step)
        except AssertionError as error:
            when = "at some moment" if step is None else f"at step {step}"
            wrong.append(f"{trial.scenario.name}: SIGKILL {when}: {error}")
    return count, wrong


def main() -> int:
    """The process that is killed."""
    world, scenario = World(Path(sys.argv[1])), by_name(sys.argv[2])
    step = int(sys.argv[3]) if len(sys.argv) > 3 else -1
    with world.entered(), Disk(str(world.root), "SIGKILL" if step >= 0 else "", step).entered():
        os.write(1, b"ready\n")
        return scenario.does(world).code


if __name__ == "__main__":
    sys.exit(main())
