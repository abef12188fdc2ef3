"""Search as you type: all words have to be found, best match first. Pure.

A word may be found in a setting's key, title, description, in the labels of its
values or in its synonyms. Where nothing matches, settings whose words are close
are offered, and said to be no more than close.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from configurator.domain.settings import Setting


@dataclass(frozen=True, slots=True)
class Entry:
    """What of one setting can be found. ``names`` are what people may call it, one a line."""

    key: str
    names: str
    hay: str


@dataclass(frozen=True, slots=True)
class Found:
    """Keys, best first. ``close`` where nothing matched and these are only close."""

    keys: tuple[str, ...]
    close: bool = False


def entry(setting: Setting) -> Entry:
    """The searchable words of ``setting``, in lower case."""
    names = tuple(
        name.casefold()
        for name in (setting.title, setting.key, setting.key.partition(".")[2], *setting.synonyms)
    )
    rest = (setting.description, *setting.labels.values(), setting.key.replace("_", " ").replace(".", " "))
    hay = " ".join((*names, *(text.casefold() for text in rest)))
    lines = "\n".join(names)
    return Entry(setting.key, f"\n{lines}\n", f" {hay} ")


def find(entries: Sequence[Entry], query: str) -> Found:
    """The settings that hold every word of ``query``; ranked, ties in policy order."""
    terms = query.casefold().split()
    if not terms:
        return Found(tuple(e.key for e in entries))
    left: Sequence[Entry] = entries
    for term in terms:  # word by word: five times as fast as asking each entry for all
        left = [e for e in left if term in e.hay]
    if left:
        whole = " ".join(terms)
        ranked = sorted(left, key=lambda e: _rank(e, whole, terms))
        return Found(tuple(e.key for e in ranked))
    return Found(_close(entries, terms), close=True)


def _rank(e: Entry, whole: str, terms: list[str]) -> int:
    """Smaller is better: the whole query first, then word by word."""
    first = _rank_of(e, whole)
    return first if len(terms) == 1 else first * 100 + sum(_rank_of(e, term) for term in terms)


def _rank_of(e: Entry, term: str) -> int:
    """0 exact, 1 beginning of a name, 2 word, 3 beginning of a word, 4 anywhere."""
    if f"\n{term}" in e.names:
        return 0 if f"\n{term}\n" in e.names else 1
    if f" {term}" in e.hay:
        return 2 if f" {term} " in e.hay else 3
    return 4


def _close(entries: Sequence[Entry], terms: Iterable[str]) -> tuple[str, ...]:
    """Settings with a word like each of ``terms``, as for a slip of the finger."""
    from difflib import get_close_matches

    left = list(entries)
    for term in terms:
        if len(term) < 3 or len(term) > 40:
            return ()
        known = {word for e in left for word in _words(e)}
        near = set(get_close_matches(term, known, n=8, cutoff=0.72))
        left = [e for e in left if any(term in word or word in near for word in _words(e))]
    return tuple(e.key for e in left)


def _words(e: Entry) -> set[str]:
    return set(e.hay.replace(",", " ").replace(".", " ").replace(";", " ").split())
