"""The journal of the profile: what was changed when, and the way back to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType

from configurator.errors import ConfiguratorError
from configurator.session.layering import restack
from configurator.session.session import Change, Session
from configurator.store import journal
from configurator.tui import key_words, words
from configurator.tui.cells import BLANK, Line, span, wrapped
from configurator.tui.dialog import Dialog, Reading
from configurator.tui.journal_lines import entry_line, entry_lines, return_lines, verdict
from configurator.tui.key_bar import Key
from configurator.tui.listed import Listed
from configurator.tui.picker import Item
from configurator.tui.trial import Said, refused

if TYPE_CHECKING:
    from configurator.tui.choosing import ChoosingScreen


def open_journal(screen: ChoosingScreen) -> None:
    """Show the journal, and go back to where the person wants to."""
    session = screen.editing.session
    path = journal.journal_path(session.profile.path) if session.profile.path else ""
    try:
        entries = journal.read(path) if path else []
    except ConfiguratorError as error:
        screen.say(refused(error))
        return
    if not entries:
        screen.tell(words.JOURNAL_NONE)
        return

    def answered(back: tuple[int, Change] | None) -> None:
        if back is not None:
            number, change = back
            screen.apply(change, words.JOURNAL_RESTORED.format(number=number))

    screen.app.push_screen(JournalScreen(session, entries, journal.verify(path)), answered)


class JournalScreen(Listed[tuple[int, Change]]):
    """Every entry, newest first. Answers with the number of one, and the way back to it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("J,q", "cancel", show=False)]
    heading = words.JOURNAL_TITLE
    keys: Sequence[Key] = key_words.KEYS_JOURNAL

    def __init__(self, session: Session, entries: Sequence[journal.Entry], troubles: Sequence[str]) -> None:
        super().__init__()
        self.session = session
        self.entries = {str(place): entry for place, entry in enumerate(reversed(entries))}
        self.troubles = troubles

    @property
    def items(self) -> Sequence[Item]:
        return tuple(self.entries)

    def line(self, item: Item, room: int) -> Line:
        return entry_line(self.entries[item], room)

    def told(self, item: Item, size: int) -> list[Line]:
        """What the entry under the cursor changed, and whether the record is whole."""
        return [*verdict(self.troubles, size), BLANK, *entry_lines(self.session, self.entries[item], size)]

    def action_take(self) -> None:
        """Show what going back would change; do it where that is agreed to."""
        from configurator.session.saving import restoring

        entry = self.entries.get(self.picker.current)
        if entry is None:
            return
        try:
            changes, layers = restoring(self.session, entry.number)
            change = restack(self.session, layers, changes)
        except ConfiguratorError as error:
            self.refuse(refused(error))
            return
        if not change.changed and change.layers is None:
            self.refuse(Said(words.JOURNAL_SAME, is_error=False))
            return

        def agreed(yes: bool | None) -> None:
            if yes:
                self.dismiss((entry.number, change))

        self.app.push_screen(Return(self.session, entry.number, change), agreed)


class Return(Reading):
    """What going back would change. Answers True to do it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "agree", show=False),
        Binding("n,q", "cancel", show=False),
    ]
    keys: Sequence[Key] = key_words.KEYS_CONFIRM

    def __init__(self, session: Session, number: int, change: Change) -> None:
        super().__init__(words.JOURNAL_BACK.format(number=number))
        self._session = session
        self._change = change

    def content(self, size: int) -> list[Line]:
        lines = return_lines(self._session, self._change, size)
        return [*lines, BLANK, *wrapped([span(words.JOURNAL_UNSAVED, "dim")], size)]

    def action_agree(self) -> None:
        cast("Dialog[bool]", self).dismiss(True)
