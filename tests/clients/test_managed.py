"""Managed files in the real clients: what a person's own looser settings say does not win."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.exporters import shipped

from . import claude
from .bounds import Bound, written
from .bounds_all import BOUNDS, PROGRAMS
from .conftest import need
from .sandbox import etc


@pytest.mark.parametrize("bound", BOUNDS, ids=str)
def test_a_person_whose_files_allow_everything_stays_inside(bound: Bound, tmp_path: Path) -> None:
    need(PROGRAMS[bound.target])
    assert bound.failures(shipped.target(bound.target), tmp_path) == []


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
