"""The whole account of one setting: `?`."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from configurator.session.session import Session
from configurator.tui import words
from configurator.tui.account import account, treatment_lines
from configurator.tui.cells import Line
from configurator.tui.coverage import treatment
from configurator.tui.dialog import Reading


class ExplainScreen(Reading):
    """Why a setting has its value, and what it would take to have another."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("question_mark,q", "cancel", show=False)]

    def __init__(self, session: Session, key: str) -> None:
        super().__init__(words.WHY_TITLE)
        self._session = session
        self._key = key
        self._treatment: list[tuple[str, str, str]] | None = None

    def content(self, size: int) -> list[Line]:
        if self._treatment is None:
            self._treatment = treatment(self._session, self._key)
        return account(self._session, self._key, size) + treatment_lines(self._treatment, size)
