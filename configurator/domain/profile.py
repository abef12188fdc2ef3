"""A profile: what one person asked for, when, and the layers that apply to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from configurator.domain.frozen import dataclass, field


@dataclass(frozen=True, slots=True)
class Approval:
    """What a second person signed: up to which value (raw, None for the default), on which day."""

    on: int
    to: Any
    signature: str


@dataclass(frozen=True, slots=True)
class Mark:
    """When a setting was loosened, or a layer taken off. Days are counted as dates are.

    ``to`` is the wish that the mark is about, ``before`` what was in force then; both
    raw, None for the default. ``before_on`` and ``before_approved`` are what the mark of
    that value said: it goes on counting until the new one holds.
    """

    on: int
    to: Any = None
    before: Any = None
    approved: Approval | None = None
    before_on: int | None = None
    before_approved: Approval | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """A named, sparse set of preferences, kept as asked whatever bounds do.

    ``preferences`` are raw values, as the file holds them: a value that has
    become meaningless is reported, never dropped. ``passing`` are layers that apply
    for this run only, as the command line names them. ``loosened`` are marks by setting,
    ``leaving`` by layer; ``written`` is the day of the file's last change, if it has one.
    """

    name: str
    layers: tuple[str, ...] = ()
    preferences: Mapping[str, Any] = field(default_factory=dict)
    path: str = ""
    passing: tuple[str, ...] = ()
    loosened: Mapping[str, Mark] = field(default_factory=dict)
    leaving: Mapping[str, Mark] = field(default_factory=dict)
    written: int | None = None


def merged(now: tuple[str, ...], before: tuple[str, ...], after: tuple[str, ...]) -> tuple[str, ...]:
    """The layers ``now`` with what leads from ``before`` to ``after`` done to them."""
    if now == before:
        return after
    kept = [name for name in now if name in after or name not in before]
    return tuple(dict.fromkeys([*kept, *(name for name in after if name not in before)]))
