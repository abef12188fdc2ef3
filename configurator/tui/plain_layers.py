"""Layers, and what moved in the bounds, without a screen: lines, and what a line asks for."""

from __future__ import annotations

from collections.abc import Callable

from configurator.session.layering import Standing, others, restack, stack, without
from configurator.session.moves import Moved
from configurator.session.session import Change, Session
from configurator.tui import layer_words, words
from configurator.tui.cells import Line, span, wrapped
from configurator.tui.layer_change import adding, change_lines
from configurator.tui.moved_lines import moved_lines, summary
from configurator.tui.typed_paths import located

Asked = tuple[list[Line], Callable[[], Change], str]
"""What it would do, how it is done, and what it is called."""


def stack_lines(session: Session, size: int) -> list[Line]:
    """Every layer that applies, and whose it is; every one that could."""
    lines = wrapped([span(words.PLAIN_APPLY, "heading")], size)
    for standing in stack(session):
        lines += wrapped([("  ", ""), span(_named(standing)), span(_owner(standing), "faint")], size, 4)
    free = others(session)
    lines += wrapped([span(layer_words.LAYERS_COULD, "heading")], size) if free else []
    for standing in free:
        lines += wrapped([("  ", ""), span(_named(standing))], size, 4)
    return lines


def _named(standing: Standing) -> str:
    layer = standing.layer
    return f"{standing.name}: {layer.title if layer else standing.trouble}"


def _owner(standing: Standing) -> str:
    return f" ({layer_words.LAYERS_OWNERS[standing.owner]})"


def asked(session: Session, answer: str, size: int) -> Asked | None:
    """What ``add NAME`` or ``remove NAME`` asks for; None where it changes nothing, or is
    neither. Raises ConfiguratorError where that may not be."""
    verb, _, name = answer.partition(" ")
    name = name.strip()
    if verb == "remove" and name:
        change = restack(session, without(session, [name]))
        return (
            change_lines(session, change, None, size),
            lambda: change,
            layer_words.LAYER_REMOVED.format(layer=name),
        )
    if verb != "add" or not name:
        return None
    known = {standing.name for standing in others(session)}
    made = adding(session, name if name in known or "." not in name else located(name))
    if made.change.layers is None:
        return None
    told = change_lines(session, made.change, made, size)
    return told, made.done, layer_words.LAYER_ADDED.format(layer=made.layer.id)


def since_lines(session: Session, moved: list[Moved], size: int) -> list[Line]:
    """What moved since the last save."""
    head = words.LABEL.format(label=layer_words.MOVED_TITLE) + summary(moved)
    return [*wrapped([span(head, "strong")], size), *moved_lines(session, moved, size)]
