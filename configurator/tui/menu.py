"""A list to choose one thing from, narrowed by typing where there are many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from configurator.tui import key_words, words
from configurator.tui.cells import Line, cut, span, width
from configurator.tui.dialog import Dialog
from configurator.tui.entry import Entry
from configurator.tui.key_bar import Key
from configurator.tui.picker import Item, Picker
from configurator.tui.search_box import MOST
from configurator.tui.typed import Typed


class Narrowing(Typed):
    """The box in which one types to narrow a menu."""

    def __init__(self, menu: Menu) -> None:
        super().__init__("", MOST, id="field", placeholder=words.MENU_HINT)
        self._menu = menu

    def watch_value(self, value: str) -> None:
        # Beside Input's own watcher, so that the answer is in the same frame.
        if self.is_mounted:
            self._menu.narrow(value)

    async def action_submit(self) -> None:
        self._menu.action_take()


class Menu(Dialog[str]):
    """Answers with the id of what was chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", show=False),
        Binding("down", "go(1)", show=False),
        Binding("up", "go(-1)", show=False),
        Binding("pagedown", "go(8)", show=False),
        Binding("pageup", "go(-8)", show=False),
    ]
    keys: Sequence[Key] = key_words.KEYS_PICK

    def __init__(
        self,
        heading: str,
        entries: Sequence[Entry],
        *,
        current: str = "",
        more: Callable[[str], Iterable[Entry]] | None = None,
        typed: bool = False,
    ) -> None:
        super().__init__()
        self.heading = heading
        self._all = {entry.id: entry for entry in entries}
        self._shown = dict(self._all)
        self._current = current
        self._more = more
        self.box = Narrowing(self) if typed else None
        self.picker = Picker(self.line, taken=self.action_take, background="side", name_of="picker")

    def parts(self) -> Iterable[Widget]:
        return (self.picker,) if self.box is None else (self.box, self.picker)

    def on_mount(self) -> None:
        super().on_mount()
        self.picker.fill(list(self._shown), current=self._current)
        self.set_focus(self.box or self.picker)

    def lay_out(self, wide: int, high: int) -> int:
        del wide
        extra = 0 if self.box is None else 1
        most = len(self._all) if self._more is None else len(self._all) + 12
        for_list = max(min(most, high - extra), 1)
        self.picker.styles.height = for_list
        return for_list + extra

    def line(self, item: Item, room: int) -> Line:
        entry = self._shown[item]
        tail, _ = span(entry.tail)
        label, _ = span(entry.label)
        label = cut(label, max(room - width(tail) - 4, 8))
        gap = max(room - width(label) - width(tail) - 3, 1)
        return ("  ", ""), (label, ""), (" " * gap, ""), (tail, "faint")

    def narrow(self, text: str) -> None:
        """Show what holds every word of ``text``."""
        terms = text.casefold().split()
        found = [
            e for e in self._all.values() if all(term in f"{e.label} {e.tail}".casefold() for term in terms)
        ]
        if terms and self._more is not None:
            found += list(self._more(text))
        self._shown = {entry.id: entry for entry in found}
        self.picker.fill(list(self._shown))

    def action_go(self, by: int) -> None:
        for _ in range(abs(by)):
            self.picker.action_move(1 if by > 0 else -1)

    def action_take(self) -> None:
        if self.picker.current:
            self.dismiss(self.picker.current)
