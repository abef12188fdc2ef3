"""The verbs as a table, and a parser for the one that was asked for.

Building parsers for twenty verbs takes longer than most verbs run, so only one
is built. Global options may stand before or after the verb.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from importlib import import_module

from configurator.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:  # on the way of every fast path, where `typing` costs too much
    from typing import Any, NoReturn

GLOBAL_WITH_VALUE = ("--profile", "--preferences", "--policy", "--layer", "--lang")
GLOBAL_FLAGS = ("--json",)


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


KEY = arg("key", metavar="KEY", help="a setting, such as autonomy.shell")
ROOT = arg(
    "--root", metavar="DIR", default="", help="the folder to write below (default: here, or your home)"
)

VERBS: tuple[Verb, ...] = (
    Verb(
        "show",
        "show what holds, setting by setting",
        "values:show",
        (
            arg("--changed", action="store_true", help="only what differs from the default"),
            arg("category", nargs="?", default="", metavar="CATEGORY", help="only this category"),
        ),
    ),
    Verb("get", "print one effective value", "values:get", (KEY,)),
    Verb(
        "set",
        "choose values, all or none: `set KEY VALUE [KEY VALUE ...]`",
        "values:set_values",
        (
            arg("pairs", nargs="+", metavar="KEY VALUE", help="sets take a,b,c or +item or -item"),
            arg("--dry-run", action="store_true", help="show what would happen and write nothing"),
        ),
        signed=True,
    ),
    Verb(
        "reset",
        "go back to the default",
        "values:reset",
        (arg("keys", nargs="*", metavar="KEY"), arg("--all", action="store_true", help="every setting")),
    ),
    Verb(
        "explain",
        "say why a setting has its value, and what another would take",
        "explaining:explain_setting",
        (KEY, arg("value", nargs="?", default=None, metavar="VALUE", help="a value to ask about")),
    ),
    Verb(
        "check",
        "list everything in a profile that is not permitted",
        "checking:check",
        (
            arg("files", nargs="*", metavar="FILE", help="profile files (default: the profile in use)"),
            arg("--format", choices=("text", "json", "sarif", "github"), default="text"),
        ),
    ),
    Verb(
        "diff",
        "compare the profile with the defaults, another profile, a preset or a file",
        "comparing:diff",
        (
            arg(
                "other",
                nargs="?",
                default="defaults",
                metavar="OTHER",
                help="defaults, a profile's name, preset:ID or a file",
            ),
        ),
    ),
    Verb(
        "export",
        "write the configuration of AI tools",
        "exporting:export",
        (
            arg("targets", nargs="+", metavar="TARGET"),
            ROOT,
            arg(
                "--scope",
                choices=("project", "user"),
                default="project",
                help="the project's files or your own (default: project)",
            ),
            arg("--diff", action="store_true", help="show the changes and write nothing"),
            arg("--check", action="store_true", help="exit 1 if a file no longer says what the profile says"),
            arg("--stdout", action="store_true", help="print the files and write nothing"),
            arg(
                "--budget", type=int, default=0, metavar="N", help="characters at most, for the target `text`"
            ),
        ),
    ),
    Verb("targets", "list the AI tools that configuration can be written for", "exporting:list_targets"),
    Verb("preset list", "list presets", "presets:list_presets"),
    Verb("preset show", "show what a preset chooses", "presets:show_preset", (arg("id", metavar="PRESET"),)),
    Verb(
        "preset apply",
        "choose what a preset chooses",
        "presets:apply_preset",
        (
            arg("id", metavar="PRESET"),
            arg("--only", action="store_true", help="reset everything else"),
            arg("--with-layers", action="store_true", help="add the layers that the preset is meant for"),
            arg("--dry-run", action="store_true", help="show what would happen and write nothing"),
        ),
    ),
    Verb("profile list", "list your profiles", "profiles:list_profiles"),
    Verb("profile create", "make an empty profile", "profiles:create", (arg("name", metavar="NAME"),)),
    Verb("profile use", "choose the profile that holds", "profiles:use", (arg("name", metavar="NAME"),)),
    Verb(
        "profile copy",
        "copy a profile under a new name",
        "profiles:copy",
        (arg("source", metavar="FROM"), arg("name", metavar="NAME")),
    ),
    Verb("profile delete", "delete a profile", "profiles:delete", (arg("name", metavar="NAME"),)),
    Verb("layer list", "list layers, and which of them apply", "layers:list_layers"),
    Verb(
        "layer add",
        "let layers apply to the profile",
        "layers:add",
        (arg("names", nargs="+", metavar="LAYER", help="a shipped layer's id, or a file"),),
    ),
    Verb(
        "layer remove",
        "take layers off the profile",
        "layers:remove",
        (arg("names", nargs="+", metavar="LAYER"),),
    ),
    Verb(
        "journal show",
        "show what was changed, when, and from where",
        "journal:show",
        (arg("--last", type=int, default=50, metavar="N", help="only the last N entries (default: 50)"),),
    ),
    Verb(
        "journal verify", "see whether the journal was changed by anything but this program", "journal:verify"
    ),
    Verb(
        "journal restore",
        "bring the profile back to what it was after an entry",
        "journal:restore",
        (
            arg("number", type=int, metavar="ENTRY"),
            arg("--dry-run", action="store_true", help="show what would happen and write nothing"),
        ),
    ),
    Verb(
        "policy lint",
        "find mistakes in a policy",
        "policy:lint",
        (
            arg("folder", nargs="?", default="", metavar="DIR"),
            arg("--compile", action="store_true", help="also write the policy's compiled form beside it"),
        ),
    ),
    Verb("policy schema", "print the JSON Schema of profiles under this policy", "policy:schema"),
    Verb(
        "policy show",
        "show what the policy permits",
        "policy:show",
        (arg("key", nargs="?", default="", metavar="KEY"),),
    ),
    Verb(
        "completion",
        "print the completion script for a shell",
        "completing:script",
        (arg("shell", choices=("bash", "zsh", "fish")),),
    ),
    Verb("complete", "", "completing:complete", (arg("words", nargs="*"),), signed=True),
)

PROTECTED = "\0"
"""Put before a value that begins with `-`: no argument can hold this character."""


def _formatter(prog: str) -> argparse.HelpFormatter:
    """Help at a width of our own: asking for the terminal's loads compression libraries."""
    return argparse.HelpFormatter(prog, width=98)


