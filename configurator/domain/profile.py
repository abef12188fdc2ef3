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
    become meaningless is reported, never dropped.
    """

    name: str
    layers: tuple[str, ...] = ()
    preferences: Mapping[str, Any] = field(default_factory=dict)
    path: str = ""
