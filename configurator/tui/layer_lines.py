"""The stack of layers as a picture: what each one left, and what it took away. Pure."""

from __future__ import annotations

from configurator.domain.bounds import AnyBounds, Bounds, Length, OneOf
from configurator.domain.orders import Amount, Members, Scale
from configurator.domain.policy import Layer
from configurator.resolution.compose import Composition, Step
from configurator.resolution.wording import permitted_words
from configurator.session.layering import Standing
from configurator.session.session import Session
from configurator.tui import layer_words, words
from configurator.tui.cells import BLANK, Line, Span, fitted, span, width, wrapped
from configurator.tui.rows import fraction, item_bounds
from configurator.tui.track import SHAPES

BAR = 32
"""Cells of the bar that shows how much room is left."""


def share(bounds: AnyBounds) -> float:
    """How much of all there is ``bounds`` leave, from 0 to 1: for a picture, not a measure."""
    if isinstance(bounds, OneOf):
        return len(bounds.permitted) / max(len(bounds.options), 1)
    if isinstance(bounds, Length):
        return 1.0 if bounds.max_chars else 0.0
    return _share_of_span(bounds)


def _share_of_span(bounds: Bounds[object]) -> float:
    order = bounds.order
    if bounds.span is None:
        return 0.0
    if isinstance(order, Scale):
        low, high = (order.levels.index(str(end)) for end in bounds.span)
        return (high - low + 1) / len(order.levels)
    if isinstance(order, Members):
        must, may = item_bounds(bounds)
        return len(may - must) / max(len(order.items), 1)
    if isinstance(order, Amount):
        low_end, high_end = (fraction(order, end) for end in bounds.span if isinstance(end, int))
        return high_end - low_end
    return 1.0


def room_after(composition: Composition) -> list[tuple[Layer, float]]:
    """How much room, over all settings, is left once each layer has spoken."""
    left = {key: share(permitted.setting.everything()) for key, permitted in composition.permitted.items()}
    steps = {key: {step.layer.id: step for step in p.steps} for key, p in composition.permitted.items()}
    found = []
    for layer in composition.layers:
        for key, by_layer in steps.items():
            if layer.id in by_layer:
                left[key] = share(by_layer[layer.id].after)
        found.append((layer, sum(left.values()) / max(len(left), 1)))
    return found


def taken_by(composition: Composition, layer: Layer) -> list[tuple[str, Step]]:
    """What ``layer`` took away: settings, and the step at each."""
    return [
        (key, step)
        for key, permitted in composition.permitted.items()
        for step in permitted.steps
        if step.layer is layer and step.after != step.before
    ]


def standing_line(standing: Standing, room: int, left: float | None = None, before: float = 1.0) -> Line:
    """One of the list of layers: its name, how much it leaves, whose it is.

    ``left`` of all there is after it, ``before`` ahead of it; None where it does not apply.
    """
    layer = standing.layer
    name, _ = span(fitted(layer.name if layer else standing.name, min(26, max(room - 34, 10))))
    owner = layer_words.LAYERS_OWNERS.get(standing.owner, "")
    if layer is None:
        tail = span(f"⚠ {layer_words.LAYERS_UNREADABLE}", "error")
        return ("  ", ""), (name, "strong"), (" ", ""), tail, span(f"  {owner}", "faint")
    if left is None:
        text = layer_words.LAYERS_BOUNDS.format(count=len(layer.lines))
        return ("  ", ""), (name, ""), (" ", ""), span(layer.title), span(f"  {text}", "faint")
    return (
        ("  ", ""),
        (name, "strong"),
        (" ", ""),
        *_bar(left, before, max(8, min(BAR, room - width(name) - 30))),
        (f" {round(left * 100):>3}%  ", "dim"),
        span(owner, "good" if standing.owner == "profile" else "faint"),
    )


def _bar(left: float, before: float, size: int) -> tuple[Span, ...]:
    """What is left after a layer, and what it took: by shape as well as by colour."""
    full = round(left * size)
    taken = max(round(before * size) - full, 0)
    return ("█" * full, "accent"), ("▒" * taken, "value.looser"), ("░" * (size - full - taken), "rule")


def standing_lines(session: Session, standing: Standing, size: int) -> list[Line]:
    """Whose a layer is, and its account."""
    layer = standing.layer
    place = layer.place if layer else standing.name
    if standing.owner in layer_words.LAYERS_STAY:
        owner = layer_words.LAYERS_STAY[standing.owner].format(place=place)
    else:
        owner = layer_words.LAYERS_OWN if standing.owner else layer_words.LAYERS_FREE
    lines = wrapped([span(owner, "note")], size)
    if layer is None:
        return [*lines, *wrapped([span(standing.trouble, "error")], size)]
    return [*lines, BLANK, *layer_lines(session, layer, size)]


def trouble_lines(session: Session, size: int) -> list[Line]:
    """Layers that cannot be read, and layers that leave nothing between them."""
    lines: list[Line] = []
    for obstacle in session.composition.obstacles:
        lines += wrapped([span(f"⚠ {words.OBSTACLE.format(layer=obstacle.layer)}", "error")], size, hang=2)
        lines += wrapped([("  ", ""), span(obstacle.reason)], size, hang=2)
    for conflict in session.composition.conflicts:
        text = words.CONFLICT.format(upper=conflict.upper, lower=conflict.lower, key=conflict.key)
        lines += wrapped([span(f"⚠ {text}", "error")], size, hang=2)
    for violation in session.broken:
        lines += wrapped([span(f"⚠ `{violation.key}`: {violation.reason}", "error")], size, hang=2)
    return [*lines, BLANK] if lines else []


def layer_head(layer: Layer, size: int) -> list[Line]:
    """Who a layer is, and what it says of itself."""
    head: list[Span] = [span(layer.title or layer.id, "heading"), span(f"  {layer.name}", "faint")]
    lines = wrapped(head, size)
    return [*lines, *wrapped([span(layer.description, "dim")], size)] if layer.description else lines


def layer_lines(session: Session, layer: Layer, size: int) -> list[Line]:
    """One layer: who it is, and each thing it took away, with its reason."""
    composition = session.composition
    taken = taken_by(composition, layer)
    lines = layer_head(layer, size)
    counts = layer_words.LAYER_COUNTS.format(
        taken=len(taken), lines=len(layer.lines), conditions=len(layer.conditions), grants=len(layer.grants)
    )
    lines += wrapped([span(counts, "dim")], size)
    for key, step in taken:
        setting = session.setting(key)
        parts = [
            (f"{SHAPES.marks['shut']} ", "shut"),
            span(setting.title, "strong"),
            span(f"  {permitted_words(setting, step.before)}", "faint"),
            (" → ", "accent"),
            span(permitted_words(setting, step.after)),
        ]
        lines += wrapped(parts, size, hang=2)
        if step.line.reason:
            lines += wrapped([("  ", ""), span(step.line.reason, "dim")], size, hang=2)
    return lines
