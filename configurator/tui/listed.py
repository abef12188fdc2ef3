"""A box with a list, and below it what is to be said of the item under the cursor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from configurator.tui.cells import Line
from configurator.tui.dialog import Dialog
from configurator.tui.panel import Panel
from configurator.tui.picker import Item, Picker
from configurator.tui.trial import Said, said_lines

R = TypeVar("R")


class Listed(Dialog[R]):
    """Its subclass says which items there are, what a line says, and what is told of one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", show=False),
        Binding("ctrl+d,space", "scroll_info(8)", show=False),
        Binding("ctrl+u", "scroll_info(-8)", show=False),
    ]
    most_told: int = 16
    """Lines of the lower part, where there is room for them."""

    def __init__(self) -> None:
        super().__init__()
        self.picker = Picker(
            self.line, moved=self.tell, taken=self.action_take, background="side", name_of="picker"
        )
        self.info = Panel(background="side", name_of="info")

    @property
    def items(self) -> Sequence[Item]:
        """What is listed."""
        raise NotImplementedError

    def line(self, item: Item, room: int) -> Line:
        """One line of the list."""
        raise NotImplementedError

    def told(self, item: Item, size: int) -> list[Line]:
        """What is said of ``item``."""
        raise NotImplementedError

    def parts(self) -> Iterable[Widget]:
        return (self.picker, self.info)

    def on_mount(self) -> None:
        super().on_mount()
        self.picker.fill(self.items)
        self.set_focus(self.picker)

    def lay_out(self, wide: int, high: int) -> int:
        del wide
        for_list = max(min(len(self.items), high // 2), 1)
        self.picker.styles.height = for_list
        self.info.styles.height = max(min(high - for_list - 1, self.most_told), 1)
        return min(high, for_list + self.most_told + 1)

    def tell(self) -> None:
        """Show what is said of the item under the cursor."""
        item = self.picker.current
        self.info.draw(lambda size: self.told(item, size) if item else [])

    def refuse(self, said: Said) -> None:
        """Say why not, below the list."""
        self.app.bell()
        self.info.show(said_lines(said, self.info.room))

    def action_take(self) -> None:
        """Take the item under the cursor."""
        raise NotImplementedError

    def action_scroll_info(self, by: int) -> None:
        self.info.scroll_by(by)
