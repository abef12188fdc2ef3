"""What free text may hold: words on one line, and nothing that acts.

Refused are the characters that other programs obey instead of showing: control
characters (with them NUL, newlines and terminal escapes), line and paragraph
separators, bidirectional embeddings, overrides and isolates, invisible tag
characters, and lone surrogates, which no UTF-8 file can hold.
Source: Unicode Standard, general categories Cc, Zl, Zp, Cs; UAX #9 section 2;
tag characters U+E0000-U+E007F.
"""

from __future__ import annotations

from configurator.messages import _, later

SURROGATES = 0xD800

REFUSED = (
    (0x00, 0x1F, later("a control character")),
    (0x7F, 0x9F, later("a control character")),
    (0x2028, 0x2029, later("a line separator")),
    (0x202A, 0x202E, later("a text direction override")),
    (0x2066, 0x2069, later("a text direction override")),
    (SURROGATES, 0xDFFF, later("half a surrogate pair")),
    (0xFFF9, 0xFFFB, later("an invisible annotation character")),
    (0xE0000, 0xE007F, later("an invisible tag character")),
)
"""The first and the last code point of each range, and what is wrong with it."""


UNSEEN = frozenset("\u200b\u2060\u2061\u2062\u2063\u2064\ufeff")
"""Characters of no width that some scripts need. A text may hold them; a message spells them out,
as two names that look the same have to be told apart."""


def _kind(code: int) -> str:
    """What is wrong with this code point; empty where nothing is."""
    for low, high, name in REFUSED:
        if low <= code <= high:
            return name
    return ""


def refused_character(text: str) -> str:
    """The first refused character with its code point and place; empty if none."""
    if text.isprintable():  # none of the refused characters is
        return ""
    for place, character in enumerate(text, 1):
        if kind := _kind(ord(character)):
            code = f"U+{ord(character):04X}"
            return _("{kind} ({code}) at character {place}", kind=_(kind), code=code, place=place)
    return ""


def shown(text: str) -> str:
    """``text`` with every refused character spelled out, safe for a terminal,
    and those that nobody sees."""
    if text.isprintable():  # none of the refused characters is
        return text
    return "".join(f"\\u{{{ord(c):x}}}" if c in UNSEEN or _kind(ord(c)) else c for c in text)
