"""Saving a change, and recording it: the one way by which both front ends write.

The record follows the person's own settings: none where `oversight.audit_log` is
off, and kept for at least `oversight.log_days`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from configurator.domain.profile import Profile
from configurator.errors import ConfiguratorError
from configurator.messages import _
from configurator.session.remembered import remember_saved
from configurator.session.session import Session
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
) -> str:
    """Write ``changes`` (raw values, None to remove) into the session's profile.

    ``front`` names the front end, ``layers`` replaces the profile's where given.
    Returns why the change could not be recorded, empty if it was: a broken record is
    told, and stops nobody from tightening. Raises ConfiguratorError, with the profile
    as it was, where it cannot be written.
    """
    profiles.edit(session.profile.path, changes, layers, session.profile.layers)
    remember_saved(session)
    before = session.profile.preferences
    moved = {key: [before.get(key), raw] for key, raw in changes.items()}
    if layers is not None and layers != session.profile.layers and not about:
        named = ", ".join(layers) or "none"
        what, about = (what, f"{LAYERS}: {named}") if changes else (LAYERS, named)
    return record(session, front, what, about, moved)


def record(
    session: Session, front: str, what: str, about: str, changes: Mapping[str, Any] | None = None
) -> str:
    """Add an entry to the profile's journal; why that failed, empty if it did not."""
    if session.effective[AUDIT].value == "off" if AUDIT in session.effective else False:
        return ""
    days = session.effective[DAYS].value if DAYS in session.effective else 30
    try:
        profile = read_profile(session.profile.path, session.profile.name)
    except ConfiguratorError:
        profile = session.profile
    try:
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
