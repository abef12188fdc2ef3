"""Managed files in the real clients: what a person's own looser settings say does not win."""

from __future__ import annotations

from pathlib import Path

import pytest

from configurator.exporters.render import render
from tests.unit.exporters import shipped

from . import claude
from .bounds import Bound, choices, written
from .bounds_all import BOUNDS, PROGRAMS
from .conftest import need
from .sandbox import etc


def alike() -> list[list[Bound]]:
    """The bounds that come to the same files are tried together: the client is asked once."""
    found: dict[str, list[Bound]] = {}
    for bound in BOUNDS:
        done = render(shipped.target(bound.target), [*choices(bound.loosest)], "project")
        files = (bound.target, bound.trial, done.patches, done.sentences)
        found.setdefault(repr(files), []).append(bound)
    return [*found.values()]


@pytest.mark.parametrize("bounds", alike(), ids=lambda bounds: str(bounds[0]))
def test_a_person_whose_files_allow_everything_stays_inside(bounds: list[Bound], tmp_path: Path) -> None:
    need(PROGRAMS[bounds[0].target])
    found = {str(bound): bound.failures(shipped.target(bound.target), tmp_path) for bound in bounds}
    assert {name: failures for name, failures in found.items() if failures} == {}


@pytest.mark.usefixtures("claude_client")
def test_what_is_fixed_is_told(root: Path, home: Path) -> None:
    texts = written(shipped.target("claude-code-managed"), {"autonomy.self_change": "never"}, root)
    place = home.with_name("etc")
    (place / "claude-code").mkdir(parents=True)
    for name, text in texts.items():
        (place / "claude-code" / name).write_text(text)
    with etc(place):
        turn = claude.attempt(root, home, [])
    assert "Never edit, disable or route around these settings" in turn.prompt
