"""A process of its own that does everything a person can, and notes what the interpreter was asked for.

``python -m tests.authority.watched ROOT`` prints a line of JSON for each event: the command that was
running, the event, and its path or what else it was about.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import os
import sys
from collections.abc import Callable
from typing import Any
from unittest import mock

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

WHAT = {
    "open": "read",
    "os.listdir": "list",
    "os.scandir": "list",
    **dict.fromkeys(
        (
            "os.remove",
            "os.rename",
            "os.mkdir",
            "os.rmdir",
            "os.chmod",
            "os.truncate",
            "os.utime",
            "os.link",
            "os.symlink",
            "shutil.rmtree",
        ),
        "write",
    ),
    **dict.fromkeys(("os.system", "os.fork", "os.forkpty"), "process"),
}
STARTS = {
    **dict.fromkeys(("subprocess.", "os.posix_spawn", "os.exec", "os.spawn", "pty."), "process"),
    **dict.fromkeys(("socket.", "urllib.", "http.", "ftplib.", "smtplib."), "network"),
}
"""What an event is, by its name or by how its name begins."""

COMMANDS = (
    "show",
    "show --json",
    "get autonomy.shell",
    "set autonomy.shell ask_each style.length short",
    "set autonomy.send_messages auto",
    "reset style.length",
    "renew --all",
    "explain autonomy.shell host",
    "check",
    "check --format sarif",
    "diff",
    "diff --bounds",
    "diff preset:balanced",
    "preset list",
    "preset show developer",
    "preset apply developer",
    "layer list",
    "layer add school",
    "layer add {root}/user/club.toml",
    "layer remove school",
    "profile list",
    "profile create work",
    "profile copy default other",
    "profile use other",
    "profile use default",
    "profile delete other",
    "targets",
    "targets --matrix",
    "export {targets} --diff",
    "export {targets}",
    "export {targets} --check",
    "export claude-code codex --scope user",
    "scan",
    "import claude-code --dry-run",
    "import claude-code",
    "unexport --all",
    "unexport --all --scope user",
    "policy lint {policies}",
    "policy schema",
    "policy show",
    "policy compare {policies}",
    "evals read {root}/user/results.json",
    "layer passphrase {root}/user/friend.toml",
    "approve --all",
    "edit --plain",
    "journal show",
    "journal verify",
    "journal restore 1",
    "language",
    "language zh-CN",
    "language --reset",
    "completion bash",
    "complete -- configurator se",
    "set no.such value",
    "export no-such",
)

TYPED = {
    "layer passphrase": "a friend of mine\n",
    "approve --all": "somebody\n",
    "edit --plain": "help\nquit\n",
}
"""What a person types into a command, by how it begins."""

Note = Callable[[str, Any], None]


def watching(note: Note) -> None:
    """From now on, ``note`` is told of everything that leaves the process. It cannot be undone."""

    def heard(event: str, given: tuple[Any, ...]) -> None:
        what = WHAT.get(event) or next(
            (kind for start, kind in STARTS.items() if event.startswith(start)), ""
        )
        abouts = given[:2] if event == "os.rename" else given[:1]
        if event == "open" and isinstance(given[2], int) and given[2] & WRITING:
            what = "write"
        if event == "socket.__new__":
            what, abouts = "socket", given[1:2]
        if what in ("network", "socket", "process"):
            note(what, f"{event} {abouts}" if what != "socket" else str(int(abouts[0])))
        elif what:
            for about in abouts:
                if not isinstance(about, int):  # a descriptor was opened before, by its path
                    note(what, about)

    sys.addaudithook(heard)


def command(words: list[str]) -> int:
    """One command in this process."""
    from configurator.__main__ import open_app
    from configurator.cli.main import main

    quiet = io.StringIO()
    typed = next((text for begun, text in TYPED.items() if " ".join(words).startswith(begun)), "")
    with (
        contextlib.redirect_stdout(quiet),
        contextlib.redirect_stderr(quiet),
        mock.patch.object(sys, "stdin", io.StringIO(typed)),
        contextlib.suppress(SystemExit),
    ):
        return main(words, open_app)
    return 0


async def app() -> None:
    """The app: a search, an edit, its consequences, a save, an export, help, and the end."""
    from configurator.session.opening import Named, ground, open_session
    from configurator.tui.app import ConfiguratorApp

    named = Named()
    running = ConfiguratorApp(
        open_session(named), lambda: open_session(named), {}, lambda now: ground(named, now.profile)
    )
    async with running.run_test(size=(120, 40)) as pilot:
        for key in ("slash", *"shell", "enter", "left", "w", "escape", "s", "enter", "y", "question_mark"):
            await pilot.press(key)
            running.tend()
        for key in ("escape", "x", "escape", "a", "escape", "j", "escape", "p", "escape"):
            await pilot.press(key)
        await pilot.pause()
        running.exit(0)


def main() -> int:
    """Do everything, watched."""
    from configurator.exporters.registry import TARGETS

    root, policies = sys.argv[1:]
    given = {"root": root, "policies": policies, "targets": " ".join(TARGETS)}
    os.chdir(os.path.join(root, "project"))
    os.umask(0)  # nothing is left to the person's own
    running = "start"
    seen: set[tuple[str, str, str]] = set()

    def note(event: str, about: Any) -> None:
        about = os.fsdecode(about) if isinstance(about, bytes | os.PathLike) else about
        seen.add((running, event, str(about)))

    watching(note)
    for line in COMMANDS:
        running = line.partition(" {")[0]
        words = [word.format(**given) for word in line.split()]
        command([part for word in words for part in word.split()] if "{targets}" in line else words)
    running = "the app"
    asyncio.run(app())
    for one in sorted(seen):
        print(json.dumps(one))
    return 0


if __name__ == "__main__":
    sys.exit(main())
