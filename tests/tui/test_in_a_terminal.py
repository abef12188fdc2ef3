"""The app in a real pseudo-terminal: few, because each start takes a while."""

from __future__ import annotations

import re
import signal
from pathlib import Path

from tests.tui.terminal import Opener

RIGHT = "\x1b[C"


def test_the_smallest_terminal_has_everything_in_sight(open_terminal: Opener, tmp_path: Path) -> None:
    terminal = open_terminal(60, 15)
    terminal.shows("0123456789ab", "Who it is talking to", "Age of the person", "q quit", "permitted:")
    terminal.press("/shell\r")
    terminal.shows("1 of 13")
    terminal.press(RIGHT * 3)
    terminal.shows("`tools.shell` cannot be `host`", "hint: the nearest permitted value is `sandbox`")
    terminal.press("s")
    terminal.shows("saved 1 change")
    terminal.press("q")
    assert terminal.ended() == 0
    assert b"\x1b[?1049l" in terminal.bytes
    assert 'shell = "sandbox"' in (tmp_path / "default.toml").read_text(encoding="utf-8")


def test_a_large_terminal_without_colour_has_none(open_terminal: Opener) -> None:
    terminal = open_terminal(200, 50, NO_COLOR="1")
    terminal.shows("Bounded by", "society  ", "◇ default", "F1 help")
    terminal.press(RIGHT)
    terminal.shows("● 1 unsaved")
    codes = {code for group in re.findall(rb"\x1b\[([0-9;]*)m", terminal.bytes) for code in group.split(b";")}
    # Attributes, and 39 and 49: the terminal's own colours.
    assert codes <= {b"", b"0", b"1", b"2", b"3", b"4", b"7", b"39", b"49"}


def test_a_signal_restores_the_terminal(open_terminal: Opener) -> None:
    terminal = open_terminal(100, 30)
    terminal.shows("Bounded by", "q quit")
    terminal.signal(signal.SIGTERM)
    assert terminal.ended() == 128 + signal.SIGTERM
    for restored in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l"):
        assert restored in terminal.bytes
