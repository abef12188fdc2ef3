"""The first start: whether it is one, and what the answers lead to. Pure but for the
small file that remembers that nobody has to be asked again."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable
from typing import Any

from configurator.domain.frozen import dataclass, replace
from configurator.domain.policy import Preset
from configurator.errors import ConfiguratorError
from configurator.session.session import Change, Session
from configurator.store.paths import config_folder
from configurator.tui import words
from configurator.tui.cells import BLANK, Line, span, wrapped
from configurator.tui.first_table import CAUTIOUS, OF_BOTH, OF_WHO, PRESETS
from configurator.tui.trial import Said, attempt, chosen_lines, consequence_lines, said_lines


@dataclass(frozen=True, slots=True)
class Answers:
    """For whom, what for, and with which tools."""

    who: str
    purpose: str
    tools: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the answers lead to: what may be done of it, and what bounds refuse."""

    answers: Answers
    preset: Preset | None
    change: Change | None
    refusals: tuple[Said, ...]

    @property
    def title(self) -> str:
        """What it is called once it is done."""
        what = self.preset.title if self.preset is not None else words.FIRST_WHO[self.answers.who]
        return words.FIRST_APPLIED.format(title=what)


def marker_path() -> str:
    """The file that says that the questions were asked; it holds nothing."""
    return os.path.join(config_folder(), "welcomed")


def is_first(session: Session) -> bool:
    """Whether this profile was never saved, and its policy has what is proposed."""
    profile = session.profile
    if not profile.path or profile.preferences or os.path.lexists(profile.path):
        return False
    known = session.composition.policy.presets
    return any(id_ in known for id_ in PRESETS.values()) and not os.path.lexists(marker_path())


def claimed() -> Callable[[], None] | None:
    """Take it on to ask: what is to be called once that is over. None while another app,
    in a terminal or in a tab of a browser, is asking; where it ends without an answer,
    the next one may."""
    from configurator.files.lock import taken
    from configurator.files.write import make_folder

    try:
        make_folder(config_folder())
        return taken(marker_path())
    except ConfiguratorError:
        return lambda: None  # nothing can be written here: then nobody else can be kept from asking


def remember() -> None:
    """Never ask again. Where that cannot be written, a saved profile says the same."""
    from configurator.files.write import make_folder, write_atomic

    with contextlib.suppress(ConfiguratorError):
        make_folder(config_folder())
        write_atomic(marker_path(), b"")


def proposal(session: Session, answers: Answers) -> Proposal:
    """What ``answers`` lead to here, as far as it is permitted."""
    both = answers.who, answers.purpose
    preset = session.composition.policy.presets.get(PRESETS.get(both, CAUTIOUS))
    of_preset = preset.preferences if preset is not None else {}
    wanted = {**of_preset, **OF_WHO[answers.who], **OF_BOTH.get(both, {})}
    permitted: dict[str, Any] = {}
    refusals = []
    for key in (key for key in wanted if key in session.effective):
        said = attempt(session, key, wanted[key]).said
        if said is None:
            permitted[key] = wanted[key]
        else:
            refusals.append(said)
    change = session.choose(permitted)
    return Proposal(answers, preset, change if change.changed else None, tuple(refusals))


# ------------------------------------------------------------------- lines


def proposal_lines(session: Session, made: Proposal, size: int) -> list[Line]:
    """A proposal in full: what changes and why, what is held, what is refused."""
    answers, preset, change = made.answers, made.preset, made.change
    lines: list[Line] = []
    if preset is not None:
        lines += wrapped([span(preset.title, "title"), span(f"  {preset.id}", "faint")], size)
        lines += [*wrapped([span(preset.description)], size), BLANK]
    if change is None:
        lines += [*wrapped([span(words.FIRST_NOTHING, "dim")], size), BLANK]
    else:
        own = OF_WHO[answers.who]
        for_whom = words.FIRST_BECAUSE_WHO.format(who=words.FIRST_WHO[answers.who])
        what_for = words.FIRST_BECAUSE_PURPOSE.format(purpose=words.FIRST_PURPOSES[answers.purpose])
        lines += _reasoned(session, change, for_whom, [key for key in change.changed if key in own], size)
        lines += _reasoned(session, change, what_for, [key for key in change.changed if key not in own], size)
        if change.held:
            lines += wrapped([span(words.PRESET_HELD, "heading")], size)
            lines += [*consequence_lines(session, change, size), BLANK]
    if made.refusals:
        lines += wrapped([span(words.PRESET_REFUSED, "heading")], size)
        for said in made.refusals:
            lines += said_lines(said, size)
        lines.append(BLANK)
    if answers.tools:
        lines += wrapped([span(words.FIRST_THEN.format(tools=", ".join(answers.tools)), "note")], size)
    return lines


def _reasoned(session: Session, change: Change, why: str, keys: Iterable[str], size: int) -> list[Line]:
    """Settings that change for one reason, before and after, and what each is about."""
    lines: list[Line] = []
    for key in keys:
        lines += chosen_lines(session, replace(change, changed={key: change.changed[key]}), size)
        lines += wrapped([("  ", ""), span(session.setting(key).description, "dim")], size, hang=2)
    return [*wrapped([span(why, "heading")], size), *lines, BLANK] if lines else []
