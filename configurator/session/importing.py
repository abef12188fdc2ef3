"""What a tool does now as preferences, through the one validator.

Only what its files say is taken: where nothing is set, to take what the tool happens
to do would loosen without anybody having asked. What is out of bounds stays out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from configurator.domain.settings import Value
from configurator.errors import ConfiguratorError
from configurator.exporters.scan.readings import Reading, read
from configurator.exporters.scan.sources import Places, Trouble, look
from configurator.exporters.table import Scope, Target
from configurator.session.session import Change, Session


@dataclass(frozen=True, slots=True)
class Import:
    """What importing would do. ``refused`` is what bounds leave out, by setting;
    ``unsaid`` the settings about which no file says anything; ``shared`` the keys
    that loosen more than one setting at once."""

    changes: Mapping[str, Any]
    change: Change
    refused: Mapping[str, ConfiguratorError]
    unsaid: tuple[str, ...]
    shared: Mapping[str, tuple[str, ...]]
    troubles: tuple[Trouble, ...]


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
    changes: dict[str, Any] = {}
    refused: dict[str, ConfiguratorError] = {}
    for key, reading in said.items():
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
        _shared(said, session),
        now.troubles,
    )


def _raw(session: Session, key: str, reading: Reading) -> Any:
    """The raw value to ask for; None, which is the default, where that is what holds."""
    effective = session.effective[key]
    value: Value = effective.value if effective.value in reading.alike else reading.exact
    if effective.default in reading.alike and effective.value not in reading.alike:
        value = effective.default
    return None if value == effective.default else session.setting(key).plain(value)


def _shared(said: Mapping[str, Reading], session: Session) -> dict[str, tuple[str, ...]]:
    """The keys by which a file loosens several settings beyond what holds for them now."""
    found: dict[str, list[str]] = {}
    for key, reading in said.items():
        if session.effective[key].value not in reading.alike:
            for because in reading.because:
                if because.path and key not in found.setdefault(because.at, []):
                    found[because.at].append(key)
    return {at: tuple(keys) for at, keys in found.items() if len(keys) > 1}
