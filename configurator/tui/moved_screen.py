"""What moved in the bounds since the profile was last saved: a list to go through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from configurator.session.moves import Moved
from configurator.session.session import Session
from configurator.tui import key_words, layer_words
from configurator.tui.cells import Line, span, wrapped
from configurator.tui.key_bar import Key
from configurator.tui.listed import Listed
from configurator.tui.moved_lines import about_lines, moved_line, summary
from configurator.tui.picker import Item


class MovedScreen(Listed[str]):
    """Each setting that moved, the one under the cursor in full. Answers with the key of
    the setting to go to, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("m,q", "cancel", show=False)]
    heading = layer_words.MOVED_TITLE
    keys: Sequence[Key] = key_words.KEYS_MOVED

    def __init__(self, session: Session, moved: Sequence[Moved]) -> None:
        super().__init__()
        self.session = session
        self.moved = {one.key: one for one in moved}

    @property
    def items(self) -> Sequence[Item]:
        return tuple(self.moved)

    def line(self, item: Item, room: int) -> Line:
        return moved_line(self.session, self.moved[item], room)

    def told(self, item: Item, size: int) -> list[Line]:
        head = wrapped([span(summary(list(self.moved.values())), "strong")], size)
        return [*head, *about_lines(self.session, self.moved[item], size)]

    def action_take(self) -> None:
        if self.picker.current in self.session.effective:
            self.dismiss(self.picker.current)
