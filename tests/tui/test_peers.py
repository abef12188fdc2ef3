"""Nothing that people know from other programs is missing, and each has a test that runs."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
FEATURES: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_name("peers.toml").read_text(encoding="utf-8")
)["features"]


@pytest.fixture(scope="module")
def collected() -> set[str]:
    """The tests that a run of the named files would run, without their parameters."""
    files = sorted({str(TESTS / node.partition("::")[0]) for nodes in FEATURES.values() for node in nodes})
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--collect-only",
        "-q",
        "-m",
        "",
        "-p",
        "no:cacheprovider",
        *files,
    ]
    done = subprocess.run(command, cwd=TESTS.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = (line.partition("[")[0] for line in done.stdout.splitlines() if "::" in line)
    return {line.removeprefix("tests/") for line in lines}


def test_enough_is_claimed() -> None:
    assert len(FEATURES) >= 30
    assert all(FEATURES.values())


@pytest.mark.parametrize("feature", FEATURES)
def test_a_feature_is_shown_by_tests_that_run(collected: set[str], feature: str) -> None:
    assert set(FEATURES[feature]) <= collected
