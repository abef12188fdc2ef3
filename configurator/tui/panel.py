"""Widgets that draw lines, and nothing else.

They scroll by whole lines, draw only what is visible and refresh only what has
changed: on a slow connection a keystroke sends a few lines and not a screen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar, Self, cast

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Region
from textual.strip import Strip
from textual.widget import Widget

from configurator.domain.text import shown
from configurator.tui.cells import BLANK, Line
from configurator.tui.palette import Palette

if TYPE_CHECKING:
    from configurator.tui.app import ConfiguratorApp


def palette_of(widget: Widget) -> Palette:
    """The styles of the app that ``widget`` is in."""
    return cast("ConfiguratorApp", widget.app).palette


@lru_cache(maxsize=4096)
def strip_of(line: Line, size: int, palette: Palette, background: str) -> Strip:
    """``line`` in exactly ``size`` cells. Kept, and with it what Textual makes of it for the terminal."""
    # `shown` again: what is safe stays as it is, and nothing else gets to a terminal.
    segments = [Segment(palette.drawn(shown(text)), palette.style(style, background)) for text, style in line]
    left = size - sum(segment.cell_length for segment in segments)
    if left < 0:
        return Strip(segments).adjust_cell_length(size, palette.style("", background))
    segments.append(Segment(" " * left, palette.style("", background)))
    return Strip(segments, size)


Source = Callable[[int], Sequence[Line]]
"""Lines worked out for a number of cells."""


class Panel(Widget):
    """Lines of text on one background. Scrolls where there are more than fit."""

    DEFAULT_CSS = "Panel { height: 1fr; }"

    def __init__(
        self, *, background: str = "page", name_of: str = "", focusable: bool = False, spare: int = 1
    ) -> None:
        super().__init__(id=name_of or None)
        self.background = background
        self.can_focus = focusable
        self.spare = spare
        self.lines: Sequence[Line] = ()
        self.top = 0
        self._source: Source | None = None
        self._fitted = -1
        self._strips: dict[int, Strip] = {}
        self._strips_for: object = None

    @property
    def text(self) -> str:
        """What is drawn, as plain text: for tests, and for copying."""
        self._fit()
        return "\n".join("".join(text for text, _ in line) for line in self.lines)

    @property
    def room(self) -> int:
        """Cells that a line may take; those to spare are for the scroll bar."""
        return max(self.outer_size.width - self.spare, 10)

    @property
    def spoken_at(self) -> Offset:
        """Where on the screen the line is that a screen reader is to read."""
        return self.region.offset

    def draw(self, source: Source) -> None:
        """Draw what ``source`` makes of the room there is, now and after each change of it.

        Nothing is worked out before there is a size, so the first frame is whole.
        """
        self._source = source
        self._fitted = self.room
        if self.outer_size.width:
            self._replace(source(self.room), 0)
        else:
            self._fitted = -1

    def show(self, lines: Sequence[Line], *, top: int = 0) -> None:
        """Draw ``lines``, beginning with line ``top``."""
        self._source = None
        self._replace(lines, top)

    def _fit(self) -> None:
        """Work the lines out again where the room is not what they were made for."""
        if self._source is not None and self._fitted != self.room:
            self._fitted = self.room
            self.lines = self._source(self.room)
            self.top = self._within(self.top)

    def _replace(self, lines: Sequence[Line], top: int) -> None:
        before = [self.line_at(y) for y in range(self.outer_size.height)]
        bar_before = self._thumb()
        self.lines = lines
        self.top = self._within(top)
        if self._thumb() != bar_before:
            self.refresh()
            return
        changed = [y for y, line in enumerate(before) if line != self.line_at(y)]
        if changed:
            self.refresh(*(Region(0, y, self.outer_size.width, 1) for y in changed))

    def line_at(self, y: int) -> Line:
        """The line drawn at ``y``."""
        at = self.top + y
        return self.lines[at] if at < len(self.lines) else BLANK

    def background_at(self, y: int) -> str:
        """The background of the line at ``y``."""
        del y
        return self.background

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        if regions:
            for y in (y for region in regions for y in region.line_range):
                self._strips.pop(y, None)
        else:
            self._strips.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines as they are: there is no border, padding or tint that styles would add,
        and to look for them takes as long as to draw."""
        drawn_for = self.outer_size, palette_of(self), self.has_focus
        if drawn_for != self._strips_for:
            self._strips.clear()
            self._strips_for = drawn_for
        strips, known = [], self._strips
        for y in crop.line_range:
            if y not in known:
                known[y] = self._filtered(self.render_line(y))
            strips.append(known[y])
        start, end = crop.column_span
        if (start, end) != (0, self.outer_size.width):
            return [strip.crop(start, end) for strip in strips]
        return strips

    def foresee(self, lines: Sequence[Line], of: int, background: str) -> None:
        """Make ready to draw ``lines`` from the first on, where there will be ``of`` lines."""
        height = self.outer_size.height
        size = self.outer_size.width - (1 if of > height else 0)
        for line in lines[:height]:
            strip_of(line, size, palette_of(self), background)

    def _filtered(self, strip: Strip) -> Strip:
        for one in self.get_line_filters():
            strip = strip.apply_filter(one, self.background_colors[1])
        return strip

    def render_line(self, y: int) -> Strip:
        self._fit()
        palette, background = palette_of(self), self.background_at(y)
        size = self.outer_size.width
        thumb = self._thumb()
        if thumb is None:
            return strip_of(self.line_at(y), size, palette, background)
        bar = "▐" if thumb[0] <= y < thumb[1] else " "
        strip = strip_of(self.line_at(y), size - 1, palette, background)
        return Strip([*strip, Segment(palette.drawn(bar), palette.style("rule", self.background))], size)

    def _thumb(self) -> tuple[int, int] | None:
        """The lines of the scroll bar's thumb; None where everything fits."""
        height, total = self.outer_size.height, len(self.lines)
        if not height or total <= height:
            return None
        length = max(1, height * height // total)
        start = round(self.top * (height - length) / (total - height))
        return start, start + length

    def _within(self, top: int) -> int:
        return max(0, min(top, len(self.lines) - self.outer_size.height))

    def scroll_by(self, lines: int) -> None:
        """Move the view by ``lines``."""
        top = self._within(self.top + lines)
        if top != self.top:
            self.top = top
            self.refresh()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.scroll_by(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.scroll_by(-3)


class Reader(Panel):
    """A panel that is read with the keyboard."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "go(1)", show=False),
        Binding("up,k", "go(-1)", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("home", "go(-1000000)", show=False),
        Binding("end", "go(1000000)", show=False),
    ]

    def __init__(self, *, background: str = "page", name_of: str = "") -> None:
        super().__init__(background=background, name_of=name_of, focusable=True)

    def action_go(self, lines: int) -> None:
        self.scroll_by(lines)

    def action_page(self, by: int) -> None:
        self.scroll_by(by * max(1, self.outer_size.height - 1))
