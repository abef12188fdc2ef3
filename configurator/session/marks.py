"""The marks of a profile as the rules read them, and the marks that a change makes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from configurator.domain.frozen import replace
from configurator.domain.profile import Approval, Mark, Profile
from configurator.domain.settings import NotAValueError, Setting, Value
from configurator.resolution.compose import Composition
from configurator.resolution.standing import FREE, LOOSENING, Asked, exceeds, in_force
from configurator.session.approving import is_approved

if TYPE_CHECKING:
    from configurator.session.session import Session


def asked_when(
    composition: Composition,
    profile: Profile,
    values: Mapping[str, Value],
    today: int,
    like: Session | None = None,
) -> dict[str, Asked]:
    """When each wish was made, and by whom it is approved.

    A mark that is about another wish, or of a day still to come, does not date the wish:
    like one without a mark it counts from the day the file was last written. What ``like``,
    a session under the same composition, has too is as there.
    """
    written = today if profile.written is None else min(profile.written, today)
    unmarked, found = Asked(written), dict[str, Asked]()
    known: Mapping[str, Asked] = {}
    if like is not None and (like.today, like.profile.written) == (today, profile.written):
        known, wishes, marks = like.asked, like.values, like.profile.loosened
    for key in {**values, **profile.loosened}:
        if (
            key in known
            and wishes.get(key) is values.get(key)
            and marks.get(key) is profile.loosened.get(key)
        ):
            found[key] = known[key]
            continue
        permitted = composition.permitted.get(key)
        if permitted is None or permitted.setting.order is None:
            continue
        mark = profile.loosened.get(key)
        found[key] = unmarked
        if mark is not None:
            found[key] = _asked(composition, permitted.setting, values.get(key), mark, (written, today))
    return found


def _asked(
    composition: Composition, setting: Setting, wish: Value, mark: Mark, days: tuple[int, int]
) -> Asked:
    """What a mark says of ``wish``; ``days`` are when the file was written, and today."""
    written, today = days
    fits = mark.on <= today and is_about(setting, mark, wish)
    on, approved = mark.on if fits else written, False
    if fits and (approved := _covers(composition, setting, mark.approved, wish, today)):
        on = min(on, mark.approved.on if mark.approved else on)
    before = _read(setting, mark.before)
    before_on = min(on if mark.before_on is None else mark.before_on, on)
    stands = before is not None and _covers(composition, setting, mark.before_approved, before, today)
    if stands and mark.before_approved:
        before_on = min(before_on, mark.before_approved.on)
    return Asked(on, approved, before, before_on, stands)


def is_about(setting: Setting, mark: Mark, wish: Value) -> bool:
    """Whether ``mark`` was made for ``wish``, and not for what stood there before a hand edit."""
    return bool(_read(setting, mark.to) == wish)


def _covers(
    composition: Composition, setting: Setting, approval: Approval | None, value: Value, today: int
) -> bool:
    """Whether a second person agreed to ``value`` or to something looser."""
    if approval is None or approval.on > today or setting.order is None:
        return False
    default = composition.permitted[setting.key].default
    upto = _read(setting, approval.to)
    upto, value = default if upto is None else upto, default if value is None else value
    return not exceeds(setting.order, value, upto) and is_approved(
        composition, "setting", setting.key, approval
    )


def _read(setting: Setting, raw: Any) -> Value:
    """The value that ``raw`` spells; None where it spells none."""
    try:
        return None if raw is None else setting.read(raw)
    except NotAValueError:
        return None


# ---------------------------------------------------------------- what a change marks


def marked(
    session: Session, wishes: Mapping[str, Value], changed: Collection[str], renewed: Collection[str]
) -> dict[str, Mark]:
    """The marks once ``wishes`` differ from the session's in ``changed``, and those in
    ``renewed`` are asked for once more."""
    marks = dict(session.profile.loosened)
    was_free = LOOSENING in changed and not session.rules.takes_more
    if was_free:
        marks |= _in_force_today(session)
    for key in sorted({*changed, *renewed}):  # so that every process writes them in one order
        if key not in session.composition.permitted:
            continue
        mark = _mark(session, key, wishes.get(key), renewing=key in renewed)
        if mark is not None:  # what is asked together with a tighter way is judged by the way before
            was_asked = was_free and key != LOOSENING and mark.on == session.today
            marks[key] = replace(mark, before=mark.to, before_on=mark.on) if was_asked else mark
        else:
            marks.pop(key, None)
    return marks


def _in_force_today(session: Session) -> dict[str, Mark]:
    """Marks of what was loosened today and holds, as something that was in force before: a
    way that takes more from now on takes back nothing of today."""
    found: dict[str, Mark] = {}
    for key, asked in session.asked.items():
        permitted, wish = session.composition.permitted[key], session.values.get(key)
        order, mark = permitted.setting.order, session.profile.loosened.get(key)
        if order is None or wish is None or asked.on < session.today or key in session.holds:
            continue
        if exceeds(order, wish, permitted.default):
            to, proof = permitted.setting.plain(wish), mark.approved if mark and asked.approved else None
            found[key] = Mark(asked.on, to, to, proof, asked.on, proof)
    return found


def _mark(session: Session, key: str, wish: Value, *, renewing: bool) -> Mark | None:
    """The mark of a wish that was changed or renewed today; None where nothing is to be told."""
    permitted = session.composition.permitted[key]
    setting, default, order = permitted.setting, permitted.default, permitted.setting.order
    if order is None or session.rules == FREE:
        return None
    wanted = default if wish is None else wish
    now = in_force(permitted, session.values.get(key), session.holds.get(key))
    looser, loosens = exceeds(order, wanted, default), exceeds(order, wanted, now)
    takes_more = session.rules.takes_more or (key == LOOSENING and loosens)
    if not looser and not (loosens and takes_more):
        return None
    since, proof = _provenance(session, key, now)
    mark = Mark(since if not loosens and not renewing else session.today, to=_plain(setting, wish))
    if not loosens and not renewing:
        mark = replace(mark, approved=proof)
    if now != default and (loosens or renewing):
        mark = replace(mark, before=setting.plain(now))
        if exceeds(order, now, default):
            mark = replace(mark, before_on=since, before_approved=proof)
    return mark


def _provenance(session: Session, key: str, now: Value) -> tuple[int, Approval | None]:
    """Since when what is in force now was asked for, and the approval that stands behind it."""
    asked, mark = session.asked.get(key), session.profile.loosened.get(key)
    if asked is None:
        return session.today, None
    if session.values.get(key) == now and (mark is None or key not in session.holds):
        return asked.on, mark.approved if mark and asked.approved else None
    return asked.before_on or asked.on, mark.before_approved if mark and asked.before_approved else None


def _plain(setting: Setting, wish: Value) -> Any:
    return None if wish is None else setting.plain(wish)


# ------------------------------------------------------------------------ on saving


def settled(session: Session, changed: Collection[str]) -> dict[str, Mark]:
    """The marks to write of everything but ``changed``, where ``session`` is what the file has.

    Every loosened wish is dated before the file's own date moves on; a mark that has
    nothing left to say goes, one of a setting that no policy here knows stays.
    """
    marks = session.profile.loosened
    kept = {key: mark for key, mark in marks.items() if key not in session.composition.permitted}
    if session.rules == FREE:
        return {key: mark for key, mark in marks.items() if key not in changed}
    for key, asked in session.asked.items():
        permitted, wish, mark = session.composition.permitted[key], session.values.get(key), marks.get(key)
        wanted, order = permitted.default if wish is None else wish, permitted.setting.order
        if order is None or key in changed:
            continue
        looser = exceeds(order, wanted, permitted.default)
        if not looser and not (mark is not None and key in session.holds):
            continue
        if mark is not None and mark.on <= session.today and is_about(permitted.setting, mark, wish):
            spent = key not in session.holds and mark.before_on is None
            kept[key] = replace(mark, before=None) if spent else mark
        else:
            kept[key] = replace(
                mark or Mark(0), on=asked.on, to=_plain(permitted.setting, wish), approved=None
            )
    return kept
