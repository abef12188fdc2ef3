"""Terminals that misbehave: stopped, resized, hung up, lied about, pasted into. Played for real."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tui.terminal import PROGRAM, ROOT, START, Opener

pytestmark = pytest.mark.long

RIGHT = "\x1b[C"
RESTORED = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?2004l")

ALTERNATE = b"\x1b[?1049h"


def drafts(folder: Path) -> list[dict[str, object]]:
    """What is kept of unsaved changes."""
    kept = (folder / "home" / "cache" / "unsaved").glob("*.json")
    return [json.loads(path.read_text(encoding="utf-8"))["changes"] for path in kept]


@pytest.mark.parametrize("by", ["key", "signal"])
def test_a_stop_gives_the_terminal_back_and_a_return_draws_it_whole(open_terminal: Opener, by: str) -> None:
    terminal = open_terminal(80, 24)
    terminal.shows("Age of the person", "q quit")
    terminal.press("/shell\r" + RIGHT)
    terminal.shows("Running commands: Listed safe ones")
    before = len(terminal.bytes)
    if by == "key":
        terminal.press("\x1a")
    else:
        terminal.signal(signal.SIGTSTP)
    terminal.until(lambda _: terminal.state == "T")
    terminal.until(lambda _: all(code in terminal.bytes[before:] for code in RESTORED))
    terminal.wipe()
    terminal.signal(signal.SIGCONT)
    terminal.shows("1 unsaved", "1 of 13", "Running commands", "q quit")
    before = len(terminal.bytes)
    terminal.signal(signal.SIGCONT)  # once more, though it runs
    terminal.until(lambda _: ALTERNATE in terminal.bytes[before:])  # what is typed before is for nobody
    terminal.press(RIGHT)
    terminal.shows("Inside a sandbox")
    terminal.press("qd")
    assert terminal.ended() == 0


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_signal_in_the_middle_keeps_what_was_not_saved(
    open_terminal: Opener, tmp_path: Path, number: signal.Signals
) -> None:
    terminal = open_terminal(80, 24)
    terminal.shows("q quit")
    terminal.press("/shell\r" + RIGHT)
    terminal.shows("1 unsaved")
    terminal.press("\r")  # and an editor is open
    terminal.shows("enter take")
    terminal.signal(number)
    assert terminal.ended() == 128 + number
    assert all(code in terminal.bytes for code in RESTORED)
    assert drafts(tmp_path) == [{"tools.shell": "listed"}]
    again = open_terminal(80, 24)
    again.shows("restored 1 change", "1 unsaved")
    again.press("u")
    again.shows("undone")


def test_a_terminal_that_is_gone_ends_the_app_and_keeps_the_draft(
    open_terminal: Opener, tmp_path: Path
) -> None:
    terminal = open_terminal(80, 24)
    terminal.shows("q quit")
    terminal.press("/shell\r" + RIGHT)
    terminal.shows("1 unsaved")
    pid, terminal.pid = terminal.pid, 0
    terminal.hang_up()
    _, status = os.waitpid(pid, 0)
    assert os.waitstatus_to_exitcode(status) == 128 + signal.SIGHUP
    assert drafts(tmp_path) == [{"tools.shell": "listed"}]


def is_whole(screen: str) -> bool:
    """Whether the main screen stands from its first line to its last, with nothing over it."""
    first, *_, last = screen.split("\n")
    ends = first.strip().startswith("default") and last.strip().startswith("←→") and "q quit" in last
    return ends and "of 13" in screen and "╭" not in screen


EARLY = START.replace(
    "sys.exit",
    """from textual.drivers.linux_driver import LinuxDriver
