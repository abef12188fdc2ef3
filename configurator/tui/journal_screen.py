"""The journal of the profile: what was changed when, and the way back to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.widget import Widget

from configurator.errors import ConfiguratorError
from configurator.session.session import Change, Session
from configurator.store import journal
from configurator.tui import key_words, words
from configurator.tui.cells import BLANK, Line, span, wrapped
from configurator.tui.dialog import Dialog, Reading
from configurator.tui.journal_lines import entry_line, entry_lines, return_lines, verdict
from configurator.tui.key_bar import Key
from configurator.tui.panel import Panel
from configurator.tui.picker import Item, Picker
from configurator.tui.trial import Said, refused, said_lines

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


class JournalScreen(Dialog[tuple[int, Change]]):
    """Every entry, newest first. Answers with the number of one, and the way back to it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", show=False),
        Binding("J,q", "cancel", show=False),
        Binding("ctrl+d,space", "scroll_info(8)", show=False),
        Binding("ctrl+u", "scroll_info(-8)", show=False),
    ]
    heading = words.JOURNAL_TITLE
    keys: Sequence[Key] = key_words.KEYS_JOURNAL

    def __init__(self, session: Session, entries: Sequence[journal.Entry], troubles: Sequence[str]) -> None:
        super().__init__()
        self.session = session
        self.entries = {str(place): entry for place, entry in enumerate(reversed(entries))}
        self.troubles = troubles
        self.picker = Picker(
            self.line, moved=self.tell, taken=self.action_take, background="side", name_of="picker"
        )
        self.info = Panel(background="side", name_of="info")

    def parts(self) -> Iterable[Widget]:
        return (self.picker, self.info)

    def on_mount(self) -> None:
        super().on_mount()
        self.picker.fill(list(self.entries))
        self.set_focus(self.picker)

    def on_resize(self) -> None:
        super().on_resize()
        self.call_after_refresh(self.tell)

    def lay_out(self, wide: int, high: int) -> int:
        del wide
        for_list = max(min(len(self.entries), high // 2), 1)
        self.picker.styles.height = for_list
        self.info.styles.height = max(min(high - for_list - 1, 16), 1)
        return min(high, for_list + 17)

    def line(self, item: Item, room: int) -> Line:
        return entry_line(self.entries[item], room)

    def tell(self) -> None:
        """What the entry under the cursor changed, and whether the record is whole."""
        entry = self.entries.get(self.picker.current)
        size = max(self.info.room, 20)
        changed = entry_lines(self.session, entry, size) if entry is not None else []
        self.info.show([*verdict(self.troubles, size), BLANK, *changed])

    def action_take(self) -> None:
        """Show what going back would change; do it where that is agreed to."""
        from configurator.session.saving import restoring

        entry = self.entries.get(self.picker.current)
        if entry is None:
            return
        try:
            changes, layers = restoring(self.session, entry.number)
            change = self.session.choose(changes)
        except ConfiguratorError as error:
            self.refuse(refused(error))
            return
        if not change.changed and layers == self.session.profile.layers:
            self.refuse(Said(words.JOURNAL_SAME, is_error=False))
            return

        def agreed(yes: bool | None) -> None:
            if yes:
                self.dismiss((entry.number, change))

        self.app.push_screen(Return(self.session, entry.number, change, layers), agreed)

    def refuse(self, said: Said) -> None:
        """Say why one cannot go back to there."""
        self.app.bell()
        self.info.show(said_lines(said, self.info.room))

    def action_scroll_info(self, by: int) -> None:
        self.info.scroll_by(by)


class Return(Reading):
    """What going back would change. Answers True to do it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "agree", show=False),
        Binding("n,q", "cancel", show=False),
    ]
    keys: Sequence[Key] = key_words.KEYS_CONFIRM

    def __init__(self, session: Session, number: int, change: Change, layers: Sequence[str]) -> None:
        super().__init__(words.JOURNAL_BACK.format(number=number))
        self._session = session
        self._change = change
        self._layers = layers

    def content(self, size: int) -> list[Line]:
        lines = return_lines(self._session, self._change, self._layers, size)
        return [*lines, BLANK, *wrapped([span(words.JOURNAL_UNSAVED, "dim")], size)]

    def action_agree(self) -> None:
        cast("Dialog[bool]", self).dismiss(bool(self._change.changed))
