"""Print every benchmark as one table. `--quick` for a short slice."""

from __future__ import annotations

import argparse
import importlib
import os
import sys

from tests.benchmarks.timing import HEAD

PARTS = (
    "command_line",
    "checkers",
    "validation",
    "reading",
    "edits",
    "growing",
    "comparing",
    "exports",
    "app",
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few rounds: to see that it runs")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"some of: {', '.join(PARTS)}")
    options = parser.parse_args()
    if os.environ.get("PYTHONDONTWRITEBYTECODE"):
        sys.stderr.write(
            "unset PYTHONDONTWRITEBYTECODE: without compiled files every start is three times slower\n"
        )
        return 2
    print(HEAD)
    for part in options.parts or PARTS:
        for line in importlib.import_module(f"tests.benchmarks.{part}").rows(5 if options.quick else 25):
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
