"""A box over the screen: its size, its frame, its keys. What is in it is for others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, Generic, TypeVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.markup import escape
from textual.screen import ModalScreen
from textual.widget import Widget

from configurator.domain.text import shown
from configurator.session.session import Change, Session
from configurator.tui import key_words, words
from configurator.tui.cells import BLANK, Line, cut
from configurator.tui.key_bar import Key, key_at, key_line
from configurator.tui.panel import Panel, Reader
from configurator.tui.trial import Said, confirm_lines, said_lines

R = TypeVar("R")

WIDEST = 88
"""Cells of the widest box: longer lines are hard to read."""


COPY_WIDTH = 100
"""Cells of a line that is copied: wide enough that few sentences are broken."""


PRESSED = {"esc": "escape"}
"""Keys that are called otherwise than they are shown; the arrows are two keys each, and none is meant."""


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
            box.border_title = escape(shown(cut(self.heading, WIDEST)))
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
        high = self.lay_out(wide - 4, max(self.size.height - 3, 1))
        box.styles.height = high + 3
        self.key_bar.show([key_line(self.keys, wide - 4)])

    def on_click(self, event: events.Click) -> None:
        """A click on a key's name presses it."""
        if event.widget is self.key_bar:
            shown = key_at(self.keys, self.key_bar.size.width, event.x)
            if shown.isalnum() or shown in PRESSED:
                # By the app, not by this handler: a key that a screen sends does not bubble past it.
                self.app.call_later(self.app.simulate_key, PRESSED.get(shown, shown))

    def lay_out(self, wide: int, high: int) -> int:
        """Lay out the parts in at most ``high`` lines; how many were needed."""
        del wide
        return high

    def action_cancel(self) -> None:
        self.dismiss(None)


class Reading(Dialog[None]):
    """Lines to read, and to copy."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "copy", show=False),
        Binding("C", "save_copy", show=False),
    ]

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.heading = heading
        self.reader = Reader(background="side", name_of="reader")
        self._said: Said | None = None
        self._copied = ""

    def parts(self) -> Iterable[Widget]:
        return (self.reader,)

    def content(self, size: int) -> list[Line]:
        """What is to be read, ``size`` cells wide."""
        del size
        return []

    def lay_out(self, wide: int, high: int) -> int:
        lines = self.content(wide - 1)
        if self._said is not None:
            lines = [*said_lines(self._said, wide - 1), BLANK, *lines]
        self.reader.show(lines)
        return min(len(lines), high)

    def say(self, said: Said) -> None:
        """Say ``said`` above what is read."""
        self._said = said
        self.fold()
        if said.is_error:
            self.app.bell()

    @property
    def worth_copying(self) -> str:
        """What is read, as text: without what was said above it."""
        lines = self.content(COPY_WIDTH)
        return "".join("".join(text for text, _ in line) + "\n" for line in lines)

    def action_copy(self) -> None:
        """Copy all of it: to the desktop, the terminal, or a file."""
        self.put(self.worth_copying)

    def put(self, text: str) -> None:
        """Copy ``text``, and say where to."""
        from configurator.tui.clipboard import copy

        self._copied = text
        self.say(copy(text, self.app.copy_to_clipboard))

    def action_save_copy(self) -> None:
        """Write into a file what was copied last, or all of it."""
        from configurator.tui.clipboard import save_copy

        self.say(save_copy(self._copied or self.worth_copying))


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
