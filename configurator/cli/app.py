"""Without a verb: the terminal app."""

from __future__ import annotations

import sys
from argparse import Namespace

from configurator.cli.opening import named, tell_troubles
from configurator.cli.output import say_warning
from configurator.errors import UsageError
from configurator.session.opening import open_session


def open_app(options: Namespace) -> int:
    """Open the app on the profile that the options name."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "the app needs a terminal",
            hint="`configurator show` prints, `configurator set KEY VALUE` changes",
        )
    session = open_session(named(options))
    tell_troubles(session)
    for violation in session.broken:
        say_warning(f"`{violation.key}` in {session.profile.path} has no effect: {violation.reason}")
    from configurator.tui.app import run

    code: int = run(session, lambda: open_session(named(options)))
    return code
