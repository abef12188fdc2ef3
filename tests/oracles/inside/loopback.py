"""`python -m tests.oracles.inside.loopback PROGRAM …`: run a program where loopback is the only network."""

from __future__ import annotations

import os
import sys

from tests.clients.fake_model import raise_loopback

if __name__ == "__main__":
    if sys.platform == "linux":
        raise_loopback()
    os.execvp(sys.argv[1], sys.argv[1:])
