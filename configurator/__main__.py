"""Where the two front ends meet: verbs go to the command line, no verb to the app.

``configurator`` and ``python -m configurator`` are the same program.
"""

from __future__ import annotations

import gc
import sys

from configurator.cli.main import main as run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from configurator.session import Session
    from configurator.session.opening import Named


def main() -> int:
    """Run the program on the command line's arguments; the exit code."""
    collects = gc.isenabled()
    gc.disable()  # what a start makes lives to the end; what goes on for long turns this on again
    try:
        return run(open_app=open_app)
    finally:
        if collects:
            gc.enable()


def open_app(session: Session, named: Named, plain: bool) -> int:
    """Open the terminal app on a session that can be opened again by ``named``;
    ``plain`` is the same session as questions and answers."""
    if plain:
        from configurator.tui.plain import run as talk

        gc.enable()
        return talk(session, sys.stdin, sys.stdout)
    from configurator.session.opening import ground, open_session
    from configurator.tui.app import run as run_app

    return run_app(session, lambda: open_session(named), lambda now: ground(named, now.profile))


if __name__ == "__main__":
    sys.exit(main())
