"""A list with a cursor. What a line says is for its user: `line_of` is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Region
from textual.strip import Strip

from configurator.tui.cells import BLANK, Line
from configurator.tui.panel import Panel, palette_of

Item = str
"""What a line stands for. One that begins with ``#`` is a heading, which the
cursor passes over."""


class Picker(Panel):
    """Items, of which one is current. ``moved`` is called in the same turn as the
    key, so that everything that follows the cursor is drawn in the same frame."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("home", "end_of(-1)", show=False),
        Binding("end", "end_of(1)", show=False),
    ]

    def __init__(
        self,
        line_of: Callable[[Item, int], Line],
        *,
        moved: Callable[[], None] | None = None,
        taken: Callable[[], None] | None = None,
        background: str = "page",
        name_of: str = "",
    ) -> None:
        super().__init__(background=background, name_of=name_of, focusable=True)
        self.items: Sequence[Item] = ()
        self.cursor = 0
        self._drawn: dict[int, Line] = {}
        self._line_of = line_of
        self._moved = moved
        self._taken = taken

    @property
    def current(self) -> Item:
        """The item under the cursor; empty where there is none."""
        if 0 <= self.cursor < len(self.items) and not self.items[self.cursor].startswith("#"):
            return self.items[self.cursor]
        return ""

    @property
    def text(self) -> str:
        lines = (self._line_of(item, self.room) for item in self.items)
        return "\n".join("".join(text for text, _ in line) for line in lines)

    @property
    def spoken_at(self) -> Offset:
        return self.region.offset + Offset(0, max(self.cursor - self.top, 0))

    def fill(self, items: Sequence[Item], *, current: Item = "") -> None:
        """Show ``items``, with the cursor on ``current`` or on the first."""
        self.items = items
        self.lines = [BLANK] * len(items)
        at = items.index(current) if current and current in items else -1
        self.cursor = at if at >= 0 else self._from(0, 1)
        self.top = self._within(self.top if at >= 0 else 0)
        self._follow()
        self.refresh()
        self._tell()

    def beside(self) -> list[Item]:
        """The items before and after the current one, where a key up or down leads."""
        places = dict.fromkeys(self._from(self.cursor + by, by) for by in (-1, 1))
        return [self.items[at] for at in places if at < len(self.items) and at != self.cursor]

    def redraw(self) -> None:
        """Draw again those of the visible lines that say something else now."""
        before = dict(self._drawn)
        changed = [y for y in range(self.outer_size.height) if self.line_at(y) != before.get(y)]
        if changed:
            self.refresh(*(Region(0, y, self.outer_size.width, 1) for y in changed))

    def go_to(self, item: Item) -> bool:
        """Put the cursor on ``item``; whether it is there."""
        if item not in self.items:
            return False
        self._put(self.items.index(item))
        return True

    def line_at(self, y: int) -> Line:
        at = self.top + y
        said = self._line_of(self.items[at], self.room) if at < len(self.items) else BLANK
        self._drawn[y] = said
        return said

    def background_at(self, y: int) -> str:
        if self.top + y != self.cursor or not self.current:
            return self.background
        return "cursor" if self.has_focus else "quiet"

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        if self.top + y != self.cursor or not self.current:
            return strip
        # A bar before the row: the cursor shows without colour too.
        palette, background = palette_of(self), self.background_at(y)
        bar = Strip(
            [Segment(palette.drawn("▌" if self.has_focus else "▏"), palette.style("accent", background))]
        )
        return Strip.join([bar, strip.crop(1)])

    # ------------------------------------------------------------- moving

    def action_move(self, by: int) -> None:
        at = self._from(self.cursor + by, by)
        self._put(at)

    def action_page(self, by: int) -> None:
        at = self.cursor + by * max(1, self.outer_size.height - 1)
        self._put(self._from(at, by))

    def action_end_of(self, by: int) -> None:
        self._put(self._from(0 if by < 0 else len(self.items) - 1, -by))

    def _from(self, at: int, by: int) -> int:
        """The first place from ``at`` on, in the direction ``by``, that is no heading;
        where there is none, the first in the other direction."""
        end = len(self.items)
        if by >= 0:
            ahead, behind = range(max(at, 0), end), range(min(at, end) - 1, -1, -1)
        else:
            ahead, behind = range(min(at, end - 1), -1, -1), range(max(at, -1) + 1, end)
        for place in chain(ahead, behind):
            if not self.items[place].startswith("#"):
                return place
        return 0

    def _put(self, at: int) -> None:
        if at == self.cursor or not 0 <= at < len(self.items):
            return
        before, self.cursor = self.cursor, at
        if not self._follow():
            for y in (before - self.top, at - self.top):
                if 0 <= y < self.outer_size.height:
                    self.refresh(Region(0, y, self.outer_size.width, 1))
        self._tell()

    def _follow(self) -> bool:
        """Scroll so that the cursor, and a heading above it, is visible; whether it scrolled."""
        height = self.outer_size.height
        if not height:
            return False
        first = (
            self.cursor - 1 if self.cursor and self.items[self.cursor - 1].startswith("#") else self.cursor
        )
        top = self.top
        if first < top or self.cursor >= top + height:
            # Half a page at the edge: fewer whole-screen repaints than line by line.
            top = first - height // 2 if self.cursor >= top + height else self.cursor - height // 2
        top = self._within(top)
        if top == self.top:
            return False
        self.top = top
        self.refresh()
        return True

    def _tell(self) -> None:
        if self._moved is not None:
            self._moved()

    # -------------------------------------------------------------- mouse

    def on_resize(self) -> None:
        self.top = self._within(self.top)
        self._follow()

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        at = self.top + offset.y if offset is not None else -1
        if not 0 <= at < len(self.items) or self.items[at].startswith("#"):
            return
        self._put(at)
        self.pointed(offset.x if offset is not None else 0, event.chain)

    def pointed(self, x: int, chain: int) -> None:
        """The current row was clicked at column ``x``, for the ``chain``-th time."""
        del x
        if chain == 2 and self._taken is not None:
            self._taken()
