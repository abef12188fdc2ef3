"""Search as you type: all words have to be found, best match first. Pure.

A word may be found in a setting's title, key, synonyms, description or in the labels
of its values, and counts in this order: what is in a title is what is looked for,
what is in a label may be anything. Where nothing matches, settings whose words are
close are offered, and said to be no more than close.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from configurator.domain.frozen import dataclass
from configurator.domain.settings import Setting


@dataclass(frozen=True, slots=True)
class Entry:
    """What of one setting can be found. ``names`` are what people may call it, one a line,
    the title first; ``told`` is its description, ``hay`` all of it and the labels."""

    key: str
    names: str
    told: str
    hay: str


@dataclass(frozen=True, slots=True)
class Found:
    """Keys, best first. ``close`` where nothing matched and these are only close."""

    keys: tuple[str, ...]
    close: bool = False


def entry(setting: Setting) -> Entry:
    """The searchable words of ``setting``, in lower case."""
    spelt = setting.key.replace("_", " ").replace(".", " ")
    names = "\n".join((setting.title, setting.key, setting.key.partition(".")[2], *setting.synonyms, spelt))
    names, told = f"\n{names}\n".casefold(), f" {setting.description} ".casefold()
    hay = " ".join((names.replace("\n", " "), told, *(label.casefold() for label in setting.labels.values())))
    return Entry(setting.key, names, told, f" {hay} ")


def find(entries: Sequence[Entry], query: str) -> Found:
    """The settings that hold every word of ``query``; ranked, ties in policy order."""
    return ranked(narrowed(entries, query), query) or close(entries, query)


def narrowed(entries: Sequence[Entry], query: str) -> Sequence[Entry]:
    """Those that hold every word of ``query``. A longer query finds only what its beginning finds."""
    for term in query.casefold().split():  # word by word: five times as fast as asking each entry for all
        entries = [e for e in entries if term in e.hay]
    return entries


def ranked(left: Sequence[Entry], query: str) -> Found | None:
    """``left``, best first; None where there is nothing."""
    terms = query.casefold().split()
    if not left or not terms:
        return Found(tuple(e.key for e in left)) if left else None
    ranks: Sequence[Any] = _ranks(left, terms[0])
    if len(terms) > 1:  # the whole query first, then word by word
        of_terms = zip(*(_ranks(left, term) for term in terms), strict=True)
        ranks = list(zip(_ranks(left, " ".join(terms)), map(sum, of_terms), strict=True))
    best = sorted(range(len(left)), key=ranks.__getitem__)
    return Found(tuple([left[place].key for place in best]))


TITLE, NAMES, TOLD, LABELS = 0, 10, 20, 30
"""A rank is a place, and within it how well: the whole, its beginning, a word, the
beginning of a word, anywhere."""


def _ranks(entries: Sequence[Entry], term: str) -> list[int]:
    """How well each of ``entries`` fits ``term``, the lower the better.

    In one go for all entries: a call for each would take five times as long.
    """
    return [
        _among_names(e.names, term)
        if term in e.names
        else _within(e.told, term, TOLD)
        if term in e.told
        else _within(e.hay, term, LABELS)
        for e in entries
    ]


def _among_names(names: str, term: str) -> int:
    """The rank of a term that is in one of the names: that of the title where it is there.

    A name that is typed in full is meant, whichever it is.
    """
    if f"\n{term}\n" in names:
        return TITLE if names.startswith(f"\n{term}\n") else TITLE + 1
    title = names[1 : names.index("\n", 1)]
    if term in title:
        return TITLE + 2 if title.startswith(term) else _within(f" {title} ", term, TITLE)
    return NAMES if f"\n{term}" in names else _within(names.replace("\n", " "), term, NAMES)


def _within(text: str, term: str, place: int) -> int:
    """The rank of ``term`` in ``text``, which begins and ends with a blank."""
    if f" {term}" in text:
        return place + (3 if f" {term} " in text else 4)
    return place + 5


def close(entries: Sequence[Entry], query: str) -> Found:
    """Settings with a word like each of ``query``, as for a slip of the finger."""
    from difflib import get_close_matches

    left = list(entries)
    for term in query.casefold().split():
        if len(term) < 3 or len(term) > 40:
            return Found((), close=True)
        known = {word for e in left for word in _words(e)}
        near = set(get_close_matches(term, known, n=8, cutoff=0.72))
        left = [e for e in left if any(term in word or word in near for word in _words(e))]
    return Found(tuple(e.key for e in left), close=True)


def _words(e: Entry) -> set[str]:
    return set(e.hay.replace(",", " ").replace(".", " ").replace(";", " ").split())
