"""What the answers at the first start lead to: data. A policy that lacks a preset or a
setting named here is proposed the rest."""

from __future__ import annotations

from typing import Any, Final

WHO: Final = ("child", "teen", "adult")
PURPOSES: Final = ("everyday", "homework", "writing", "software", "research", "security")

CAUTIOUS: Final = "cautious"
"""The preset of whom no other fits: those for adults are none for a child."""

PRESETS: Final[dict[tuple[str, str], str]] = {
    ("teen", "homework"): "teen_homework",
    ("adult", "everyday"): "balanced",
    ("adult", "homework"): "balanced",
    ("adult", "writing"): "creative_writer",
    ("adult", "software"): "developer",
    ("adult", "research"): "researcher",
    ("adult", "security"): "security_tester",
}

OF_WHO: Final[dict[str, dict[str, Any]]] = {
    "child": {"audience.age_group": "child", "style.reading_level": "plain"},
    "teen": {"audience.age_group": "teen"},
    "adult": {"audience.age_group": "adult_declared"},
}
"""What is preferred whatever it is for; it goes before the preset."""

OF_BOTH: Final[dict[tuple[str, str], dict[str, Any]]] = {
    ("child", "homework"): {"advice.homework": "hints"},
}
