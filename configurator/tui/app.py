"""The app: theme, signals, start and end. What it shows is in the screens."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from types import FrameType
from typing import cast

from rich.segment import Segments
from textual import events
from textual.app import App
from textual.filter import ANSIToTruecolor, LineFilter
from textual.geometry import Offset, Size
from textual.screen import Screen
from textual.widget import Widget

from configurator.errors import ConfiguratorError
from configurator.session.session import Session
from configurator.store.keys import read_keys
from configurator.tui.ascii import TABLE
from configurator.tui.commands import COMMANDS, FIXED, rebound
from configurator.tui.editing import Editing
from configurator.tui.first_start import is_first
from configurator.tui.palette import ANSI, MONO, PLAIN_TERMINALS, THEMES, Palette, theme
from configurator.tui.panel import Panel
from configurator.tui.settings_screen import SettingsScreen
from configurator.tui.tending import Tending
from configurator.tui.trial import Said, all_refused, outlook_said

MOST_KEYS_ON_THE_WAY = 512

Handler = Callable[[int, FrameType | None], object]

TEND_SECONDS = 0.5
"""How long a change may be lost by a crash, and how late one made elsewhere is seen."""


def theme_for(environment: Mapping[str, str]) -> str:
    """The theme that suits the terminal: by wish, by its colours, by its background."""
    wish = environment.get("CONFIGURATOR_THEME", "")
    names = {"dark": "configurator-dark", "light": "configurator-light", "ansi": "ansi-dark"}
    if wish in names:
        return names[wish]
    if environment.get("TERM", "") in PLAIN_TERMINALS:
        return "ansi-dark"
    background = environment.get("COLORFGBG", "").rpartition(";")[2]
    return "configurator-light" if background in ("7", "15") else "configurator-dark"


def can_draw(environment: Mapping[str, str], encoding: str | None) -> bool:
    """Whether the terminal can show a screen: it moves its cursor, and knows our characters."""
    if environment.get("TERM", "dumb") in ("", "dumb"):
        return False
    return (encoding or "").lower().replace("-", "").replace("_", "") in ("utf8", "utf16", "utf32")


class ConfiguratorApp(App[int]):
    """One session on a terminal."""

    ENABLE_COMMAND_PALETTE = False
    CSS = """
    Screen { background: $background; color: $foreground; overflow: hidden; }
    #status, #keys, #top, #dialog-keys { height: 1; }
    #search { width: 1fr; background: $background; padding: 0 1; }
    #count { width: 20; }
    #groups { width: 30; display: none; }
    SettingsScreen.widest #groups { display: block; }
    #list { width: 58%; }
    SettingsScreen.widest #list { width: 50%; }
    #detail { width: 1fr; }
    #foot { height: 3; }
    SettingsScreen.narrow #list { width: 1fr; }
    SettingsScreen.low #status { display: none; }
    SettingsScreen.thin #count { display: none; }
    SettingsScreen.narrow #detail { display: none; }
    Dialog { align: center middle; background: $background 70%; }
    #box { border: round $primary; border-title-color: $primary; border-title-style: bold;
           background: $surface; padding: 0 1; }
    #field { background: $panel; }
    #info { margin-top: 1; }
    FirstScreen #info { margin-top: 0; }
    ConfiguratorApp.ascii #box { border: ascii $primary; }
    *:ansi { background: ansi_default; }
    Dialog:ansi { background: transparent; }
    """

    def __init__(
        self,
        session: Session,
        reopen: Callable[[], Session] | None = None,
        environment: Mapping[str, str] | None = None,
        ground: Callable[[Session], Sequence[str]] | None = None,
    ) -> None:
        environment = os.environ if environment is None else environment
        # Textual's own answer to NO_COLOR is grey, in thousands of colour codes; with
        # the terminal's own colours its filter takes every one of them out.
        self._mono = bool(environment.get("NO_COLOR"))
        super().__init__(ansi_color=True if self._mono else None)
        self._ascii = environment.get("CONFIGURATOR_GLYPHS", "") == "ascii"
        self.set_class(self._ascii, "ascii")
        self._has_cursor = environment.get("CONFIGURATOR_CURSOR", "") != "0"
        self._cursor = Offset(0, 0)
        self._may_ask = True
        self.editing = Editing(session)
        self._aims: dict[int, Widget] = {}
        self._is_stopped = False
        self.tending = Tending(self.editing, reopen, ground)
        for name, roles in THEMES.items():
            self.register_theme(theme(name, roles, dark=name.endswith("dark")))
        self._begin_with("ansi-dark" if self._mono else theme_for(environment))
        self.palette = self._palette()

    def _begin_with(self, name: str) -> None:
        """The theme to begin with. To set it as one changes it later would parse and
        apply every style a second time before the first frame."""
        self.set_reactive(App.theme, name)
        dark = self.current_theme.dark
        for of, holds in (("-dark-mode", dark), ("-light-mode", not dark), (f"-theme-{name}", True)):
            self.set_class(holds, of, update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's own cursor is: on the row that is chosen, as that is what
        screen readers read and magnifiers follow; in a box to type into, where one types."""
        focused = self.focused if self._has_cursor and self.is_running else None
        return focused.spoken_at if isinstance(focused, Panel) else self._cursor

    @cursor_position.setter
    def cursor_position(self, position: Offset) -> None:
        self._cursor = position

    def _palette(self) -> Palette:
        table = TABLE if self._ascii else None
        if self._mono:
            return Palette(MONO, colour=False, table=table)
        return Palette(THEMES.get(self.theme, ANSI), table=table)

    def watch_theme(self) -> None:
        # Beside the watcher of Textual, which does the same for its own styles.
        self.palette = self._palette()

    def get_default_screen(self) -> Screen[None]:
        keys = read_keys({command.id: command.keys for command in COMMANDS}, FIXED)
        screen = SettingsScreen(self.editing, self._first_words(keys.troubles))
        screen.commands = rebound(keys.bound)
        self.set_keymap(keys.bound)
        return screen

    def _first_words(self, troubles: Sequence[ConfiguratorError]) -> Said | None:
        """What is said at the start: what was restored, else what is wrong, else what lapses."""
        return self.tending.restore() or all_refused(troubles) or outlook_said(self.editing.session)

    def get_line_filters(self) -> list[LineFilter]:
        """Without the one that gives the terminal's colours exact ones: ours are exact, or the terminal's."""
        return [one for one in super().get_line_filters() if not isinstance(one, ANSIToTruecolor)]

    def on_mount(self) -> None:
        self._catch_signals()
        self.app_resume_signal.subscribe(self, self._resumed)
        self._show_cursor()
        self.call_after_refresh(self._started)
        self.set_interval(TEND_SECONDS, self.tend)

    @property
    def main(self) -> SettingsScreen:
        """The screen below all others."""
        return cast("SettingsScreen", self.screen_stack[0])

    def tend(self) -> None:
        """Keep the draft, and take in what others wrote into the files.

        Not while a box is open: what it proposes was worked out from what was read before.
        """
        self.tending.keep()
        self._take_size()
        if len(self.screen_stack) > 1:
            return
        said = self.tending.look()
        if said is not None:
            self.main.renew(said)
        if self._may_ask:
            self._ask()

    def _take_size(self) -> None:
        """Draw in the size that the terminal has: the system says that it changes before it has
        changed it, so that who looks at once may see the old one."""
        if self.is_headless or self.is_web or sys.__stdout__ is None:
            return
        try:
            size = Size(*os.get_terminal_size(sys.__stdout__.fileno()))
        except (OSError, ValueError):
            return
        if size != self.size and all(size):
            self.post_message(events.Resize(size, size))

    def _ask(self) -> None:
        """Ask the questions of the first start, unless another app on this profile is asking."""
        self._may_ask = is_first(self.editing.session)
        if self._may_ask:
            from configurator.tui.first_screen import open_first

            self._may_ask = not open_first(self.main)

    def _started(self) -> None:
        self._ask()
        if moved := self.tending.since_saved():
            self.main.show_moved(moved)
        if not gc.isenabled():  # by `run`, or before
            gc.collect()
            gc.freeze()
            gc.enable()

    async def on_event(self, event: events.Event) -> None:
        """Keys typed ahead go where the focus is by the time they are looked at.

        Textual hands a key to what had the focus when it was read. After ``/``, letters
        typed at once would be taken for commands of the list.
        """
        if isinstance(event, events.Key):
            target = self.focused or self.screen
            if not event.is_forwarded:
                if len(self._aims) > MOST_KEYS_ON_THE_WAY:
                    self._aims.clear()
                self._aims[id(event)] = target
            elif self._aims.pop(id(event), target) is not target:
                again = event.copy()
                self._aims[id(again)] = target
                target._forward_event(again)  # noqa: SLF001  # what Textual itself does with a key
                return
        await super().on_event(event)

    def action_stop(self) -> None:
        """Give the terminal back to the shell until it says `fg`; in a browser there is none."""
        self.tending.keep()
        self.action_suspend_process()

    def _show_cursor(self) -> None:
        """Let the terminal's own cursor be seen, which Textual hides at each start."""
        if self._has_cursor and self._driver is not None:
            self._driver.write("\x1b[?25h")

    def _resumed(self, app: App[int]) -> None:
        """Draw everything: the terminal shows what the shell left there."""
        del app
        self._show_cursor()
        for screen in self.screen_stack:
            screen.refresh(layout=True)

    def _catch_signals(self) -> None:
        """End in good order when asked to end: Textual alone would leave the
        terminal in its alternate screen, with mouse reports on."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            # Windows has no such handlers, and a thread that is not the main one may set none.
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, self._end_by_signal, number)

        with contextlib.suppress(AttributeError, ValueError):
            self._catch_stops()

    def _catch_stops(self) -> None:
        """Start drawing anew after whatever stop. Textual does so after one that it saw
        coming; after one that nobody sees (SIGSTOP), or none at all, it would read the
        keyboard twice, with a terminal that the shell has set up for itself."""
        if self._driver is None or not self._driver.can_suspend:
            return
        stop = cast("Handler", signal.getsignal(signal.SIGTSTP))
        start = cast("Handler", signal.getsignal(signal.SIGCONT))

        def stopped(number: int, frame: FrameType | None) -> None:
            self._is_stopped = True
            stop(number, frame)

        def continued(number: int, frame: FrameType | None) -> None:
            if not self._is_stopped and self._driver is not None:
                self._driver.suspend_application_mode()
                self.call_later(self._resumed, self)
            self._is_stopped = False
            start(number, frame)

        signal.signal(signal.SIGTSTP, stopped)
        signal.signal(signal.SIGCONT, continued)

    def _end_by_signal(self, number: int) -> None:
        self.tending.keep()
        self.exit(return_code=128 + number)

    def _fatal_error(self) -> None:
        """Report a fault of ours without the values at hand: they may be private."""
        from rich.traceback import Traceback

        self.bell()
        report = Traceback(show_locals=False, width=None, max_frames=6)
        self._exit_renderables.append(Segments(self.console.render(report, self.console.options)))
        self._close_messages_no_wait()


def _let_go() -> None:
    """Write nowhere from here on: the terminal is gone, and a last line that fails would change the exit code."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())


def run(
    session: Session,
    reopen: Callable[[], Session] | None = None,
    ground: Callable[[Session], Sequence[str]] | None = None,
) -> int:
    """Show ``session`` until the person leaves; the exit code.

    ``reopen`` reads policy, layers and profile again, for when the files change;
    ``ground`` lists those that bounds are read from.
    """
    if not can_draw(os.environ, sys.stdout.encoding):
        from configurator.tui import plain

        gc.enable()
        return plain.run(session, sys.stdin, sys.stdout)
    if "TEXTUAL_DRIVER" not in os.environ:
        for name in ("COLUMNS", "LINES"):
            os.environ.pop(name, None)  # the terminal itself knows better, and says so when it changes
    gc.disable()  # until the first frame: what is made before it lives to the end
    try:
        app = ConfiguratorApp(session, reopen, ground=ground)
        app.run()
    finally:
        gc.enable()
    code = app.return_code or 0
    if code == 128 + signal.SIGHUP:
        _let_go()
    if not code:
        app.tending.drop()
    return code
