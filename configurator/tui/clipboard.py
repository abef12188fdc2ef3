"""Copying text: to the desktop's clipboard, through the terminal, or into a file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping

from configurator.errors import ConfiguratorError
from configurator.files.write import make_folder, write_atomic
from configurator.store.paths import cache_folder
from configurator.tui import words
from configurator.tui.palette import PLAIN_TERMINALS
from configurator.tui.trial import Said, refused

TOOLS = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
)
"""What puts text on a desktop's clipboard, and the variable that says there is such a desktop."""

PATIENCE = 3.0
"""Seconds that a tool may take: one that waits for a desktop that is gone never ends."""

MOST_FOR_TERMINAL = 74_000
"""Bytes a terminal takes at once: several stop at 100,000 characters, and these become base64."""


def copy(text: str, send: Callable[[str], None], environment: Mapping[str, str] | None = None) -> Said:
    """Put ``text`` where it can be pasted from; what to say about it.

    ``send`` hands text to the terminal, which does not answer: it is asked only
    where no tool is there, and the message says how to get a file instead.
    """
    environment = os.environ if environment is None else environment
    size = len(text)
    for command in _ladder(environment):
        if _ran(command, text):
            return Said(words.COPIED.format(count=size, tool=command[0]), is_error=False)
    if _terminal_takes(text, environment):
        send(text)
        return Said(words.COPY_SENT.format(count=size), words.COPY_UNSURE, is_error=False)
    return save_copy(text)


def save_copy(text: str) -> Said:
    """Write ``text`` into a file for the person alone; what to say about it."""
    path = os.path.join(cache_folder(), "copied.txt")
    try:
        make_folder(cache_folder())
        write_atomic(path, text.encode())
    except ConfiguratorError as error:
        return refused(error)
    return Said(words.COPY_SAVED.format(count=len(text), path=path), is_error=False)


def _ladder(environment: Mapping[str, str]) -> list[tuple[str, ...]]:
    """The tools that are there, the likeliest first."""
    fitting = [command for variable, command in TOOLS if environment.get(variable)]
    if sys.platform == "darwin":
        fitting.append(("pbcopy",))
    path = environment.get("PATH", os.defpath)
    return [command for command in fitting if shutil.which(command[0], path=path)]


def _ran(command: tuple[str, ...], text: str) -> bool:
    # Nothing of the tool's gets to the screen; the one on X11 stays behind to serve the text.
    quiet = subprocess.DEVNULL
    try:
        subprocess.run(command, input=text.encode(), stdout=quiet, stderr=quiet, timeout=PATIENCE, check=True)  # noqa: S603  # from the table above, never from a policy
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def _terminal_takes(text: str, environment: Mapping[str, str]) -> bool:
    """Whether the terminal may take it: not a console, not a browser's tab, not too long."""
    if environment.get("TERM", "") in PLAIN_TERMINALS or "TEXTUAL_DRIVER" in environment:
        return False
    return len(text.encode()) <= MOST_FOR_TERMINAL
