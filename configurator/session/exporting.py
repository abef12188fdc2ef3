"""A session on its way out: its effective values as choices, the plan of an export,
and which earlier exports no longer say what the session says."""

from __future__ import annotations

from collections.abc import Sequence

from configurator.domain.bounds import AnyBounds, Bounds, OneOf
from configurator.exporters import guard, manifest, registry
from configurator.exporters.plan import Plan, plan
from configurator.exporters.table import Choice, Rank, Scope
from configurator.resolution.resolve import Effective
from configurator.session.session import Session


def choices(session: Session) -> list[Choice]:
    """Every effective value, in display order, with who has the say about it."""
    return [
        Choice(session.setting(key), effective.value, _rank(effective))
        for key, effective in session.effective.items()
    ]


def _rank(effective: Effective) -> Rank:
    if effective.origin == "held" or _is_fixed(effective.permitted):
        return "bound"
    return "default" if effective.asked is None else "own"


def _is_fixed(bounds: AnyBounds) -> bool:
    """Whether bounds leave one value only."""
    if isinstance(bounds, Bounds):
        return bounds.span is not None and bounds.span[0] == bounds.span[1]
    if isinstance(bounds, OneOf):
        return len(bounds.permitted) == 1
    return bounds.max_chars == 0


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
    return plan(targets, choices(session), root, scope, record(session), budget=budget)


def record(session: Session) -> manifest.Manifest:
    """What earlier exports of this and the neighbouring profiles wrote."""
    path = session.profile.path
    return manifest.load(manifest.beside(path) if path else "")


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
