"""What an export would do, as lines: files, coverage, difference. Pure."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from configurator.session.session import Session
from configurator.tui import words
from configurator.tui.cells import BLANK, Line, Span, cut, fitted, span, wrapped
from configurator.tui.levels import LEVEL_STYLES, LEVELS

if TYPE_CHECKING:
    from configurator.exporters.plan import Plan
    from configurator.exporters.table import Coverage

_DIFF_STYLES = {"+": "added", "-": "removed", "@": "accent"}

PROSE = ("markdown", "text")
"""Formats of files that are read by an AI, and not by the tool around it."""

BAR = 24
"""Cells of the bar that shows how much of a profile a tool takes."""


def plan_lines(session: Session, plan: Plan, diff: str, unsaved: int, size: int) -> list[Line]:
    """Everything to look at before it is written."""
    lines: list[Line] = []
    if unsaved:
        lines += wrapped([span(words.EXPORT_UNSAVED.format(count=words.changes(unsaved)), "note")], size)
    lines += file_lines(plan, size)
    for note in plan.notes:
        lines += wrapped([span(note, "note")], size, hang=2)
    for id_, coverage in plan.coverage.items():
        lines += [BLANK, *coverage_lines(session, id_, coverage, size)]
        if plan.values.get(id_) == "bounds":
            lines += wrapped([span(f"  {words.EXPORT_BOUNDS}", "note")], size, hang=2)
    lines += [BLANK, *wrapped([span(words.EXPORT_DIFF if diff else words.EXPORT_SAME, "heading")], size)]
    return lines + diff_lines(diff, size)


def file_lines(plan: Plan, size: int) -> list[Line]:
    """Each file, and whether it is made, changed or left alone."""
    lines: list[Line] = []
    for file in plan.files:
        action = words.ACTIONS.get(file.action, file.action)
        style = "dim" if file.action == "unchanged" else "value.changed"
        name = os.path.relpath(file.path, plan.root)
        lines += wrapped([span(fitted(action, 10), style), span(name)], size, hang=10)
    return [*lines, *wrapped([span(words.EXPORT_ROOT.format(root=plan.root), "faint")], size)]


def coverage_lines(session: Session, id_: str, coverage: Mapping[str, Coverage], size: int) -> list[Line]:
    """How much of the profile a tool holds to, is told, or cannot say; and which."""
    counts = Counter(str(entry.level) for entry in coverage.values())
    head: list[Span] = [span(id_, "heading"), ("  ", ""), *_bar(counts), ("  ", "")]
    for level in LEVELS:
        text = f"{counts[level]} {words.LEVELS[level]}  "
        head.append((text, LEVEL_STYLES[level]))
    lines = wrapped(head, size, hang=2)
    for level in LEVELS[1:]:
        lines += _named_lines(session, coverage, level, size)
    return lines


def _bar(counts: Counter[str]) -> list[Span]:
    """The three parts side by side, told apart by shape as well as by colour."""
    total = max(sum(counts.values()), 1)
    enforced = BAR * counts["enforced"] // total
    told = BAR * counts["instructed"] // total
    return [
        ("█" * enforced, "good"),
        ("▒" * told, "note"),
        ("░" * (BAR - enforced - told), "faint"),
    ]


def _named_lines(session: Session, coverage: Mapping[str, Coverage], level: str, size: int) -> list[Line]:
    """Settings at ``level`` that the person changed, or that are said only in part."""
    changed = set(session.changed_keys())
    lines: list[Line] = []
    for key, entry in coverage.items():
        if entry.level != level or key not in changed:
            continue
        parts = [
            span("  " + words.LABEL.format(label=words.LEVELS[level]), LEVEL_STYLES[level]),
            span(session.setting(key).title, "strong"),
        ]
        if entry.rounded:
            parts.append(span(f"  {words.ROUNDED}", "note"))
        if entry.note:
            parts.append(span(f"  {entry.note}", "dim"))
        lines += wrapped(parts, size, hang=4)
    return lines


def told_texts(plan: Plan) -> dict[str, str]:
    """What an AI reads as words: by the file's name, its whole text as it will be."""
    prose = _prose(plan)
    return {name: text for name, text in _texts(plan).items() if name in prose}


def file_texts(plan: Plan) -> dict[str, str]:
    """The other files: settings that a tool reads, by name, each whole."""
    prose = _prose(plan)
    return {name: text for name, text in _texts(plan).items() if name not in prose}


def _texts(plan: Plan) -> dict[str, str]:
    return {os.path.relpath(file.path, plan.root): file.after for file in plan.files if file.after}


def _prose(plan: Plan) -> set[str]:
    """The names of the files that hold words and not keys."""
    from configurator.exporters.registry import target

    files = [file for id_ in plan.coverage for file in target(id_).files.values()]
    return {name for file in files if file.format in PROSE for name in (file.project, file.user)}


def text_lines(texts: Mapping[str, str], size: int) -> list[Line]:
    """Whole texts, each under its name; long lines are wrapped, not cut: every word counts."""
    lines: list[Line] = []
    for name, text in texts.items():
        lines += [*wrapped([span(name, "heading")], size), BLANK]
        for raw in text.splitlines():
            lines += wrapped([span(raw.replace("\t", "    "))], size) if raw.strip() else [BLANK]
        lines.append(BLANK)
    return lines


def diff_lines(diff: str, size: int) -> list[Line]:
    """A unified diff, coloured by its signs; long lines are cut and not wrapped."""
    lines: list[Line] = []
    for raw in diff.splitlines():
        text, _ = span(raw.replace("\t", "    "))
        style = "strong" if raw.startswith(("--- ", "+++ ")) else _DIFF_STYLES.get(raw[:1], "dim")
        lines.append(((cut(text, size), style),))
    return lines
