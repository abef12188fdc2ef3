"""Choosing a preset, with what it would do in sight."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from configurator.messages import commas
from configurator.session.session import Session
from configurator.tui import key_words, words
from configurator.tui.cells import Line, fitted, span
from configurator.tui.dialog import Dialog
from configurator.tui.key_bar import Key
from configurator.tui.panel import Panel
from configurator.tui.picker import Item, Picker
from configurator.tui.presets import Offer, all_presets, first_refusal, offer, offer_lines
from configurator.tui.trial import said_lines

Answer = tuple[str, Offer]
"""``all``, ``part`` or ``compare``, and the preset it is about."""


class PresetScreen(Dialog[Answer]):
    """Every preset; the one under the cursor in full."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take('all')", show=False),
        Binding("m", "take('part')", show=False),
        Binding("v", "take('compare')", show=False),
        Binding("p,q", "cancel", show=False),
        Binding("ctrl+d,space", "scroll_info(8)", show=False),
        Binding("ctrl+u", "scroll_info(-8)", show=False),
    ]
    heading = words.PRESETS_TITLE
    keys: Sequence[Key] = key_words.KEYS_PRESETS

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.presets = all_presets(session)
        self._offers: dict[str, Offer] = {}
        self.picker = Picker(
            self.line, moved=self.tell, taken=self._whole, background="side", name_of="picker"
        )
        self.info = Panel(background="side", name_of="info")

    def parts(self) -> Iterable[Widget]:
        return (self.picker, self.info)

    def on_mount(self) -> None:
        super().on_mount()
        self.picker.fill(list(self.presets))
        self.set_focus(self.picker)

    def on_resize(self) -> None:
        super().on_resize()
        self.call_after_refresh(self.tell)

    def lay_out(self, wide: int, high: int) -> int:
        del wide
        for_list = max(min(len(self.presets), high // 2), 1)
        self.picker.styles.height = for_list
        self.info.styles.height = max(min(high - for_list - 1, 24), 1)
        return min(high, for_list + 25)

    def made(self) -> Offer | None:
        """What the preset under the cursor would do."""
        id_ = self.picker.current
        if not id_:
            return None
        if id_ not in self._offers:
            self._offers[id_] = offer(self.session, self.presets[id_])
        return self._offers[id_]

    def tell(self) -> None:
        """Show the preset under the cursor."""
        made = self.made()
        size = max(self.info.room, 20)
        self.info.show(
            offer_lines(self.session, made, size) if made else [(span(words.PRESETS_NONE, "dim"),)]
        )

    def line(self, item: Item, room: int) -> Line:
        preset = self.presets[item]
        made = self._offers.get(item)
        refused = f"{words.PRESET_REFUSES.format(count=len(made.refusals))}" if made and made.refusals else ""
        count = words.PRESET_COUNT.format(count=len(preset.preferences))
        return (
            ("  ", ""),
            span(fitted(preset.title, min(30, room // 2))),
            (f" {fitted(count, 12)}", "dim"),
            span(f"{words.PRESET_FOR} {commas(preset.under)}  " if preset.under else "", "faint"),
            (refused, "error"),
        )

    def _whole(self) -> None:
        self.action_take("all")

    def action_take(self, how: str) -> None:
        """Answer, if there is anything to do."""
        made = self.made()
        if made is None:
            return
        if (how == "all" and made.whole is None) or (how == "part" and made.part is None):
            self.app.bell()
            self.info.show(said_lines(first_refusal(made), self.info.room))
            return
        self.dismiss((how, made))

    def action_scroll_info(self, by: int) -> None:
        self.info.scroll_by(by)
