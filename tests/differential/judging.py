"""Cases put to every judge, and what comes of it as counts and disagreements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.differential.cases import Case, Ground
from tests.differential.judges import JUDGES, Judge, Judging, UnspeakableError, Verdict, reference


@dataclass(frozen=True)
class Disagreement:
    """Of one preference, what the reference says and what a judge says."""

    case: Case
    judge: str
    key: str
    expected: Any
    said: Any

    def __str__(self) -> str:
        return f"{self.judge}: `{self.key}` is {self.said or 'permitted'}; the reference: {self.expected or 'permitted'}"


@dataclass
class Tally:
    """What was seen. ``coverage`` counts preferences by kind of setting and reason, ``unsaid`` by judge and rule."""

    cases: Counter[str] = field(default_factory=Counter)
    preferences: Counter[str] = field(default_factory=Counter)
    coverage: Counter[tuple[str, str]] = field(default_factory=Counter)
    unsaid: Counter[tuple[str, str]] = field(default_factory=Counter)
    disagreements: list[Disagreement] = field(default_factory=list)


def judges(judges_: Iterable[Judge] = JUDGES) -> list[Judge]:
    """Those of the judges whose packages are there."""
    return [judge for judge in judges_ if judge.is_there]


def judged(
    ground: Ground, raws: Iterable[Mapping[str, Any]], tally: Tally, using: Sequence[Judge]
) -> list[Disagreement]:
    """The disagreements about profiles under ``ground``, counted in ``tally`` too."""
    model, made = reference(ground), list(_made(ground, tally, using))
    found: list[Disagreement] = []
    for raw in raws:
        case, expected = Case(ground, raw), model(raw)
        tally.cases["reference"] += 1
        for key in raw:
            tally.coverage[kind_of(ground, key), reason_of(expected, key)] += 1
        for judge, judging in made:
            found += _compared(case, expected, judge, judging(raw), tally)
    tally.disagreements += found
    return found


def _made(ground: Ground, tally: Tally, using: Sequence[Judge]) -> Iterator[tuple[Judge, Judging]]:
    for judge in using:
        try:
            yield judge, judge.made(ground)
        except UnspeakableError as error:
            tally.unsaid[judge.name, f"{error} (policies)"] += 1


def _compared(
    case: Case, expected: Verdict, judge: Judge, verdict: Verdict, tally: Tally
) -> Iterator[Disagreement]:
    tally.cases[judge.name] += 1
    for key, raw in case.raw.items():
        if key in verdict.unspoken:
            tally.unsaid[judge.name, verdict.unspoken[key]] += 1
            continue
        tally.preferences[judge.name] += 1
        wanted, said = expected.said[key], verdict.said[key]
        agrees = wanted == said if judge.says_why else (wanted is None) == (said is None)
        if not agrees and said is None and isinstance(wanted, tuple):
            rule = next((blind.rule for blind in judge.blind if blind.about(raw, wanted[0])), "")
            tally.unsaid[judge.name, rule] += bool(rule)
            agrees = bool(rule)
        if not agrees:
            yield Disagreement(case, judge.name, key, wanted, said)


def kind_of(ground: Ground, key: str) -> str:
    """The kind of a setting; of a key that nobody knows, that."""
    return ground.world.settings[key]["kind"] if key in ground.world.settings else "no setting"


def reason_of(verdict: Verdict, key: str) -> str:
    """Why the reference refuses a preference, or that it is permitted."""
    said = verdict.said[key]
    return said[0] if isinstance(said, tuple) else "permitted"
