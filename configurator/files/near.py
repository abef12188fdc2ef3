"""Did you mean: the closest of some names to one that does not exist."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

MOST = 20
"""So many names of one file are looked for: a look-up costs more than all else that is
said of a name, and after so many the person reads the list of all names."""


def meant(wrong: str, names: Iterable[str]) -> str:
    """The name most like ``wrong``; empty where none is close."""
    from difflib import get_close_matches

    pool = list(dict.fromkeys(names))
    if len(wrong) > 200:
        return ""
    close = get_close_matches(wrong.lower(), pool, n=1, cutoff=0.6)
    if not close:
        tails = {name.rpartition(".")[2]: name for name in pool}
        close = [tails[tail] for tail in get_close_matches(wrong.lower(), tails, n=1, cutoff=0.7)]
    return close[0] if close else ""


def meant_by(wrong: Iterable[str], names: Iterable[str]) -> dict[str, str]:
    """What each of ``wrong`` may have been, of the first `MOST`; nothing where none is close."""
    pool = list(names)
    found = {one: meant(one, pool) for one in islice(dict.fromkeys(wrong), MOST)}
    return {one: close for one, close in found.items() if close}
