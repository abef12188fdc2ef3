"""Which line ending a text has."""

from __future__ import annotations


def newline_of(text: str) -> str:
    """The line ending that ``text`` uses most."""
    crlf = text.count("\r\n")
    return "\r\n" if crlf and 2 * crlf >= text.count("\n") else "\n"
