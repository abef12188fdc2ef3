"""A screen from which one gets everywhere: categories, palette, layers, help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from configurator.session.moves import Moved
from configurator.tui import key_words, layer_words, words
from configurator.tui.commands import COMMANDS, Command
from configurator.tui.comparing_screen import ComparingScreen
from configurator.tui.dialog import Page
from configurator.tui.editing import Editing
from configurator.tui.entry import Entry
from configurator.tui.groups import ALL, group_tail, groups
from configurator.tui.help_lines import help_lines
from configurator.tui.leaving import Unsaved
from configurator.tui.menu import Menu
from configurator.tui.palette import THEME_ORDER
from configurator.tui.rows import holder
from configurator.tui.view import View

if TYPE_CHECKING:
    from configurator.tui.app import ConfiguratorApp

MOST_PLACES = 50
"""How many jumps can be gone back from."""


class RoamingScreen(ComparingScreen):
    """Ways from here to elsewhere, and back."""

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self.view = View(editing.session)
        self.category = ALL
        self.commands: Sequence[Command] = COMMANDS
        self._places: list[str] = []

    @property
    def why_key(self) -> str:
        return next(command.shown for command in self.commands if command.id == "why")

    def show_all(self) -> None:
        """Show every setting: no search, no category, the list in focus."""
        raise NotImplementedError

    def remember(self, key: str) -> None:
        """Keep ``key`` as a place to come back to, if one has gone elsewhere."""
        if key and key != self.current and self._places[-1:] != [key]:
            self._places = [*self._places, key][-MOST_PLACES:]

    def action_back(self) -> None:
        """To where one was before the latest jump."""
        if not self._places:
            self.tell(words.NO_PLACE)
            return
        self.go_anywhere(self._places.pop())

    def go_anywhere(self, key: str) -> None:
        """To ``key``, and out of a search or category that hides it."""
        if not self.go_to(key):
            self.show_all()
            self.go_to(key)

    def action_category(self) -> None:
        entries = [Entry(g.id, g.title, group_tail(g)) for g in groups(self.editing.session).values()]

        def answered(category: str | None) -> None:
            if category is not None:
                self.go_to_category(category)

        self.app.push_screen(Menu(words.CATEGORY_TITLE, entries, current=self.category), answered)

    def go_to_category(self, category: str) -> None:
        """Show everything, with the cursor on the first setting of ``category``."""
        left = self.current
        self.show_all()
        key = next((key for key in self.in_sight if category in (ALL, key.partition(".")[0])), "")
        self.go_to(key)
        self.remember(left)

    def action_palette(self) -> None:
        """Every command, and every setting that what is typed finds."""
        entries = [Entry(f"command:{c.id}", c.label, c.shown) for c in self.commands if not c.on_list]

        def answered(choice: str | None) -> None:
            kind, _, name = (choice or "").partition(":")
            if kind == "setting":
                left = self.current
                self.show_all()
                self.go_to(name)
                self.remember(left)
            elif kind == "command":
                action = next(c.action for c in COMMANDS if c.id == name)
                self.call_later(self.run_action, action)

        self.app.push_screen(
            Menu(words.PALETTE_TITLE, entries, more=self._settings_named, typed=True), answered
        )

    def _settings_named(self, text: str) -> list[Entry]:
        session = self.editing.session
        keys = self.view.keys_named(text)[:50]
        return [Entry(f"setting:{key}", session.setting(key).title, key) for key in keys]

    def action_holder(self) -> None:
        """To the setting that makes a condition hold this one."""
        key = holder(self.editing.session, self.current) if self.current else ""
        if not key:
            self.tell(words.HELD_BY_NONE)
            return
        left = self.current
        self.go_anywhere(key)
        self.remember(left)

    def action_layers(self) -> None:
        from configurator.tui.layer_screen import open_layers

        open_layers(self)

    def action_bounds(self) -> None:
        """What moved in the bounds since the profile was last saved."""
        self.show_moved(cast("ConfiguratorApp", self.app).tending.since_saved())

    def show_moved(self, moved: Sequence[Moved]) -> None:
        """Show what moved, and go to the setting that the person wants to see."""
        from configurator.tui.moved_screen import MovedScreen

        if not moved:
            self.tell(layer_words.MOVED_NONE)
            return

        def answered(key: str | None) -> None:
            cast("ConfiguratorApp", self.app).tending.seen()
            if key:
                self.show_all()
                self.go_to(key)

        self.app.push_screen(MovedScreen(self.editing.session, moved), answered)

    def action_journal(self) -> None:
        from configurator.tui.journal_screen import open_journal

        open_journal(self)

    def action_scan(self) -> None:
        from configurator.tui.scan_screen import open_scan

        open_scan(self)

    def action_help(self) -> None:
        self.app.push_screen(Page(key_words.HELP_TITLE, lambda size: help_lines(size, self.commands)))

    def action_changes(self) -> None:
        if not self.editing.unsaved().count:
            self.tell(words.NOTHING_TO_SAVE)
            return
        self.app.push_screen(Unsaved(self.editing))

    def action_theme(self) -> None:
        themes = list(THEME_ORDER)
        here = themes.index(self.app.theme) if self.app.theme in themes else -1
        self.app.theme = themes[(here + 1) % len(themes)]
        self.refresh_values()
        self.tell(words.THEME_SET.format(name=self.app.theme))
