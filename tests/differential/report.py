"""What a run saw, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.differential.judges import JUDGES
from tests.differential.judging import Tally

REASONS = ("permitted", "out-of-bounds", "condition", "unreadable", "not-a-value", "unknown-setting")
POSSIBLE = {
    **dict.fromkeys(("scale", "amount", "members"), REASONS[:5]),
    **dict.fromkeys(("choice", "text"), ("permitted", "out-of-bounds", "unreadable", "not-a-value")),
    "no setting": ("unknown-setting",),
}
"""By kind of setting the reasons that there can be: no condition holds what has no order."""


def report(tally: Tally, seed: int, seconds: float, missing: Sequence[str]) -> Iterator[str]:
    """Cases, disagreements, what was covered, and what formats cannot say."""
    total, found = tally.cases["reference"], len(tally.disagreements)
    yield f"{total} cases in {seconds:.0f} s, seed {seed}: {found} disagreements"
    for one in tally.disagreements[:20]:
        yield f"  {one}"
    yield ""
    yield f"{'judge':<14}{'cases':>9}{'preferences':>13}"
    for judge in JUDGES:
        if judge.name not in missing:
            yield f"{judge.name:<14}{tally.cases[judge.name]:>9}{tally.preferences[judge.name]:>13}"
    for name in missing:
        yield f"{name:<14}is not installed and did not judge"
    yield ""
    yield f"{'preferences':<12}{''.join(f'{reason:>17}' for reason in REASONS)}"
    for kind, possible in POSSIBLE.items():
        counts = (str(tally.coverage[kind, reason]) if reason in possible else "-" for reason in REASONS)
        yield f"{kind:<12}{''.join(f'{count:>17}' for count in counts)}"
    yield ""
    yield "what a judge cannot say, or be asked:"
    for (judge_name, rule), count in sorted(tally.unsaid.items()):
        if count:
            yield f"  {judge_name}: {rule}: {count}"


def uncovered(tally: Tally) -> list[tuple[str, str]]:
    """What there can be and was not seen."""
    every = ((kind, reason) for kind, possible in POSSIBLE.items() for reason in possible)
    return [cell for cell in every if not tally.coverage[cell]]
