"""One line that is typed or pasted into, and takes neither too much nor what acts on a terminal."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.widgets import Input

from configurator.domain.text import shown
from configurator.tui import words
from configurator.tui.trial import Said


class Typed(Input):
    """A field of at most ``most`` characters that draws a still cursor."""

    def __init__(self, value: str, most: int, **options: Any) -> None:
        super().__init__(plain(value), max_length=max(most, len(value)), compact=True, **options)
        self.most = most
        self.cursor_blink = False

    def refuse(self, said: Said) -> None:
        """Say that something was not taken."""
        del said
        self.app.bell()

    def on_paste(self, event: events.Paste) -> None:
        # In place of Input's own, which keeps the first line and drops the rest unsaid.
        event.prevent_default()
        event.stop()
        count = len(event.text)
        if len(self.value) - len(self.selected_text) + count > self.most:
            self.refuse(Said(words.PASTED_TOO_MUCH.format(count=count, most=self.most)))
            return
        text = plain(" ".join(event.text.splitlines()))
        if self.selection.is_empty:
            self.insert_text_at_cursor(text)
        else:
            self.replace(text, *self.selection)


def plain(text: str) -> str:
    """``text`` without the characters that a terminal obeys, and those that turn its direction."""
    return "".join(character for character in text if shown(character) == character)
