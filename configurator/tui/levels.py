"""How a tool may treat a setting, and the style of each way."""

from __future__ import annotations

LEVELS = ("enforced", "instructed", "unsupported")

LEVEL_STYLES = {"enforced": "good", "instructed": "note", "unsupported": "faint"}
