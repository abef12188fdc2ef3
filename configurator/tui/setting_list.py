"""The list of settings: a picker that draws rows and lets a track be clicked."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType

from configurator.tui.bindings import bindings
from configurator.tui.cells import Line
from configurator.tui.listing import columns
from configurator.tui.picker import Item, Picker


class SettingList(Picker):
    """Settings under the headings of their categories."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(on_list=True),
        *(Binding(str(place), f"screen.nth({place})", show=False) for place in range(1, 10)),
    ]

    def __init__(
        self,
        line_of: Callable[[Item, int], Line],
        *,
        moved: Callable[[], None],
        taken: Callable[[], None],
        on_track: Callable[[int, int], None],
    ) -> None:
        super().__init__(line_of, moved=moved, taken=taken, name_of="list")
        self._on_track = on_track

    def pointed(self, x: int, chain: int) -> None:
        size = columns(self.room)
        cell = x - size.track_at
        if 0 <= cell < size.track:
            self._on_track(cell, size.track)
        else:
            super().pointed(x, chain)
