"""The marks that a value can have on a track, and how far it can be moved now."""

from __future__ import annotations

from typing import Literal

Mark = Literal["value", "held", "asked", "ghost", "default", "free", "waiting", "shut", "must", "out"]

Reach = Literal["open", "waiting", "shut"]
