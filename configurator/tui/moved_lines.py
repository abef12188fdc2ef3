"""What moved in the bounds, as lines: ranges and values before and after, and by whom. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from configurator.domain.settings import NotAValueError, written
from configurator.messages import commas
from configurator.resolution.wording import blamed_name, permitted_said
from configurator.session.moves import Moved, Stand
from configurator.session.session import Session
from configurator.tui import layer_words, words
from configurator.tui.cells import BLANK, Line, Span, cut, fitted, span, width, wrapped
from configurator.tui.track import SHAPES


def summary(moved: Sequence[Moved]) -> str:
    """How much moved, and how much of what was asked is held by it."""
    return layer_words.moved(len(moved), sum(one.is_held for one in moved))


def title(session: Session, key: str) -> str:
    """What a setting is called; its key where there is none any more."""
    known = session.composition.permitted.get(key)
    return known.setting.title if known else key


def layers_of(session: Session, moved: Moved) -> str:
    """Who moved it, as they stand in a sentence."""
    return commas(blamed_name(session.composition, name) for name in moved.by)


def ranges(moved: Moved) -> tuple[str, str]:
    """What was permitted, and what is."""
    return _said(moved.was, layer_words.MOVED_NEW), _said(moved.now, layer_words.MOVED_GONE)


def _said(stand: Stand | None, otherwise: str) -> str:
    return otherwise if stand is None else permitted_said(stand.permitted)


def values(session: Session, moved: Moved) -> tuple[str, str]:
    """What held, and what holds; nothing where there is no setting."""
    was, now = (
        "" if one is None else named_raw(session, moved.key, one.value) for one in (moved.was, moved.now)
    )
    return was, now


def moved_line(session: Session, moved: Moved, room: int) -> Line:
    """One of a list: a sign where it holds a value, its title, what is most to be known."""
    style, sign = ("held", SHAPES.marks["held"]) if moved.is_held else ("good" if moved.is_free else "", " ")
    is_value = moved.has_new_value or moved.is_held or moved.is_free
    was, now = values(session, moved) if is_value and moved.was and moved.now else ranges(moved)
    name, _ = span(title(session, moved.key))
    name = fitted(name, min(38, room // 2))
    left = max(room - width(name) - 8, 8)
    old, new = span(was)[0], span(now)[0]
    old = cut(old, max(left - width(new), left // 2))
    return (
        ("  ", ""),
        (sign, style),
        (" ", ""),
        (name, "strong"),
        (" ", ""),
        (old, "dim"),
        (" → ", "accent"),
        (cut(new, max(left - width(old), 4)), style or "value"),
    )


def about_lines(session: Session, moved: Moved, size: int) -> list[Line]:
    """One setting: what is permitted and what holds, before and after, and by which layer."""
    lines: list[Line] = []
    was, now = ranges(moved)
    if was == now:
        if moved.has_new_bounds:
            lines += wrapped([("  ", ""), span(layer_words.MOVED_SAME, "dim")], size, hang=2)
    else:
        lines += _pair(layer_words.MOVED_RANGE, was, now, size)
    was, now = values(session, moved)
    if moved.now is not None and (moved.has_new_value or moved.was is None):
        lines += (
            _pair(layer_words.MOVED_VALUE, was, now, size)
            if was
            else _one(layer_words.MOVED_VALUE, now, size)
        )
    who, holder = layers_of(session, moved), ""
    if moved.is_held and moved.now is not None:
        holder = blamed_name(session.composition, moved.now.held_by)
        lines += wrapped(
            [("  ", ""), span(layer_words.MOVED_HELD.format(layers=holder), "held")], size, hang=2
        )
    elif moved.is_free:
        lines += wrapped([("  ", ""), span(layer_words.MOVED_FREE, "good")], size, hang=2)
    if who and who != holder:
        lines += wrapped([("  ", ""), span(layer_words.MOVED_BY.format(layers=who), "dim")], size, hang=2)
    return lines


def _pair(label: str, was: str, now: str, size: int) -> list[Line]:
    parts: list[Span] = [
        ("  ", ""),
        span(words.LABEL.format(label=label), "faint"),
        span(was),
        (" → ", "accent"),
        span(now, "value"),
    ]
    return wrapped(parts, size, hang=4)


def _one(label: str, now: str, size: int) -> list[Line]:
    parts: list[Span] = [("  ", ""), span(words.LABEL.format(label=label), "faint"), span(now, "value")]
    return wrapped(parts, size, hang=4)


def moved_lines(session: Session, moved: Sequence[Moved], size: int) -> list[Line]:
    """All of it, in groups: what is held, what is free, what has another value, the rest."""
    lines: list[Line] = []
    group = ""
    for one in moved:
        place = 0 if one.is_held else 1 if one.is_free else 2 if one.has_new_value else 3
        if layer_words.MOVED_GROUPS[place] != group:
            group = layer_words.MOVED_GROUPS[place]
            lines += [BLANK] if lines else []
            lines += wrapped([span(group, "heading")], size)
        lines += wrapped([span(title(session, one.key), "strong"), span(f"  {one.key}", "faint")], size)
        lines += about_lines(session, one, size)
    return lines


def named_raw(session: Session, key: str, raw: Any) -> str:
    """A raw value as people call it; one that is none, as it is written."""
    if raw is None:
        return words.DEFAULT
    known = session.composition.permitted.get(key)
    if known is None:
        return str(written(raw))
    try:
        return str(known.setting.named(known.setting.read(raw)))
    except NotAValueError:
        return str(written(raw))
