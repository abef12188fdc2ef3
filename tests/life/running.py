"""Living many lives: for a time, or as many as one likes."""

from __future__ import annotations

import time
from collections.abc import Callable

from hypothesis import HealthCheck, Phase, Verbosity, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.life.living import FIGURES, LIVES
from tests.life.machine import Life

STEPS = 30
"""Steps of one life."""


def live(lives: int, number: int, *, shrinks: bool = True) -> None:
    """Live ``lives`` lives, by chance as ``number`` says. Raises AssertionError where a law is broken in one."""
    phases = (Phase.generate, Phase.shrink) if shrinks else (Phase.generate,)
    options = settings(
        max_examples=lives,
        stateful_step_count=STEPS,
        phases=phases,
        database=None,
        deadline=None,
        derandomize=False,
        report_multiple_bugs=False,
        verbosity=Verbosity.normal,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(seed(number)(type("Life", (Life,), {})), settings=options)


def live_for(seconds: float, number: int, tell: Callable[[str], object], *, shrinks: bool = True) -> int:
    """Live until ``seconds`` are over or something is wrong; how often it was. ``tell`` gets what."""
    begun, failures = time.monotonic(), 0
    while time.monotonic() < begun + seconds and not failures:
        try:
            live(10, number, shrinks=shrinks)
        except Exception as error:  # noqa: BLE001  # a traceback is never an answer
            tell(
                "\n".join(
                    [f"seed {number}: {type(error).__name__}: {error}", *getattr(error, "__notes__", [])]
                )
            )
            failures += 1
        number += 1
    return failures


def figures(failures: int) -> str:
    """One line: lives, steps, steps of each rule, failures."""
    rules = {name: count for name, count in sorted(FIGURES.items()) if name != LIVES}
    each = ", ".join(f"{name} {count}" for name, count in rules.items())
    return f"{FIGURES[LIVES]} lives, {sum(rules.values())} steps ({each}), {failures} failures"
