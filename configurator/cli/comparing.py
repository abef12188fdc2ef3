"""diff: what the profile has otherwise than another state."""

from __future__ import annotations

import os
from argparse import Namespace
from typing import Any

from configurator.cli.opening import opened
from configurator.cli.output import columns, print_json, say, tell
from configurator.domain.frozen import replace
from configurator.domain.orders import is_looser
from configurator.domain.profile import Profile
from configurator.domain.text import shown
from configurator.errors import UsageError
from configurator.messages import _, clauses, commas, counted, later
from configurator.resolution.wording import blamed_name, permitted_said
from configurator.session import Session
from configurator.session.moves import Moved
from configurator.session.remembered import moved_since
from configurator.session.view import SCHEMA
from configurator.store import profiles
from configurator.store.reading import read_profile

WAYS = {"looser": later("looser"), "tighter": later("tighter"), "other": later("other")}


def diff(options: Namespace) -> int:
    """What the profile has otherwise than another state of the same settings."""
    if options.bounds:
        return _bounds(options)
    mine = opened(options).sound()
    other = _other(mine, options)
    differing = [key for key, e in mine.effective.items() if e.value != other.effective[key].value]
    rows = [(key, other.raw(key), mine.raw(key), _direction(mine, other, key)) for key in differing]
    if options.json:
        print_json(
            {
                "from": options.other,
                "to": mine.profile.name,
                "settings": {key: {"from": a, "to": b, "direction": way} for key, a, b, way in rows},
            }
        )
        return 0
    for line in columns([(k, _plain(a), "→", _plain(b), _(WAYS[way])) for k, a, b, way in rows], indent=""):
        say(line)
    total, other_name = len(mine.effective), shown(options.other)
    tell(_("{count} of {total} settings differ from {other}", count=len(rows), total=total, other=other_name))
    return 0


def _bounds(options: Namespace) -> int:
    """What moved in the bounds since the profile was last saved. What is printed stays news
    for the app, until it is seen there or the profile is saved."""
    session = opened(options)
    if options.other != "defaults":
        raise UsageError(
            _("`--bounds` compares with the last save, not with `{other}`", other=options.other[:80]),
            hint=_("give one of them"),
        )
    moved = moved_since(session)
    if options.json:
        found = None if moved is None else [_moved_json(one) for one in moved]
        print_json({"schema": SCHEMA, "profile": session.profile.name, "bounds": found})
        return 0
    for line in columns([_moved_row(session, one) for one in moved or ()], indent=""):
        say(line)
    if moved is None:
        tell(_("nobody knows how the bounds stood when the profile was last saved"))
    else:
        held = sum(one.is_held for one in moved)
        changed = counted(
            "{count} setting has other bounds", "{count} settings have other bounds", len(moved)
        )
        tell(clauses((changed, counted("{count} is held now", "{count} are held now", held) if held else "")))
    return 0


def _moved_row(session: Session, one: Moved) -> tuple[str, ...]:
    was = permitted_said(one.was.permitted) if one.was else _("new")
    now = permitted_said(one.now.permitted) if one.now else _("gone")
    bounds = shown(f"{was} → {now}") if was != now else _("other default or condition")
    values = ""
    if one.was and one.now and one.has_new_value:
        values = f"{_plain(one.was.value)} → {_plain(one.now.value)}"
    by = commas(blamed_name(session.composition, name) for name in one.by)
    held = _("held by {holder}", holder=one.now.held_by) if one.is_held and one.now else ""
    return shown(one.key), bounds, values, shown(by), held


def _moved_json(one: Moved) -> dict[str, Any]:
    def pair(name: str) -> dict[str, Any]:
        return {side: getattr(stand, name, None) for side, stand in (("from", one.was), ("to", one.now))}

    return {
        "key": one.key,
        "permitted": pair("permitted"),
        "default": pair("default"),
        "value": pair("value"),
        "held_by": pair("held_by")["to"] or None,
        "by": list(one.by),
    }


def _plain(raw: Any) -> str:
    text = ",".join(raw) if isinstance(raw, list) else str(raw)
    return shown(text) or "-"


def _other(mine: Session, options: Namespace) -> Session:
    """The session of what ``OTHER`` names, under the same layers."""
    word = options.other
    if word == "defaults":
        profile = Profile("defaults")
    elif word.startswith("preset:"):
        from configurator.cli.presets import find_preset

        profile = Profile(word, preferences=find_preset(mine.composition.policy, word[7:]).preferences)
    elif os.sep in word or word.endswith(".toml"):
        profile = read_profile(word, word)
    else:
        profile = profiles.read(word)
    return Session.of(mine.composition, replace(profile, layers=mine.profile.layers)).sound()


def _direction(mine: Session, other: Session, key: str) -> str:
    order = mine.setting(key).order
    now, then = mine.effective[key].value, other.effective[key].value
    if order is None:
        return "other"
    if is_looser(order, now, then):
        return "looser"
    return "tighter" if is_looser(order, then, now) else "other"
