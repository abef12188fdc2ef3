"""Export: what would be written and what an AI would read, and then writing it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType

from configurator.errors import ConfiguratorError
from configurator.messages import commas
from configurator.tui import key_words, words
from configurator.tui.cells import BLANK, Line, span, wrapped
from configurator.tui.dialog import Dialog, Reading
from configurator.tui.editing import Editing
from configurator.tui.entry import Entry
from configurator.tui.export_lines import file_texts, plan_lines, text_lines, told_texts
from configurator.tui.key_bar import Key
from configurator.tui.loosening import Loosening
from configurator.tui.menu import Menu
from configurator.tui.target_chooser import TargetChooser
from configurator.tui.trial import Said, outlook_said, refused

if TYPE_CHECKING:
    from configurator.exporters.plan import Plan
    from configurator.exporters.table import Scope
    from configurator.tui.app import ConfiguratorApp
    from configurator.tui.choosing import ChoosingScreen


def open_export(screen: ChoosingScreen) -> None:
    """Ask for tools, show what would be written, write it, and say so on ``screen``."""

    def picked(ids: list[str] | None) -> None:
        if ids and chooser.takes_back:
            take_back(screen, ids, chooser.root, chooser.scope)
            return
        loosened = screen.editing.loosenings() if ids else []
        if loosened:  # what is not saved is exported too, and so has to be meant
            dialog = Loosening(screen.editing, loosened)
            screen.app.push_screen(dialog, lambda agreed: go_on(ids if agreed else None))
        else:
            go_on(ids)

    def go_on(ids: list[str] | None) -> None:
        if ids:
            screen.export_ids = ids
            preview(screen, ids, chooser.root, chooser.scope)

    chooser = TargetChooser(screen.editing.session, screen.export_ids)
    screen.app.push_screen(chooser, picked)


def preview(screen: ChoosingScreen, ids: list[str], root: str, scope: Scope) -> None:
    """Show what exporting to ``ids`` would write; write it where that is agreed to."""
    from configurator.session.exporting import plan_export

    try:
        plan = plan_export(screen.editing.session, ids, root, scope)
    except ConfiguratorError as error:
        screen.say(refused(error))
        return
    show(screen, ids, ExportPreview(screen.editing, plan))


def take_back(screen: ChoosingScreen, ids: list[str], root: str, scope: Scope) -> None:
    """Show what taking back the exports to ``ids`` would change; do it where that is agreed to."""
    from configurator.session.exporting import plan_unexport

    try:
        plan = plan_unexport(screen.editing.session, ids, root, scope)
    except ConfiguratorError as error:
        screen.say(refused(error))
        return
    show(screen, ids, UnexportPreview(screen.editing, plan))


def show(screen: ChoosingScreen, ids: list[str], box: Preview) -> None:
    """Show ``box``, and put down and say what it wrote."""
    from configurator.session.saving import record

    plan = box.plan

    def written(paths: tuple[str, ...] | None) -> None:
        if paths is None:
            return
        names = commas(os.path.relpath(path, plan.root) for path in paths)
        session = screen.editing.session
        untold = ""
        if names and session.profile.path:
            untold = record(session, "tui", box.what, f"{', '.join(ids)} in {plan.root}")
        screen.tell(box.done.format(paths=names) if names else words.EXPORT_SAME, untold)

    screen.app.push_screen(box, written)


class Preview(Reading):
    """What would be written. Answers with the paths that were."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "write", show=False),
        Binding("q", "cancel", show=False),
    ]
    what: ClassVar[str]
    """The word for it in the journal."""
    asks: ClassVar[str]
    done: ClassVar[str]

    def __init__(self, editing: Editing, plan: Plan) -> None:
        super().__init__(self.asks)
        self.editing = editing
        self.plan = plan

    def lines(self, size: int, unsaved: int = 0) -> list[Line]:
        """The plan, ``size`` cells wide."""
        from configurator.exporters.apply import diff

        return plan_lines(self.editing.session, self.plan, diff(self.plan), unsaved, size)

    def action_write(self) -> None:
        from configurator.exporters.apply import write

        if not cast("ConfiguratorApp", self.app).tending.is_current():
            self.app.bell()
            self.dismiss(None)  # what the plan was made from is another now: the app says what
            return
        try:
            paths = write(self.plan)
        except ConfiguratorError as error:
            self.say(refused(error))
            return
        cast("Dialog[tuple[str, ...]]", self).dismiss(paths)


class UnexportPreview(Preview):
    """What taking exports back would change."""

    keys: Sequence[Key] = key_words.KEYS_UNEXPORT
    what = "unexport"
    asks = words.UNEXPORT_TITLE
    done = words.UNEXPORT_DONE

    def content(self, size: int) -> list[Line]:
        return self.lines(size)


class ExportPreview(Preview):
    """What an export would write."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("t", "told", show=False)]
    keys: Sequence[Key] = key_words.KEYS_EXPORT
    what = "export"
    asks = words.EXPORT_TITLE
    done = words.EXPORT_WRITTEN

    def content(self, size: int) -> list[Line]:
        lines = self.lines(size, self.editing.unsaved().count)
        if (told := outlook_said(self.editing.session)) is None:
            return lines
        return [*wrapped([span(told.message, "held")], size), BLANK, *lines]

    def action_told(self) -> None:
        """Show the exact text that an AI is given."""
        told = told_texts(self.plan)
        if told:
            self.app.push_screen(Told(told))
        else:
            self.say(Said(words.EXPORT_TOLD_NONE, is_error=False))

    def action_copy(self) -> None:
        """Choose what is copied: the file of an AI, another file, or the difference."""
        from configurator.exporters.apply import diff

        texts = {**told_texts(self.plan), **file_texts(self.plan), words.EXPORT_DIFF: diff(self.plan)}
        entries = [Entry(name, name, words.COPY_SIZE.format(count=len(text))) for name, text in texts.items()]

        def answered(name: str | None) -> None:
            if name is not None:
                self.put(texts[name])

        self.app.push_screen(Menu(words.COPY_TITLE, entries), answered)


class Told(Reading):
    """The texts that AIs are given, word for word."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("t,q", "cancel", show=False)]

    def __init__(self, texts: Mapping[str, str]) -> None:
        super().__init__(words.EXPORT_TOLD)
        self._texts = texts

    def content(self, size: int) -> list[Line]:
        return text_lines(self._texts, size)

    @property
    def worth_copying(self) -> str:
        return "\n".join(self._texts.values())
