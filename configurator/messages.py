"""What people read, in their language: a template is looked up, then filled in.

The English template is the key, so a text without a translation is English. No
file is read here: whoever starts the program gives the catalogue (``use``), and
without one a look-up costs next to nothing. ``python tools/messages.py`` finds
the texts by the names of these functions.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:  # on the way of every fast path, where `typing` costs too much
    from collections.abc import Iterable
    from gettext import NullTranslations

ENGLISH = "en"
"""The language in which the program and its policies are written."""


_QUOTED = r"\(?`[^`]*`(?:, ?`[^`]*`)*,?\)?"
"""What stands in backticks, alone or in a row in brackets."""


class _Reader:
    """The language of whoever reads, and its catalogue; None for English."""

    language = ENGLISH
    catalogue: NullTranslations | None = None


def use(language: str = ENGLISH, catalogue: NullTranslations | None = None) -> None:
    """From now on speak ``language``; what ``catalogue`` does not hold is English."""
    _Reader.language, _Reader.catalogue = language, catalogue


def language() -> str:
    """The language spoken now."""
    return _Reader.language


def is_translated() -> bool:
    """Whether there is a catalogue at all."""
    return _Reader.catalogue is not None


def _(template: str, /, **values: object) -> str:
    """``template`` in the language spoken, with ``values`` in its named fields."""
    text = lookup(template)
    return _filled(text, template, values) if values else text


def counted(one: str, many: str, count: int, /, **values: object) -> str:
    """``one`` or ``many``, as the language has it for ``count``, which fills ``{count}``."""
    english = one if count == 1 else many
    catalogue = _Reader.catalogue
    text = english if catalogue is None else catalogue.ngettext(one, many, count)
    return _filled(text, english, {"count": count, **values})


def later(template: str, /) -> str:
    """``template`` as it is: a mark on texts that ``_`` is given only when they are shown."""
    return template


def lookup(template: str, /) -> str:
    """``template`` in the language spoken, its fields as they are."""
    catalogue = _Reader.catalogue
    return template if catalogue is None or not template else catalogue.gettext(template)


def _filled(text: str, english: str, values: dict[str, object]) -> str:
    """A translation that names a field there is not says nothing; the English text does."""
    try:
        return text.format(**values)
    except (LookupError, ValueError, AttributeError):
        return english.format(**values)


def foreign(message: str) -> str:
    """What a library says, where there is a translation; what it quotes stays as it is."""
    if _Reader.catalogue is None:
        return message
    import re

    found = re.search(_QUOTED, message)
    if found is None:
        return lookup(message)
    template = message[: found.start()] + "{found}" + message[found.end() :]
    return _(template, found=found[0])


# ------------------------------------------------------------------ joining


def commas(parts: Iterable[str]) -> str:
    """``parts`` one after the other: "a, b"."""
    return _(", ").join(parts)


def either(parts: Iterable[str]) -> str:
    """``parts`` of which one is enough: "a or b"."""
    return _(" or ").join(parts)


def both(parts: Iterable[str]) -> str:
    """``parts`` that all count: "a and b"."""
    return _(" and ").join(parts)


def clauses(parts: Iterable[str]) -> str:
    """Half sentences one after the other, without the empty ones: "a; b"."""
    return _("; ").join(part for part in parts if part)


def did_you_mean(close: str, otherwise: str = "") -> str:
    """The hint that names the closest thing there is; ``otherwise`` where nothing is close."""
    return _("did you mean `{close}`?", close=close) if close else otherwise


def labelled(label: str, text: str) -> str:
    """ "hint: text". A full-width colon brings its own space."""
    return f"{label}{text}" if label.endswith("：") else f"{label} {text}"


# ------------------------------------------------------- choosing a language


def best(wanted: str, known: Iterable[str]) -> str:
    """The language of ``known`` that fits ``wanted`` (a tag or a POSIX locale), or "".

    Exactly; else without its region (``de-AT``: ``de``); else, where no region was
    asked for, the first of the language (``zh``: ``zh-CN``).
    Source: RFC 4647, section 3.4; POSIX.1-2017, section 8.2 for ``zh_CN.UTF-8``.
    """
    tag = wanted.partition(".")[0].partition("@")[0].replace("_", "-").lower()
    tag = "zh-cn" if tag in SIMPLIFIED else ENGLISH if tag in ("c", "posix") else tag
    tags = {name.lower(): name for name in known}
    while tag:
        if tag in tags:
            return tags[tag]
        if "-" not in tag:
            break
        tag = tag.rpartition("-")[0]
        if tag == "zh":  # what is written in Taiwan or Hong Kong is another script
            return ""
    return next((name for low, name in tags.items() if tag and low.partition("-")[0] == tag), "")


SIMPLIFIED = ("zh-hans", "zh-hans-cn", "zh-sg", "zh-hans-sg", "zh-my")
"""Names of what is here called ``zh-CN``. Source: CLDR, likely subtags."""
