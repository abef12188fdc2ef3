"""What is said about loosenings that wait, lapse or need somebody: on every front end the same."""

from __future__ import annotations

from collections.abc import Iterable

from configurator.domain.settings import written
from configurator.messages import _, commas, counted
from configurator.resolution.standing import LOOSENING, NEXT_DAY, SECOND_PERSON
from configurator.session import signing
from configurator.session.approving import approvers
from configurator.session.parting import leaving_now
from configurator.session.session import Session
from configurator.session.terms import lapse_day, lapsed, lapsing, waiting
from configurator.store.clock import date_of

MOST = 6
"""Loosenings that one question names."""


def hold_words(session: Session, key: str) -> tuple[str, str]:
    """Why the wish for ``key`` is not in force, and what the person can do; both empty where it is."""
    effective = session.effective[key]
    hold, setting = effective.hold, session.setting(key)
    if hold is None:
        return "", ""
    wanted = written(setting.plain(effective.default if effective.asked is None else effective.asked))
    if hold.by != LOOSENING:
        day = date_of(hold.day or session.today)
        reason = _("`{value}` lapsed on {day}: loosened settings last only so long", value=wanted, day=day)
        return reason, _("`configurator renew {key}` asks for it again", key=key)
    if hold.day is not None:
        reason = _(
            "`{value}` holds from {day} on: loosening takes a night", value=wanted, day=date_of(hold.day)
        )
        return reason, _("`configurator reset {key}` takes it back", key=key)
    reason = _("`{value}` waits until a second person approves", value=wanted)
    mark = session.profile.loosened.get(key)
    return reason, who_approves(session, key, is_signed=mark is not None and mark.approved is not None)


def hold_remarks(session: Session, keys: Iterable[str]) -> list[str]:
    """For those of ``keys`` whose wish is not in force: each with the reason."""
    found = [(key, hold_words(session, key)[0]) for key in keys if key in session.effective]
    return [_("{key}: {reason}", key=key, reason=reason) for key, reason in found if reason]


def who_approves(session: Session, about: str, *, is_signed: bool = False) -> str:
    """How a second person approves, or what is missing for it."""
    layers = approvers(session.composition)
    if not layers:
        if any(layer.managed for layer in session.composition.layers):
            return _(
                "nobody can approve yet: the machine's administrator has to set a passphrase (`configurator layer passphrase FILE`)"
            )
        return _(
            "nobody can approve yet: a guardian has to set a passphrase in their layer (`configurator layer passphrase FILE`)"
        )
    if is_signed and not signing.is_installed():
        return signing.MissingLibraryError().hint
    names = commas(layer.name for layer in layers)
    return _("`configurator approve {about}`, with the passphrase of {names}", about=about, names=names)


def loosened_lines(before: Session, after: Session, keys: Iterable[str]) -> list[str]:
    """Each loosening in plain words, few enough to be read."""
    lines = []
    for key in keys:
        setting = after.setting(key)
        old = setting.named(before.effective[key].value) if key in before.effective else ""
        one = after.effective[key]
        new = setting.named(one.default if one.asked is None else one.asked)
        lines.append(_("{title} ({key}): {old} → {new}", title=setting.title, key=key, old=old, new=new))
    if len(lines) > MOST:
        more = _("and {count} more", count=len(lines) - MOST)
        return [*lines[:MOST], more]
    return lines


def outlook(session: Session) -> list[tuple[str, str]]:
    """What lapsed, lapses soon or waits, each as a message and a hint: for a start and an export."""
    found = []
    if keys := lapsed(session):
        names = _few(keys)
        message = counted(
            "{count} loosened setting lapsed and is at its default: {names}",
            "{count} loosened settings lapsed and are at their defaults: {names}",
            len(keys),
            names=names,
        )
        found.append((message, _("`configurator renew {keys}` asks for them again", keys=_all_or(keys))))
    if keys := lapsing(session):
        day = date_of(lapse_day(session, keys[0]) or session.today)
        message = counted(
            "{count} loosened setting lapses soon, on {day}: {names}",
            "{count} loosened settings lapse soon, the first on {day}: {names}",
            len(keys),
            names=_few(keys),
            day=day,
        )
        found.append((message, _("`configurator renew {keys}` keeps them", keys=_all_or(keys))))
    if keys := waiting(session):
        message = counted(
            "{count} loosening does not hold yet: {names}",
            "{count} loosenings do not hold yet: {names}",
            len(keys),
            names=_few(keys),
        )
        found.append((message, hold_words(session, keys[0])[1] if len(keys) == 1 else _when(session)))
    return found + [leaving_words(session, name) for name in leaving_now(session)]


def leaving_words(session: Session, name: str) -> tuple[str, str]:
    """That a layer was taken off and applies until it may go, and what that takes."""
    if session.rules.way == NEXT_DAY:
        day = date_of(session.profile.leaving[name].on + 1)
        return _("layer `{layer}` was taken off and applies until {day}", layer=name, day=day), ""
    message = _("layer `{layer}` was taken off and applies until a second person approves", layer=name)
    mark = session.profile.leaving[name]
    return message, who_approves(session, name, is_signed=mark.approved is not None)


def _when(session: Session) -> str:
    if session.rules.way == SECOND_PERSON:
        return who_approves(session, "--all")
    return _("what was loosened today holds from {day} on", day=date_of(session.today + 1))


def _few(keys: list[str]) -> str:
    names = commas(f"`{key}`" for key in keys[:3])
    return _("{items} and {count} more", items=names, count=len(keys) - 3) if len(keys) > 3 else names


def _all_or(keys: list[str]) -> str:
    return keys[0] if len(keys) == 1 else "--all"