LinuxDriver._get_terminal_size = lambda driver: (80, 24)
sys.exit""",
)
"""The app, to which every change of size is told before it is made."""


def test_a_size_that_comes_after_the_word_of_it_is_drawn(open_terminal: Opener) -> None:
    terminal = open_terminal(80, 24, EARLY)
    terminal.shows("q quit")
    terminal.resize(100, 30)
    terminal.until(lambda screen: is_whole(screen) and len(screen.split("\n")) == 30)


def test_a_storm_of_sizes_under_a_typing_hand_ends_in_the_right_screen(open_terminal: Opener) -> None:
    terminal = open_terminal(80, 24)
    terminal.shows("q quit")
    chance = random.Random(7)
    keys = ["\x1b[B", "\x1b[A", "/", "s", "?", "c", "\r", RIGHT, "\t", "p", "a"]
    for _ in range(300):
        terminal.resize(chance.randint(20, 300), chance.randint(5, 100))
        terminal.press(chance.choice(keys))
        terminal.read(0)
    terminal.resize(100, 30)
    for _ in range(60):  # out of whatever is open, one step at a time; two at once are another key
        terminal.press("\x1b")
        while terminal.read(0.2):
            pass
        if is_whole(terminal.text):
            break
    screen = terminal.until(is_whole)
    assert "Traceback" not in screen


@pytest.mark.parametrize(("columns", "lines"), [(20, 5), (40, 10)])
def test_a_very_small_terminal_can_still_be_used(
    open_terminal: Opener, tmp_path: Path, columns: int, lines: int
) -> None:
    terminal = open_terminal(columns, lines)
    terminal.shows("q quit")
    terminal.press("/shell\r")
    terminal.shows("1 of 13" if columns == 40 else "Runnin")
    terminal.press(RIGHT)
    terminal.shows("Running")
    terminal.press("\r")
    terminal.shows("Listed", "╭", "╰")
    terminal.press("\x1b")
    terminal.shows("q quit")
    terminal.press("s")
    terminal.shows("saved")
    terminal.press("q")
    assert terminal.ended() == 0
    assert 'shell = "listed"' in (tmp_path / "default.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(("columns", "lines"), [("5000", "2000"), ("3", "2"), ("0", "-1"), ("wide", "")])
def test_lies_about_the_size_are_not_believed(open_terminal: Opener, columns: str, lines: str) -> None:
    terminal = open_terminal(80, 24, COLUMNS=columns, LINES=lines)
    screen = terminal.shows("Age of the person", "q quit")
    assert screen.splitlines()[-1].strip().startswith("←→")


PASTED = "\x1b[200~{}\x1b[201~"


@pytest.mark.parametrize(
    ("keys", "there"),
    [
        ("/", "enter to the list"),
        ("/anything\r\r", "of 40 characters"),
        ("/steps\r\r", "↑↓ step"),
        ("\x10", "type to narrow"),
    ],
    ids=["search", "text", "amount", "palette"],
)
def test_too_much_pasted_into_a_field_is_refused_with_a_number(
    open_terminal: Opener, keys: str, there: str
) -> None:
    terminal = open_terminal(100, 30)
    terminal.shows("q quit")
    terminal.press(keys)
    terminal.shows(there)
    terminal.write(PASTED.format("x" * 1_000_000).encode())
    if there != "type to narrow":
        terminal.shows("nothing was pasted: 1000000 characters")
    terminal.write(PASTED.format("pasted").encode())
    terminal.shows("pasted")
    assert "xxxx" not in terminal.text


def test_what_is_pasted_into_the_list_presses_no_key(open_terminal: Opener, tmp_path: Path) -> None:
    terminal = open_terminal(80, 24)
    terminal.shows("q quit")
    terminal.press("/shell\r")
    terminal.shows("1 of 13")
    terminal.write(PASTED.format("llRqesd\r\n" * 100_000).encode())
    terminal.press(RIGHT)
    terminal.shows("Running commands: Listed safe ones", "1 unsaved")
    terminal.press("qd")
    assert terminal.ended() == 0
    assert "shell" not in (tmp_path / "default.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "environment",
    [
        {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"},
        {"TERM": "dumb"},
        {"TERM": ""},
    ],
    ids=["C", "ascii", "dumb", "none"],
)
def test_a_terminal_that_cannot_draw_gets_lines(open_terminal: Opener, environment: dict[str, str]) -> None:
    terminal = open_terminal(80, 24, **environment)
    terminal.shows("profile default", "setting")
    terminal.press("tools.shell\rquit\r")
    assert terminal.ended() == 0
    assert b"\x1b[" not in terminal.bytes
    assert b"\\u" not in terminal.bytes


@pytest.mark.parametrize("closed", ["<&-", ">&-", "<&- >&-", "</dev/null", "| true"])
@pytest.mark.parametrize("plain", ["", " edit --plain"])
def test_an_end_that_is_closed_is_no_crash(tmp_path: Path, closed: str, plain: str) -> None:
    command = f"{sys.executable} -m configurator{plain} {closed}"
    environment = {
        "HOME": str(tmp_path),
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm",
        "LANG": "C.UTF-8",
        "PATH": os.environ["PATH"],
    }
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert "Traceback" not in done.stderr
    assert "Error" not in done.stderr
    if not plain:
        assert "the app needs a terminal" in done.stderr


@pytest.mark.parametrize("kind", ["folder", "loop", "pipe", "unreadable", "bytes"])
def test_a_profile_that_is_no_file_is_said_and_nothing_is_drawn(
    open_terminal: Opener, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "home" / "profiles" / "default.toml"
    path.parent.mkdir(parents=True)
    if kind == "folder":
        path.mkdir()
    elif kind == "loop":
        path.symlink_to(path)
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "bytes":
        path.write_bytes(b"\xff\xfe\x00")
    else:
        path.write_text("schema = 1\n", encoding="utf-8")
        path.chmod(0)
        if os.access(path, os.R_OK):
            pytest.skip("whoever runs this may read everything")
    terminal = open_terminal(80, 24, PROGRAM)
    assert terminal.ended() == 2
    assert "error: " in terminal.text
    assert "Traceback" not in terminal.text
    assert b"\x1b[?1049h" not in terminal.bytes
