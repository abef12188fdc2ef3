"""The search box: filters in the same turn as the key."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from configurator.tui import words


class SearchBox(Input):
    """One line at the top of the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "screen.leave_search(True)", show=False),
        Binding("down,tab", "screen.leave_search(False)", show=False),
    ]

    def __init__(self, typed: Callable[[str], None]) -> None:
        super().__init__(placeholder=words.SEARCH_HINT, id="search", compact=True)
        self._typed = typed
        self.cursor_blink = False

    def watch_value(self, value: str) -> None:
        # Beside Input's own watcher: a message would land a frame later.
        if self.is_mounted:
            self._typed(value)

    async def action_submit(self) -> None:
        await self.run_action("screen.leave_search(False)")
