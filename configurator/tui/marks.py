"""The marks that a value can have on a track."""

from __future__ import annotations

from typing import Literal

Mark = Literal["value", "held", "asked", "ghost", "default", "free", "waiting", "shut", "must", "out"]
