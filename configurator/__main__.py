"""``python -m configurator`` is the same program as ``configurator``."""

import sys

from configurator.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
