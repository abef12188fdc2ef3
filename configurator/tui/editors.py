"""The editors: one for each kind of value. Each tries what is chosen on the
session at every keystroke, and says what it says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from configurator.domain.settings import typed_number
from configurator.resolution.wording import permitted_words
from configurator.session.session import Session
from configurator.tui import key_words, words
from configurator.tui.cells import BLANK, Line, fitted, span, wrapped
from configurator.tui.detail import standing, value_style
from configurator.tui.dialog import Dialog
from configurator.tui.key_bar import Key
from configurator.tui.marks import Mark
from configurator.tui.panel import Panel
from configurator.tui.picker import Item, Picker
from configurator.tui.rows import marks, tone, track
from configurator.tui.track import SHAPES, STYLES, draw
from configurator.tui.trial import Said, Trial, attempt, consequence_lines, said_lines
from configurator.tui.typed import Typed

INFO = 7
"""Lines kept for what the session says to a choice."""


class Editor(Dialog[Any]):
    """An editor of one setting. Answers with the raw value, or None to leave it."""

    def __init__(self, session: Session, key: str) -> None:
        super().__init__()
        self.session = session
        self.setting = session.setting(key)
        self.effective = session.effective[key]
        self.heading = self.setting.title
        self.info = Panel(background="side", name_of="info")

    @property
    def raw(self) -> Any:
        """What is chosen at the moment; None where it is no value yet."""
        raise NotImplementedError

    def tried(self) -> Trial | None:
        """What the session says to it."""
        raw = self.raw
        return None if raw is None else attempt(self.session, self.setting.key, raw)

    def tell(self, said: Said | None = None) -> None:
        """Say what the choice would do, after ``said``."""
        size = max(self.info.size.width - 1, 20)
        lines = self.about(size)
        trial = self.tried()
        if said is not None:
            lines = [*said_lines(said, size), *lines]
        if trial is not None and trial.said is not None:
            lines = [*said_lines(trial.said, size), *lines]
        elif trial is not None and trial.change is not None and trial.change.held:
            lines += consequence_lines(self.session, trial.change, size)
        self.info.show(lines)

    def about(self, size: int) -> list[Line]:
        """What can be said of the choice itself: by default what the AI is told."""
        try:
            value = self.setting.read(self.raw)
        except ValueError:
            return []
        sentence = self.setting.sentence(value) or words.NOTHING_SAID
        return wrapped([span(f"“{sentence}”", "said")], size)

    def action_take(self) -> None:
        """Answer with the choice, if it may be made."""
        trial = self.tried()
        if trial is None or trial.change is None:
            self.app.bell()
            self.tell()
            return
        self.dismiss(self.raw)

    def on_resize(self) -> None:
        super().on_resize()
        self.call_after_refresh(self.tell)


class PickEditor(Editor):
    """A scale, a switch or a choice: one of several named values."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "take", show=False)]
    keys: Sequence[Key] = key_words.KEYS_PICK

    def __init__(self, session: Session, key: str) -> None:
        super().__init__(session, key)
        self.marks = marks(session, key)
        self.picker = Picker(
            self.line, moved=self.tell, taken=self.action_take, background="side", name_of="picker"
        )

    @property
    def raw(self) -> Any:
        return self.picker.current or None

    def parts(self) -> Iterable[Widget]:
        return (self.picker, self.info)

    def on_mount(self) -> None:
        super().on_mount()
        asked = self.effective.asked
        self.picker.fill(self.setting.ids, current=self.effective.value if asked is None else asked)
        self.set_focus(self.picker)

    def lay_out(self, wide: int, high: int) -> int:
        del wide
        high -= 1  # a blank line between the two
        for_list = min(len(self.setting.ids), max(high - 4, 3))
        for_info = min(INFO, high - for_list)
        self.picker.styles.height = for_list
        self.info.styles.height = for_info
        return for_list + 1 + for_info

    def line(self, item: Item, room: int) -> Line:
        mark = self.marks[item]
        style = value_style(tone(self.setting, self.effective)) if mark == "value" else STYLES[mark]
        label_style = {"value": "strong", "held": "held", "shut": "faint"}.get(mark, "")
        return (
            ("  ", ""),
            (SHAPES.marks[mark], style),
            (" ", ""),
            span(fitted(self.setting.labels[item], min(34, room // 2)), label_style),
            ("  ", ""),
            span(standing(self.session, self.setting.key, item, mark), "faint"),
        )


class CheckEditor(Editor):
    """A set: items that are in or out."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,x", "flip", show=False),
        Binding("enter", "take", show=False),
    ]
    keys: Sequence[Key] = key_words.KEYS_CHECK

    def __init__(self, session: Session, key: str) -> None:
        super().__init__(session, key)
        self.marks = marks(session, key)
        asked = self.effective.asked
        self.chosen = set(self.effective.value if asked is None else asked)
        self.picker = Picker(
            self.line, moved=self.tell, taken=self.action_flip, background="side", name_of="picker"
        )

    @property
    def raw(self) -> Any:
        return self.setting.plain(frozenset(self.chosen))

    def parts(self) -> Iterable[Widget]:
        return (self.picker, self.info)

    def on_mount(self) -> None:
        super().on_mount()
        self.picker.fill(self.setting.ids)
        self.set_focus(self.picker)

    def lay_out(self, wide: int, high: int) -> int:
        del wide
        high -= 1  # a blank line between the two
        for_list = min(len(self.setting.ids), max(high - 4, 3))
        for_info = min(INFO, high - for_list)
        self.picker.styles.height = for_list
        self.info.styles.height = for_info
        return for_list + 1 + for_info

    def action_flip(self) -> None:
        self.chosen ^= {self.picker.current} - {""}
        self.picker.redraw()
        self.tell()

    def line(self, item: Item, room: int) -> Line:
        mark = self.marks[item]
        box = "[■]" if item in self.chosen else "[ ]"
        fixed: Mark | None = mark if mark in ("must", "shut") else None
        return (
            ("  ", ""),
            (box, "value.changed" if item in self.chosen else "dim"),
            (" ", ""),
            span(fitted(self.setting.labels[item], min(34, room // 2)), "faint" if mark == "shut" else ""),
            ("  ", ""),
            span(standing(self.session, self.setting.key, item, mark) if fixed else "", "faint"),
        )


class Field(Typed):
    """One line of text that says at once when it has changed."""

    def __init__(self, value: str, editor: TypedEditor) -> None:
        super().__init__(value, editor.most, id="field", select_on_focus=False)
        self._editor = editor

    def refuse(self, said: Said) -> None:
        self.app.bell()
        self._editor.tell(said)

    def watch_value(self) -> None:
        # Beside Input's own watcher: the answer is drawn in the same frame as the key.
        if self.is_mounted:
            self._editor.tell()

    async def action_submit(self) -> None:
        self._editor.action_take()


class TypedEditor(Editor):
    """A value that is typed: at most ``most`` characters while one works on it."""

    keys: Sequence[Key] = key_words.KEYS_TEXT
    most = 40

    def __init__(self, session: Session, key: str) -> None:
        super().__init__(session, key)
        asked = self.effective.asked
        self.field = Field(str(self.effective.value if asked is None else asked), self)

    def parts(self) -> Iterable[Widget]:
        return (self.field, self.info)

    def on_mount(self) -> None:
        super().on_mount()
        self.set_focus(self.field)

    def lay_out(self, wide: int, high: int) -> int:
        del wide
        for_info = min(INFO + 3, high - 2)
        self.info.styles.height = for_info
        return for_info + 2


class TextEditor(TypedEditor):
    """Free text, with a count of code points."""

    most = 10_000

    @property
    def raw(self) -> Any:
        return self.field.value

    def about(self, size: int) -> list[Line]:
        most = getattr(self.effective.permitted, "max_chars", 0)
        used = len(self.field.value)
        style = "error" if used > most else "dim"
        count = wrapped([span(words.COUNT_CHARS.format(used=used, most=most), style)], size)
        return [*count, *super().about(size)]


class AmountEditor(TypedEditor):
    """A whole number; up and down go by steps."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(1)", show=False),
        Binding("down", "step(-1)", show=False),
        Binding("pageup", "step(10)", show=False),
        Binding("pagedown", "step(-10)", show=False),
    ]
    keys: Sequence[Key] = key_words.KEYS_AMOUNT

    @property
    def raw(self) -> Any:
        return typed_number(self.field.value.strip())

    def about(self, size: int) -> list[Line]:
        order: Any = self.setting.order
        named = self.setting.named
        scale = words.RANGE.format(low=order.low, high=named(order.top), step=named(order.step))
        permitted = words.MAY_BE.format(permitted=permitted_words(self.setting, self.effective.permitted))
        trial = self.tried()
        would = trial.change.after if trial is not None and trial.change is not None else None
        session = would or self.session
        drawn = track(session, self.setting, session.effective[self.setting.key])
        return [
            draw(drawn, min(size, 49), value_style(tone(self.setting, session.effective[self.setting.key]))),
            *wrapped([span(permitted, "dim")], size),
            *wrapped([span(scale, "faint")], size),
            *([] if would is None else [BLANK, *super().about(size)]),
        ]

    def action_step(self, by: int) -> None:
        order: Any = self.setting.order
        if isinstance(self.raw, int):
            self.field.value = str(order.tighten(self.raw + by * order.step))
            self.field.cursor_position = len(self.field.value)


def editor(session: Session, key: str) -> Editor:
    """The editor for the kind of ``key``."""
    kinds: dict[str, type[Editor]] = {"amount": AmountEditor, "members": CheckEditor, "text": TextEditor}
    return kinds.get(session.setting(key).kind, PickEditor)(session, key)
