"""Entry of the program: parse, run one verb, and turn errors into exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from configurator.cli.parser import parse
from configurator.errors import ConfiguratorError

INTERRUPTED = 130
"""The shell's convention for a program ended by Ctrl-C: 128 + SIGINT."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; the exit code is 0 fine, 1 refused, 2 bad input, 130 interrupted."""
    try:
        code = _run(list(sys.argv[1:] if arguments is None else arguments))
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


def _run(arguments: list[str]) -> int:
    verb, options = parse(arguments)
    return verb.run(options)


def _failed(error: ConfiguratorError) -> int:
    from configurator.cli.output import say_error

    for one in (error, *error.others):
        say_error(one)
    return max(one.exit_code for one in (error, *error.others))
