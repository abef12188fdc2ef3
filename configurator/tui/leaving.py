"""Changes that are not saved: what they do to the profile and to what was exported,
and what to do with them when one leaves."""

from __future__ import annotations

import os
from collections.abc import Sequence
from difflib import unified_diff
from typing import ClassVar, cast

from textual.binding import Binding, BindingType

from configurator.domain.settings import written
from configurator.errors import ConfiguratorError
from configurator.files.read import is_there, read_text
from configurator.messages import commas, later
from configurator.tui import key_words, layer_words, words
from configurator.tui.cells import BLANK, Line, span, wrapped
from configurator.tui.dialog import Dialog, Reading
from configurator.tui.editing import Editing
from configurator.tui.export_lines import diff_lines
from configurator.tui.key_bar import Key
from configurator.tui.trial import refused, said_lines


class Leaving(Reading):
    """Answers ``save``, ``discard``, or None to stay."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s,enter,y", "answer('save')", show=False),
        Binding("d", "answer('discard')", show=False),
        Binding("q,n", "cancel", show=False),
    ]
    keys: Sequence[Key] = key_words.KEYS_QUIT

    def __init__(self, editing: Editing) -> None:
        super().__init__(words.QUIT_TITLE)
        self._editing = editing

    def content(self, size: int) -> list[Line]:
        return unsaved_lines(self._editing, size)

    def action_answer(self, how: str) -> None:
        cast("Dialog[str]", self).dismiss(how)


def unsaved_lines(editing: Editing, size: int) -> list[Line]:
    """Every change that the file does not have yet."""
    lines: list[Line] = []
    mine = editing.unsaved()
    if mine.layers is not None:
        before, after = (commas(names) or words.JOURNAL_NO_LAYERS for names in mine.layers)
        parts = [span(layer_words.LAYERS_TITLE, "strong"), ("  ", ""), span(before), (" → ", "accent")]
        lines += wrapped([*parts, span(after, "value.changed")], size, hang=2)
    for key, raw in mine.changes.items():
        value = words.BACK_TO_DEFAULT if raw is None else written(raw)
        lines += wrapped([span(key, "strong"), ("  ", ""), span(value, "value.changed")], size, hang=2)
    return lines


class Unsaved(Reading):
    """What saving changes in the profile, and what it means for files exported before."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("d,q", "cancel", show=False)]

    def __init__(self, editing: Editing) -> None:
        super().__init__(words.CHANGES_TITLE)
        self._editing = editing
        self._differences: list[tuple[str, str]] | None = None
        self._refusal: ConfiguratorError | None = None

    def content(self, size: int) -> list[Line]:
        lines = unsaved_lines(self._editing, size)
        for title, diff in self._looked():
            lines += [BLANK, *wrapped([span(title, "heading")], size), *diff_lines(diff, size)]
        if self._refusal is not None:
            lines += [BLANK, *said_lines(refused(self._refusal), size)]
        return lines

    def _looked(self) -> list[tuple[str, str]]:
        """Each difference under its title; the disk is looked at once."""
        if self._differences is None:
            self._differences = []
            try:
                self._differences.append((words.CHANGES_PROFILE, profile_diff(self._editing)))
                self._differences += target_diffs(self._editing)
            except ConfiguratorError as error:
                self._refusal = error
        return self._differences


def profile_diff(editing: Editing) -> str:
    """What saving changes in the profile's file, as a unified diff. Raises ConfiguratorError."""
    from configurator.session.parting import parting
    from configurator.session.saving import marks_after
    from configurator.store.profiles import NEW, edited

    path = editing.session.profile.path
    if not path:
        return ""
    before = read_text(path, later("the profile")) if is_there(path, later("the profile")) else ""
    mine = editing.unsaved()
    layers = mine.layers[1] if mine.layers else None
    marks = marks_after(editing.file, mine.changes, mine.renewed)
    leaving = parting(editing.file, editing.session.profile.layers)
    after = edited(before or NEW, mine.changes, layers, path, loosened=marks, leaving=leaving)
    return "".join(
        unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), path, path)
    )


def target_diffs(editing: Editing) -> list[tuple[str, str]]:
    """For each target exported here before, what another export would change. Raises ConfiguratorError."""
    from configurator.exporters.apply import diff
    from configurator.exporters.registry import target
    from configurator.session.exporting import exported, plan_export

    session, root = editing.session, os.getcwd()
    found = []
    for id_ in exported(session, root) if session.profile.path else ():
        text = diff(plan_export(session, [id_], root))
        found.append((words.CHANGES_TARGET.format(tool=target(id_).title), text or words.EXPORT_SAME))
    return found
