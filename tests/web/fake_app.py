"""A stand-in for the app that starts at once: it draws what it is sent. Its argument is its character.

good       ends when asked to
stubborn   does not, and is tied to no server
spinning   does not, turns for ever and is tied to its server
leaving    leaves once `q` is typed
broken     fails before it has drawn anything
mute       reads nothing of what it is sent
"""

from __future__ import annotations

import os
import signal
import sys
import time

SHORT = 0.3
"""Seconds to end in, for what never does."""


def main(character: str) -> int:
    if character == "broken":
        sys.stderr.write("error: `there` is no such profile\nhint: \x1b]0;evil\x07 try another\n")
        return 2
    if character in ("stubborn", "spinning"):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if character == "spinning":
        from configurator.web import lifeline

        lifeline.GRACE = SHORT
        assert lifeline.hold()
    sys.stdout.buffer.write(b"__GANGLION__\n")
    sys.stdout.flush()
    draw(f"{character} {os.environ['COLUMNS']}x{os.environ['ROWS']}".encode())
    while character == "spinning":
        pass
    while character == "mute":
        time.sleep(60)
    while packet := os.read(0, 1 << 16):
        draw(packet)
        if character == "leaving" and b"D\0\0\0\x01q" in packet:
            return 0
    while character == "stubborn":
        time.sleep(60)
    return 0


def draw(payload: bytes) -> None:
    os.write(1, b"D" + len(payload).to_bytes(4, "big") + payload)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
