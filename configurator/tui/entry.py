"""One thing to choose from a menu."""

from __future__ import annotations

from configurator.domain.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to choose: its id, its label, and what stands at the right."""

    id: str
    label: str
    tail: str = ""
