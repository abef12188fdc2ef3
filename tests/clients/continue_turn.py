"""A session of Continue's command line in a terminal of its own: only there does it ask.

`continue_turn.py URL [alone] FLAG…` writes a configuration that names the model at URL,
with a server of tools if MCP_SERVER says how one is started, and runs `cn` with it: in a
terminal, where every question is answered with no, or ``alone``, where nobody is asked.
"""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import Any

PROMPT = b"do it"
END = b"Continue CLI"
"""The last words of every picture that it draws."""
BUSY, ASKS = b"to interrupt", b"Would you like to continue?"
TYPED, ENDED = re.compile(rb"\xe2\x94\x82 \xe2\x97\x8f .*do it"), re.compile(rb"\bdone\b")
"""In the box for what is typed, and what the model says last."""
COLOURS = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]")
CALM, PATIENCE, LIMIT = 0.4, 8.0, 50.0


def config(url: str) -> str:
    """One model, which says what the test wants. JSON is YAML."""
    model: dict[str, Any] = {"name": "fake", "provider": "openai", "model": os.environ.get("MODEL", "fake")}
    model |= {"apiBase": f"{url}/v1", "apiKey": "x", "roles": ["chat", "subagent"]}
    server = os.environ.get("MCP_SERVER")
    found: dict[str, Any] = {"name": "test", "version": "0.0.1", "schema": "v1", "models": [model]}
    servers = {"mcpServers": [{"name": "notes", **json.loads(server)}]} if server else {}
    return json.dumps(found | servers)


class Session:
    """`cn` in a terminal."""

    def __init__(self, argv: list[str]) -> None:
        self.pid, self.terminal = pty.fork()
        if not self.pid:
            os.environ["TERM"] = "xterm-256color"
            os.execvp(argv[0], argv)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))
        self.screen = b""
        self.drawn = 0

    def reads(self) -> bool:
        """Whether there was something new on the screen, waiting for it a little."""
        if not select.select([self.terminal], [], [], 0.1)[0]:
            return False
        try:
            new = os.read(self.terminal, 1 << 16)
        except OSError:  # it has ended
            return False
        self.screen = COLOURS.sub(b"", self.screen + new)
        return bool(new)

    @property
    def picture(self) -> bytes:
        """The last that was drawn whole."""
        return self.screen.rpartition(END)[0].rpartition(END)[2]

    def presses(self, keys: bytes) -> None:
        self.drawn = len(self.screen)
        os.write(self.terminal, keys)

    def plays(self) -> bool:
        """Ask it to go on until the model has nothing more to say. False where that takes too long.

        Enter would say yes to a question: it is pressed only where the picture shows what was typed.
        """
        begun = last = time.monotonic()
        while (now := time.monotonic()) < begun + LIMIT:
            last = now if self.reads() else last
            picture = self.picture
            if ENDED.search(self.screen):
                return True
            if END not in self.screen[self.drawn :] and now < last + PATIENCE:
                continue  # what was pressed does not show yet
            if ASKS in picture:
                self.presses(b"n")
            elif picture and BUSY not in picture and now > last + CALM:
                self.presses(b"\r" if TYPED.search(picture) else PROMPT)
        return False

    def ends(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


def main(url: str, flags: list[str]) -> int:
    file = Path(os.environ["TMPDIR"], "config.yaml")
    file.write_text(config(url), encoding="utf-8")
    argv = ["cn", "--config", str(file), "--beta-subagent-tool"]
    if flags[:1] == ["alone"]:
        return subprocess.run([*argv, *flags[1:], "-p", PROMPT.decode()], check=False).returncode
    session = Session([*argv, *flags])
    try:
        if session.plays():
            return 0
        sys.stderr.write(session.screen[-4000:].decode(errors="replace"))
        return 1
    finally:
        session.ends()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
