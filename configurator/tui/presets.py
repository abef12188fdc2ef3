"""Presets: what each would change here, and what bounds would not let it. Pure
but for `all_presets`, which reads the person's own."""

from __future__ import annotations

from configurator.domain.frozen import dataclass
from configurator.domain.policy import Preset
from configurator.errors import ConfiguratorError
from configurator.messages import commas
from configurator.session.session import Change, Session
from configurator.tui import words
from configurator.tui.cells import BLANK, Line, span, wrapped
from configurator.tui.trial import Said, attempt, chosen_lines, consequence_lines, said_lines


def all_presets(session: Session) -> dict[str, Preset]:
    """The shipped presets and the person's own; a shipped name cannot be taken over."""
    from configurator.policyfile.load import read_presets
    from configurator.store.paths import presets_folder

    shipped = session.composition.policy.presets
    try:
        return {**shipped, **read_presets(presets_folder()), **shipped}
    except ConfiguratorError:
        return dict(shipped)  # the command line says what is wrong with them


@dataclass(frozen=True, slots=True)
class Offer:
    """What a preset would do: all of it, or why not; and what of it may be done."""

    preset: Preset
    whole: Change | None
    part: Change | None
    refusals: tuple[Said, ...]


def offer(session: Session, preset: Preset) -> Offer:
    """What ``preset`` would do here."""
    permitted = {}
    refusals = []
    for key, raw in preset.preferences.items():
        said = attempt(session, key, raw).said
        if said is None:
            permitted[key] = raw
        else:
            refusals.append(said)
    part = _changed(session, permitted)
    return Offer(preset, None if refusals else part, part, tuple(refusals))


def _changed(session: Session, preferences: dict[str, object]) -> Change | None:
    try:
        change = session.choose(preferences)
    except ConfiguratorError:
        return None
    return change if change.changed else None


def offer_lines(session: Session, made: Offer, size: int) -> list[Line]:
    """A preset in full: what it is for, what changes, what is refused, what is held."""
    preset = made.preset
    lines = wrapped([span(preset.title, "title"), span(f"  {preset.id}", "faint")], size)
    lines += wrapped([span(preset.description)], size)
    applied = {layer.id for layer in session.composition.layers}
    missing = [name for name in preset.under if name not in applied]
    if missing:
        lines += wrapped([span(words.PRESET_UNDER.format(layers=commas(missing)), "note")], size)
    if made.part is None and not made.refusals:
        lines += [BLANK, *wrapped([span(words.PRESET_SAME, "dim")], size)]
    if made.part is not None:
        lines += [BLANK, *wrapped([span(words.PRESET_CHANGES, "heading")], size)]
        lines += chosen_lines(session, made.part, size)
        if made.part.held:
            lines += [BLANK, *wrapped([span(words.PRESET_HELD, "heading")], size)]
            lines += consequence_lines(session, made.part, size)
    if made.refusals:
        lines += [BLANK, *wrapped([span(words.PRESET_REFUSED, "heading")], size)]
        for said in made.refusals:
            lines += said_lines(Said(said.message, is_error=True), size)
    return lines


def first_refusal(made: Offer) -> Said:
    """Why the whole preset may not be applied."""
    return made.refusals[0] if made.refusals else Said(words.PRESET_SAME, is_error=False)


__all__ = ["Offer", "all_presets", "first_refusal", "offer", "offer_lines"]
