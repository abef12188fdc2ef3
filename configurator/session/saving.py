"""Saving a change, and recording it: the one way by which both front ends write.

The record follows the person's own settings: none where `oversight.audit_log` is
off, and kept for at least `oversight.log_days`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from configurator.domain.policy import ApprovalKey
from configurator.domain.profile import Mark, Profile
from configurator.errors import ConfiguratorError
from configurator.files.read import is_there
from configurator.messages import _, later
from configurator.session.approving import approval
from configurator.session.marks import settled
from configurator.session.parting import parting
from configurator.session.remembered import remember_saved
from configurator.session.session import Session, differing
from configurator.store import journal, profiles
from configurator.store.reading import read_profile

LAYERS = "layers"
"""What a record says where layers changed; it is kept in English, like all of it."""

AUDIT, DAYS = "oversight.audit_log", "oversight.log_days"


def save(
    session: Session,
    changes: Mapping[str, Any],
    front: str,
    *,
    layers: tuple[str, ...] | None = None,
    what: str = "choose",
    about: str = "",
    renewed: Collection[str] = (),
) -> str:
    """Write ``changes`` (raw values, None to remove) into the session's profile.

    ``session`` is of what the file has; ``changes`` and ``renewed`` are marked with today,
    and every loosening without a date gets that of the file, which moves on with this.
    ``front`` names the front end, ``layers`` replaces the profile's where given; those
    that are gone leave marks where that takes more than asking. Returns why the change
    could not be recorded, empty if it was: a broken record is told, and stops nobody
    from tightening. Raises ConfiguratorError, with the profile as it was, where it
    cannot be written.
    """
    marks = marks_after(session, changes, renewed)
    leaving = parting(session, session.profile.layers if layers is None else layers)
    over = session.profile.layers
    was = session.profile.preferences
    profiles.edit(session.profile.path, changes, layers, over, was=was, loosened=marks, leaving=leaving)
    remember_saved(session)
    moved = {key: [was.get(key), raw] for key, raw in changes.items()}
    if layers is not None and layers != session.profile.layers and not about:
        named = ", ".join(layers) or "none"
        what, about = (what, f"{LAYERS}: {named}") if changes else (LAYERS, named)
    return record(session, front, what, about, moved)


def approve(
    session: Session, by: tuple[ApprovalKey, str], keys: Collection[str], layers: Collection[str], front: str
) -> str:
    """Sign the wishes for ``keys``, and that ``layers`` go, with a key and its passphrase.

    They count from today. Returns why it could not be recorded, empty if it was. Raises
    ConfiguratorError with the profile as it was.
    """
    today, signed = session.today, signed_marks(session, by, keys)
    leaving = {name: Mark(today, approved=approval(by, "layer", name, None, today)) for name in layers}
    marks = {**marks_after(session, {}, ()), **signed}
    profiles.edit(session.profile.path, {}, loosened=marks, leaving=leaving)
    about = ", ".join([*signed, *leaving])
    return record(session, front, "approve", about)


def signed_marks(session: Session, by: tuple[ApprovalKey, str], keys: Collection[str]) -> dict[str, Mark]:
    """The marks of wishes that are approved today."""
    signed: dict[str, Mark] = {}
    for key in keys:
        wish, today = session.values.get(key), session.today
        raw = None if wish is None else session.setting(key).plain(wish)
        signed[key] = Mark(today, raw, approved=approval(by, "setting", key, raw, today))
    return signed


def marks_after(
    session: Session, changes: Mapping[str, Any], renewed: Collection[str]
) -> dict[str, Mark | None]:
    """What changes among the marks of settings: None where one goes."""
    wanted = {key: raw for key, raw in {**session.profile.preferences, **changes}.items() if raw is not None}
    touched = {*differing(session.profile.preferences, wanted), *renewed}
    after = session.asking(wanted, renewed).profile.loosened
    old = session.profile.loosened
    fresh = {key: mark for key, mark in after.items() if key in touched or mark != old.get(key)}
    new = {**settled(session, touched), **fresh}
    return {key: new.get(key) for key in {**old, **new} if old.get(key) != new.get(key)}


def record(
    session: Session, front: str, what: str, about: str, changes: Mapping[str, Any] | None = None
) -> str:
    """Add an entry to the profile's journal; why that failed, empty if it did not."""
    if session.effective[AUDIT].value == "off" if AUDIT in session.effective else False:
        return ""
    days = session.effective[DAYS].value if DAYS in session.effective else 30
    try:
        path, profile = session.profile.path, session.profile
        if is_there(path, later("the profile")):
            profile = read_profile(path, profile.name)
        journal.append(
            journal.journal_path(session.profile.path),
            keep_days=days,
            front=front,
            policy=session.composition.policy.sha256,
            what=what,
            about=about,
            changes=dict(changes or {}),
            state=_state(profile),
        )
    except ConfiguratorError as error:
        return _("this was not recorded: {reason}", reason=str(error).partition("\n")[0])
    return ""


def _state(profile: Profile) -> dict[str, Any]:
    """The profile as plain data; what JSON cannot hold (dates) as text."""
    plain = (str, int, list, bool)
    preferences = {k: raw if isinstance(raw, plain) else str(raw) for k, raw in profile.preferences.items()}
    return {"layers": list(profile.layers), "preferences": preferences}


def restoring(session: Session, number: int) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The changes and layers that bring back the profile as it was after an entry.

    Raises ConfiguratorError where there is no such entry. Whether what was asked
    then is permitted now is for `Session.choose`.
    """
    from configurator.errors import UsageError

    entries = journal.read(journal.journal_path(session.profile.path))
    found = next((entry for entry in entries if entry.number == number), None)
    if found is None:
        hint = (
            _("it has entries {first} to {last}", first=entries[0].number, last=entries[-1].number)
            if entries
            else _("it has no entries")
        )
        raise UsageError(_("the journal has no entry {number}", number=number), hint=hint)
    then: dict[str, Any] = dict(found.state.get("preferences", {}))
    changes: dict[str, Any] = dict.fromkeys(session.profile.preferences)
    return {**changes, **then}, tuple(found.state.get("layers", ()))
