"""language: which language is spoken, and by whose choice."""

from __future__ import annotations

import os
from argparse import Namespace

from configurator.cli.output import print_json, say, tell
from configurator.domain.text import shown
from configurator.errors import InvalidError, UsageError
from configurator.files.near import meant
from configurator.messages import ENGLISH, _, best, commas, did_you_mean, later
from configurator.policyfile.folder import shipped_folder, toml_files
from configurator.store.language import asked, forget, keep, speak, spoken

ORIGINS = {
    "option": later("chosen by `--lang`"),
    "variable": later("chosen by `CONFIGURATOR_LANG`"),
    "setting": later("set by you; `configurator language --reset` goes by the environment again"),
    "environment": later("chosen by your system's locale; `configurator language LANG` sets another"),
    "default": later("spoken where nothing else is chosen; `configurator language LANG` sets another"),
}


def language(options: Namespace) -> int:
    """The language in use; or set one, or none again."""
    known = _known(options)
    if options.tag and options.reset:
        raise UsageError(_("give a language or `--reset`, not both"))
    if options.lang:
        _checked(options.lang, known)
    if options.tag:
        keep(_checked(options.tag, known))
    if options.reset:
        forget()
    if options.tag or options.reset:
        options.speaks, options.must_know = speak(options.lang)  # what follows is said in it
    wanted, origin = asked(options.lang)
    now = best(wanted, known) or ENGLISH
    if options.json:
        print_json({"language": now, "from": origin, "known": known})
        return 0
    say(now)
    tell(_(ORIGINS[origin]))
    tell(_("there are {names}", names=_named(known)))
    return 0


def _known(options: Namespace) -> list[str]:
    """What the program speaks, and what the policy's texts are in; English first."""
    folder = os.path.join(options.policy or shipped_folder(), "locales")
    names = [os.path.basename(path).removesuffix(".toml") for path in toml_files(folder)]
    return list(dict.fromkeys([*spoken(), *names]))


def _checked(tag: str, known: list[str]) -> str:
    """The known language that ``tag`` names. Raises InvalidError."""
    if found := best(tag, known):
        return found
    there = _("there are {names}", names=_named(known))
    raise InvalidError(
        _("there is no translation into `{language}`", language=tag[:40]),
        hint=did_you_mean(meant(tag.replace("_", "-"), known), there),
        slug="unknown-locale",
    )


def _named(known: list[str]) -> str:
    return commas(f"`{shown(name)}`" for name in known)
