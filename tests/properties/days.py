"""What holds of loosenings, once more, one day after the other: slow, and shares nothing with the program.

A value of a scale is its place (0 is the tightest), a set is a frozenset. The ways of
`oversight.loosening` are 0 (a second person), 1 (the next day) and 2 (a confirmation).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

WAYS, DAYS, LEVEL, KIT = "oversight.loosening", "oversight.relaxed_days", "a.level", "a.kit"
SECOND, NEXT, CONFIRM = 0, 1, 2


def leq(a: Any, b: Any) -> bool:
    """As tight as, or tighter: numbers by size, sets by what is in them."""
    return bool(a <= b)


def meet(a: Any, b: Any) -> Any:
    return a & b if isinstance(a, frozenset) else min(a, b)


@dataclass(frozen=True)
class Prior:
    """What was in force when a wish was made."""

    value: Any
    day: int
    approved: bool


@dataclass(frozen=True)
class Entry:
    """One setting: the wish, and the mark that stands beside it, about the wish ``to``."""

    wish: Any = None
    day: int | None = None
    to: Any = None
    approved: bool = False
    prior: Prior | None = None


@dataclass
class Person:
    """One profile under one policy. ``tied``: a level above 2 leaves no more than 2 days."""

    defaults: Mapping[str, Any]
    tied: bool
    day: int
    written: int = 0
    entries: dict[str, Entry] = field(default_factory=dict)

    # ------------------------------------------------------------ what holds

    def wanted(self, key: str) -> Any:
        wish = self.entries.get(key, Entry()).wish
        return self.defaults[key] if wish is None else wish

    def dated(self, key: str) -> tuple[int, bool]:
        """The day on which the wish counts as made, and whether somebody approved it."""
        entry = self.entries.get(key, Entry())
        if entry.day is not None and entry.to == entry.wish:
            return entry.day, entry.approved
        return min(self.written, self.day), False

    def standing(self, key: str, way: int, days: int) -> Any:
        """What is in force of the wish under a way and a number of days."""
        entry, default, wanted = self.entries.get(key, Entry()), self.defaults[key], self.wanted(key)
        day, approved = self.dated(key)
        looser = not leq(wanted, default)
        value = wanted
        waits = way == NEXT and day == self.day
        waits |= way == SECOND and not approved and (looser or entry.prior is not None)
        if waits:
            value = meet(value, self.before(entry.prior, default, way, days))
        if looser and self.day >= day + days:
            value = meet(value, default)
        return value

    def before(self, prior: Prior | None, default: Any, way: int, days: int) -> Any:
        if prior is None:
            return default
        good = self.day < prior.day + days and (way != SECOND or prior.approved)
        return prior.value if good or leq(prior.value, default) else meet(prior.value, default)

    def rules(self) -> tuple[int, int]:
        """The way and the days in force."""
        ways = self.entries.get(WAYS, Entry())
        own = self.defaults[WAYS] if ways.prior is None else min(ways.prior.value, self.defaults[WAYS])
        least = min(self.wanted(DAYS), self.defaults[DAYS])
        way = self.standing(WAYS, own, self.tie(least))
        prior = self.entries.get(DAYS, Entry()).prior
        usual = self.defaults[DAYS]
        own_days = self.before(prior, usual, CONFIRM, usual)
        return way, self.tie(self.standing(DAYS, way, own_days))

    def tie(self, days: int) -> int:
        return min(days, 2) if self.tied and self.wanted(LEVEL) > 2 else days

    def in_force(self, key: str) -> Any:
        way, days = self.rules()
        if key == WAYS:
            return way
        if key == DAYS:
            prior, usual = self.entries.get(DAYS, Entry()).prior, self.defaults[DAYS]
            return self.standing(DAYS, way, self.before(prior, usual, CONFIRM, usual))
        return self.standing(key, way, days)

    def shown(self, key: str) -> Any:
        """The effective value: conditions see what holds, not what is asked."""
        value = self.in_force(key)
        return min(value, 2) if key == DAYS and self.tied and self.in_force(LEVEL) > 2 else value

    # -------------------------------------------------------------- what is done

    def ask(self, changes: Mapping[str, Any], renewed: frozenset[str] = frozenset()) -> None:
        """Save changes (None: back to the default), and ask once more for ``renewed``."""
        way, _days = self.rules()
        fresh = {key: self.anew(key, wish, way, again=False) for key, wish in changes.items()}
        fresh |= {key: self.anew(key, self.entries[key].wish, way, again=True) for key in renewed}
        kept = {key: self.settled(key, entry) for key, entry in self.entries.items() if key not in fresh}
        if WAYS in changes and way == CONFIRM:
            today = {key: e for key, e in fresh.items() if e.day == self.day and key != WAYS}
            fresh |= {
                key: replace(e, prior=Prior(e.wish, self.day, approved=False)) for key, e in today.items()
            }
        if WAYS in changes and way == CONFIRM:
            kept |= {
                key: self.had_today(key) for key in self.entries if key not in fresh and self.began_today(key)
            }
        self.entries = kept | fresh
        self.written = self.day

    def began_today(self, key: str) -> bool:
        looser = not leq(self.wanted(key), self.defaults[key])
        return looser and self.dated(key)[0] == self.day and self.in_force(key) == self.wanted(key)

    def had_today(self, key: str) -> Entry:
        """What holds since today, as something that was in force before the way changes."""
        wish, (day, approved) = self.entries[key].wish, self.dated(key)
        return Entry(wish, day, wish, approved, Prior(wish, day, approved))

    def anew(self, key: str, wish: Any, way: int, *, again: bool) -> Entry:
        default, entry, now = self.defaults[key], self.entries.get(key, Entry()), self.in_force(key)
        wanted = default if wish is None else wish
        loosens, looser = not leq(wanted, now), not leq(wanted, default)
        if not looser and not (loosens and (way != CONFIRM or key == WAYS)):
            return Entry(wish)
        day, approved = self.dated(key)
        if self.wanted(key) != now or entry.wish is None:
            day = self.day if entry.prior is None else entry.prior.day
            approved = entry.prior is not None and entry.prior.approved
        if not loosens and not again:
            return Entry(wish, day, wish, approved)
        prior = None if now == default else Prior(now, day, approved)
        return Entry(wish, self.day, wish, approved=False, prior=prior)

    def settled(self, key: str, entry: Entry) -> Entry:
        """What a save makes of a setting that it does not change."""
        wanted, default = self.wanted(key), self.defaults[key]
        held = self.in_force(key) != wanted
        if leq(wanted, default) and not (held and entry.day is not None):
            return Entry(entry.wish)
        if entry.day is not None and entry.to == entry.wish:
            spent = not held and entry.prior is not None and leq(entry.prior.value, default)
            return replace(entry, prior=None) if spent else entry
        day, _approved = self.dated(key)
        return replace(entry, day=day, to=entry.wish, approved=False)

    def by_hand(self, key: str, wish: Any) -> None:
        """Change a wish in the file with an editor that knows nothing of marks."""
        self.entries[key] = replace(self.entries.get(key, Entry()), wish=wish)
        self.written = self.day

    def waits_for_somebody(self) -> list[str]:
        way, days = self.rules()
        if way != SECOND:
            return []
        found = []
        for key in self.defaults:
            entry = self.entries.get(key, Entry())
            over = not leq(self.wanted(key), self.defaults[key]) and self.day >= self.dated(key)[0] + days
            if self.in_force(key) != self.wanted(key) and not over and entry is not None:
                found.append(key)
        return found

    def approve(self, keys: list[str]) -> None:
        kept = {key: self.settled(key, entry) for key, entry in self.entries.items() if key not in keys}
        for key in keys:
            wish = self.entries.get(key, Entry()).wish
            kept[key] = Entry(wish, self.day, wish, approved=True)
        self.entries = kept
        self.written = self.day
