"""What a scan found, in words: the same on the command line and in the app."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import Any

from configurator.domain.settings import Setting, Value, written
from configurator.domain.text import shown
from configurator.exporters.leaves import MISSING
from configurator.exporters.scan.fires import Because
from configurator.exporters.scan.sources import Trouble
from configurator.messages import _, clauses, later
from configurator.session.scanning import Finding, Scanned, Told

BEYOND = {
    "bounds": later("looser than the bounds"),
    "profile": later("looser than the profile"),
}
_FATES = {
    "dropped": later("{path}: {reason}; the tool drops the whole file, and no restriction in it holds"),
    "stops": later("{path}: {reason}; the tool does not start until it is mended"),
    "skipped": later("{path}: {reason}; the tool goes on without it"),
}
_TELLINGS = {
    "says": later("{path} says what the profile says"),
    "differs": later("{path} no longer says what the profile says"),
    "absent": later("{path} tells the tool nothing of the profile"),
}
MOST = 2
"""Reasons that are said in full."""


def value_words(setting: Setting, value: Value, wanted: Value) -> str:
    """``value``; of a set only what is not in ``wanted``."""
    if isinstance(value, frozenset) and isinstance(wanted, frozenset):
        beyond = value - wanted or wanted - value
        return ",".join(item for item in setting.ids if item in beyond)
    return written(value)


def finding_words(setting: Setting, finding: Finding) -> str:
    """What the tool does, and what it should do."""
    value, wanted = value_words(setting, finding.value, finding.wanted), written(finding.wanted)
    template = later("{key} is `{value}` and should be `{wanted}`")
    if isinstance(finding.value, frozenset):
        template = later("{key} has `{value}` beyond `{wanted}`")
    return _(template, key=finding.setting, value=value, wanted=wanted)


def short(path: str) -> str:
    """``path`` for people: what lies in their home folder begins with ``~``."""
    home = os.path.realpath(os.path.expanduser("~"))
    return shown(f"~{path.removeprefix(home)}" if path.startswith(home + os.sep) else path)


def because_words(because: Sequence[Because]) -> str:
    """The keys that make it so; those that stand in a file first."""
    ordered = sorted(because, key=lambda one: not one.path)
    said = [one_words(one) for one in ordered[:MOST]]
    more = len(because) - len(said)
    text = clauses(said) or _("nothing in its files keeps it")
    return _("{items} and {count} more", items=text, count=more) if more > 0 else text


def one_words(because: Because) -> str:
    """One key, and what is found at it."""
    at, path = shown(because.at), short(because.path)
    if because.found is MISSING:
        return _("nothing in its files sets `{key}`", key=at)
    if because.found == []:
        return _("no entry of `{key}` holds it", key=at)
    return _("`{key}` has `{value}` in {path}", key=at, value=_plain(because.found), path=path)


def _plain(found: Any) -> str:
    text = found if isinstance(found, str) else json.dumps(found, ensure_ascii=False, default=str)
    line = shown(" ".join(text.split()))
    return line if len(line) <= 80 else line[:79] + "…"


def by_hand_words(because: Sequence[Because]) -> str:
    """What a person has to do where no export mends it."""
    places = dict.fromkeys(one.path for one in because if one.path)
    if not places:
        return _("no export to these files mends it: the tool's own settings have to")
    return _("no export mends it: change it in {path} by hand", path=short(next(iter(places))))


def trouble_words(trouble: Trouble) -> str:
    """What is wrong with a file, and what the tool does about it."""
    path = f"{short(trouble.path)}:{trouble.line}" if trouble.line else short(trouble.path)
    return _(_FATES[trouble.fate], path=path, reason=shown(trouble.reason))


def fine_words(one: Scanned) -> str:
    """What there is to say of a tool that nothing was found about."""
    if one.only_told:
        return _("is told what the profile says; nothing in its files was seen to hold it")
    return _("does what the profile says, or something tighter")


def told_words(told: Told) -> str:
    """Whether an instructions file says what the profile says."""
    return _(_TELLINGS[told.telling], path=short(told.path))
