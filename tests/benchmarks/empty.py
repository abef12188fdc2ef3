"""The least a Textual app can be: one line, and a key that repaints one cell of it."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

READY = "EMPTY"


class Cell(Widget, can_focus=True):
    """Draws how often a key was pressed, in its first cell."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("down", "count")]
    counted = 0

    def action_count(self) -> None:
        self.counted += 1
        self.refresh(Region(0, 0, 1, 1))

    def render_line(self, y: int) -> Strip:
        return Strip([Segment(f"{self.counted % 10} {READY}" if y == 0 else "")])


class EmptyApp(App[None]):
    """One widget."""

    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        yield Cell()

    def on_mount(self) -> None:
        self.query_one(Cell).focus()


if __name__ == "__main__":
    EmptyApp().run()
