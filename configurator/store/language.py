"""Which language the program speaks, and its catalogue.

First what the command line says, then ``CONFIGURATOR_LANG``, then what the
person has set (a file beside ``in-use``), then the locale of the environment. A
language that nobody has a translation for is an error where it was typed, and
English otherwise. Catalogues are what ``gettext`` reads; those in the person's
own folder come first, so another language needs no change to the program.
"""

from __future__ import annotations

import contextlib
import os

from configurator import messages
from configurator.errors import ConfiguratorError
from configurator.files.read import read_bytes, read_text
from configurator.messages import ENGLISH, best, later
from configurator.store.paths import config_folder

TYPE_CHECKING = False
if TYPE_CHECKING:  # on the way of every fast path, where `typing` costs too much
    from gettext import NullTranslations
    from typing import Literal

    Origin = Literal["option", "variable", "setting", "environment", "default"]

VARIABLE = "CONFIGURATOR_LANG"

LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The first that is set counts. Source: POSIX.1-2017, section 8.2."""

DOMAIN = "configurator.mo"

LARGEST = 8 << 20
"""Bytes of the largest catalogue that is read. The shipped one has 120 kB."""


def language_path() -> str:
    """The file that holds the language the person has set, and nothing else."""
    return os.path.join(config_folder(), "language")


def asked(option: str = "") -> tuple[str, Origin]:
    """The language asked for, as it was written, and by what; empty where by nothing."""
    if option:
        return option, "option"
    if chosen := os.environ.get(VARIABLE, ""):
        return chosen, "variable"
    if chosen := _stored():
        return chosen, "setting"
    chosen = next((os.environ[name] for name in LOCALE if os.environ.get(name)), "")
    return chosen, "environment" if chosen else "default"


def _stored() -> str:
    """What the file says. One that cannot be read must not keep anybody from working."""
    path = language_path()
    if not os.path.lexists(path):
        return ""
    with contextlib.suppress(ConfiguratorError):
        return read_text(path, later("the choice of language"), 4096).strip()
    return ""


def folders() -> tuple[str, str]:
    """Where catalogues are: the person's own, and those that come with the program."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    return os.path.join(config_folder(), "locale"), os.path.join(package, "locale")


def spoken() -> list[str]:
    """Every language that the program has a catalogue for, and English."""
    found = {ENGLISH: None}
    for folder in folders():
        with contextlib.suppress(OSError):
            names = sorted(os.listdir(folder))
            found.update((name, None) for name in names if os.path.isfile(_file(folder, name)))
    return list(found)


def _file(folder: str, name: str) -> str:
    return os.path.join(folder, name, "LC_MESSAGES", DOMAIN)


def speak(option: str = "") -> tuple[str, bool]:
    """Speak the language that is asked for; its tag, and whether it has to be known.

    It has to where it was typed and the program itself does not speak it: then a
    policy may, or it is an error (``policyfile.locales``).
    """
    wanted, origin = asked(option)
    # English and no locale at all without a look at the disk, for the fast paths.
    found = best(wanted, [ENGLISH]) if wanted else ENGLISH
    found = found or best(wanted, spoken())
    messages.use(found or ENGLISH, _catalogue(found) if found not in ("", ENGLISH) else None)
    return found or wanted, not found and origin == "option"


def _catalogue(name: str) -> NullTranslations | None:
    """The catalogue called ``name``; the person's own falls back on the shipped one."""
    import gettext
    import io
    from struct import error as cut_short

    whole: NullTranslations | None = None
    for folder in folders():
        path = _file(folder, name)
        if not os.path.isfile(path):
            continue
        with contextlib.suppress(ConfiguratorError, OSError, ValueError, LookupError, cut_short):
            data = read_bytes(path, later("the catalogue of messages"), LARGEST)
            one = gettext.GNUTranslations(io.BytesIO(data))
            if whole is None:
                whole = one
            else:
                whole.add_fallback(one)
    return whole


def keep(name: str) -> None:
    """Speak ``name`` from now on where nothing else is asked for. Raises WriteError."""
    from configurator.files.write import make_folder, write_atomic

    make_folder(config_folder())
    write_atomic(language_path(), f"{name}\n".encode())


def forget() -> None:
    """Go by the environment again. Raises WriteError."""
    from configurator.files.write import not_written, remove

    try:
        remove(language_path())
    except FileNotFoundError:
        return
    except OSError as error:
        raise not_written(error, language_path()) from error
