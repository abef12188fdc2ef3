"""Mistakes in the tables, one at a time: a test without a client, or the client itself, notices each.

What nothing notices is listed with its reason in `survivors.json`.
"""

from __future__ import annotations

import functools
import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from configurator.exporters.render import Rendered
from configurator.exporters.table import Scope
from tests.mutations.tables import Mutation, mutations, omissions
from tests.unit.exporters import shipped

from .conftest import need
from .exported import by_library
from .probe import PROGRAMS, TOOLS, Probe
from .probes import PROBES

ITS_OWN = ("privacy.usage_data", "autonomy.tool_servers", "oversight.updates")
"""What no tool call shows: `test_the_tools_own` sees what the client does with and without these rows."""

Case = tuple[dict[str, Any], Scope]


@functools.cache
def survivors() -> dict[str, dict[str, dict[str, str]]]:
    """By test and client, mistakes that are not noticed, and why that is no harm."""
    found: dict[str, dict[str, dict[str, str]]] = json.loads(
        Path(__file__).with_name("survivors.json").read_text()
    )
    return found


@pytest.mark.parametrize("id_", shipped.CLIENTS)
def test_every_mistake_is_noticed(id_: str, root: Path, home: Path) -> None:
    need(PROGRAMS[id_])
    number = itertools.count()
    unnoticed = []
    for mutation in mutations(shipped.target(id_)):
        place = f"{next(number)}"
        if not without_client(id_, mutation) and not by_client(id_, mutation, root / place, home / place):
            unnoticed.append(str(mutation))
    assert unnoticed == list(survivors()["mistakes"][id_])


def telling() -> Iterator[tuple[Mutation, Probe]]:
    """Forgotten cases that grant too much in the profile of a probe."""
    for id_ in shipped.CLIENTS:
        for omission in omissions(shipped.target(id_)):
            if omission.setting in ITS_OWN:
                continue
            yield from ((omission, probe) for probe in itertools.islice(_probes_of(id_, omission), 1))


def _probes_of(id_: str, omission: Mutation) -> Iterator[Probe]:
    for probe in sorted(PROBES, key=lambda probe: omission.setting not in probe.about):
        if probe.client == id_ and omission.within(probe.effective()) == probe.effective():
            done = shipped.rendered(omission.target, probe.effective(), probe.scope)
            if shipped.beyond(id_, probe.effective(), done, probe.scope):
                yield probe


@pytest.mark.parametrize(("omission", "probe"), telling(), ids=str)
def test_a_client_goes_too_far_where_something_was_forgotten(
    omission: Mutation, probe: Probe, root: Path, home: Path
) -> None:
    """So what `grants` says about keys is what the client makes of them, and the probes see it."""
    need(PROGRAMS[probe.client])
    probe.prepare(root, home)
    by_library(omission.target, probe.effective(), probe.scope, root, home)
    survives = str(omission) in survivors()["omissions"][probe.client]
    assert bool(probe.failures(root, home)) is not survives


def without_client(id_: str, mutation: Mutation) -> bool:
    """Whether the unit tests of the tables would fail."""
    for values, scope in cases(id_, mutation):
        try:
            done = shipped.rendered(mutation.target, values, scope)
        except ValueError:
            return True
        if done.patches == shipped.rendered(id_, values, scope).patches:
            continue
        if shipped.unknown_words(id_, done) or misread(id_, values, done, scope):
            return True
    return False


def misread(id_: str, values: dict[str, Any], done: Rendered, scope: Scope) -> bool:
    """Whether the keys grant too much, or less than the report says, or cannot be read at all."""
    try:
        return bool(shipped.beyond(id_, values, done, scope) or shipped.exact(id_, values, done, scope))
    except (KeyError, TypeError, AttributeError):
        return True


def cases(id_: str, mutation: Mutation) -> Iterator[Case]:
    """Profiles in which the mistake may show."""
    for values, scope in profiles(id_):
        yield mutation.within(values), scope
        yield mutation.within({**values, "autonomy.tools": TOOLS}), scope


@functools.cache
def profiles(id_: str) -> tuple[Case, ...]:
    """Those of the probes and backgrounds, and loose ones in which one setting at a time decides."""
    found: list[Case] = [(probe.effective(), probe.scope) for probe in PROBES if probe.client == id_]
    bases = [
        *shipped.backgrounds().values(),
        {**shipped.backgrounds()["defaults"], "oversight.audit_log": "off"},
    ]
    keys = ("autonomy.shell", "autonomy.network", "autonomy.file_write", "oversight.show_plan")
    levels = (
        ("never", "allow_list", "host"),
        ("off", "ask_new", "open"),
        ("ask_each", "anywhere"),
        ("show", "approve"),
    )
    for combination in itertools.product(*levels):
        bases += [{**shipped.backgrounds()["loosest"], **dict(zip(keys, combination, strict=True))}]
    return tuple(found + [(dict(values), scope) for values in bases for scope in shipped.SCOPES])


def by_client(id_: str, mutation: Mutation, root: Path, home: Path) -> bool:
    """Whether the client complains, or does something else than it should, in a probe that is concerned."""
    concerned = [probe for probe in PROBES if probe.client == id_ and concerns(mutation, probe)]
    for number, probe in enumerate(concerned):
        own_root, own_home = root / f"p{number}", home / f"h{number}"
        own_root.mkdir(parents=True)
        own_home.mkdir(parents=True)
        probe.prepare(own_root, own_home)
        by_library(mutation.target, probe.effective(), probe.scope, own_root, own_home)
        if probe.failures(own_root, own_home) or probe.complaints(own_root, own_home):
            return True
    return False


def concerns(mutation: Mutation, probe: Probe) -> bool:
    before = shipped.rendered(probe.client, probe.effective(), probe.scope).patches
    return shipped.rendered(mutation.target, probe.effective(), probe.scope).patches != before
