"""Times as ratios: both sides in one run, in turns, medians of the rounds."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

Clock = Callable[[], float]

OWN: Clock = time.thread_time
"""Seconds of processor for this thread: of work in this process, without what others do meanwhile."""


def interleaved(
    tasks: Mapping[str, Callable[[], object]], rounds: int, clock: Clock = time.perf_counter
) -> dict[str, float]:
    """The median seconds of each task, run in turns so that noise falls on all alike."""
    taken: dict[str, list[float]] = {name: [] for name in tasks}
    for task in tasks.values():
        task()
    for _ in range(rounds):
        for name, task in tasks.items():
            start = clock()
            task()
            taken[name].append(clock() - start)
    return {name: statistics.median(times) for name, times in taken.items()}


class Spent(NamedTuple):
    """Median seconds until a process had ended, and of the processor for it."""

    wall: float
    cpu: float


def processes(
    tasks: Mapping[str, Callable[[], object]], before: Mapping[str, Callable[[], object]], rounds: int
) -> dict[str, Spent]:
    """As `interleaved`, of tasks that are processes; what is done ``before`` each is not timed."""
    taken: dict[str, list[Spent]] = {name: [] for name in tasks}
    for turn in range(rounds + 1):
        for name, task in tasks.items():
            if name in before:
                before[name]()
            start, cpu = time.perf_counter(), _of_children()
            task()
            if turn:
                taken[name].append(Spent(time.perf_counter() - start, _of_children() - cpu))
    return {name: Spent(*map(statistics.median, zip(*found, strict=True))) for name, found in taken.items()}


def _of_children() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def command(
    arguments: Sequence[str], environment: Mapping[str, str], folder: str | None = None
) -> Callable[[], object]:
    """A whole process as a task, in ``folder`` if one is given, with compiled files allowed as a person has them."""
    variables = {**os.environ, **environment}
    variables.pop("PYTHONDONTWRITEBYTECODE", None)

    def run() -> object:
        return subprocess.run(arguments, env=variables, cwd=folder, capture_output=True, check=False)

    return run


def row(name: str, ours: float, theirs: float, goal: str) -> str:
    """One line of the table: our time, the other's, their ratio, and what was aimed at."""
    return f"| {name} | {ours * 1e3:.3f} ms | {theirs * 1e3:.3f} ms | {ours / theirs:.2f} | {goal} |"


HEAD = "| what | ours | beside | ratio | goal |\n| --- | --- | --- | --- | --- |"
