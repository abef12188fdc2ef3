"""A parser for the one verb that was asked for.

Building parsers for twenty verbs takes longer than most verbs run, so only one
is built. Global options may stand before or after the verb.
"""

from __future__ import annotations

import argparse
import sys

from configurator.cli.output import wrapped
from configurator.cli.verb import Verb
from configurator.cli.verbs import EDIT, VERBS
from configurator.errors import UsageError
from configurator.messages import _, commas, did_you_mean, is_translated, lookup

TYPE_CHECKING = False
if TYPE_CHECKING:  # on the way of every fast path, where `typing` costs too much
    from typing import NoReturn

GLOBAL_WITH_VALUE = ("--profile", "--preferences", "--policy", "--layer", "--lang")
GLOBAL_FLAGS = ("--json",)

WIDTH = 98

PROTECTED = "\0"
"""Put before a value that begins with `-`: no argument can hold this character."""


class Help(argparse.HelpFormatter):
    """Help at a width of our own (asking for the terminal's loads compression libraries),
    in which wide characters count as two."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=WIDTH)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrapped(" ".join(text.split()), "", width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(wrapped(" ".join(text.split()), indent, width))


def _teach_argparse() -> None:
    """Let argparse find its own words in our catalogue: it knows only ``gettext``'s."""
    if is_translated():
        for name, ours in (("_", lookup), ("ngettext", _either)):
            setattr(argparse, name, ours)


def _either(one: str, many: str, count: int) -> str:
    return lookup(one if count == 1 else many)


def _sentence(does: str) -> str:
    """What a verb does, as a sentence."""
    text = _(does)
    return _("{text}.", text=text[:1].upper() + text[1:])


class Parser(argparse.ArgumentParser):
    """argparse, but its errors are ours."""

    def error(self, message: str) -> NoReturn:
        hint = _("`{program} --help` shows how it is used", program=self.prog)
        raise UsageError(message.replace("'", "`"), hint=hint)


def parse(arguments: list[str]) -> tuple[Verb, argparse.Namespace]:
    """The verb (`EDIT` where none was given) and the options. Raises UsageError; exits on ``--help``."""
    _teach_argparse()
    before, verb, after = _split(arguments)
    if verb is None:
        if after:
            raise _unknown(after)
        if any(option in ("-h", "--help") for option in before):
            sys.stdout.write(overview())
            raise SystemExit(0)
        if "--version" in before:
            from configurator import __version__

            sys.stdout.write(f"configurator {__version__}\n")
            raise SystemExit(0)
        verb = EDIT
    if verb.signed:
        after = [_protected(word) for word in after]
    options = _parser(verb).parse_args([*before, *after])
    for name, value in vars(options).items():
        if isinstance(value, list):
            setattr(options, name, [w.removeprefix(PROTECTED) if isinstance(w, str) else w for w in value])
    return verb, options


def _protected(word: str) -> str:
    signed = len(word) > 1 and word[0] == "-" and word[1] != "-" and word != "-h"
    return PROTECTED + word if signed else word


def _split(arguments: list[str]) -> tuple[list[str], Verb | None, list[str]]:
    """Options before the verb, the verb, and all that follows it."""
    at = 0
    while at < len(arguments) and arguments[at].startswith("-"):
        at += 2 if arguments[at] in GLOBAL_WITH_VALUE else 1
    before, rest = arguments[:at], arguments[at:]
    for words in (2, 1):
        name = " ".join(rest[:words])
        for verb in VERBS:
            if verb.name == name and len(rest) >= words:
                return before, verb, rest[words:]
    return before, None, rest


def _unknown(words: list[str]) -> UsageError:
    """The error for a verb that does not exist, or that lacks its second word."""
    from configurator.files.near import meant

    family = [verb.name.split()[1] for verb in VERBS if verb.name.startswith(f"{words[0]} ")]
    if family and (len(words) == 1 or words[1].startswith("-")):
        if words[1:2] in (["-h"], ["--help"]):
            sys.stdout.write(overview(words[0]))
            raise SystemExit(0)
        names = commas(f"`{one}`" for one in family)
        return UsageError(_("`{word}` needs one of {names}", word=words[0], names=names))
    pool = family or [verb.name.split()[0] for verb in VERBS if verb.does]
    wrong = words[1] if family else words[0]
    close = meant(wrong, pool)
    return UsageError(
        _("unknown command `{word}`", word=wrong[:80]),
        hint=did_you_mean(close, _("`configurator --help` lists the commands")),
    )


def _parser(verb: Verb) -> Parser:
    parser = Parser(
        prog=f"configurator {verb.name}".strip(),
        description=_sentence(verb.does),
        allow_abbrev=False,
        formatter_class=Help,
    )
    for argument in verb.arguments:
        options = argument.options
        parser.add_argument(*argument.names, **{**options, "help": _(options.get("help", ""))})
    shared = parser.add_argument_group(_("options of every command"))
    shared.add_argument(
        "--profile", default="", metavar="NAME", help=_("a profile of yours (default: the one in use)")
    )
    shared.add_argument("--preferences", default="", metavar="FILE", help=_("a profile in any file"))
    shared.add_argument("--policy", default="", metavar="DIR", help=_("another policy"))
    shared.add_argument("--layer", action="append", default=[], metavar="ID|FILE", help=_("one more layer"))
    shared.add_argument("--lang", default="", metavar="LANG", help=_("speak another language"))
    shared.add_argument("--json", action="store_true", help=_("print data for programs"))
    return parser


def overview(family: str = "") -> str:
    """The help of the whole program, or of one family of verbs."""
    shown = [v for v in VERBS if v.does and (not family or v.name.startswith(f"{family} "))]
    width = max(len(verb.name) for verb in shown)
    lines = [f"  {verb.name:<{width}}  {_(verb.does)}" for verb in shown]
    return "\n".join(
        [
            _("usage: configurator [COMMAND] [OPTIONS]"),
            "",
            _("Without a command the terminal app opens."),
            "",
            *lines,
            "",
            _("`configurator COMMAND --help` shows the options of one command. Options of every command:"),
            "  --profile NAME  --preferences FILE  --policy DIR  --layer ID|FILE  --lang LANG  --json",
            "",
        ]
    )
