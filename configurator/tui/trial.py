"""What a choice would do, tried before it is made: the session's answer as lines. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from configurator.domain.frozen import dataclass, replace
from configurator.domain.settings import Setting, Value, written
from configurator.errors import ConfiguratorError
from configurator.messages import clauses
from configurator.resolution.check import held_violation
from configurator.resolution.wording import refusal, step_up, where_told
from configurator.session.session import Change, Session
from configurator.session.telling import hold_words, outlook
from configurator.tui import words
from configurator.tui.cells import BLANK, Line, Span, span, wrapped
from configurator.tui.track import SHAPES


@dataclass(frozen=True, slots=True)
class Said:
    """A message and its hint, as the command line prints them."""

    message: str
    hint: str = ""
    is_error: bool = True


@dataclass(frozen=True, slots=True)
class Trial:
    """Either a change that may be made, or why it may not."""

    change: Change | None
    said: Said | None = None


def attempt(session: Session, key: str, raw: Any) -> Trial:
    """What choosing ``raw`` for ``key`` would do."""
    try:
        return Trial(session.choose({key: raw}))
    except ConfiguratorError as error:
        return Trial(None, refused(error))


def renewal(session: Session, keys: list[str]) -> Trial:
    """What asking once more for ``keys`` would do."""
    if not keys:
        return Trial(None, Said(words.NOTHING_TO_RENEW, is_error=False))
    try:
        return Trial(session.renew(keys))
    except ConfiguratorError as error:
        return Trial(None, refused(error))


def refused(error: ConfiguratorError) -> Said:
    """An error in the words of the command line."""
    place = f"{error.where}: " if error.where else ""
    return Said(f"{place}{error.message} [{error.name}]", error.hint)


def here(said: Said, key: str, why_key: str) -> Said:
    """``said`` with the app's own key where the command line's verb says why."""
    return replace(said, hint=said.hint.replace(where_told(key), words.WHY_HERE.format(key=why_key)))


def all_refused(errors: Sequence[ConfiguratorError]) -> Said | None:
    """Several errors: the first in full, of the others what is wrong; None where there are none."""
    if not errors:
        return None
    first = refused(errors[0])
    return Said(first.message, clauses((first.hint, *(error.message for error in errors[1:]))))


def outlook_said(session: Session) -> Said | None:
    """What lapsed, lapses soon or waits; None where nothing does."""
    told = outlook(session)
    if not told:
        return None
    return Said(clauses(message for message, _hint in told), words.OUTLOOK_HINT, is_error=False)


def step(session: Session, key: str, by: int, times: int = 1) -> Trial:
    """What ``times`` steps tighter (-1) or looser (1) would do; it stops at the bound."""
    setting, effective = session.setting(key), session.effective[key]
    if setting.kind in ("members", "text"):
        kind = words.KINDS[setting.kind]
        return Trial(None, Said(words.NO_STEPS.format(kind=kind), words.NO_STEPS_HINT, is_error=False))
    wants_more = by > 0 and effective.origin == "held" and effective.asked is not None
    if wants_more and setting.kind != "choice":
        if effective.hold is not None and effective.held_by == effective.hold.by:
            return Trial(None, Said(*hold_words(session, key), is_error=False))
        # Asked for already, and held: another step would only lower what is asked.
        violation = held_violation(session.composition, effective)
        return Trial(None, Said(*refusal_of(session, violation)))
    value = effective.value
    for _ in range(times):
        after = step_up(setting, value, by)
        if after is None:
            break
        value = after
    if value == effective.value:
        return Trial(None, _at_the_end(setting, value, by))
    trial = attempt(session, key, setting.plain(value))
    if trial.change is None and times > 1:
        nearest = effective.permitted.nearest(value)
        if nearest is not None and nearest != effective.value:
            return attempt(session, key, setting.plain(nearest))
    return trial


def refusal_of(session: Session, violation: Any) -> tuple[str, str]:
    """Message and hint for a value that is held."""
    message, hint = refusal(session.composition, violation)
    return f"{message} [{violation.kind}]", hint


def _at_the_end(setting: Setting, value: Value, by: int) -> Said:
    if setting.kind == "choice":
        text = words.AT_LAST if by > 0 else words.AT_FIRST
    else:
        text = words.AT_LOOSEST if by > 0 else words.AT_TIGHTEST
    return Said(text.format(key=setting.key, value=written(setting.plain(value))), is_error=False)


# ------------------------------------------------------------------- lines


def said_lines(said: Said, size: int) -> list[Line]:
    """A message and its hint."""
    lines = wrapped([span(said.message, "error" if said.is_error else "good")], size, hang=2)
    if said.hint:
        hint = words.HINT.format(hint=said.hint) if said.is_error else said.hint
        lines += wrapped([span(hint, "hint" if said.is_error else "note")], size, hang=2)
    return lines


def consequence_lines(session: Session, change: Change, size: int) -> list[Line]:
    """What conditions hold because of a choice: before and after, and by which."""
    lines: list[Line] = []
    for held in change.held:
        setting = session.setting(held.key)
        head: list[Span] = [
            (f"{SHAPES.marks['held']} ", "held"),
            span(setting.title, "strong"),
            ("  ", ""),
        ]
        if held.before == held.after:
            head.append(span(words.STAYS.format(value=setting.named(held.after)), "held"))
        else:
            after = span(setting.named(held.after), "held")
            head += [span(setting.named(held.before)), (" → ", "held"), after]
        lines += wrapped(head, size, hang=2)
        by = words.CONSEQUENCE_BECAUSE.format(by=condition_name(session, held.by))
        because = words.LABEL.format(label=by) + held.reason
        lines += wrapped([("  ", ""), span(because, "dim")], size, hang=2)
    return lines


def condition_name(session: Session, condition_id: str) -> str:
    """A condition by its title and id."""
    for layer in session.composition.layers:
        for condition in layer.conditions:
            if condition.id == condition_id:
                named = words.CONDITION.format(condition=condition_id, title=condition.title)
                return named if condition.title else f"`{condition_id}`"
    return f"`{condition_id}`"


def chosen_lines(session: Session, change: Change, size: int) -> list[Line]:
    """What is chosen: each setting, before and after."""
    lines: list[Line] = []
    for key in change.changed:
        if key not in session.effective:
            continue  # no setting: it only leaves the file
        setting = session.setting(key)
        before, after = session.effective[key], change.after.effective[key]
        wanted = after.default if after.asked is None else after.asked
        parts: list[Span] = [
            span(setting.title, "strong"),
            ("  ", ""),
            span(setting.named(before.value)),
            (" → ", "accent"),
            span(setting.named(wanted), "value"),
        ]
        lines += wrapped(parts, size, hang=2)
    return lines


def confirm_lines(session: Session, change: Change, size: int) -> list[Line]:
    """The whole of a consequence, before it is agreed to."""
    return [
        *chosen_lines(session, change, size),
        BLANK,
        *consequence_lines(session, change, size),
        BLANK,
        *wrapped([span(words.CONSEQUENCE_LATER, "dim")], size),
    ]
