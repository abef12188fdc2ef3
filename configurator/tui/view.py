"""Which settings are shown, and in what order: search, filters, category. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from configurator.domain.searched import Entry
from configurator.session.session import Session
from configurator.tui.filters import Levels, Query, Sight, parse, passes, target_of
from configurator.tui.finding import Found, all_words, close, find, narrowed, ranked
from configurator.tui.groups import ALL

KNOWN = 24
"""How many searches are kept with what they found."""


class View:
    """What is asked to be seen. Values may change without rows leaving: a row that
    is put back to its default stays until something else is asked for."""

    def __init__(self, session: Session) -> None:
        self._permitted = session.composition.permitted
        self._catalogue = session.composition.policy.catalogue
        self._latest: tuple[str, Sequence[Entry]] = "", ()
        self._known: dict[str, tuple[Sequence[Entry], Found]] = {}
        self.query = Query("")
        self.category = ALL
        self.found = Found(tuple(self._permitted))

    @cached_property
    def _entries(self) -> list[Entry]:
        """What can be found: made when first looked for, not at the start."""
        return self._catalogue.entries()

    @cached_property
    def _words(self) -> frozenset[str]:
        """All words that can be found: made when one is not."""
        return all_words(self._entries)

    @property
    def total(self) -> int:
        """How many settings there are."""
        return len(self._permitted)

    @property
    def is_ranked(self) -> bool:
        """Whether the order is that of the search, and not that of the policy."""
        return bool(self.query.words)

    def ask(self, session: Session, text: str, category: str, levels: Callable[[str], Levels]) -> None:
        """Look for ``text`` in ``category``. ``levels`` says what targets do with settings."""
        self.query = parse(text)
        self.category = category
        sight = Sight(session, levels, target_of(self.query))
        found = self._find(self.query.words) if self.query.words else Found(tuple(self._permitted))
        keys = list(found.keys)
        if category != ALL:
            keys = [key for key in keys if key.startswith(f"{category}.")]
        for name, argument in self.query.filters:
            keys = [key for key in keys if passes(sight, key, name, argument)]
        if self.query.unknown:
            keys = []
        self.found = Found(tuple(keys), found.close)

    def _find(self, text: str) -> Found:
        """What ``text`` finds. While a word grows, only what its beginning found is looked at;
        what was found lately is known, for when letters are taken back."""
        begun, left = self._latest
        if text in self._known:
            left, found = self._known[text]
        else:
            left = narrowed(left if begun and text.startswith(begun) else self._entries, text)
            found = ranked(left, text) or close(self._entries, text, self._words)
            if len(self._known) >= KNOWN:
                self._known.pop(next(iter(self._known)))
            self._known[text] = left, found
        self._latest = text, left
        return found

    def items(self) -> list[str]:
        """Keys, under headings of their categories where they are in the policy's order."""
        if self.is_ranked:
            return list(self.found.keys)
        items: list[str] = []
        group = ""
        for key in self.found.keys:
            category = key.partition(".")[0]
            if category != group:
                items.append(f"#{category}")
                group = category
            items.append(key)
        return items

    def keys_named(self, text: str) -> tuple[str, ...]:
        """The settings that ``text`` finds, best first, whatever is shown now."""
        found = find(self._entries, text)
        return () if found.close else found.keys
