"""diff: what the profile has otherwise than another state."""

from __future__ import annotations

import os
from argparse import Namespace
from dataclasses import replace
from typing import Any

from configurator.cli.opening import opened
from configurator.cli.output import columns, print_json, say, tell
from configurator.domain.orders import is_looser
from configurator.domain.profile import Profile
from configurator.domain.text import shown
from configurator.messages import _, later
from configurator.session import Session
from configurator.store import profiles
from configurator.store.reading import read_profile

WAYS = {"looser": later("looser"), "tighter": later("tighter"), "other": later("other")}


def diff(options: Namespace) -> int:
    """What the profile has otherwise than another state of the same settings."""
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
