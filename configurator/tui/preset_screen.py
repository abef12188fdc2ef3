"""Choosing a preset, with what it would do in sight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from configurator.messages import commas
from configurator.session.session import Session
from configurator.tui import key_words, words
from configurator.tui.cells import Line, fitted, span
from configurator.tui.key_bar import Key
from configurator.tui.listed import Listed
from configurator.tui.picker import Item
from configurator.tui.presets import Offer, all_presets, first_refusal, offer, offer_lines

Answer = tuple[str, Offer]
"""``all``, ``part`` or ``compare``, and the preset it is about."""


class PresetScreen(Listed[Answer]):
    """Every preset; the one under the cursor in full."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "take('part')", show=False),
        Binding("v", "take('compare')", show=False),
        Binding("p,q", "cancel", show=False),
    ]
    heading = words.PRESETS_TITLE
    keys: Sequence[Key] = key_words.KEYS_PRESETS
    most_told = 24

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.presets = all_presets(session)
        self._offers: dict[str, Offer] = {}

    @property
    def items(self) -> Sequence[Item]:
        return tuple(self.presets)

    def made(self) -> Offer | None:
        """What the preset under the cursor would do."""
        id_ = self.picker.current
        if not id_:
            return None
        if id_ not in self._offers:
            self._offers[id_] = offer(self.session, self.presets[id_])
        return self._offers[id_]

    def tell(self) -> None:
        super().tell()
        if not self.picker.current:
            self.info.show([(span(words.PRESETS_NONE, "dim"),)])

    def told(self, item: Item, size: int) -> list[Line]:
        del item
        made = self.made()
        return offer_lines(self.session, made, size) if made else []

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

    def action_take(self, how: str = "all") -> None:
        """Answer, if there is anything to do."""
        made = self.made()
        if made is None:
            return
        if (how == "all" and made.whole is None) or (how == "part" and made.part is None):
            self.refuse(first_refusal(made))
            return
        self.dismiss((how, made))
