"""What a setting looks like in the list: text and a track, from a session. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Literal

from configurator.domain.bounds import AnyBounds, Bounds, Length
from configurator.domain.frozen import dataclass
from configurator.domain.orders import Amount, Members, is_looser
from configurator.domain.settings import Setting, Value
from configurator.resolution.resolve import Effective, firing
from configurator.session.session import Session
from configurator.tui import words
from configurator.tui.marks import Mark
from configurator.tui.track import Track

Tone = Literal["", "tighter", "looser", "changed", "held"]

_WIDE_RANGE = 200
"""Steps from which an amount is drawn on a logarithmic scale: a default of 30
days in a range of ten years would otherwise sit on the first cell for ever."""


@dataclass(frozen=True, slots=True)
class Row:
    """One setting, ready to draw. ``tone`` says how its value stands to the default."""

    key: str
    title: str
    value: str
    asked: str
    tone: Tone
    track: Track
    ghost: str = ""


def row(session: Session, key: str, ghost: Value = None) -> Row:
    """The row of ``key``. ``ghost`` is another profile's value, to compare with."""
    setting, effective = session.setting(key), session.effective[key]
    is_held = effective.origin == "held" and effective.asked is not None
    return Row(
        key=key,
        title=setting.title,
        value=brief(setting, effective.value),
        asked=brief(setting, effective.asked) if is_held else "",
        tone=tone(setting, effective),
        track=track(session, setting, effective, ghost),
        ghost="" if ghost is None else brief(setting, ghost),
    )


def brief(setting: Setting, value: Value) -> str:
    """``value`` in a column: its label, or for a set of several how many."""
    if isinstance(value, frozenset) and len(value) > 1:
        return words.SOME_OF.format(count=len(value), total=len(setting.ids), items=setting.named(value))
    return setting.named(value)


def tone(setting: Setting, effective: Effective) -> Tone:
    """Held, tighter or looser than the default, changed in another way, or none of these."""
    if effective.origin == "held":
        return "held"
    if effective.value == effective.default:
        return ""
    order = setting.order
    if order is not None and is_looser(order, effective.value, effective.default):
        return "looser"
    if order is not None and is_looser(order, effective.default, effective.value):
        return "tighter"
    return "changed"


def demands(session: Session, key: str) -> list[AnyBounds]:
    """What the conditions that fire now demand of ``key``."""
    return [
        demand.bounds
        for condition in firing(session.composition, key, session.effective)
        for demand in condition.then
        if demand.key == key
    ]


def holder(session: Session, key: str) -> str:
    """The setting whose value makes a condition fire on ``key``; empty if none does."""
    effective = session.effective[key]
    for condition in effective.conditions or firing(session.composition, key, session.effective):
        for trigger in condition.when:
            if trigger.fires(session.effective[trigger.key].value):
                return trigger.key
    return ""


# ------------------------------------------------------------------- marks


def marks(session: Session, key: str, ghost: Value = None) -> dict[str, Mark]:
    """How each named value of a scale, switch, choice or set stands now."""
    setting, effective = session.setting(key), session.effective[key]
    if setting.kind == "members":
        return _item_marks(setting, effective, ghost)
    held = demands(session, key)
    return {name: _mark(name, effective, held, ghost) for name in setting.ids}


def _mark(name: str, effective: Effective, held: list[AnyBounds], ghost: Value) -> Mark:
    if name == effective.value:
        return "held" if effective.origin == "held" else "value"
    if name == effective.asked:
        return "asked"
    if name not in effective.permitted:
        return "shut"
    if name == ghost:
        return "ghost"
    if name == effective.default:
        return "default"
    return "waiting" if any(name not in demand for demand in held) else "free"


def _item_marks(setting: Setting, effective: Effective, ghost: Value) -> dict[str, Mark]:
    must, may = item_bounds(effective.permitted)
    found: dict[str, Mark] = {}
    for item in setting.ids:
        if item in effective.value:
            found[item] = "must" if item in must else "value"
        elif item not in may:
            found[item] = "shut"
        elif effective.asked is not None and item in effective.asked:
            found[item] = "asked"
        elif ghost is not None and item in ghost:
            found[item] = "ghost"
        else:
            found[item] = "default" if item in effective.default else "free"
    return found


def item_bounds(bounds: AnyBounds) -> tuple[frozenset[str], frozenset[str]]:
    """What a set must hold, and what it may hold."""
    if not isinstance(bounds, Bounds) or bounds.span is None or not isinstance(bounds.order, Members):
        return frozenset(), frozenset()
    must, may = sorted(bounds.span, key=len)
    return must, may


# ------------------------------------------------------------------- tracks


def track(session: Session, setting: Setting, effective: Effective, ghost: Value = None) -> Track:
    """The track of one setting."""
    if setting.kind == "amount":
        return _range(session, setting, effective, ghost)
    if setting.kind == "text":
        most = effective.permitted.max_chars if isinstance(effective.permitted, Length) else 0
        return Track("length", points=((len(effective.value) / max(most, 1), "value"),))
    found: Mapping[str, Mark] = marks(session, setting.key, ghost)
    shape: Literal["steps", "options", "items"] = "steps"
    if setting.kind == "choice":
        shape = "options"
    elif setting.kind == "members":
        shape = "items"
    return Track(shape, tuple(found[name] for name in setting.ids))


def _range(session: Session, setting: Setting, effective: Effective, ghost: Value) -> Track:
    order: Any = setting.order
    named: list[tuple[Value, Mark]] = [
        (effective.value, "held" if effective.origin == "held" else "value"),
        (effective.default, "default"),
        (effective.asked, "asked"),
        (ghost, "ghost"),
    ]
    permitted: Any = effective.permitted
    room = permitted
    for demand in demands(session, setting.key):
        met = room & demand
        room = room if met.is_empty else met
    return Track(
        "range",
        points=tuple((fraction(order, value), mark) for value, mark in named if value is not None),
        open_span=_span(order, room),
        permitted_span=_span(order, permitted),
    )


def _span(order: Amount, bounds: Bounds[int]) -> tuple[float, float] | None:
    if bounds.span is None:
        return None
    return fraction(order, bounds.span[0]), fraction(order, bounds.span[1])


def fraction(order: Amount, value: int) -> float:
    """Where ``value`` lies from the tightest end, 0, to the loosest, 1."""
    steps = (order.top - order.low) / order.step
    if steps <= 0:
        return 0.0
    place = (min(max(value, order.low), order.top) - order.low) / order.step
    part = math.log1p(place) / math.log1p(steps) if steps > _WIDE_RANGE else place / steps
    return part if order.looser == "higher" else 1.0 - part


def value_at(order: Amount, part: float) -> int:
    """The value of the grid that lies at ``part``: the inverse of `fraction`."""
    steps = (order.top - order.low) // order.step
    along = part if order.looser == "higher" else 1.0 - part
    place = math.expm1(along * math.log1p(steps)) if steps > _WIDE_RANGE else along * steps
    return order.low + order.step * min(max(round(place), 0), steps)
