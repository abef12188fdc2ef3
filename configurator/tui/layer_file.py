"""Asking for the file of a layer: whether it is one is said while its path is typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from configurator.errors import ConfiguratorError
from configurator.session.layering import candidate
from configurator.session.session import Session
from configurator.tui import key_words, layer_words
from configurator.tui.cells import Line
from configurator.tui.dialog import Dialog
from configurator.tui.key_bar import Key
from configurator.tui.layer_lines import layer_head
from configurator.tui.panel import Panel
from configurator.tui.trial import refused, said_lines
from configurator.tui.typed_paths import completed, located


class PathBox(Input):
    """One line for a path."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", show=False)]

    def __init__(self, asker: LayerFile) -> None:
        super().__init__(id="field", compact=True, placeholder=layer_words.LAYER_FILE_HINT)
        self._asker = asker
        self.cursor_blink = False

    def watch_value(self, value: str) -> None:
        if self.is_mounted:
            self._asker.tell(value)

    def action_complete(self) -> None:
        self.value = completed(self.value)
        self.cursor_position = len(self.value)

    async def action_submit(self) -> None:
        self._asker.action_take()


class LayerFile(Dialog[str]):
    """Answers with the path of a layer's file, or None."""

    heading = layer_words.LAYER_FILE_TITLE
    keys: Sequence[Key] = key_words.KEYS_FILE

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.box = PathBox(self)
        self.info = Panel(background="side", name_of="info")

    def parts(self) -> Iterable[Widget]:
        return (self.box, self.info)

    def on_mount(self) -> None:
        super().on_mount()
        self.set_focus(self.box)

    def lay_out(self, wide: int, high: int) -> int:
        del wide
        self.info.styles.height = told = max(min(high - 2, 6), 1)
        return told + 2

    def tell(self, text: str) -> bool:
        """Say whether ``text`` is the path of a layer; whether it is."""
        lines: list[Line] = []
        is_layer = False
        if text.strip():
            try:
                layer = candidate(self.session, located(text))
            except ConfiguratorError as error:
                lines = said_lines(refused(error), self.info.room)
            else:
                is_layer = True
                lines = layer_head(layer, self.info.room)
        self.info.show(lines)
        return is_layer

    def action_take(self) -> None:
        if self.tell(self.box.value):
            self.dismiss(located(self.box.value))
        else:
            self.app.bell()
