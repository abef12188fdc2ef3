"""Export: which tools, what would be written, and then writing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from configurator.tui import words

if TYPE_CHECKING:
    from configurator.tui.choosing import ChoosingScreen


def open_export(screen: ChoosingScreen) -> None:
    """Ask for tools, if this version has exporters."""
    screen.tell(words.EXPORT_MISSING)
