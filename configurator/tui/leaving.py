"""Leaving with changes that are not saved: what they are, and what to do with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, cast

from textual.binding import Binding, BindingType

from configurator.domain.settings import written
from configurator.tui import key_words, words
from configurator.tui.cells import Line, span, wrapped
from configurator.tui.dialog import Dialog, Reading
from configurator.tui.editing import Editing
from configurator.tui.key_bar import Key


class Leaving(Reading):
    """Answers ``save``, ``discard``, or None to stay."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s,enter,y", "answer('save')", show=False),
        Binding("d", "answer('discard')", show=False),
        Binding("q,n", "cancel", show=False),
    ]
    keys: Sequence[Key] = key_words.KEYS_QUIT

    def __init__(self, editing: Editing) -> None:
        super().__init__(words.QUIT_TITLE)
        self._editing = editing

    def content(self, size: int) -> list[Line]:
        return unsaved_lines(self._editing, size)

    def action_answer(self, how: str) -> None:
        cast("Dialog[str]", self).dismiss(how)


def unsaved_lines(editing: Editing, size: int) -> list[Line]:
    """Every change that the file does not have yet."""
    lines: list[Line] = []
    for key, raw in editing.unsaved().items():
        value = words.BACK_TO_DEFAULT if raw is None else written(raw)
        lines += wrapped([span(key, "strong"), ("  ", ""), span(value, "value.changed")], size, hang=2)
    return lines
