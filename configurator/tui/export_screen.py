"""Export: which tools, what would be written, and then writing it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.widget import Widget

from configurator.errors import ConfiguratorError
from configurator.messages import commas
from configurator.tui import key_words, words
from configurator.tui.cells import Line, fitted, span, wrapped
from configurator.tui.coverage import known_targets
from configurator.tui.dialog import Dialog, Reading
from configurator.tui.editing import Editing
from configurator.tui.export_lines import plan_lines
from configurator.tui.key_bar import Key
from configurator.tui.panel import Panel
from configurator.tui.picker import Item, Picker
from configurator.tui.trial import refused, said_lines

if TYPE_CHECKING:
    from configurator.exporters.plan import Plan
    from configurator.exporters.table import Scope
    from configurator.tui.choosing import ChoosingScreen


def open_export(screen: ChoosingScreen) -> None:
    """Ask for tools, show what would be written, write it, and say so on ``screen``."""

    def picked(ids: list[str] | None) -> None:
        if ids:
            _preview(screen, chooser, ids)

    chooser = TargetChooser(screen.export_ids)
    screen.app.push_screen(chooser, picked)


def _preview(screen: ChoosingScreen, chooser: TargetChooser, ids: list[str]) -> None:
    from configurator.session.exporting import plan_export
    from configurator.session.saving import record

    screen.export_ids = ids
    try:
        plan = plan_export(screen.editing.session, ids, chooser.root, chooser.scope)
    except ConfiguratorError as error:
        screen.say(refused(error))
        return

    def written(paths: tuple[str, ...] | None) -> None:
        if paths is None:
            return
        names = commas(os.path.relpath(path, plan.root) for path in paths)
        session = screen.editing.session
        untold = ""
        if names and session.profile.path:
            untold = record(session, "tui", "export", f"{', '.join(ids)} in {plan.root}")
        screen.tell(words.EXPORT_WRITTEN.format(paths=names) if names else words.EXPORT_SAME, untold)

    screen.app.push_screen(ExportPreview(screen.editing, plan), written)


class TargetChooser(Dialog[list[str]]):
    """Which tools, and whether for a project or for the person."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,x", "flip", show=False),
        Binding("enter", "take", show=False),
        Binding("g", "scope", show=False),
    ]
    heading = words.EXPORT_PICK
    keys: Sequence[Key] = key_words.KEYS_TARGETS

    def __init__(self, chosen: Iterable[str]) -> None:
        super().__init__()
        self.targets = known_targets()
        self.chosen = set(chosen)
        self.scope: Scope = "project"
        self.picker = Picker(self.line, taken=self.action_flip, background="side", name_of="picker")
        self.info = Panel(background="side", name_of="info")

    @property
    def root(self) -> str:
        """Where the files go."""
        return os.getcwd() if self.scope == "project" else os.path.expanduser("~")

    def parts(self) -> Iterable[Widget]:
        return (self.picker, self.info)

    def on_mount(self) -> None:
        super().on_mount()
        self.picker.fill(list(self.targets))
        self.set_focus(self.picker)
        self.tell()

    def lay_out(self, wide: int, high: int) -> int:
        for_list = min(len(self.targets), max(high - 4, 3))
        self.picker.styles.height = for_list
        self.info.styles.height = 3
        self.tell(wide)
        return for_list + 4

    def tell(self, wide: int = 0) -> None:
        """Say where the files will go."""
        size = wide or self.info.room
        scope = words.EXPORT_SCOPE[self.scope]
        root = words.EXPORT_ROOT.format(root=self.root)
        lines = wrapped([span(scope, "strong"), span(f", {root}", "dim")], size)
        target = self.targets.get(self.picker.current)
        if target is not None and target.hint:
            lines += wrapped([span(target.hint, "dim")], size)
        self.info.show(lines)

    def line(self, item: Item, room: int) -> Line:
        target = self.targets[item]
        box = "[■]" if item in self.chosen else "[ ]"
        return (
            ("  ", ""),
            (box, "value.changed" if item in self.chosen else "dim"),
            (" ", ""),
            span(fitted(target.title, min(30, room // 2))),
            (" ", ""),
            span(fitted(item, 14), "dim"),
            span(f" {target.checked}" if target.checked else "", "faint"),
        )

    def action_flip(self) -> None:
        self.chosen ^= {self.picker.current} - {""}
        self.picker.redraw()

    def action_scope(self) -> None:
        self.scope = "user" if self.scope == "project" else "project"
        self.tell()

    def action_take(self) -> None:
        """Go on with what is chosen; with nothing chosen, with what the cursor is on."""
        chosen = [item for item in self.targets if item in self.chosen] or [self.picker.current]
        self.dismiss([item for item in chosen if item])


class ExportPreview(Reading):
    """What would be written. Answers with the paths that were."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "write", show=False),
        Binding("q", "cancel", show=False),
    ]
    keys: Sequence[Key] = key_words.KEYS_EXPORT

    def __init__(self, editing: Editing, plan: Plan) -> None:
        super().__init__(words.EXPORT_TITLE)
        self._editing = editing
        self._plan = plan

    def content(self, size: int) -> list[Line]:
        from configurator.exporters.apply import diff

        unsaved = len(self._editing.unsaved())
        return plan_lines(self._editing.session, self._plan, diff(self._plan), unsaved, size)

    def action_write(self) -> None:
        from configurator.exporters.apply import write

        try:
            paths = write(self._plan)
        except ConfiguratorError as error:
            self.app.bell()
            self.reader.show(said_lines(refused(error), self.reader.room))
            return
        cast("Dialog[tuple[str, ...]]", self).dismiss(paths)
