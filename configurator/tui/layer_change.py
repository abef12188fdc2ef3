"""Adding and removing layers: what it would do, before it is done. Pure but for the
copy of a layer's file that is kept once it is agreed to."""

from __future__ import annotations

from dataclasses import dataclass

from configurator.domain.policy import Layer
from configurator.session.layering import candidate, kept, own_path, restack
from configurator.session.moves import moved_between
from configurator.session.opening import is_path
from configurator.session.parting import leaving_now
from configurator.session.session import Change, Session
from configurator.session.telling import leaving_words
from configurator.tui import layer_words
from configurator.tui.cells import BLANK, Line, span, wrapped
from configurator.tui.moved_lines import moved_lines, summary


@dataclass(frozen=True, slots=True)
class Addition:
    """A layer that could be added: by name, or from a file. ``change`` is what it would do."""

    session: Session
    name: str
    layer: Layer
    change: Change

    @property
    def copied_to(self) -> str:
        """Where its file will be kept; empty where it is known by its name."""
        return own_path(self.layer.id) if is_path(self.name) else ""

    def done(self) -> Change:
        """The same change, with a layer from a file kept as one's own. Raises ConfiguratorError."""
        if not self.copied_to:
            return self.change
        return restack(self.session, _with(self.session, kept(self.session, self.name)))


def adding(session: Session, name: str) -> Addition:
    """What it would do to let ``name`` apply. Raises ConfiguratorError."""
    layer = candidate(session, name)
    if layer.id in session.profile.layers:
        return Addition(session, layer.id, layer, Change(session, {}, ()))
    return Addition(session, name, layer, restack(session, _with(session, name)))


def _with(session: Session, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*session.profile.layers, name]))


def change_lines(session: Session, change: Change, made: Addition | None, size: int) -> list[Line]:
    """What moves if layers change, by whom, and how to take it back."""
    moved = moved_between(session, change.after)
    lines = wrapped([span(summary(moved) if moved else layer_words.LAYER_NOTHING, "strong")], size)
    for name in leaving_now(change.after):
        if name not in leaving_now(session):
            lines += wrapped([span(leaving_words(change.after, name)[0], "held")], size)
    if moved:
        lines += [BLANK, *moved_lines(change.after, moved, size)]
    lines.append(BLANK)
    if made is not None and made.copied_to:
        lines += wrapped([span(layer_words.LAYER_COPIED.format(path=made.copied_to), "note")], size)
        if made.layer.grants:
            lines += wrapped([span(layer_words.LAYER_NO_GRANTS, "note")], size)
    return [*lines, *wrapped([span(layer_words.LAYER_ONE_STEP, "dim")], size)]
