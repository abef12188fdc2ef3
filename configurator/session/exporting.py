"""A session on its way out: its effective values as choices, the plan of an export,
and which earlier exports no longer say what the session says."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import get_args

from configurator.domain.bounds import Bounds
from configurator.domain.frozen import replace
from configurator.exporters import guard, manifest, registry
from configurator.exporters.places import beside
from configurator.exporters.plan import ChoicesFor, Plan, plan, plan_without
from configurator.exporters.table import Choice, Coverage, Level, Rank, Scope, Target, Values
from configurator.exporters.under_way import mend
from configurator.resolution.resolve import Effective, effective_of
from configurator.session.session import Session


def choices(session: Session) -> list[Choice]:
    """Every effective value, in display order, with who has the say about it."""
    return [
        _choice(session, effective, "default" if effective.asked is None else "own")
        for effective in session.effective.values()
    ]


def loosest(session: Session) -> list[Choice]:
    """The loosest value of each setting that bounds and conditions permit anybody.

    A condition counts where nobody can keep it from firing: whatever somebody is
    permitted while all else is as it has to be, a managed file must not take away.
    Of options and texts there is no loosest; a `Choice` says whether it is bounded.
    """
    whole = session.composition
    found: dict[str, Effective] = {}
    calm: dict[str, Effective] = {}
    for key in whole.keys:
        bounds = whole.permitted[key].bounds
        ends = bounds.span if isinstance(bounds, Bounds) and bounds.span is not None else (None, None)
        tight, loose = (effective_of(whole, key, end, calm) for end in ends)
        found[key] = loose
        fires = [
            trigger
            for conditions in whole.conditions.values()
            for condition in conditions
            for trigger in condition.when
            if trigger.key == key
        ]
        calm[key] = min(tight, loose, key=lambda one: sum(t.fires(one.value) for t in fires))
    return [_choice(session, found[key], "bound") for key in whole.permitted]


def choices_for(session: Session) -> ChoicesFor:
    """What is exported to a target, worked out once for each sort of target."""
    known: dict[Values, list[Choice]] = {}

    def of(target: Target) -> list[Choice]:
        if target.values not in known:
            known[target.values] = (choices if target.values == "effective" else loosest)(session)
        return known[target.values]

    return of


def _choice(session: Session, effective: Effective, rank: Rank) -> Choice:
    found = Choice(session.setting(effective.key), effective.value, rank, effective.permitted)
    return replace(found, rank="bound") if effective.origin == "held" or found.fixed else found


def plan_export(
    session: Session, target_ids: Sequence[str], root: str, scope: Scope = "project", budget: int = 0
) -> Plan:
    """What exporting ``session`` to these targets would do. Raises ConfiguratorError.

    ``root`` is the project's folder, or the home folder in user scope. A profile
    with a preference that is no value is not exported: what was meant by it,
    perhaps a tightening, would silently not hold.
    """
    session.sound()
    targets = [registry.target(id_) for id_ in dict.fromkeys(target_ids)]
    return plan(targets, choices_for(session), root, scope, record(session), budget=budget)


def together(plans: Sequence[Plan]) -> Plan:
    """Several plans as one to tell about: of each setting the best that any of them says."""
    if len(plans) == 1:
        return plans[0]
    order = get_args(Level)
    coverage: dict[str, dict[str, Coverage]] = {}
    for each in plans:
        for id_, rows in each.coverage.items():
            found = coverage.setdefault(id_, {})
            for key, one in rows.items():
                found[key] = min(found.get(key, one), one, key=lambda row: order.index(row.level))
    return replace(
        plans[0],
        files=tuple(file for each in plans for file in each.files),
        coverage=coverage,
        notes=tuple(dict.fromkeys(note for each in plans for note in each.notes)),
        unsaid={id_: keys for each in plans for id_, keys in each.unsaid.items()},
    )


def plan_unexport(session: Session, target_ids: Sequence[str], root: str, scope: Scope = "project") -> Plan:
    """Taking back what exports to these targets wrote below ``root``; without ids, all
    that they wrote there. Raises ConfiguratorError.

    Only where another target stays in a file does the profile have to be sound.
    """

    @cache
    def sound() -> ChoicesFor:
        return choices_for(session.sound())

    def of(target: Target) -> Sequence[Choice]:
        return sound()(target)

    return plan_without(tuple(dict.fromkeys(target_ids)), of, root, scope, record(session))


def record(session: Session) -> manifest.Manifest:
    """What earlier exports of this and the neighbouring profiles wrote. One that was
    interrupted is finished or taken back first. Raises ConfiguratorError."""
    path = beside(session.profile.path) if session.profile.path else ""
    notes = tuple(said for said, _hint in (mend(path) if path else ()))
    return replace(manifest.load(path), notes=notes)


def exported(session: Session, root: str, scope: Scope = "project") -> list[str]:
    """The targets that earlier exports wrote files for below ``root``. Raises ConfiguratorError."""
    records = record(session).files.values()
    place = guard.checked_root(root) if records else root
    return sorted({id_ for one in records if (one.root, one.scope) == (place, scope) for id_ in one.targets})


def drifted(session: Session, root: str, scope: Scope = "project") -> dict[str, tuple[str, ...]]:
    """Of each target exported before, the files that do not say what ``session`` says:
    none where every one does. Raises ConfiguratorError."""
    return {
        id_: tuple(
            file.path for file in plan_export(session, [id_], root, scope).files if file.action != "unchanged"
        )
        for id_ in exported(session, root, scope)
    }
