"""How a whole file of ours is known, where its format can hold a remark."""

from __future__ import annotations

import json
import re

MARK = "configurator:export"
KEY = "$written_by"
"""The key that marks a JSON file, which can hold no comment; of a list, its first table."""

_MARKED = re.compile(rf"(?:# |// |-- |; |---\ndescription: )?\[?{MARK}(?:\]|\s|$)")


def head(note: str, comment: str = "#") -> str:
    """A first line that says whose file this is. ``comment`` opens a comment."""
    return f"{comment} {MARK} replaces this file; {note}\n"


def is_ours(text: str) -> bool:
    """Whether ``text`` says that this program wrote it."""
    if _MARKED.match(text):
        return True
    if MARK not in text:
        return False
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return False
    first = found[0] if isinstance(found, list) and found else found
    return isinstance(first, dict) and first.get(KEY) == MARK
