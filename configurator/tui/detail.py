"""The panel beside the list: one setting in full, as lines of a given width. Pure."""

from __future__ import annotations

from configurator.domain.policy import kind_word
from configurator.domain.settings import Setting, Value, written
from configurator.messages import _, both, clauses, commas, either
from configurator.resolution.check import held_violation
from configurator.resolution.compose import Step
from configurator.resolution.resolve import Effective, Hold, blamed_layer, firing
from configurator.resolution.standing import LOOSENING
from configurator.resolution.wording import blamed_name, permitted_words
from configurator.session.approving import approvers
from configurator.session.session import Session
from configurator.session.telling import hold_words
from configurator.tui import words
from configurator.tui.cells import BLANK, Line, Span, span, wrapped
from configurator.tui.marks import Mark
from configurator.tui.rows import marks, tone
from configurator.tui.track import SHAPES, STYLES


def detail(session: Session, key: str, size: int) -> list[Line]:
    """Everything about ``key``, most needed first."""
    setting, effective = session.setting(key), session.effective[key]
    lines = wrapped([span(setting.title, "title")], size)
    lines += wrapped([span(f"{key} · {words.KINDS[setting.kind]}", "faint")], size)
    lines += wrapped([span(setting.description)], size)
    lines += held_lines(session, effective, size)
    lines += note_lines(session, key, size)
    lines.append(BLANK)
    lines += values(session, setting, effective, size)
    lines += [BLANK, *heading(words.BOUNDED_BY, size)]
    for step in session.composition.permitted[key].steps:
        lines += bound_lines(setting, step, size)
    return lines


def heading(text: str, size: int) -> list[Line]:
    """A line that begins a part."""
    return wrapped([span(text, "heading")], size)


def short(session: Session, key: str, size: int) -> list[Line]:
    """The little that fits below the list: what the AI is told, and who bounds it."""
    setting, effective = session.setting(key), session.effective[key]
    held = held_lines(session, effective, size)[1:]
    said = setting.sentence(effective.value) or words.NOTHING_SAID
    permitted = permitted_words(setting, effective.permitted)
    return [
        *held,
        *wrapped([span("“" + said + "”", "said")], size),
        *wrapped([span(words.MAY_BE.format(permitted=permitted), "dim")], size),
        *wrapped([span(setting.description)], size),
    ]


# ------------------------------------------------------------------- values


def values(session: Session, setting: Setting, effective: Effective, size: int) -> list[Line]:
    """Each value there is, how it stands, and what the AI is told at it."""
    if setting.kind in ("amount", "text"):
        return _free_values(setting, effective, size)
    lines: list[Line] = []
    for name, mark in marks(session, setting.key).items():
        lines += level_lines(session, setting.key, name, mark, size)
    if setting.kind == "members":
        lines += [BLANK, *_told(setting, effective.value, size)]
    return lines


def level_lines(session: Session, key: str, name: str, mark: Mark, size: int) -> list[Line]:
    """One level, option or item: its mark and label, its standing, its sentence."""
    setting, effective = session.setting(key), session.effective[key]
    style = value_style(tone(setting, effective)) if mark == "value" else STYLES[mark]
    label_style = {"value": "strong", "held": "held", "shut": "dim"}.get(mark, "")
    head = [(SHAPES.marks[mark], style), (" ", ""), span(setting.labels[name], label_style)]
    if said := standing(session, setting.key, name, mark):
        head += [("  ", ""), span(said, "faint" if mark != "held" else "held")]
    lines = wrapped(head, size, hang=2)
    sentence = setting.sentence(name) if setting.kind != "members" else ""
    if sentence:
        lines += wrapped([("  ", ""), span("“" + sentence + "”", "said")], size, hang=2)
    return lines


def value_style(of: str) -> str:
    """The style of a value that stands like this to its default."""
    return f"value.{of}" if of else "value"


def standing(session: Session, key: str, name: str, mark: Mark) -> str:
    """A word or two on how a named value stands."""
    effective = session.effective[key]
    parts = []
    if mark == "held":
        parts.append(words.HELD)
    elif mark == "must":
        parts.append(words.ALWAYS_IN)
    elif mark == "value" and not isinstance(effective.value, frozenset):
        parts.append(words.NOW)
    elif mark == "asked":
        parts.append(words.ASKED)
    elif mark == "shut":
        parts.append(_shut(session, key, name))
    elif mark == "waiting":
        parts.append(words.RESTS_HELD)
    if name == effective.default:
        parts.append(words.DEFAULT)
    return commas(parts)


