"""Categories with what is changed and held in each. Pure."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from configurator.domain.frozen import dataclass
from configurator.session.session import Session
from configurator.tui import words
from configurator.tui.cells import Line, cut, span, width
from configurator.tui.track import SHAPES

ALL = "all"
"""The item that stands for every category. No category is called so: keys have a dot."""


@dataclass(frozen=True, slots=True)
class Group:
    """One category, or all of them."""

    id: str
    title: str
    total: int
    changed: int
    held: int


def groups(session: Session) -> dict[str, Group]:
    """All settings, then each category, in the order of the policy."""
    totals = _totals(session.composition.keys)
    changed = Counter(map(_category, session.values))
    held = Counter(map(_category, session.held_keys()))
    titles = session.composition.policy.catalogue.categories
    found = {ALL: Group(ALL, words.ALL_SETTINGS, totals.total(), changed.total(), held.total())}
    for id_ in {**titles, **totals}:
        if totals[id_]:
            found[id_] = Group(id_, titles.get(id_, id_), totals[id_], changed[id_], held[id_])
    return found


@lru_cache(maxsize=1)
def _totals(keys: tuple[str, ...]) -> Counter[str]:
    """How many settings each category has: kept, because values do not change it."""
    return Counter(map(_category, keys))


def _category(key: str) -> str:
    return key.partition(".")[0]


def group_item(group: Group, room: int) -> Line:
    """A category in its column: title, and counts where there are any."""
    changed = f"•{group.changed}" if group.changed else ""
    held = f" {SHAPES.marks['held']}{group.held}" if group.held else ""
    left = room - 2 - width(changed) - width(held) - 1
    title, _ = span(group.title)
    title = cut(title, max(left, 4))
    gap = " " * max(left - width(title) + 1, 1)
    style = "strong" if group.id == ALL else ""
    return ("  ", ""), (title, style), (gap, ""), (changed, "value.changed"), (held, "held")


def group_tail(group: Group) -> str:
    """The counts at the end of a category's heading."""
    changed = f"•{group.changed}" if group.changed else ""
    held = f"{SHAPES.marks['held']}{group.held}" if group.held else ""
    return " ".join(part for part in (changed, held) if part)
