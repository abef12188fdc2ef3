"""How long what was loosened holds, and what of it waits: questions to a session. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from configurator.domain.orders import is_looser
from configurator.resolution.standing import LOOSENING, RELAXED, exceeds, in_force

if TYPE_CHECKING:
    from configurator.session.session import Session

NOTICE = 7
"""Days before a lapse from which it is told of, in periods of two weeks to ten."""


def lapse_day(session: Session, key: str) -> int | None:
    """The day on which ``key`` goes, or went, back to its default; None where it never does."""
    hold, days = session.holds.get(key), session.rules.days
    if hold is not None and hold.by == RELAXED:
        return hold.day
    return session.asked[key].on + days if days is not None and is_loosened(session, key) else None


def is_loosened(session: Session, key: str) -> bool:
    """Whether more is asked for ``key`` than its default."""
    permitted, wish = session.composition.permitted.get(key), session.values.get(key)
    order = permitted.setting.order if permitted is not None else None
    return (
        wish is not None
        and permitted is not None
        and order is not None
        and exceeds(order, wish, permitted.default)
    )


def lapsed(session: Session) -> list[str]:
    """The settings that are back at their default because their time is over."""
    return _held_for(session, RELAXED)


def due(session: Session) -> list[str]:
    """The settings that are to be renewed: what lapsed, and what lapses before long."""
    return [*lapsed(session), *lapsing(session)]


def waiting(session: Session) -> list[str]:
    """The settings whose wish does not hold yet."""
    return _held_for(session, LOOSENING)


def eased(before: Session, after: Session) -> list[str]:
    """The settings whose effective value is looser in ``after``."""
    found = []
    for key, one in after.effective.items():
        order = after.setting(key).order
        if (
            order is not None
            and key in before.effective
            and is_looser(order, one.value, before.effective[key].value)
        ):
            found.append(key)
    return found


def newly_held(before: Session, after: Session) -> list[str]:
    """The settings whose wish is in force in ``before`` and not in ``after``."""
    new = after.holds.keys() - before.holds.keys()
    return [key for key in after.effective if key in new and after.effective[key].hold] if new else []


def _held_for(session: Session, by: str) -> list[str]:
    found = {key for key, hold in session.holds.items() if hold.by == by}
    return [key for key in session.effective if key in found and session.effective[key].hold] if found else []


def lapsing(session: Session, among: Iterable[str] | None = None) -> list[str]:
    """The settings that lapse before long, soonest first; only those ``among`` some, where given."""
    days = session.rules.days
    if days is None:
        return []
    notice = min(max(NOTICE, days // 10), days // 2)
    asked = session.asked if among is None else [key for key in among if key in session.asked]
    left = {key: lapse_day(session, key) for key in asked if key not in session.holds}
    soon = {key: day for key, day in left.items() if day is not None and day - session.today <= notice}
    return sorted(soon, key=lambda key: (soon[key], key))


def renewals(session: Session, changes: Mapping[str, Any]) -> frozenset[str]:
    """Those of ``changes`` that ask once more for what lapsed, lapses soon or waits."""
    again = {
        key for key, raw in changes.items() if raw is not None and session.profile.preferences.get(key) == raw
    }
    return frozenset(again & {*session.holds, *lapsing(session, again)}) if again else frozenset()


def loosenings(before: Session, after: Session) -> list[str]:
    """The settings that ``after`` asks to be looser than they are in force in ``before``."""
    touched = {
        key for key in {**before.values, **after.values} if before.values.get(key) != after.values.get(key)
    }
    touched |= after.renewed
    return [key for key in after.effective if key in touched and _loosens(before, after, key)]


def _loosens(before: Session, after: Session, key: str) -> bool:
    permitted = after.composition.permitted[key]
    order = permitted.setting.order
    if order is None:
        return False
    now = in_force(before.composition.permitted[key], before.values.get(key), before.holds.get(key))
    wish = after.values.get(key)
    return key in after.renewed or exceeds(order, permitted.default if wish is None else wish, now)
