"""Why a setting has its value: the session's explanation as lines. Pure."""

from __future__ import annotations

from configurator.domain.bounds import Bounds
from configurator.domain.policy import Line as PolicyLine
from configurator.domain.policy import kind_word
from configurator.domain.settings import Setting, Value, written
from configurator.messages import commas, either
from configurator.resolution.compose import Step
from configurator.resolution.resolve import Effective
from configurator.resolution.wording import permitted_words, step_up
from configurator.session.explain import Cause, Explanation, Opening, explain
from configurator.session.session import Session
from configurator.tui import words
from configurator.tui.cells import BLANK, Line, Span, fitted, span, width, wrapped
from configurator.tui.detail import heading, held_lines
from configurator.tui.levels import LEVEL_STYLES
from configurator.tui.track import SHAPES


def account(session: Session, key: str, size: int) -> list[Line]:
    """Every layer's contribution in order, conditions, gates, and what it would take."""
    setting = session.setting(key)
    given = explain(session, key)
    lines = wrapped([span(setting.title, "title"), span(f"  {key}", "faint")], size)
    lines += _holds(given, setting, size)
    lines += held_lines(session, given.effective, size)
    lines += _needed(session, setting, given, size)
    lines += [BLANK, *heading(words.BOUNDED_BY, size)]
    everything = permitted_words(setting, setting.everything())
    lines += wrapped([span(words.FROM_EVERYTHING, "dim"), ("  ", ""), span(everything, "dim")], size, hang=2)
    for step in given.steps:
        lines += _step(setting, step, size)
    lines += _causes(session, given, size)
    for opening in given.openings:
        lines += _opening(opening, size)
    return lines


def _holds(given: Explanation, setting: Setting, size: int) -> list[Line]:
    effective = given.effective
    parts: list[Span] = [span(setting.named(effective.value), "strong")]
    if effective.value != effective.default:
        parts += [
            span("  " + words.LABEL.format(label=words.DEFAULT), "faint"),
            span(setting.named(effective.default)),
        ]
    return wrapped(parts, size, hang=2)


def _needed(session: Session, setting: Setting, given: Explanation, size: int) -> list[Line]:
    """What would have to change for what was asked, or for a value that is out of reach."""
    wanted, needed = given.wanted, given.needed
    if not needed:
        wanted = _out_of_reach(setting, given.effective)
        if wanted is None:
            return []
        needed = explain(session, setting.key, wanted).needed
    lines = [BLANK, *heading(words.NEEDED.format(value=_named(setting, wanted)), size)] if needed else []
    for line in needed:
        lines += wrapped([("→ ", "accent"), span(line)], size, hang=2)
    return lines


def _out_of_reach(setting: Setting, effective: Effective) -> Value:
    """The first value looser than all that is permitted; None where there is none."""
    bounds = effective.permitted
    if (
        setting.kind not in ("scale", "switch", "amount")
        or not isinstance(bounds, Bounds)
        or bounds.span is None
    ):
        return None
    return step_up(setting, bounds.span[1], 1)


def _named(setting: Setting, value: Value) -> str:
    return f"`{written(setting.plain(value))}`"


def _step(setting: Setting, step: Step, size: int) -> list[Line]:
    takes = step.after != step.before
    after = permitted_words(setting, step.after)
    head: list[Span] = [
        (SHAPES.marks["shut"] if takes else SHAPES.marks["free"], "shut" if takes else "free"),
        (" ", ""),
        span(step.layer.name, "strong"),
        ("  ", ""),
        span(f"{words.STEP_TAKES} {after}" if takes else f"{words.STEP_NOTHING}: {after}", "dim"),
    ]
    lines = wrapped(head, size, hang=2)
    for text, style in _grounds(setting, step.line):
        lines += wrapped([("  ", ""), span(text, style)], size, hang=2)
    return lines


def _grounds(setting: Setting, line: PolicyLine) -> list[Span]:
    """Why a layer says so, and where it is written."""
    said: list[Span] = [(line.reason, "")] if line.reason else []
    if line.default is not None:
        starts = words.STARTS_AT.format(value=_named(setting, line.default))
        said.append((f"{starts}: {line.default_reason}" if line.default_reason else starts, ""))
    said += [(f"{words.SOURCE}: {citation}", "dim") for citation in line.sources]
    said += [(f"{words.EVIDENCE}: {evidence}", "dim") for evidence in line.evidence]
    place = str(line.place)
    return [*said, (place, "faint")] if place else said


def _causes(session: Session, given: Explanation, size: int) -> list[Line]:
    if not given.causes:
        return []
    lines = [BLANK, *heading(words.ALSO_WHEN, size)]
    for cause in sorted(given.causes, key=lambda cause: not cause.fires):
        lines += _cause(session, cause, size)
    return lines


def _cause(session: Session, cause: Cause, size: int) -> list[Line]:
    mark = (SHAPES.marks["held"], "held") if cause.fires else (SHAPES.marks["free"], "faint")
    standing = words.FIRES if cause.fires else words.RESTS
    head = [
        mark,
        (" ", ""),
        span(cause.condition.title, "strong" if cause.fires else ""),
        span(f"  {standing}: {cause.demand}", "held" if cause.fires else "faint"),
    ]
    lines = wrapped(head, size, hang=2)
    because = " · ".join(
        words.IS.format(key=key, value=written(session.setting(key).plain(value)))
        for key, value in cause.because
    )
    lines += wrapped([("  ", ""), span(because, "dim")], size, hang=2)
    if cause.fires:
        lines += wrapped([("  ", ""), span(cause.condition.reason)], size, hang=2)
        for citation in cause.condition.sources:
            lines += wrapped(
                [("  ", ""), span(words.LABEL.format(label=words.SOURCE) + str(citation), "dim")],
                size,
                hang=2,
            )
        lines += wrapped([("  ", ""), span(str(cause.condition.place), "faint")], size, hang=2)
    return lines


def _opening(opening: Opening, size: int) -> list[Line]:
    behind = commas(f"`{name}`" for name in opening.behind)
    kinds = either(map(kind_word, opening.granted_by))
    text = words.GATED.format(layer=opening.layer, kinds=kinds, behind=behind)
    standing = words.GRANTED if opening.is_open else words.WAITING
    lines = [
        BLANK,
        *wrapped([span(text), span(f"  {standing}", "held" if not opening.is_open else "dim")], size),
    ]
    return lines + (
        wrapped([("  ", ""), span(opening.reason, "dim")], size, hang=2) if opening.reason else []
    )


def treatment_lines(treatment: list[tuple[str, str, str]], size: int) -> list[Line]:
    """What each tool does with the value: holds to it, is told of it, or cannot be told."""
    if not treatment:
        return []
    lines = [BLANK, *heading(words.IN_TOOLS, size)]
    column = min(max(width(tool) for tool, _, _ in treatment), size // 2)
    for tool, level, remark in treatment:
        parts = [span(f"{fitted(tool, column)}  ", "strong"), span(words.LEVELS[level], LEVEL_STYLES[level])]
        if remark:
            parts.append(span(f"  {remark}", "dim"))
        lines += wrapped(parts, size, hang=2)
    return lines
