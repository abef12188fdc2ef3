"""What the tests of a server need of the process they run in."""

from __future__ import annotations

import signal

# A shell has what it starts in the background ignore Ctrl-C, and every process inherits that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
