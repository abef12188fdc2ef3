"""A box over the screen: its size, its frame, its keys. What is in it is for others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, Generic, TypeVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget

from configurator.session.session import Change, Session
from configurator.tui import key_words, words
from configurator.tui.cells import Line
from configurator.tui.key_bar import Key, key_line
from configurator.tui.panel import Panel, Reader
from configurator.tui.trial import confirm_lines

R = TypeVar("R")

WIDEST = 88
"""Cells of the widest box: longer lines are hard to read."""


class Dialog(ModalScreen[R], Generic[R]):
    """A box with a title, `parts` in it, and a line of keys."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False)]
    heading: str = ""
    keys: Sequence[Key] = key_words.KEYS_READ

    def __init__(self) -> None:
        super().__init__()
        self.key_bar = Panel(background="side", name_of="dialog-keys")

    def compose(self) -> ComposeResult:
        with Vertical(id="box") as box:
            box.border_title = self.heading
            yield from self.parts()
            yield self.key_bar

    def parts(self) -> Iterable[Widget]:
        """The widgets between title and keys."""
        return ()

    def on_mount(self) -> None:
        self.fold()

    def on_resize(self) -> None:
        self.fold()

    def fold(self) -> None:
        """Fit everything to the terminal."""
        box = self.query_one("#box")
        wide = min(WIDEST, self.size.width)
        box.styles.width = wide
        high = self.lay_out(wide - 4, max(self.size.height - 3, 3))
        box.styles.height = high + 3
        self.key_bar.show([key_line(self.keys, wide - 4)])

    def lay_out(self, wide: int, high: int) -> int:
        """Lay out the parts in at most ``high`` lines; how many were needed."""
        del wide
        return high

    def action_cancel(self) -> None:
        self.dismiss(None)


class Reading(Dialog[None]):
    """Lines to read."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.heading = heading
        self.reader = Reader(background="side", name_of="reader")

    def parts(self) -> Iterable[Widget]:
        return (self.reader,)

    def content(self, size: int) -> list[Line]:
        """What is to be read, ``size`` cells wide."""
        del size
        return []

    def lay_out(self, wide: int, high: int) -> int:
        lines = self.content(wide - 1)
        self.reader.show(lines)
        return min(len(lines), high)


class Page(Reading):
    """Lines that are worked out for the room there is."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "cancel", show=False)]

    def __init__(self, heading: str, content: Callable[[int], list[Line]]) -> None:
        super().__init__(heading)
        self._content = content

    def content(self, size: int) -> list[Line]:
        return self._content(size)


class Consequence(Reading):
    """A choice that makes conditions hold something else. Answers True to do it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "agree", show=False),
        Binding("n", "cancel", show=False),
    ]
    keys: Sequence[Key] = key_words.KEYS_CONFIRM

    def __init__(self, session: Session, change: Change) -> None:
        super().__init__(words.CONSEQUENCE_TITLE)
        self._session = session
        self._change = change

    def content(self, size: int) -> list[Line]:
        return confirm_lines(self._session, self._change, size)

    def action_agree(self) -> None:
        cast("Dialog[bool]", self).dismiss(True)
