"""A profile: what one person asked for, and the layers that apply to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from configurator.domain.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """A named, sparse set of preferences, kept as asked whatever bounds do.

    ``preferences`` are raw values, as the file holds them: a value that has
    become meaningless is reported, never dropped. ``passing`` are layers that apply
    for this run only, as the command line names them.
    """

    name: str
    layers: tuple[str, ...] = ()
    preferences: Mapping[str, Any] = field(default_factory=dict)
    path: str = ""
    passing: tuple[str, ...] = ()


def merged(now: tuple[str, ...], before: tuple[str, ...], after: tuple[str, ...]) -> tuple[str, ...]:
    """The layers ``now`` with what leads from ``before`` to ``after`` done to them."""
    if now == before:
        return after
    kept = [name for name in now if name in after or name not in before]
    return tuple(dict.fromkeys([*kept, *(name for name in after if name not in before)]))
