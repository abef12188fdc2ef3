"""The tie between a tab's child and the server: when the server is gone, so is the child.

A server that is killed outright cannot end anything. So each child holds the
reading end of a pipe whose writing end only the server has: the kernel closes
that one whatever the server dies of, and the child reads the end of the file.
"""

from __future__ import annotations

import contextlib
import os

LIFELINE = "CONFIGURATOR_LIFELINE"
"""Environment variable: the number of the pipe. Only the server sets it."""

GRACE = 2.0
"""Seconds to leave in good order. What hangs, or spins on a closed pipe, is cut off after them."""


def hold() -> bool:
    """Whether this process is a tab's child; from now on it ends with the server."""
    number = os.environ.pop(LIFELINE, "")
    if not number.isdecimal():
        return False
    import threading

    threading.Thread(target=_wait, args=(int(number),), name="lifeline", daemon=True).start()
    return True


def _wait(pipe: int) -> None:
    """A thread, because the app's own loop may be what no longer turns."""
    import signal
    import time

    with contextlib.suppress(OSError):
        while os.read(pipe, 1):
            pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(128 + signal.SIGTERM)
