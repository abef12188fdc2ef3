"""A session as plain data: what `show`, `get` and `check` answer from."""

from __future__ import annotations

from typing import Any

from configurator.resolution.resolve import Effective
from configurator.resolution.standing import LOOSENING
from configurator.resolution.wording import permitted_json
from configurator.session.session import Session
from configurator.store.clock import date_of

SCHEMA = 1
"""The version of the JSON that the command line prints."""


def view(session: Session) -> dict[str, Any]:
    """Everything the reading verbs print, as JSON holds it."""
    composition = session.composition
    policy = composition.policy
    return {
        "schema": SCHEMA,
        "profile": session.profile.name,
        "policy": {"id": policy.id, "version": policy.version, "sha256": policy.sha256},
        "layers": [{"id": layer.id, "kind": layer.kind} for layer in composition.layers],
        "settings": {key: setting_view(session, key) for key in session.effective},
        "categories": dict(policy.catalogue.categories),
        "units": {s.unit: s.unit_one or s.unit for s in policy.catalogue.settings.values() if s.unit},
    }


def hold_view(effective: Effective) -> dict[str, Any]:
    """What is added where a wish is not in force: since or from when; both null where it
    waits for a person."""
    hold = effective.hold
    if hold is None:
        return {}
    day = None if hold.day is None else date_of(hold.day)
    waits = hold.by == LOOSENING
    return {"hold": {"by": hold.by, "since": None if waits else day, "from": day if waits else None}}


def setting_view(session: Session, key: str) -> dict[str, Any]:
    """One setting's object in the JSON of the command line."""
    effective = session.effective[key]
    setting = session.setting(key)
    return {
        "value": setting.plain(effective.value),
        "asked": None if effective.asked is None else setting.plain(effective.asked),
        "default": setting.plain(effective.default),
        "origin": effective.origin,
        "held_by": effective.held_by,
        "permitted": permitted_json(setting, effective.permitted),
        **hold_view(effective),
    }
