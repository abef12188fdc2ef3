"""The terminal's own cursor is on the row that is chosen: what a screen reader reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.terminal import Opener, Terminal

DOWN = "\x1b[B"


def reads(terminal: Terminal, words: str) -> None:
    """The row under the cursor says ``words`` (and is seen to within a while)."""
    terminal.until(lambda _text: words in terminal.row)


@pytest.mark.parametrize("size", [(110, 36), (60, 15)])
def test_the_cursor_follows_what_is_chosen_on_every_screen(
    open_terminal: Opener, tmp_path: Path, size: tuple[int, int]
) -> None:
    terminal = open_terminal(*size)
    terminal.shows("Who it is talking to", "q quit")
    reads(terminal, "Age of the person")
    assert terminal.has_cursor
    terminal.press(DOWN)
    reads(terminal, "Running commands")
    terminal.press("\x1b[C")
    reads(terminal, "Listed safe ones")

    terminal.press("/gore")
    reads(terminal, "gore")  # where one types, the cursor is where one types
    terminal.press("\r")
    reads(terminal, "Violence in stories")
    terminal.press("\x1b")
    terminal.shows("13 of 13")
    reads(terminal, "Violence in stories")

    terminal.press("a")
    reads(terminal, "society")
    terminal.press(DOWN)
    reads(terminal, "school")
    terminal.press("q")
    reads(terminal, "Violence in stories")

    terminal.press("p")
    reads(terminal, "Bold")
    terminal.press("q")
    reads(terminal, "Violence in stories")

    terminal.press("s")
    terminal.shows("saved 1 change")
    terminal.press("J")
    reads(terminal, "choose")
    terminal.press("q")
    reads(terminal, "Violence in stories")

    terminal.press("e")
    reads(terminal, "[ ]")
    first = terminal.row
    terminal.press(DOWN)
    terminal.until(lambda _text: "[ ]" in terminal.row and terminal.row != first)
    terminal.press("\x1b")
    terminal.until(lambda text: "[ ]" not in text)
    reads(terminal, "Violence in stories")
    terminal.press("q")
    assert terminal.ended() == 0


def test_whoever_wants_no_cursor_has_none(open_terminal: Opener) -> None:
    terminal = open_terminal(100, 30, CONFIGURATOR_CURSOR="0")
    terminal.shows("Bounded by", "q quit")
    assert not terminal.has_cursor
