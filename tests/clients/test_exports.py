"""What the program exports, seen by the clients themselves: no complaint, and they do as it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from configurator.exporters.table import Scope
from tests.unit.exporters import shipped

from .conftest import need
from .exported import by_program
from .probe import CLIENTS, PROGRAMS, Probe
from .probes import PROBES


@pytest.mark.parametrize("scope", shipped.SCOPES)
@pytest.mark.parametrize("background", shipped.backgrounds())
def test_no_client_complains(background: str, scope: Scope, root: Path, home: Path) -> None:
    for program in PROGRAMS.values():
        need(program)
    report = by_program(list(CLIENTS), shipped.backgrounds()[background], scope, root, home)
    assert [target["id"] for target in report["targets"]] == list(CLIENTS)
    for id_, client in CLIENTS.items():
        assert client.complaints(root, home) == [], id_


@pytest.mark.parametrize("probe", PROBES, ids=str)
def test_the_client_does_as_the_profile_says(probe: Probe, root: Path, home: Path) -> None:
    need(PROGRAMS[probe.client])
    probe.prepare(root, home)
    by_program([probe.client], probe.values, probe.scope, root, home)
    assert probe.failures(root, home) == []


READERS = [
    *((id_, id_, scope) for id_ in CLIENTS for scope in shipped.SCOPES),
    ("agents-md", "codex", "project"),
    ("agents-md", "continue", "project"),
]


@pytest.mark.parametrize(("target", "client", "scope"), READERS)
def test_what_is_told_reaches_the_model(
    target: str, client: str, scope: Scope, root: Path, home: Path
) -> None:
    need(PROGRAMS[client])
    by_program([target], {}, scope, root, home)
    prompt = CLIENTS[client].attempt(root, home, []).prompt
    assert shipped.settings()["honesty.commit_credit"].says["always"] in prompt
    assert shipped.settings()["style.length"].says["match"] in prompt
