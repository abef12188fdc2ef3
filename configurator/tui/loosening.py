"""Loosening in the app: asked once before it is saved, approved by a second person, told of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, cast

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from configurator.errors import ConfiguratorError
from configurator.resolution.standing import LOOSENING
from configurator.session.parting import leaving_now
from configurator.session.telling import leaving_words, loosened_lines
from configurator.session.terms import waiting
from configurator.tui import key_words, words
from configurator.tui.cells import BLANK, Line, span, wrapped
from configurator.tui.dialog import Dialog, Reading
from configurator.tui.editing import Editing
from configurator.tui.key_bar import Key
from configurator.tui.panel import Panel
from configurator.tui.trial import Said, refused, said_lines


class Loosening(Reading):
    """What saving would loosen. Answers True to do it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "agree", show=False),
        Binding("n,q", "cancel", show=False),
    ]
    keys: Sequence[Key] = key_words.KEYS_CONFIRM

    def __init__(self, editing: Editing, loosened: Sequence[str]) -> None:
        super().__init__(words.LOOSENING_TITLE)
        self._editing = editing
        self._loosened = loosened

    def content(self, size: int) -> list[Line]:
        lines: list[Line] = []
        for text in loosened_lines(self._editing.file, self._editing.session, self._loosened):
            lines += wrapped([span(text)], size, hang=2)
        if self._editing.session.rules.days is None:
            return lines
        lasts = words.LOOSENING_LASTS.format(count=self._editing.session.rules.days)
        return [*lines, BLANK, *wrapped([span(lasts, "dim")], size)]

    def action_agree(self) -> None:
        cast("Dialog[bool]", self).dismiss(True)


class Approving(Dialog[str]):
    """What waits for a second person, and their passphrase. Answers with what to say."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll_info(-1)", show=False),
        Binding("down", "scroll_info(1)", show=False),
    ]
    heading = words.APPROVING_TITLE
    keys: Sequence[Key] = key_words.KEYS_APPROVE

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self._editing = editing
        self._refusal: Said | None = None
        self.names = waiting(editing.file)
        self.leaving = list(leaving_now(editing.file))
        self.info = Panel(background="side", name_of="waits")
        self.entry = Input(password=True, placeholder=words.PASSPHRASE, compact=True)

    def parts(self) -> Iterable[Widget]:
        return (self.info, self.entry)

    def on_mount(self) -> None:
        super().on_mount()
        self.set_focus(self.entry)

    def content(self, size: int) -> list[Line]:
        """Everything that is approved, and what was wrong with the last try."""
        session = self._editing.file
        texts = [line for key in self.names for line in loosened_lines(session, session, [key])]
        texts += [leaving_words(session, layer)[0] for layer in self.leaving]
        if LOOSENING in self.names or self.leaving:
            texts.append(words.APPROVING_MORE)
        lines = said_lines(self._refusal, size) if self._refusal else []
        for text in texts:
            lines += wrapped([span(text)], size, hang=2)
        return [*lines, BLANK]

    def lay_out(self, wide: int, high: int) -> int:
        lines = self.content(wide - 1)
        self.info.show(lines)
        room = min(len(lines), high - 1)
        self.info.styles.height = room
        self.entry.styles.height = 1
        return room + 1

    def action_scroll_info(self, by: int) -> None:
        self.info.scroll_by(by)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        try:
            untold = self._editing.approve(event.value, self.names, self.leaving)
        except ConfiguratorError as error:
            self._refusal = refused(error)
            self.entry.value = ""
            self.app.bell()
            self.fold()
            return
        self.dismiss(untold)
