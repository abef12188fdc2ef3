"""The stack of layers: who bounds what, adding one, removing one of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType

from configurator.errors import ConfiguratorError
from configurator.session.layering import Standing, others, restack, stack, without
from configurator.session.session import Change, Session
from configurator.tui import key_words, layer_words
from configurator.tui.cells import Line, span
from configurator.tui.dialog import Dialog, Reading
from configurator.tui.key_bar import Key
from configurator.tui.layer_change import Addition, adding, change_lines
from configurator.tui.layer_file import LayerFile
from configurator.tui.layer_lines import room_after, standing_line, standing_lines, trouble_lines
from configurator.tui.listed import Listed
from configurator.tui.listing import group_line
from configurator.tui.picker import Item
from configurator.tui.trial import Said, refused

if TYPE_CHECKING:
    from configurator.tui.choosing import ChoosingScreen

APPLY, COULD, FILE = "#apply", "#could", ":file"

Answer = tuple[Change, str]
"""A change of layers, and what it is called."""


def open_layers(screen: ChoosingScreen) -> None:
    """Show the layers, and do to them what the person agrees to."""

    def answered(answer: Answer | None) -> None:
        if answer is not None:
            screen.apply(*answer)

    screen.app.push_screen(LayerScreen(screen.editing.session), answered)


class LayerScreen(Listed[Answer]):
    """Every layer that applies, with how much it leaves, and every one that could."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x,delete", "remove", show=False),
        Binding("f", "file", show=False),
        Binding("a,q", "cancel", show=False),
    ]
    heading = layer_words.LAYERS_TITLE
    keys: Sequence[Key] = key_words.KEYS_LAYERS
    most_told = 40

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        applying = stack(session)
        self.applying = {f"{place}": one for place, one in enumerate(applying)}
        self.free = {one.name: one for one in others(session)}
        shares = [1.0, *(left for _layer, left in room_after(session.composition))]
        self._shares = dict(zip(self.applying, pairwise(shares), strict=False))

    @property
    def items(self) -> Sequence[Item]:
        return (APPLY, *self.applying, COULD, *self.free, FILE)

    def standing(self, item: Item) -> Standing | None:
        """The layer that ``item`` stands for; None for the last item, a file."""
        return self.applying.get(item) or self.free.get(item)

    def line(self, item: Item, room: int) -> Line:
        if item in (APPLY, COULD):
            return group_line(layer_words.LAYERS_APPLY if item == APPLY else layer_words.LAYERS_COULD, room)
        standing = self.standing(item)
        if standing is None:
            return ("  ", ""), span(layer_words.LAYERS_FILE)
        before, left = self._shares.get(item, (1.0, None))
        return standing_line(standing, room, left, before)

    def told(self, item: Item, size: int) -> list[Line]:
        standing = self.standing(item)
        trouble = trouble_lines(self.session, size) if item in self.applying else []
        return [*trouble, *standing_lines(self.session, standing, size)] if standing else []

    # ----------------------------------------------------------- changing

    def action_take(self) -> None:
        """Add what the cursor is on."""
        item = self.picker.current
        if item == FILE:
            self.action_file()
        elif item in self.free:
            self.add(item)
        elif standing := self.applying.get(item):
            self.refuse(Said(layer_words.LAYERS_ADDS.format(layer=standing.name), is_error=False))

    def action_file(self) -> None:
        """Ask for a file."""

        def answered(path: str | None) -> None:
            if path:
                self.add(path)

        self.app.push_screen(LayerFile(self.session), answered)

    def add(self, name: str) -> None:
        """Show what it would do to add ``name``; do it where that is agreed to."""
        try:
            made = adding(self.session, name)
        except ConfiguratorError as error:
            self.refuse(refused(error))
            return
        if made.change.layers is None:
            self.refuse(Said(layer_words.LAYERS_ADDS.format(layer=made.layer.name), is_error=False))
            return

        def agreed(yes: bool | None) -> None:
            if not yes:
                return
            try:
                self.dismiss((made.done(), layer_words.LAYER_ADDED.format(layer=made.layer.id)))
            except ConfiguratorError as error:
                self.refuse(refused(error))

        heading = layer_words.LAYER_ADD_TITLE.format(layer=made.layer.name)
        self.app.push_screen(Restacking(heading, self.session, made.change, made), agreed)

    def action_remove(self) -> None:
        """Show what it would do to remove the layer under the cursor; do it where that is agreed to."""
        standing = self.applying.get(self.picker.current)
        if standing is None:
            return
        if standing.owner in layer_words.LAYERS_STAY:
            place = standing.layer.place if standing.layer else standing.name
            self.refuse(Said(layer_words.LAYERS_STAY[standing.owner].format(place=place)))
            return
        try:
            change = restack(self.session, without(self.session, [standing.name]))
        except ConfiguratorError as error:
            self.refuse(refused(error))
            return

        def agreed(yes: bool | None) -> None:
            if yes:
                self.dismiss((change, layer_words.LAYER_REMOVED.format(layer=standing.name)))

        heading = layer_words.LAYER_REMOVE_TITLE.format(layer=standing.name)
        self.app.push_screen(Restacking(heading, self.session, change), agreed)


class Restacking(Reading):
    """What a change of layers would do. Answers True to do it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "agree", show=False),
        Binding("n,q", "cancel", show=False),
    ]
    keys: Sequence[Key] = key_words.KEYS_CONFIRM

    def __init__(self, heading: str, session: Session, change: Change, made: Addition | None = None) -> None:
        super().__init__(heading)
        self._session = session
        self._change = change
        self._made = made

    def content(self, size: int) -> list[Line]:
        return change_lines(self._session, self._change, self._made, size)

    def action_agree(self) -> None:
        cast("Dialog[bool]", self).dismiss(True)
