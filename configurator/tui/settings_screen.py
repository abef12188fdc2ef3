"""The main screen: status, search, the list, the panel beside it, messages, keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from configurator.session.session import Session
from configurator.tui import key_words, words
from configurator.tui.bindings import bindings
from configurator.tui.cells import BLANK, Line, Span, span, width, wrapped
from configurator.tui.commands import action_of, bar_keys
from configurator.tui.comparing import Comparison
from configurator.tui.coverage import CoverageOf
from configurator.tui.detail import short
from configurator.tui.details import Details, indented
from configurator.tui.editing import Editing
from configurator.tui.groups import ALL, group_item, group_tail, groups
from configurator.tui.key_bar import key_at, key_line
from configurator.tui.listing import group_line, legend, row_line
from configurator.tui.panel import Panel, Reader
from configurator.tui.picker import Picker
from configurator.tui.roaming_screen import RoamingScreen
from configurator.tui.rows import Row, row
from configurator.tui.search_box import SearchBox
from configurator.tui.setting_list import SettingList
from configurator.tui.status import status
from configurator.tui.track import SHAPES
from configurator.tui.trial import Said, said_lines
from configurator.tui.view import View

WIDE = 100
"""Columns from which the panel stands beside the list."""


LOW = 8
"""Lines below which the first line makes room for the list."""

WIDEST = 140
"""Columns from which the categories stand in a column of their own."""

AHEAD_SECONDS = 0.03
"""How long nothing is pressed until the panels beside are worked out: the frame is out by then."""

FOOT = 3
"""Lines of the foot where the screen is wide, as in the styles of the app."""

COUNT_WIDTH = 20
"""Cells for how many settings are shown, and how they were found."""


class SettingsScreen(RoamingScreen):
    """Draws what the session holds, and asks it for what the person wants."""

    AUTO_FOCUS = "#list"
    BINDINGS: ClassVar[list[BindingType]] = bindings(on_list=False)

    def __init__(self, editing: Editing, first_words: Said | None = None) -> None:
        super().__init__(editing)
        self._first_words = first_words
        self._query = ""
        self._left = ""
        self._coverage = CoverageOf()
        self._details = Details()
        self._rows: dict[str, Row] = {}
        self._rows_for: tuple[Session, Comparison | None] = editing.session, None
        self._said: Said | None = None
        self._foot_lines = FOOT
        self.status = Panel(background="bar", name_of="status", spare=0)
        self.search = SearchBox(self.find, self.say)
        self.count = Panel(name_of="count")
        self.list = SettingList(self.line, moved=self.follow, taken=self.action_edit, on_track=self.on_track)
        self.groups = Picker(self.group_line, moved=self.choose_category, background="side", name_of="groups")
        self.detail = Reader(background="side", name_of="detail")
        self.foot = Panel(name_of="foot")
        self.keys = Panel(background="bar", name_of="keys", spare=0)

    def compose(self) -> ComposeResult:
        yield self.status
        with Horizontal(id="top"):
            yield self.search
            yield self.count
        with Horizontal(id="body"):
            yield self.groups
            yield self.list
            yield self.detail
        yield self.foot
        yield self.keys

    # ------------------------------------------------------------ drawing

    @property
    def is_wide(self) -> bool:
        """Whether the panel stands beside the list."""
        return self.size.width >= WIDE

    def on_mount(self) -> None:
        self._ahead = self.set_interval(AHEAD_SECONDS, self.look_ahead)
        self._groups = groups(self.editing.session)
        self.groups.fill(list(self._groups))
        self.fill("")
        self.set_focus(self.list)
        self.draw_ends()
        if self._first_words is not None:
            self.say(self._first_words)

    def on_resize(self, event: events.Resize) -> None:
        wide, high = event.size
        self.set_class(wide < WIDE, "narrow")
        self.set_class(wide >= WIDEST, "widest")
        self.set_class(high < LOW, "low")
        self.set_class(wide < 2 * COUNT_WIDTH, "thin")
        lines = FOOT if wide >= WIDE and high >= LOW else max(1, min(5, high // 3 - (high < LOW)))
        if lines != self._foot_lines:  # each setting of it lays the whole screen out again
            self._foot_lines = self.foot.styles.height = lines
        self.draw_foot()

    def draw_groups(self) -> None:
        """The categories, with what is changed and held in each."""
        self._groups = groups(self.editing.session)
        self.groups.redraw()

    def group_line(self, item: str, room: int) -> Line:
        """One line of the column of categories."""
        return group_item(self._groups[item], room)

    def draw_ends(self) -> None:
        """The first line and the last."""
        session, unsaved = self.editing.session, self.editing.unsaved().count
        self.status.draw(lambda size: [status(session, unsaved, size)])
        keys = key_words.KEYS_SEARCH if self.focused is self.search else bar_keys(self.commands)
        self.keys.draw(lambda size: [key_line(keys, size)])

    @property
    def current(self) -> str:
        return self.list.current

    def go_to(self, key: str) -> bool:
        return self.list.go_to(key)

    @property
    def in_sight(self) -> Sequence[str]:
        return self.view.found.keys

    def row_of(self, key: str) -> Row:
        if key not in self._rows:
            ghost = self.comparison.ghost(self.editing.session, key) if self.comparison else None
            self._rows[key] = row(self.editing.session, key, ghost)
        return self._rows[key]

    def _forget_rows(self) -> None:
        """Forget the rows that say something else than when they were made."""
        session, (then, beside) = self.editing.session, self._rows_for
        self._rows_for = session, self.comparison
        if then.composition is not session.composition or beside is not self.comparison:
            self._rows.clear()
            return
        values = {**then.values, **session.values}
        changed = [key for key in values if then.values.get(key) != session.values.get(key)]
        for key in session.effective.reached(changed):
            self._rows.pop(key, None)

    def line(self, item: str, room: int) -> Line:
        """One line of the list: a heading or a setting."""
        if item.startswith("#"):
            group = self._groups[item[1:]]
            return group_line(group.title, room, group_tail(group))
        return row_line(self.row_of(item), room)

    def follow(self) -> None:
        """Show what belongs to the cursor; in the same turn, so in the same frame."""
        self._said = None
        session, key = self.editing.session, self.list.current
        self.detail.draw(lambda size: self._details.lines(session, key, size))
        self.draw_foot()
        self._ahead.reset()

    def look_ahead(self) -> None:
        """Work out what the next key will most likely show, while nobody waits."""
        self._ahead.pause()
        if self.is_wide:
            for key in self.list.beside():
                self.list.foresee([self.line(key, self.list.room)], len(self.list.items), "cursor")
                lines = self._details.lines(self.editing.session, key, self.detail.room)
                self.detail.foresee(lines, len(lines), self.detail.background)

    def draw_foot(self) -> None:
        """What was said last; else the legend, or the setting in short where there is no panel."""
        session, key, said, is_wide = self.editing.session, self.list.current, self._said, self.is_wide
        beside = self.comparison

        def lines(size: int) -> list[Line]:
            if said is not None:
                return said_lines(said, size - 1)
            if not key:
                return [(span(words.NO_MATCH, "note"),)]
            if beside is not None:
                return wrapped(compared(session, beside), size - 1)
            return [BLANK, legend()] if is_wide else short(session, key, size - 1)

        self.foot.draw(lambda size: indented(lines(size)))

    def renew(self, said: Said) -> None:
        """Draw a session that came from elsewhere, and say so."""
        self.view = View(self.editing.session)
        self._rows.clear()
        self._groups = groups(self.editing.session)
        if self.category not in self._groups:
            self.category = ALL
        current = self.list.current
        self.groups.fill(list(self._groups), current=self.category)
        self.look(current)
        self.refresh_values()
        self.say(said)

    def say(self, said: Said) -> None:
        """Say ``said`` in its place; ring where it is a refusal."""
        self._said = said
        self.draw_foot()
        if said.is_error:
            self.app.bell()

    # ---------------------------------------------------------- searching

    def find(self, query: str) -> None:
        """Show what matches ``query``."""
        if query and not self._query:
            self.category = ALL  # a search looks everywhere
        self._query = query
        self.look("" if self.view.is_ranked or query else self.list.current)

    def choose_category(self) -> None:
        """Show the category under the cursor of their column."""
        if self.groups.current and self.groups.current != self.category:
            self.category = self.groups.current
            self.look("")

    def show_all(self) -> None:
        self.search.value = ""
        self._query = ""
        self.category = ALL
        self.look("")
        self.set_focus(self.list)

    def look(self, current: str) -> None:
        """Look again for what is asked for, with the cursor on ``current``."""
        session = self.editing.session
        self.view.ask(session, self._query, self.category, lambda id_: self._coverage.levels(session, id_))
        self.fill(current)

    def fill(self, current: str) -> None:
        """Fill the list with what was found."""
        self.list.fill(self.view.items(), current=current)
        self.count.show([self.count_line()])

    def count_line(self) -> Line:
        """How many of the settings are shown, and whether they are only close."""
        found, view = self.view.found, self.view
        if view.query.unknown:
            return (span(words.NO_FILTER.format(name=view.query.unknown[0]), "error"),)
        if found.close and found.keys:
            return (span(f"{words.CLOSE} {len(found.keys)}", "note"),)
        text = words.MATCHES.format(count=len(found.keys), total=view.total)
        return (span(" " * (COUNT_WIDTH - 1 - width(text)) + text, "faint"),)

    def action_search(self) -> None:
        self._left = self.list.current
        self.set_focus(self.search)
        self.draw_ends()

    def action_leave_search(self, clear: bool) -> None:
        if clear:
            current = self.list.current
            self.search.value = ""
            self.list.go_to(current)
        self.set_focus(self.list)
        self.remember(self._left)
        self.draw_ends()

    def action_calm(self) -> None:
        """Take back what was said, then the comparison, then the search."""
        if self._said is not None:
            self.follow()
        elif self.comparison is not None:
            self.compare(None)
        elif self.search.value:
            self.action_leave_search(True)

    def refresh_values(self) -> None:
        """Draw again what depends on values; the list keeps its rows and its cursor."""
        if self.comparison is not None:
            self.comparison = self.comparison.under(self.editing.session)
        self._forget_rows()
        self.draw_groups()
        self.list.redraw()
        self.follow()
        self.draw_ends()

    def on_click(self, event: events.Click) -> None:
        """A click on a key's name presses it."""
        if event.screen_y != self.size.height - 1 or self.focused is self.search:
            return
        shown = key_at(bar_keys(self.commands), self.size.width, event.screen_x)
        action = action_of(shown, self.commands)
        if action:
            self.call_later(self.run_action, action)


def compared(session: Session, beside: Comparison) -> list[Span]:
    """What is compared with, how much differs, and the keys for it."""
    count = len(beside.differences(session))
    text = words.COMPARED.format(title=beside.title, count=count)
    parts: list[Span] = [span(f"{SHAPES.marks['ghost']} {text}", "ghost")]
    for name, label in key_words.KEYS_COMPARE:
        parts += [(f"   {name} ", "key"), (label, "key.label")]
    return parts
