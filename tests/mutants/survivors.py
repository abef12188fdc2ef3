"""The table of mutants that may live, and what of a run it explains."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.mutants.running import Mutant


@dataclass(frozen=True, slots=True)
class Survivor:
    """Where ``becomes`` is empty, every change of the lines ``was`` may live."""

    function: str
    was: str
    reason: str
    becomes: tuple[str, ...] = ()

    def explains(self, mutant: Mutant) -> bool:
        """Whether this is the mutant that is meant."""
        lines = (mutant.function, mutant.was) == (self.function, self.was)
        return lines and (not self.becomes or mutant.becomes in self.becomes)


@cache
def survivors() -> tuple[Survivor, ...]:
    """Every one, in the order of the table."""
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return tuple(
        Survivor(**{**one, "becomes": tuple(one.get("becomes", ()))}) for one in table.get("survivor", ())
    )


@dataclass(frozen=True, slots=True)
class Figures:
    """What became of the mutants of one layer. ``explained`` are of those that live, or have no tests."""

    layer: str
    mutants: int
    killed: int
    timed_out: int
    no_tests: int
    alive: int
    explained: int

    @property
    def score(self) -> float:
        """Noticed per hundred mutants; one that never ends is noticed."""
        return 100 * (self.killed + self.timed_out) / max(self.mutants, 1)

    @property
    def explained_score(self) -> float:
        """The same of the mutants without those explained."""
        return 100 * (self.killed + self.timed_out) / max(self.mutants - self.explained, 1)


def figures(layer: str, mutants: int, timed_out: int, living: Sequence[Mutant]) -> Figures:
    """Count, where of so many ``mutants`` those ``living`` were not noticed."""
    no_tests = sum(mutant.status == "no tests" for mutant in living)
    return Figures(
        layer=layer,
        mutants=mutants,
        killed=mutants - timed_out - len(living),
        timed_out=timed_out,
        no_tests=no_tests,
        alive=len(living) - no_tests,
        explained=len(living) - len(unexplained(living)),
    )


def unnoticed(mutants: Iterable[Mutant]) -> Iterable[Mutant]:
    """Those that no test noticed."""
    return (mutant for mutant in mutants if mutant.status in {"alive", "no tests"})


def unexplained(mutants: Iterable[Mutant]) -> list[Mutant]:
    """Those that no test noticed and the table does not name."""
    return [one for one in unnoticed(mutants) if not any(entry.explains(one) for entry in survivors())]
