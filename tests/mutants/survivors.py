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


def figures(layer: str, mutants: Sequence[Mutant]) -> Figures:
    """Count ``mutants``."""
    by_status = [mutant.status for mutant in mutants]
    living = list(unnoticed(mutants))
    return Figures(
        layer=layer,
        mutants=len(mutants),
        killed=by_status.count("killed"),
        timed_out=by_status.count("timed out"),
        no_tests=by_status.count("no tests"),
        alive=by_status.count("alive"),
        explained=len(living) - len(unexplained(living)),
    )


def unnoticed(mutants: Iterable[Mutant]) -> Iterable[Mutant]:
    """Those that no test noticed."""
    return (mutant for mutant in mutants if mutant.status in {"alive", "no tests"})


def unexplained(mutants: Iterable[Mutant]) -> list[Mutant]:
    """Those that no test noticed and the table does not name."""
    return [one for one in unnoticed(mutants) if not any(entry.explains(one) for entry in survivors())]
