"""Change the code of each layer in every small way, and see which changes no test notices.

``python -m tests.mutants [--layer NAME] [--sample N] [--only FUNCTION] [--folder FOLDER] [--quick] [--record FILE]``;
``--kept`` changes nothing, and says what the record says. Exit 1 where a layer is below 95 % of the mutants that
`survivors.toml` does not explain.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.mutants import record
from tests.mutants.record import Found
from tests.mutants.running import LAYERS, Layer, NotRunError, Run, mutants_of
from tests.mutants.survivors import Figures, figures, unexplained

LEAST = 95


def main(arguments: list[str]) -> int:
    """Run, say what lives, and print the figures of each layer."""
    options = _parser().parse_args(arguments)
    if options.record and (options.only or options.sample):
        print("only whole layers are kept", file=sys.stderr)
        return 2
    layers = [layer for layer in LAYERS if not options.layer or layer.name in options.layer]
    if options.kept:
        return say(layers, record.read(record.KEPT))
    run = Run(options.sample, options.seed, options.only, options.children, options.quick)
    enough = True
    for layer in layers:
        try:
            found = judged(layer, run, options.folder)
        except NotRunError as error:
            print(error, file=sys.stderr)
            return 2
        if options.record:
            record.write(options.record, [found], [one.name for one in LAYERS])
        enough &= told(found).explained_score >= LEAST
    return int(not enough)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--layer", action="append", choices=[layer.name for layer in LAYERS])
    parser.add_argument(
        "--sample", type=int, default=0, metavar="N", help="that many of each layer, by chance"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--only", default="", metavar="FUNCTION", help="functions whose dotted name begins so"
    )
    parser.add_argument(
        "--folder", type=Path, help="work there, and go on with what an earlier run there left unnoticed"
    )
    parser.add_argument("--children", type=int, default=2, metavar="N", help="how many are tried at once")
    parser.add_argument("--quick", action="store_true", help="by examples alone, without properties")
    parser.add_argument(
        "--record", type=Path, metavar="FILE", help="keep what is found, beside the other layers"
    )
    parser.add_argument("--kept", action="store_true", help="only say what was kept")
    return parser


def judged(layer: Layer, run: Run, kept: Path | None) -> Found:
    """What became of the mutants of ``layer``, tried in a folder of their own. Raises NotRunError."""
    of_code = record.digest(layer)  # before: it may change meanwhile, and the copy does not
    with _folder(layer, kept) as folder:
        return record.found(layer.name, of_code, mutants_of(layer, folder, run))


@contextlib.contextmanager
def _folder(layer: Layer, kept: Path | None) -> Iterator[Path]:
    if kept is None:
        with tempfile.TemporaryDirectory() as passing:
            yield Path(passing)
    else:
        folder = kept / layer.name
        folder.mkdir(parents=True, exist_ok=True)
        yield folder.resolve()


def say(layers: list[Layer], kept: dict[str, Found]) -> int:
    """Print the figures that are kept. 1 where they are not enough, or there are none."""
    enough = True
    for layer in layers:
        if layer.name not in kept:
            print(f"{layer.name}: nothing is kept")
            enough = False
            continue
        enough &= told(kept[layer.name]).explained_score >= LEAST
        if kept[layer.name].is_old(layer):
            print("  the code has changed since")
    return int(not enough)


def told(found: Found) -> Figures:
    """Print what lives and is not explained, by function, and the figures."""
    counts = figures(found.layer, found.mutants, found.timed_out, found.living)
    for mutant in unexplained(found.living):
        print(f"\n{mutant.function} ({mutant.status})\n- {mutant.was}\n+ {mutant.becomes}")
    print(
        f"\n{counts.layer}: {counts.mutants} mutants, {counts.killed} killed, {counts.timed_out} timed out, "
        f"{counts.no_tests} without tests, {counts.alive} alive; {counts.score:.1f} %"
    )
    left = counts.no_tests + counts.alive - counts.explained
    print(f"  {counts.explained} explained, {left} unexplained; {counts.explained_score:.1f} %", flush=True)
    return counts


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
