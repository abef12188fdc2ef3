"""The program without its limit on the size of files.

A society's file bounds every setting and may have 1 MB, which is enough for some
11,000. What 50,000 would cost can only be seen without that limit.
"""

from __future__ import annotations

import sys

from configurator.__main__ import main
from configurator.files.read import read_bytes


def lift() -> None:
    """Read files of any size in this process."""
    read_bytes.__defaults__ = (1 << 30,)


if __name__ == "__main__":
    lift()
    sys.exit(main())
