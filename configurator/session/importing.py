"""What a tool does now as preferences, through the one validator.

Only what its files say is taken: where nothing is set, to take what the tool happens
to do would loosen without anybody having asked. What is out of bounds stays out.
Where the files agree with what holds, what was asked for stays as it was asked, even
where that is the default or is held. Nor is taken what an export of the profile would
have the files say: they say it because the tool cannot put it otherwise, or because of
another setting, and nobody asked for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from configurator.domain.frozen import dataclass
from configurator.domain.settings import Value
from configurator.errors import ConfiguratorError
from configurator.exporters.render import render
from configurator.exporters.scan.readings import Reading, read
from configurator.exporters.scan.sources import Places, Trouble, alone, look
from configurator.exporters.table import Scope, Target
from configurator.session.exporting import choices_for
from configurator.session.session import Change, Session


@dataclass(frozen=True, slots=True)
class Import:
    """What importing would do. ``refused`` is what bounds leave out, by setting;
    ``unsaid`` the settings about which no file says anything; ``shared`` the keys
    that loosen more than one setting at once; ``own`` what the files say otherwise than
    the profile, and as an export of it would."""

    changes: Mapping[str, Any]
    change: Change
    refused: Mapping[str, ConfiguratorError]
    unsaid: tuple[str, ...]
    shared: Mapping[str, tuple[str, ...]]
    troubles: tuple[Trouble, ...]
    own: Mapping[str, Value]


def plan_import(session: Session, target: Target, places: Places, scope: Scope = "project") -> Import:
    """The preferences that ``target`` stands for now. Raises ConfiguratorError.

    In project scope that is what it does in this project: the person's own files count too.
    """
    session.sound()
    now = look(target, places, ("user",) if scope == "user" else ("user", "project", "machine"))
    settings = {key: one.setting for key, one in session.composition.permitted.items()}
    values = {key: effective.value for key, effective in session.effective.items()}
    readings = read(target, settings, values, now)
    said = {key: reading for key, reading in readings.items() if reading.said}
    other = {key: reading for key, reading in said.items() if values[key] not in reading.alike}
    own = {key: other.pop(key).exact for key in _as_exported(session, target, other, scope)}
    changes: dict[str, Any] = {}
    refused: dict[str, ConfiguratorError] = {}
    for key, reading in other.items():
        raw = _raw(session, key, reading)
        try:
            if raw is not None:
                session.choose({key: raw})
        except ConfiguratorError as error:
            refused[key] = error
        else:
            changes[key] = raw
    return Import(
        changes,
        session.choose(changes),
        refused,
        tuple(key for key in readings if key not in said),
        _shared(other),
        now.troubles,
        own,
    )


def _as_exported(session: Session, target: Target, said: Mapping[str, Reading], scope: Scope) -> list[str]:
    """Those of ``said`` about which the files say what exports of the profile would: to the
    project, to the person's folder, or to both."""
    choices = choices_for(session)(target)
    scopes: tuple[Scope, ...] = ("user",) if scope == "user" else ("user", "project")
    rendered = {one: render(target, choices, one).patches for one in scopes}
    settings = {choice.setting.key: choice.setting for choice in choices}
    values = {choice.setting.key: choice.value for choice in choices}
    found: set[str] = set()
    for some in (rendered, *({one: files} for one, files in rendered.items())):
        there = read(target, settings, values, alone(target, some))
        found |= {
            key
            for key, one in said.items()
            if key in there and (one.alike, one.exact) == (there[key].alike, there[key].exact)
        }
    return [key for key in said if key in found]


def _raw(session: Session, key: str, reading: Reading) -> Any:
    """The raw value to ask for; None, which is the default, where that is what the files may say."""
    default = session.effective[key].default
    return None if default in reading.alike else session.setting(key).plain(reading.exact)


def _shared(other: Mapping[str, Reading]) -> dict[str, tuple[str, ...]]:
    """The keys by which a file loosens several settings beyond what holds for them now."""
    found: dict[str, list[str]] = {}
    for key, reading in other.items():
        for because in reading.because:
            if because.path and key not in found.setdefault(because.at, []):
                found[because.at].append(key)
    return {at: tuple(keys) for at, keys in found.items() if len(keys) > 1}
