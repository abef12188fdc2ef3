"""The search box: filters in the same turn as the key."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.reactive import Reactive

from configurator.tui import words
from configurator.tui.trial import Said
from configurator.tui.typed import Typed

MOST = 200
"""Characters of the longest search."""


class SearchBox(Typed):
    """One line at the top of the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "screen.leave_search(True)", show=False),
        Binding("down,tab", "screen.leave_search(False)", show=False),
    ]

    virtual_size = Reactive(Size(0, 0), layout=False)
    """As Input has it, but for this: the box is as wide as the screen leaves it, so a
    letter more does not lay the whole screen out again."""

    def __init__(self, typed: Callable[[str], None], refused: Callable[[Said], None]) -> None:
        super().__init__("", MOST, placeholder=words.SEARCH_HINT, id="search")
        self._typed = typed
        self._refused = refused

    def refuse(self, said: Said) -> None:
        self._refused(said)

    def watch_value(self, value: str) -> None:
        # Beside Input's own watcher: a message would land a frame later.
        if self.is_mounted:
            self._typed(value)

    async def action_submit(self) -> None:
        await self.run_action("screen.leave_search(False)")
