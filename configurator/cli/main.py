"""Entry of the program: parse, run one verb, and turn errors into exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence

from configurator.cli.parser import parse
from configurator.errors import ConfiguratorError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from configurator.session import Session
    from configurator.session.opening import Named

    OpenApp = Callable[[Session, Named], int]

INTERRUPTED = 130
"""The shell's convention for a program ended by Ctrl-C: 128 + SIGINT."""


def main(arguments: Sequence[str] | None = None, open_app: OpenApp | None = None) -> int:
    """Run the program; the exit code is 0 fine, 1 refused, 2 bad input, 130 interrupted.

    ``open_app`` is what happens without a verb: the command line does not know the app.
    """
    try:
        code = _run(list(sys.argv[1:] if arguments is None else arguments), open_app)
        sys.stdout.flush()
    except ConfiguratorError as error:
        return _failed(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader went away (`| head`): not an error, and nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except UnicodeEncodeError:
        sys.stderr.write("error: your terminal's encoding cannot show this text [encoding]\n")
        sys.stderr.write("hint: set LC_ALL=C.UTF-8, or PYTHONUTF8=1\n")
        return 2
    return code


def _run(arguments: list[str], open_app: OpenApp | None) -> int:
    verb, options = parse(arguments)
    if verb is not None:
        return verb.run(options)
    if open_app is None or not (_in_a_tab() or (sys.stdin.isatty() and sys.stdout.isatty())):
        raise UsageError(
            "the app needs a terminal",
            hint="`configurator show` prints, `configurator set KEY VALUE` changes",
        )
    from configurator.cli.opening import named, opened

    return open_app(opened(options), named(options))


def _in_a_tab() -> bool:
    """Whether `configurator serve` started this process, for one tab of a browser."""
    from configurator.web.lifeline import hold

    return hold()


def _failed(error: ConfiguratorError) -> int:
    from configurator.cli.output import say_error

    for one in (error, *error.others):
        say_error(one)
    return max(one.exit_code for one in (error, *error.others))