def _shut(session: Session, key: str, name: str) -> str:
    """Who leaves ``name`` out; a gate names who could open it."""
    permitted = session.composition.permitted[key]
    value = frozenset({name}) | session.effective[key].value if permitted.setting.kind == "members" else name
    blamed = blamed_layer(permitted, value)
    for step in permitted.steps:
        gate = next((g for g in step.closed if value not in g.ungranted), None)
        if step.layer.id == blamed and gate is not None and value in step.line.bounds:
            kinds = either(map(kind_word, gate.granted_by))
            return words.GATED.format(layer=blamed, kinds=kinds, behind=words.IT)
    return words.LABEL.format(label=words.NOT_PERMITTED) + blamed_name(session.composition, blamed)


def _free_values(setting: Setting, effective: Effective, size: int) -> list[Line]:
    of = tone(setting, effective)
    lines = wrapped(
        [span(setting.named(effective.value), value_style(of)), span(f"  {words.NOW}", "faint")], size
    )
    if effective.value != effective.default:
        default = setting.named(effective.default)
        lines += wrapped([span(default), span(f"  {words.DEFAULT}", "faint")], size)
    permitted = permitted_words(setting, effective.permitted)
    lines += wrapped([span(words.MAY_BE.format(permitted=permitted), "dim")], size)
    return [*lines, BLANK, *_told(setting, effective.value, size)]


def _told(setting: Setting, value: Value, size: int) -> list[Line]:
    said = setting.sentence(value)
    if not said:
        return wrapped([span(words.NOTHING_SAID, "dim")], size)
    return [*wrapped([span(words.TOLD, "dim")], size), *wrapped([span("“" + said + "”", "said")], size)]


# ------------------------------------------------------- bounds, what is held


def bound_lines(setting: Setting, step: Step, size: int) -> list[Line]:
    """One layer's bounds: what it leaves, why, and on what ground."""
    permits = permitted_words(setting, step.after)
    head: list[Span] = [span(step.layer.name, "strong"), ("  ", ""), span(permits, "dim")]
    lines = wrapped(head, size, hang=2)
    if step.line.reason:
        lines += wrapped([("  ", ""), span(step.line.reason)], size, hang=2)
    for citation in step.line.sources:
        lines += wrapped([("  ", ""), span(str(citation), "faint")], size, hang=2)
    return lines


def held_lines(session: Session, effective: Effective, size: int) -> list[Line]:
    """What holds a value that is not what was asked, or the default; else nothing."""
    if effective.origin != "held":
        return []
    setting = session.setting(effective.key)
    head: list[Span] = [(SHAPES.marks["held"], "held"), (" ", "")]
    if effective.asked is not None:
        head += [span(words.LABEL.format(label=words.ASKED)), span(setting.named(effective.asked), "asked")]
        head.append(span(_("; ")))
    head += [span(words.LABEL.format(label=words.HELD)), span(setting.named(effective.value), "held")]
    lines = [BLANK, *wrapped(head, size, hang=2)]
    for name, reason in _holders(session, effective):
        lines += wrapped([("  ", ""), span(name, "strong"), span(f"  {reason}")], size, hang=2)
    return lines


def _holders(session: Session, effective: Effective) -> list[tuple[str, str]]:
    """Who holds it, and why: conditions, or a layer."""
    if effective.conditions:
        return [
            (
                condition.title or condition.id,
                f"{_because(session, effective.key, condition.id)}. {condition.reason}",
            )
            for condition in effective.conditions
        ]
    if effective.hold is not None and effective.held_by == effective.hold.by:
        reason, _hint = hold_words(session, effective.key)
        return [
            (session.setting(effective.hold.by).title, clauses((reason, hold_hint(session, effective.hold))))
        ]
    violation = held_violation(session.composition, effective)
    return [(blamed_name(session.composition, violation.blamed), violation.reason)]


def hold_hint(session: Session, hold: Hold) -> str:
    """What a person can do here about a wish that is not in force."""
    if hold.by != LOOSENING:
        return words.HOLD_LAPSED
    return words.HOLD_WAITS if hold.day is None and approvers(session.composition) else ""


def _because(session: Session, key: str, condition_id: str) -> str:
    """The settings that make this condition fire, with their values."""
    found = []
    for condition in firing(session.composition, key, session.effective):
        if condition.id != condition_id:
            continue
        for trigger in condition.when:
            value = session.effective[trigger.key].value
            if trigger.fires(value):
                plain = written(session.setting(trigger.key).plain(value))
                found.append(words.IS.format(key=trigger.key, value=plain))
    return both(found)


def note_lines(session: Session, key: str, size: int) -> list[Line]:
    """Remarks on this setting's value beside others."""
    lines: list[Line] = []
    for note, _about in session.notes([key]):
        lines += [
            BLANK,
            *wrapped(
                [span(words.LABEL.format(label=words.NOTES), "note"), span(note.text, "note")], size, hang=2
            ),
        ]
    return lines
