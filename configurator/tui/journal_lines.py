"""The journal as lines: its entries, what one changed, what going back would change. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from configurator.session.moves import moved_between
from configurator.session.saving import LAYERS
from configurator.session.session import Change, Session
from configurator.store.journal import Entry, moment
from configurator.tui import words
from configurator.tui.cells import BLANK, Line, fitted, span, wrapped
from configurator.tui.moved_lines import moved_lines, named_raw
from configurator.tui.trial import chosen_lines, consequence_lines

WHEN, FRONT = 16, 6
"""Cells for the time and for the front end of an entry."""


def entry_line(entry: Entry, room: int) -> Line:
    """One entry in short: number, when, where from, what, how much."""
    what = f"{entry.what} {entry.about}" if entry.about else entry.what
    count = words.changes(len(entry.changes)) if entry.changes else ""
    head = f"  {entry.number:>4}  {when(entry)}  "
    left = max(room - len(head) - FRONT - 16, 8)
    return (
        span(head, "dim"),
        span(fitted(entry.front, FRONT)),
        span(f" {fitted(what, left)} ", "strong"),
        (count, "dim"),
    )


def when(entry: Entry) -> str:
    """When it was, by the clock of this machine."""
    at = moment(entry)
    if at.year < 1971:  # it does not say, or cannot be meant
        return fitted(entry.at, WHEN)
    return at.astimezone().strftime("%Y-%m-%d %H:%M")


def entry_lines(session: Session, entry: Entry, size: int) -> list[Line]:
    """What an entry changed: each setting, before and after."""
    lines: list[Line] = []
    changes: Mapping[str, Any] = entry.changes  # the record may have been edited: no pairs for sure
    for key, pair in changes.items():
        old, new = pair if isinstance(pair, list) and len(pair) == 2 else (None, None)
        known = session.composition.permitted.get(key)
        parts = [
            span(known.setting.title if known else key, "strong"),
            ("  ", ""),
            span(named_raw(session, key, old)),
            (" → ", "accent"),
            span(named_raw(session, key, new), "value"),
        ]
        lines += wrapped(parts, size, hang=2)
    if LAYERS in f"{entry.what} {entry.about}".replace(":", "").split():
        layers = entry.state.get("layers")
        then = ", ".join(map(str, layers)) if isinstance(layers, list) else ""
        text = words.JOURNAL_LAYERS_THEN.format(layers=then or words.JOURNAL_NO_LAYERS)
        lines += wrapped([span(text, "note")], size)
    return lines or wrapped([span(words.JOURNAL_NO_CHANGE, "dim")], size)


def verdict(troubles: Sequence[str], size: int) -> list[Line]:
    """Whether the chain of hashes is whole."""
    if not troubles:
        return wrapped([span(words.JOURNAL_WHOLE, "good")], size)
    lines = wrapped([span(words.JOURNAL_CHANGED, "error")], size)
    for trouble in troubles:
        lines += wrapped([("  ", ""), span(trouble, "error")], size, hang=2)
    return lines


def return_lines(session: Session, change: Change, size: int) -> list[Line]:
    """What going back would change now, and what it would not."""
    lines = chosen_lines(session, change, size)
    gone = [key for key in change.changed if key not in session.effective]
    if gone:
        lines += wrapped([span(words.JOURNAL_LEAVES.format(keys=", ".join(gone)), "dim")], size)
    if change.held:
        lines += [BLANK, *wrapped([span(words.PRESET_HELD, "heading")], size)]
        lines += consequence_lines(session, change, size)
    if change.layers is not None:
        then = ", ".join(change.layers[1]) or words.JOURNAL_NO_LAYERS
        lines += [BLANK, *wrapped([span(words.JOURNAL_LAYERS.format(layers=then), "note")], size)]
        moved = [one for one in moved_between(session, change.after) if one.key not in change.changed]
        lines += moved_lines(change.after, moved, size)
    return lines
