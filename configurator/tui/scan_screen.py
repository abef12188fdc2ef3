"""The scan: where AI tools are looser than they should be, and the way to mend it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from configurator.errors import ConfiguratorError
from configurator.exporters.scan.sources import Places
from configurator.messages import _
from configurator.session.scanning import Scanned, scan, targets_here
from configurator.session.session import Session
from configurator.tui import key_words, words
from configurator.tui.cells import Line
from configurator.tui.dialog import Dialog
from configurator.tui.key_bar import Key
from configurator.tui.listing import group_line
from configurator.tui.panel import Panel
from configurator.tui.picker import Item, Picker
from configurator.tui.scan_lines import Spot, spot_line, spot_lines, spots
from configurator.tui.trial import Said, refused, said_lines

if TYPE_CHECKING:
    from configurator.tui.roaming_screen import RoamingScreen


def open_scan(screen: RoamingScreen) -> None:
    """Look at the tools, show what was found, and go where the person wants to."""
    session = screen.editing.session
    places = Places(os.path.realpath(os.path.expanduser("~")), os.getcwd(), variables=os.environ)
    try:
        found = scan(session, targets_here(places), places)
    except ConfiguratorError as error:
        screen.say(refused(error))
        return
    if not found:
        screen.tell(words.SCAN_NONE)
        return

    def answered(answer: tuple[str, Spot] | None) -> None:
        from configurator.tui.export_screen import preview

        if answer is None:
            return
        what, spot = answer
        if what == "mend":
            scope = spot.mends[0]
            preview(screen, [spot.tool.target.id], places.folder(scope), scope)
        elif not screen.go_to(spot.setting):
            screen.show_all()
            screen.go_to(spot.setting)

    screen.app.push_screen(ScanScreen(session, found), answered)


class ScanScreen(Dialog[tuple[str, Spot]]):
    """Every finding by tool. Answers with one of them, and whether to mend it or to go to it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "mend", show=False),
        Binding("enter", "take", show=False),
        Binding("x,q", "cancel", show=False),
        Binding("ctrl+d,space", "scroll_info(4)", show=False),
        Binding("ctrl+u", "scroll_info(-4)", show=False),
    ]
    heading = words.SCAN_TITLE
    keys: Sequence[Key] = key_words.KEYS_SCAN

    def __init__(self, session: Session, found: Sequence[Scanned]) -> None:
        super().__init__()
        self.session = session
        self.tools = {tool.target.id: tool for tool in found}
        self.spots: dict[str, Spot] = {}
        for tool in found:
            self.spots |= {f"{tool.target.id} {n}": spot for n, spot in enumerate(spots(tool))}
        self.picker = Picker(
            self.line, moved=self.tell, taken=self.action_take, background="side", name_of="picker"
        )
        self.info = Panel(background="side", name_of="info")

    def parts(self) -> Iterable[Widget]:
        return (self.picker, self.info)

    def on_mount(self) -> None:
        super().on_mount()
        items: list[Item] = []
        for name in self.spots:
            heading = f"#{name.partition(' ')[0]}"
            items += [name] if heading in items else [heading, name]
        self.picker.fill(items)
        self.set_focus(self.picker)

    def on_resize(self) -> None:
        super().on_resize()
        self.call_after_refresh(self.tell)

    def lay_out(self, wide: int, high: int) -> int:
        del wide
        for_list = max(min(len(self.spots) + len(self.tools), (high - 1) * 6 // 10), 2)
        self.picker.styles.height = for_list
        self.info.styles.height = max(min(high - for_list - 1, 12), 1)
        return min(high, for_list + 13)

    def line(self, item: Item, room: int) -> Line:
        if item.startswith("#"):
            return group_line(_(self.tools[item[1:]].target.title), room, item[1:])
        return spot_line(self.session, self.spots[item], room)

    def tell(self) -> None:
        """What was found under the cursor, why, and what mends it."""
        spot = self.spots.get(self.picker.current)
        size = max(self.info.room, 20)
        self.info.show(spot_lines(self.session, spot, size) if spot is not None else [])

    def action_mend(self) -> None:
        """Go on to the export that mends this; the export shows itself before it writes."""
        spot = self.spots.get(self.picker.current)
        if spot is not None and spot.mends:
            self.dismiss(("mend", spot))
        elif spot is not None:
            self.refuse(words.SCAN_NO_MEND)

    def action_take(self) -> None:
        """Go to the setting that this is about."""
        spot = self.spots.get(self.picker.current)
        if spot is not None and spot.setting:
            self.dismiss(("go", spot))
        elif spot is not None:
            self.refuse(words.SCAN_NO_SETTING)

    def refuse(self, message: str) -> None:
        """Say why not, in the place of the details."""
        self.app.bell()
        self.info.show(said_lines(Said(message, is_error=False), self.info.room))

    def action_scroll_info(self, by: int) -> None:
        self.info.scroll_by(by)
