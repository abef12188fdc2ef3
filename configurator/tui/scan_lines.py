"""What a scan found, as lines of a list and in full. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from configurator.exporters.scan.sources import Trouble
from configurator.exporters.table import Scope
from configurator.messages import _
from configurator.session.scan_words import (
    BEYOND,
    by_hand_words,
    finding_words,
    fine_words,
    one_words,
    told_words,
    trouble_words,
    value_words,
)
from configurator.session.scanning import Finding, Scanned, Told, command
from configurator.session.session import Session
from configurator.tui import words
from configurator.tui.cells import Line, fitted, span, wrapped

SIGNS = {"bounds": ("■ ", "held"), "profile": ("▸ ", "value.looser")}


@dataclass(frozen=True, slots=True)
class Spot:
    """One line of a scan: what it is about, and the exports that mend it."""

    tool: Scanned
    about: Finding | Trouble | tuple[Told, ...] | None
    mends: tuple[Scope, ...] = ()

    @property
    def setting(self) -> str:
        return self.about.setting if isinstance(self.about, Finding) else ""


def spots(tool: Scanned) -> list[Spot]:
    """Everything there is to say about one tool, the worst first."""
    findings = sorted(tool.findings, key=lambda one: one.beyond != "bounds")
    found = [Spot(tool, trouble) for trouble in tool.troubles]
    found += [Spot(tool, finding, finding.mends) for finding in findings]
    if tool.untold:
        found.append(Spot(tool, tool.told, tool.mends()))
    return found or [Spot(tool, None)]


def spot_line(session: Session, spot: Spot, room: int) -> Line:
    """One line of the list."""
    about = spot.about
    if isinstance(about, Finding):
        setting = session.setting(about.setting)
        half = max(room * 55 // 100 - 4, 8)
        value = value_words(setting, about.value, about.wanted)
        sign, style = SIGNS[about.beyond]
        return (
            ("  ", ""),
            (sign, style),
            span(fitted(setting.title, half), "strong"),
            (" ", ""),
            span(fitted(value, max(room - half - 6, 4)), style),
        )
    said = fine_words(spot.tool) if about is None else words.SCAN_UNTOLD
    if isinstance(about, Trouble):
        return ("  ", ""), ("! ", "error"), span(fitted(words.SCAN_BROKEN, room - 4), "error")
    return ("  ", ""), ("  ", ""), span(fitted(said, room - 4), "dim")


def spot_lines(session: Session, spot: Spot, size: int) -> list[Line]:
    """The whole of it: what, why, and what mends it."""
    about = spot.about
    lines: list[Line] = []
    if isinstance(about, Trouble):
        lines += wrapped([span(trouble_words(about), "error")], size)
    elif isinstance(about, Finding):
        lines += wrapped([span(_(BEYOND[about.beyond]), SIGNS[about.beyond][1])], size)
        lines += wrapped([span(finding_words(session.setting(about.setting), about), "strong")], size)
        lines += _mend_lines(spot, size)
        for because in sorted(about.because, key=lambda one: not one.path):
            lines += wrapped([("· ", "dim"), span(one_words(because))], size, hang=2)
        if not spot.mends:
            lines += wrapped([span(by_hand_words(about.because), "note")], size)
    elif about is not None:
        for told in about:
            lines += wrapped([span(told_words(told))], size)
        lines += _mend_lines(spot, size)
    if about is not None and spot.tool.target.hint:
        lines += wrapped([span(_(spot.tool.target.hint), "dim")], size)
    return lines


def _mend_lines(spot: Spot, size: int) -> list[Line]:
    if not spot.mends:
        return []
    text = words.SCAN_MEND.format(command=command(spot.tool.target, spot.mends))
    return wrapped([span(text, "good")], size)
