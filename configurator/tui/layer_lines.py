"""The stack of layers as a picture: what each one left, and what it took away. Pure."""

from __future__ import annotations

from configurator.domain.bounds import AnyBounds, Bounds, Length, OneOf
from configurator.domain.orders import Amount, Members, Scale
from configurator.domain.policy import Layer
from configurator.resolution.compose import Composition, Step
from configurator.resolution.wording import permitted_words
from configurator.session.session import Session
from configurator.tui import words
from configurator.tui.cells import BLANK, Line, Span, fitted, span, wrapped
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


def layers_lines(session: Session, size: int) -> list[Line]:
    """The picture, then each layer's account."""
    composition = session.composition
    lines = trouble_lines(session, size)
    lines += wrapped([span(words.LAYERS_ROOM, "dim")], size)
    lines.append(_bar_line(words.LAYERS_CATALOGUE, 1.0, 1.0, size))
    before = 1.0
    for layer, left in room_after(composition):
        lines.append(_bar_line(layer.name, left, before, size))
        before = left
    asked = len(session.profile.preferences)
    lines += wrapped([span(words.LAYERS_YOU.format(count=words.choices(asked)), "dim")], size)
    for layer in composition.layers:
        lines += [BLANK, *layer_lines(session, layer, size)]
    return lines


def _bar_line(name: str, left: float, before: float, size: int) -> Line:
    """What is left after a layer, and what it took: by shape as well as by colour."""
    bar = max(8, min(BAR, size - 34))
    full = round(left * bar)
    taken = max(round(before * bar) - full, 0)
    return (
        span(fitted(name, 24), "strong"),
        (" ", ""),
        ("█" * full, "accent"),
        ("▒" * taken, "value.looser"),
        ("░" * (bar - full - taken), "rule"),
        (f" {round(left * 100):>3}%", "dim"),
    )


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


def layer_lines(session: Session, layer: Layer, size: int) -> list[Line]:
    """One layer: who it is, and each thing it took away, with its reason."""
    composition = session.composition
    taken = taken_by(composition, layer)
    head: list[Span] = [span(layer.title or layer.id, "heading"), span(f"  {layer.name}", "faint")]
    lines = wrapped(head, size)
    if layer.description:
        lines += wrapped([span(layer.description, "dim")], size)
    counts = words.LAYER_COUNTS.format(
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
