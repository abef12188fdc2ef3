"""``python -m tests.life``: lives for a given time, and the first law that is broken in one."""

from __future__ import annotations

import argparse
import functools
import sys

from tests.life.running import figures, live_for


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.life", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--as-is", action="store_true", help="do not make a life that fails shorter")
    options = parser.parse_args()
    tell = functools.partial(print, file=sys.stderr)
    failures = live_for(options.seconds, options.seed, tell, shrinks=not options.as_is)
    print(figures(failures))
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main())
