"""`configurator serve` with the stand-in for the app. Its argument is the stand-in's character."""

from __future__ import annotations

import asyncio
import sys

from configurator.web import children
from configurator.web.server import serve
from tests.web.fake_app import SHORT
from tests.web.tab import LOOPBACK, fake


def announce(url: str) -> None:
    print(url, flush=True)


if __name__ == "__main__":
    vars(children)["GRACE"] = SHORT
    sys.exit(asyncio.run(serve(fake(sys.argv[1]), LOOPBACK, announce, print)))
