"""What the AI tools on this machine and in this project do now, beside what they should.

A tool is looser than the bounds, or than the profile only; what it is merely told has
no value to compare, so of that only is said whether its instructions say what the
profile says. What mends a finding is tried out before it is named: the export is
planned, and the files are read again as they would then be.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Literal

from configurator.domain.bounds import Bounds
from configurator.domain.frozen import dataclass, field, replace
from configurator.domain.settings import Setting, Value
from configurator.errors import ConfiguratorError
from configurator.exporters import registry
from configurator.exporters.plan import FilePlan, Plan
from configurator.exporters.render import rows_by_setting
from configurator.exporters.scan.fires import Because
from configurator.exporters.scan.readings import Reader, Reading, read
from configurator.exporters.scan.sources import Now, Places, Trouble, is_used, look, told_in
from configurator.exporters.table import ByValue, Patch, Scope, Target, TargetFile
from configurator.session.exporting import plan_export
from configurator.session.session import Session

Beyond = Literal["bounds", "profile"]
Telling = Literal["says", "differs", "absent"]
SCOPES: tuple[Scope, ...] = ("project", "user")


@dataclass(frozen=True, slots=True)
class Finding:
    """One setting in which a tool is looser than it should be.

    ``value`` is what the tool does and ``wanted`` the effective one; ``beyond`` what
    it goes past. ``said`` is whether a file makes it so, rather than none keeping it.
    ``mends`` are the scopes whose export mends it, together; empty where none does.
    """

    setting: str
    value: Value
    wanted: Value
    beyond: Beyond
    because: tuple[Because, ...]
    said: bool
    mends: tuple[Scope, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """An instructions file, and whether it says what the profile says."""

    path: str
    scope: Scope
    telling: Telling


@dataclass(frozen=True, slots=True)
class Scanned:
    """One tool. ``readings`` are all that its files say, ``levels`` how far an export
    makes it hold to each setting at best."""

    target: Target
    paths: tuple[str, ...]
    troubles: tuple[Trouble, ...]
    findings: tuple[Finding, ...]
    told: tuple[Told, ...]
    readings: Mapping[str, Reading] = field(default_factory=dict)
    levels: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_beyond_bounds(self) -> bool:
        return any(finding.beyond == "bounds" for finding in self.findings)

    @property
    def only_told(self) -> bool:
        """Whether nothing that an export writes was seen to hold the tool."""
        return bool(self.levels) and "enforced" not in self.levels.values()

    @property
    def untold(self) -> bool:
        """Whether the tool is told something else than the profile says, or nothing."""
        states = {one.telling for one in self.told}
        return bool(states) and ("differs" in states or "says" not in states)

    def mends(self) -> tuple[Scope, ...]:
        """The scopes to export to, so that everything that can be mended is."""
        wanted = {scope for finding in self.findings for scope in finding.mends}
        told = replace(self, told=tuple(_told_after(one, wanted) for one in self.told))
        if told.untold:
            differing = [one.scope for one in told.told if one.telling == "differs"]
            wanted.update(differing or [one.scope for one in told.told][:1])
        return tuple(scope for scope in SCOPES if scope in wanted)


def _told_after(one: Told, exported: Collection[Scope]) -> Told:
    return replace(one, telling="says") if one.scope in exported else one


def targets_here(places: Places, scope: Scope | None = None) -> list[Target]:
    """The tools that are configured on this machine or in this project; in ``scope``, if given."""
    scopes = SCOPES if scope is None else (scope,)
    used = [target for target in registry.all_targets() if is_used(target, places, scopes)]
    # A file that some tool is told by answers for that tool; on its own it is a target itself.
    told = {file.project for target in used if len(target.files) > 1 for file in target.files.values()}
    return [
        target
        for target in used
        if len(target.files) > 1 or not {file.project for file in target.files.values()} & told
    ]


def scan(
    session: Session, targets: Iterable[Target], places: Places, scope: Scope | None = None
) -> list[Scanned]:
    """What each of ``targets`` does now. Raises ConfiguratorError where the profile is unsound.

    With ``scope`` only its own files are looked at, and only for what they say or
    could say: a project's files cannot answer for what only the person's hold.
    """
    session.sound()
    scopes = SCOPES if scope is None else (scope,)
    return [_Scan(session, target, places, scopes).done() for target in targets]


def command(target: Target, scopes: Sequence[Scope], options: Sequence[str] = ()) -> str:
    """The one command that exports the profile to ``target``, as a person types it."""
    scope = scopes[0] if len(scopes) == 1 else "both"
    return shlex.join(["configurator", "export", target.id, "--scope", scope, *options])


class _Scan:
    """One tool while it is looked at."""

    def __init__(self, session: Session, target: Target, places: Places, scopes: tuple[Scope, ...]) -> None:
        self.session = session
        self.target = target
        self.places = places
        self.scopes = scopes
        self.plans: dict[Scope, Plan | None] = {}

    @property
    def settings(self) -> dict[str, Setting]:
        return {key: one.setting for key, one in self.session.composition.permitted.items()}

    @property
    def values(self) -> dict[str, Value]:
        return {key: effective.value for key, effective in self.session.effective.items()}

    def done(self) -> Scanned:
        now = self.look(self.places)
        for scope in self.scopes:
            self.plans[scope] = self.plan(scope)
        stops = any(trouble.fate == "stops" for trouble in now.troubles)
        readings = {} if stops else read(self.target, self.settings, self.values, now)
        findings = self.looser(now, readings)
        return Scanned(
            self.target,
            tuple(one.path for one in now.found),
            now.troubles,
            tuple(self.mended(findings)),
            () if stops else tuple(self.told()),
            readings,
            self.levels(),
        )

    def look(self, places: Places) -> Now:
        only = len(self.scopes) == 1
        return look(self.target, places, self.scopes if only else (*self.scopes, "machine"))

    def plan(self, scope: Scope) -> Plan | None:
        """The export to that scope; None where there can be none."""
        root = self.places.folder(scope)
        try:
            return plan_export(self.session, [self.target.id], root, scope)
        except ConfiguratorError:
            return None

    def levels(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for plan in self.plans.values():
            for key, coverage in (plan.coverage.get(self.target.id, {}) if plan else {}).items():
                found[key] = "enforced" if "enforced" in (found.get(key), coverage.level) else coverage.level
        return found

    # ------------------------------------------------------------- looser

    def looser(self, now: Now, readings: Mapping[str, Reading]) -> list[Finding]:
        found = []
        for key, reading in readings.items():
            beyond = self.beyond(key, reading)
            if beyond and (self.is_held(key) or any(one.path for one in reading.because)):
                wanted = self.values[key]
                because = reading.because or self.because(now, readings, key, wanted)
                said = any(one.path for one in because)
                found.append(Finding(key, reading.value, wanted, beyond, because, said))
        return found

    def is_held(self, key: str) -> bool:
        """Whether the tool can be held to the effective value: what it is merely told has
        no value to compare, unless a file of its own loosens it."""
        row, value = rows_by_setting(self.target)[key], self.values[key]
        order: Any = self.settings[key].order
        least = self.target.present.least.get(key, value)
        if least in order and order.tighter_of(least, value) != least:
            return False
        return not isinstance(row, ByValue) or isinstance(row.cases.get(str(value)), Patch)

    def beyond(self, key: str, reading: Reading) -> Beyond | None:
        effective = self.session.effective[key]
        order: Any = self.settings[key].order
        if any(order.tighter_of(value, effective.value) == value for value in reading.alike):
            return None
        bounds = effective.permitted
        span = bounds.span if isinstance(bounds, Bounds) else None
        if span is not None and order.tighter_of(reading.value, span[1]) != reading.value:
            return "bounds"
        return "profile"

    def because(
        self, now: Now, readings: Mapping[str, Reading], key: str, wanted: Value
    ) -> tuple[Because, ...]:
        others = {**self.values, **{one: reading.value for one, reading in readings.items()}}
        reader = Reader(self.target, self.settings, others, now)
        return reader.lacking(rows_by_setting(self.target)[key], self.settings[key], wanted)

    # ------------------------------------------------------------- mending

    def mended(self, findings: list[Finding]) -> list[Finding]:
        """The findings with what mends them: one export for as many as can be."""
        if not findings:
            return []
        options: list[tuple[Scope, ...]] = [(scope,) for scope in self.scopes]
        options += [self.scopes] if len(self.scopes) > 1 else []
        left = {scopes: self.left_after(scopes) for scopes in options}
        first = "project" if self.is_of_project() else "user"
        options.sort(key=lambda scopes: (len(scopes), len(left[scopes]), first not in scopes))
        done = [
            replace(one, mends=next((scopes for scopes in options if one.setting not in left[scopes]), ()))
            for one in findings
        ]
        return [one for one in done if len(self.scopes) > 1 or one.said or one.mends]

    def is_of_project(self) -> bool:
        """Whether the tool has settings in the project, and none of the person's."""
        found = self.look(self.places).found
        places = {one.place for one in found}
        return "project" in places and "user" not in places

    def left_after(self, scopes: Sequence[Scope]) -> set[str]:
        """The settings in which the tool would still be looser after these exports."""
        plans = [self.plans[scope] for scope in scopes]
        if not all(plans):
            return set(self.settings)
        texts = {file.path: file.after for plan in plans if plan for file in plan.files}
        now = self.look(replace(self.places, texts=texts))
        if any(trouble.fate == "stops" for trouble in now.troubles):
            return set(self.settings)
        readings = read(self.target, self.settings, self.values, now)
        return {finding.setting for finding in self.looser(now, readings)}

    # ------------------------------------------------------------- told

    def told(self) -> list[Told]:
        """The tool's instructions files: whether our block in them says what it should."""
        found = []
        for scope in self.scopes:
            plan = self.plans[scope]
            by_path = {file.path: file for file in plan.files} if plan else {}
            for file in self.target.files.values():
                planned = by_path.get(os.path.join(plan.root, file.path_in(scope))) if plan else None
                if planned is not None and file.path_in(scope) and file.tells and not file.ours:
                    found.append(Told(planned.path, scope, _telling(planned, file)))
        return found


def _telling(planned: FilePlan, file: TargetFile) -> Telling:
    before = told_in(planned.before, planned.path, file)
    if before is None:
        return "absent"
    return "says" if before == told_in(planned.after, planned.path, file) else "differs"
