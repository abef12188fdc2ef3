"""Three questions at the first start, and what the answers lead to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from configurator.session.session import Session
from configurator.tui import key_words, words
from configurator.tui.cells import Line, span, wrapped
from configurator.tui.coverage import known_targets
from configurator.tui.dialog import Dialog
from configurator.tui.first_start import Answers, Proposal, claimed, proposal, proposal_lines, remember
from configurator.tui.first_table import PURPOSES, WHO
from configurator.tui.panel import Panel, Reader
from configurator.tui.picker import Item, Picker

if TYPE_CHECKING:
    from configurator.tui.choosing import ChoosingScreen

TOOLS, PROPOSED = 2, 3
"""The steps after the two questions that have one answer."""


def open_first(screen: ChoosingScreen) -> bool:
    """Ask, if nobody else is asking; whether that is so. Whatever is answered, once is enough."""
    over = claimed()
    if over is None:
        return False

    def answered(made: Proposal | None) -> None:
        remember()
        over()
        if made is None:
            screen.tell(words.FIRST_SKIPPED)
            return
        if made.change is not None:
            screen.apply(made.change, made.title)
        if made.answers.tools:
            screen.export_ids = list(made.answers.tools)
            screen.action_export()

    screen.app.push_screen(FirstScreen(screen.editing.session), answered)
    return True


class Answering(Picker):
    """Answers: one click gives one."""

    def pointed(self, x: int, chain: int) -> None:
        del x
        if chain == 1 and self._taken is not None:
            self._taken()


class FirstScreen(Dialog[Proposal]):
    """Answers with what is to be done, or None where it was skipped."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", show=False),
        Binding("space,x", "flip", show=False),
        Binding("backspace,left", "back", show=False),
    ]
    heading = words.FIRST_TITLE

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.targets = known_targets()
        self.step = 0
        self.given = ["", ""]
        self.tools: set[str] = set()
        self.made: Proposal | None = None
        self.info = Panel(background="side", name_of="info")
        self.picker = Answering(self.line, taken=self.pointed, background="side", name_of="picker")
        self.reader = Reader(background="side", name_of="reader")

    def parts(self) -> Iterable[Widget]:
        return (self.info, self.picker, self.reader)

    def on_mount(self) -> None:
        self.ask(0)

    @property
    def items(self) -> Sequence[Item]:
        """The answers to the question that is asked now."""
        return (WHO, PURPOSES, tuple(self.targets), ())[self.step]

    def ask(self, step: int) -> None:
        """Show the question ``step``, or the proposal."""
        self.step = step
        is_asking = step < PROPOSED
        if not is_asking:
            chosen = tuple(id_ for id_ in self.targets if id_ in self.tools)
            self.made = proposal(self.session, Answers(self.given[0], self.given[1], chosen))
        self.keys = key_words.KEYS_FIRST[("one", "one", "some", "proposed")[step]]
        self.picker.display = is_asking
        self.reader.display = not is_asking
        self.picker.fill(list(self.items), current=self.given[step] if step < TOOLS else "")
        self.set_focus(self.picker if is_asking else self.reader)
        self.fold()

    def lay_out(self, wide: int, high: int) -> int:
        question = words.FIRST_QUESTIONS[self.step]
        number = words.FIRST_STEP.format(step=self.step + 1, steps=PROPOSED)
        lines = wrapped([span(question, "strong"), span(f"  {number}" if self.items else "", "faint")], wide)
        self.info.styles.height = len(lines)
        self.info.show(lines)
        left = max(high - len(lines), 1)
        if self.made is not None and self.step == PROPOSED:
            proposed = proposal_lines(self.session, self.made, wide - 1)
            self.reader.show(proposed)
            self.reader.styles.height = needed = min(len(proposed), left)
        else:
            self.picker.styles.height = needed = min(len(self.items), left)
        return len(lines) + needed

    def line(self, item: Item, room: int) -> Line:
        del room
        if self.step < TOOLS:
            names = (words.FIRST_WHO, words.FIRST_PURPOSES)[self.step]
            return ("  ", ""), (names[item], "")
        is_in = item in self.tools
        box = ("[■]" if is_in else "[ ]", "value.changed" if is_in else "dim")
        return ("  ", ""), box, (" ", ""), span(self.targets[item].title)

    def pointed(self) -> None:
        """An answer was clicked."""
        if self.step == TOOLS:
            self.action_flip()
        else:
            self.action_take()

    def action_take(self) -> None:
        if self.step == PROPOSED:
            self.dismiss(self.made)
            return
        if self.step < TOOLS:
            self.given[self.step] = self.picker.current
        self.ask(self.step + 1)

    def action_flip(self) -> None:
        if self.step == TOOLS:
            self.tools ^= {self.picker.current} - {""}
            self.picker.redraw()

    def action_back(self) -> None:
        if self.step:
            self.ask(self.step - 1)
