"""What a verb is: a row of the table of verbs."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:  # on the way of every fast path, where `typing` costs too much
    from typing import Any


class Argument:
    """One argument of a verb, as argparse takes it."""

    def __init__(self, *names: str, **options: Any) -> None:
        self.names = names
        self.options = options


arg = Argument


class Verb:
    """A verb: its name (one or two words), what it does, its code, its arguments.

    ``code`` is ``module:function`` below ``configurator.cli``; it is imported
    only when the verb runs. Values of ``signed`` verbs may begin with ``-``.
    """

    def __init__(
        self, name: str, does: str, code: str, arguments: tuple[Argument, ...] = (), *, signed: bool = False
    ) -> None:
        self.name = name
        self.does = does
        self.code = code
        self.arguments = arguments
        self.signed = signed

    def run(self, options: argparse.Namespace) -> int:
        module, _, function = self.code.partition(":")
        call: Callable[[argparse.Namespace], int] = getattr(
            import_module(f"configurator.cli.{module}"), function
        )
        return call(options)
