"""Entry of the program: parse, run one verb, and turn errors into exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence

from configurator.cli.parser import parse
from configurator.cli.verbs import EDIT
from configurator.errors import ConfiguratorError, UsageError
from configurator.messages import _
from configurator.store.language import speak

TYPE_CHECKING = False
if TYPE_CHECKING:
    from configurator.session import Session
    from configurator.session.opening import Named

    OpenApp = Callable[[Session, Named, bool], int]

INTERRUPTED = 130
"""The shell's convention for a program ended by Ctrl-C: 128 + SIGINT."""


def main(arguments: Sequence[str] | None = None, open_app: OpenApp | None = None) -> int:
    """Run the program; the exit code is 0 fine, 1 refused, 2 bad input, 130 interrupted.

    ``open_app`` opens the app on a session, plainly or drawn: the command line does not know it.
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
        # In English, which every encoding can show.
        sys.stderr.write("error: your terminal's encoding cannot show this text [encoding]\n")
        sys.stderr.write("hint: set LC_ALL=C.UTF-8, or PYTHONUTF8=1\n")
        return 2
    return code


def _run(arguments: list[str], open_app: OpenApp | None) -> int:
    typed = _typed_language(arguments)
    spoken = speak(typed)  # before anything can be said, the help and its errors too
    verb, options = parse(arguments)
    options.speaks, options.must_know = spoken if options.lang == typed else speak(options.lang)
    if verb is not EDIT:
        return verb.run(options)
    if open_app is None or not (_can_talk() if options.plain else _in_a_tab() or _has_terminal()):
        raise UsageError(
            _("the app needs a terminal"),
            hint=_("`configurator edit --plain` needs none; `configurator show` prints"),
        )
    from configurator.cli.opening import named, opened

    session = opened(options, mends=options.plain)  # the app itself says what it mended
    return open_app(session, named(options), options.plain)


def _can_talk() -> bool:
    """Whether anything can be asked and answered: a program may be started with either end closed."""
    return sys.stdin is not None and sys.stdout is not None


def _has_terminal() -> bool:
    return _can_talk() and sys.stdin.isatty() and sys.stdout.isatty()


def _typed_language(arguments: list[str]) -> str:
    """The value of ``--lang``, found before the command line is understood."""
    found = ""
    for word, value in zip(arguments, [*arguments[1:], ""], strict=False):
        if word == "--lang" or word.startswith("--lang="):
            found = word.removeprefix("--lang").removeprefix("=") or value
    return found


def _in_a_tab() -> bool:
    """Whether `configurator serve` started this process, for one tab of a browser."""
    from configurator.web.lifeline import hold

    return hold()


def _failed(error: ConfiguratorError) -> int:
    from configurator.cli.output import say_error

    for one in (error, *error.others):
        say_error(one)
    return max(one.exit_code for one in (error, *error.others))
