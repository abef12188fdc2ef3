"""Categories with what is changed and held in each. Pure."""

from __future__ import annotations

from dataclasses import dataclass

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
    counts: dict[str, list[int]] = {}
    category, count = ".", [0, 0, 0]
    for key in session.effective:
        if not key.startswith(category):  # settings of one category stand together
            category = f"{_category(key)}."
            count = counts.setdefault(_category(key), [0, 0, 0])
        count[0] += 1
    for key in session.values:
        counts[_category(key)][1] += 1
    for key in session.held_keys():
        counts[_category(key)][2] += 1
    titles = session.composition.policy.catalogue.categories
    total, changed, held = (sum(count[n] for count in counts.values()) for n in range(3))
    found = {ALL: Group(ALL, words.ALL_SETTINGS, total, changed, held)}
    for id_, (in_all, of_them, in_hold) in counts.items():
        found[id_] = Group(id_, titles.get(id_, id_), in_all, of_them, in_hold)
    return found


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
