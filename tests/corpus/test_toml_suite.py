"""The official TOML suite: none of its invalid files is read, and each is a plain error."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from configurator.cli.main import main
from configurator.errors import ConfiguratorError
from tests.fuzz.readers import READERS, tried

SUITE = os.environ.get("CONFIGURATOR_TOML_SUITE", "")
"""The folder with `valid`, `invalid` and the lists of both; `.ci/install-toml-suite` fetches it."""

REQUIRED = bool(os.environ.get("CONFIGURATOR_REQUIRE_TOML_SUITE"))
KINDS = ("profile", "layer", "preset", "catalogue", "society", "locale", "toml")


def listed(verdict: str) -> list[str]:
    """The files of one verdict by TOML 1.0, which is what Python reads."""
    if not SUITE:
        return []
    names = Path(SUITE, "files-toml-1.0.0").read_text(encoding="utf-8").split()
    return [name for name in names if name.startswith(f"{verdict}/") and name.endswith(".toml")]


def refused(kind: str, data: bytes) -> bool:
    """Whether the reader says what is wrong: by raising it, or beside what it could read."""
    try:
        read = READERS[kind](data)
    except ConfiguratorError:
        return True
    return bool(read and read.errors)


def test_the_suite_is_there() -> None:
    if not SUITE and not REQUIRED:
        pytest.skip("CONFIGURATOR_TOML_SUITE names no folder: `.ci/install-toml-suite` fetches it")
    assert len(listed("invalid")) > 450
    assert len(listed("valid")) > 190


@pytest.mark.parametrize("name", listed("invalid"))
def test_an_invalid_file_is_an_error_in_every_reader(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CONFIGURATOR_HOME", str(tmp_path))
    data = Path(SUITE, name).read_bytes()
    for kind in KINDS:
        assert refused(kind, data), kind
    profile = tmp_path / "mine.toml"
    profile.write_bytes(data)
    assert main(["check", str(profile)]) == 2
    said = capsys.readouterr().err
    assert said.startswith("error: ")
    assert "Traceback" not in said


@pytest.mark.parametrize("name", listed("valid"))
def test_a_valid_file_is_read_or_refused_in_our_words(name: str) -> None:
    for kind in KINDS:
        tried(kind, Path(SUITE, name).read_bytes())
    READERS["toml"](Path(SUITE, name).read_bytes())
