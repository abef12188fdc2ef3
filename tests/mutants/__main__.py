"""Change the code of each layer in every small way, and see which changes no test notices.

``python -m tests.mutants [--layer NAME] [--sample N] [--seed N] [--record FILE]``; exit 1 where a layer is below 95 %
of the mutants that `survivors.toml` does not explain.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from tests.mutants.running import LAYERS, Layer, Mutant, NotRunError, mutants_of
from tests.mutants.survivors import Figures, figures, unexplained

LEAST = 95


def main() -> int:
    """Run, say what lives, and print the figures of each layer."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--layer", action="append", choices=[layer.name for layer in LAYERS])
    parser.add_argument(
        "--sample", type=int, default=0, metavar="N", help="that many of each layer, by chance"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--record", type=Path, metavar="FILE", help="write the figures as JSON")
    options = parser.parse_args()
    counted: list[Figures] = []
    for layer in LAYERS:
        if options.layer and layer.name not in options.layer:
            continue
        try:
            found = judged(layer, options.sample, options.seed)
        except NotRunError as error:
            print(error, file=sys.stderr)
            return 2
        counted.append(figures(layer.name, found))
        told(counted[-1], unexplained(found))
    if options.record:
        layers = [
            {**asdict(one), "score": one.score, "explained_score": one.explained_score} for one in counted
        ]
        record = {"sample": options.sample, "seed": options.seed, "layers": layers}
        options.record.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    return int(any(one.explained_score < LEAST for one in counted))


def judged(layer: Layer, sample: int, seed: int) -> list[Mutant]:
    """The mutants of ``layer``, tried in a folder of their own."""
    with tempfile.TemporaryDirectory() as folder:
        return mutants_of(layer, Path(folder), sample, seed)


def told(counts: Figures, living: list[Mutant]) -> None:
    """Print what lives, by function, and the figures."""
    for mutant in living:
        print(f"\n{mutant.function} ({mutant.status})\n- {mutant.was}\n+ {mutant.becomes}")
    print(
        f"\n{counts.layer}: {counts.mutants} mutants, {counts.killed} killed, {counts.timed_out} timed out, "
        f"{counts.no_tests} without tests, {counts.alive} alive; {counts.score:.1f} %"
    )
    noticed = counts.killed + counts.timed_out
    left = counts.mutants - noticed - counts.explained
    print(f"  {counts.explained} explained, {left} unexplained; {counts.explained_score:.1f} %", flush=True)


if __name__ == "__main__":
    sys.exit(main())