class Parser(argparse.ArgumentParser):
    """argparse, but its errors are ours."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(message.replace("'", "`"), hint=f"`{self.prog} --help` shows how it is used")


def parse(arguments: list[str]) -> tuple[Verb | None, argparse.Namespace]:
    """The verb (None: the app is wanted) and the options. Raises UsageError; exits on ``--help``."""
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
        return None, _parser(Verb("", "open the terminal app", "")).parse_args(before)
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
        return UsageError(f"`{words[0]}` needs one of {', '.join(f'`{one}`' for one in family)}")
    pool = family or [verb.name.split()[0] for verb in VERBS if verb.does]
    wrong = words[1] if family else words[0]
    close = meant(wrong, pool)
    return UsageError(
        f"unknown command `{wrong[:80]}`",
        hint=f"did you mean `{close}`?" if close else "`configurator --help` lists the commands",
    )


def _parser(verb: Verb) -> Parser:
    parser = Parser(
        prog=f"configurator {verb.name}".strip(),
        description=verb.does[:1].upper() + verb.does[1:] + ".",
        allow_abbrev=False,
        formatter_class=_formatter,
    )
    for argument in verb.arguments:
        parser.add_argument(*argument.names, **argument.options)
    shared = parser.add_argument_group("options of every command")
    shared.add_argument(
        "--profile", default="", metavar="NAME", help="a profile of yours (default: the one in use)"
    )
    shared.add_argument("--preferences", default="", metavar="FILE", help="a profile in any file")
    shared.add_argument("--policy", default="", metavar="DIR", help="another policy")
    shared.add_argument("--layer", action="append", default=[], metavar="ID|FILE", help="one more layer")
    shared.add_argument("--lang", default="", metavar="LANG", help="the policy's texts in another language")
    shared.add_argument("--json", action="store_true", help="print data for programs")
    return parser


def overview(family: str = "") -> str:
    """The help of the whole program, or of one family of verbs."""
    shown = [v for v in VERBS if v.does and (not family or v.name.startswith(f"{family} "))]
    width = max(len(verb.name) for verb in shown)
    lines = [f"  {verb.name:<{width}}  {verb.does}" for verb in shown]
    return "\n".join(
        [
            "usage: configurator [COMMAND] [OPTIONS]",
            "",
            "Without a command the terminal app opens.",
            "",
            *lines,
            "",
            "`configurator COMMAND --help` shows the options of one command. Options of every command:",
            "  --profile NAME  --preferences FILE  --policy DIR  --layer ID|FILE  --lang LANG  --json",
            "",
        ]
    )
