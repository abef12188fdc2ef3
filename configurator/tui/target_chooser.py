"""Which tools to export to, whether for a project or the person, and which have drifted."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from configurator.errors import ConfiguratorError
from configurator.messages import commas
from configurator.session.session import Session
from configurator.tui import key_words, words
from configurator.tui.cells import Line, Span, fitted, span, wrapped
from configurator.tui.coverage import known_targets
from configurator.tui.dialog import Dialog
from configurator.tui.key_bar import Key
from configurator.tui.panel import Panel
from configurator.tui.picker import Item, Picker
from configurator.tui.trial import Said, refused, said_lines

if TYPE_CHECKING:
    from configurator.exporters.table import Scope


class TargetChooser(Dialog[list[str]]):
    """Answers with the ids of targets, in the order of the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,x", "flip", show=False),
        Binding("enter", "take", show=False),
        Binding("g", "scope", show=False),
        Binding("m", "mend", show=False),
        Binding("u", "take_back", show=False),
    ]
    heading = words.EXPORT_PICK
    keys: Sequence[Key] = key_words.KEYS_TARGETS

    def __init__(self, session: Session, chosen: Iterable[str]) -> None:
        super().__init__()
        self.session = session
        self.targets = known_targets()
        self.chosen = set(chosen)
        self.scope: Scope = "project"
        self.exported: Sequence[str] = ()
        self.standing: Mapping[str, tuple[str, ...]] = {}
        """Of what was exported here, the files that have drifted; empty where the profile is not sound."""
        self.trouble: Said | None = None
        self.takes_back = False
        """Whether the answer is about what to take back, not what to export."""
        self.picker = Picker(
            self.line, moved=self.go, taken=self.action_flip, background="side", name_of="picker"
        )
        self.info = Panel(background="side", name_of="info")

    @property
    def root(self) -> str:
        """Where the files go."""
        return os.getcwd() if self.scope == "project" else os.path.expanduser("~")

    @property
    def drifted(self) -> list[str]:
        """The targets of which some file does not say what the session says."""
        return [id_ for id_ in self.targets if self.standing.get(id_)]

    def parts(self) -> Iterable[Widget]:
        return (self.picker, self.info)

    def on_mount(self) -> None:
        self.look()
        super().on_mount()
        self.picker.fill(list(self.targets))
        self.set_focus(self.picker)
        self.tell()

    def look(self) -> None:
        """Look at what earlier exports wrote here."""
        from configurator.session.exporting import drifted, exported

        self.exported, self.standing, self.trouble = [], {}, None
        try:
            self.exported = exported(self.session, self.root, self.scope)
            self.standing = drifted(self.session, self.root, self.scope)
        except ConfiguratorError as error:
            self.trouble = refused(error)
        mend = key_words.KEYS_MEND if self.drifted else ()
        back = key_words.KEYS_TAKE_BACK if self.exported else ()
        self.keys = (*mend, *key_words.KEYS_TARGETS[:-1], *back, *key_words.KEYS_TARGETS[-1:])

    def lay_out(self, wide: int, high: int) -> int:
        for_list = min(len(self.targets), max(high - 4, 3))
        self.picker.styles.height = for_list
        self.info.styles.height = 3
        self.tell(wide)
        return for_list + 4

    def go(self) -> None:
        """Say what there is to know of where the cursor is now."""
        if self.trouble is not None and not self.trouble.is_error:
            self.trouble = None
        self.tell()

    def tell(self, wide: int = 0) -> None:
        """Say where the files will go, and what there is to know of the target."""
        size = wide or self.info.room
        scope = words.EXPORT_SCOPE[self.scope]
        root = words.EXPORT_ROOT.format(root=self.root)
        lines = wrapped([span(scope, "strong"), span(f", {root}", "dim")], size)
        if self.trouble is not None:
            lines = [*said_lines(self.trouble, size), *lines]
        target = self.targets.get(self.picker.current)
        if target is not None:
            files = self.standing.get(target.id, ())
            if files:
                names = commas(os.path.relpath(path, self.root) for path in files)
                lines += wrapped([span(words.DRIFT_FILES.format(files=names), "note")], size)
            if target.hint:
                lines += wrapped([span(target.hint, "dim")], size)
        self.info.show(lines)

    def line(self, item: Item, room: int) -> Line:
        target = self.targets[item]
        box = "[■]" if item in self.chosen else "[ ]"
        return (
            ("  ", ""),
            (box, "value.changed" if item in self.chosen else "dim"),
            (" ", ""),
            span(fitted(target.title, min(30, room * 2 // 5))),
            (" ", ""),
            span(fitted(item, 12), "dim"),
            (" ", ""),
            self.stand(item, target.checked),
        )

    def stand(self, item: str, checked: str) -> Span:
        """How what was exported stands; where nothing was, the version that was looked at."""
        if item not in self.standing:
            return span(checked, "faint")
        if self.standing[item]:
            return span(words.DRIFTED, "note")
        return span(words.IN_STEP, "good")

    def action_flip(self) -> None:
        self.chosen ^= {self.picker.current} - {""}
        self.picker.redraw()

    def action_scope(self) -> None:
        self.scope = "user" if self.scope == "project" else "project"
        self.look()
        self.fold()
        self.picker.redraw()

    def action_mend(self) -> None:
        """Go on with everything that has drifted."""
        if self.drifted:
            self.dismiss(self.drifted)
        else:
            self.app.bell()

    @property
    def picked(self) -> list[str]:
        """What is chosen; with nothing chosen, what the cursor is on."""
        chosen = [item for item in self.targets if item in self.chosen] or [self.picker.current]
        return [item for item in chosen if item]

    def action_take(self) -> None:
        """Go on with what is picked."""
        self.dismiss(self.picked)

    def action_take_back(self) -> None:
        """Go on with what of it was exported here, to take that back."""
        exported = [item for item in self.picked if item in self.exported]
        if exported:
            self.takes_back = True
            self.dismiss(exported)
        else:
            self.trouble = Said(words.UNEXPORT_NONE, is_error=False)
            self.app.bell()
            self.fold()
