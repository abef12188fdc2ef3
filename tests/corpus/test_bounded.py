"""Files that are made to take a machine's time or memory: a plain error, within bounds."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.corpus.kinds import KINDS, laid

MEMORY = 1 << 30
SECONDS = 60
"""Of the processor's time, after which the kernel ends the process."""

MANY = 10**6
TOML = ("profile", "layer", "preset", "toml")
JSON = ("json", "exports", "journal", "results")

DEEP: dict[str, tuple[tuple[str, ...], Callable[[], str]]] = {
    "nested lists in TOML": (TOML, lambda: "a = " + "[" * MANY),
    "nested tables in TOML": (TOML, lambda: "a = " + "{a=" * (MANY // 4)),
    "a key of many parts": (TOML, lambda: "a" + ".a" * (MANY // 2 - 9) + " = 1"),
    "a header of many parts": (TOML, lambda: "[a" + ".a" * (MANY // 2 - 9) + "]"),
    "a number without end in TOML": (TOML, lambda: "a = " + "9" * MANY),
    "nested lists in JSON": (JSON, lambda: '{"a":' + "[" * MANY),
    "nested objects in JSON": (JSON, lambda: '{"a":' * (MANY // 6)),
    "a million objects in JSON": (("json",), lambda: '{"a":' * MANY),
    "a million lists in JSON, closed": (("json",), lambda: '{"a":' + "[" * MANY + "]" * MANY + "}"),
    "a number without end in JSON": (JSON, lambda: '{"a":' + "9" * MANY + "}"),
    "nested lists in YAML": (("yaml",), lambda: "a: " + "[" * MANY),
    "nested lists in less YAML": (("yaml",), lambda: "a: " + "[" * (MANY // 2)),
    "nested blocks in YAML": (("yaml",), lambda: "- " * (MANY // 5)),
}
CASES = [(name, kind) for name, (kinds, _text) in DEEP.items() for kind in kinds]


def _bounded() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def met(folder: Path, kind: str) -> subprocess.CompletedProcess[str]:
    """The program on a file of ``kind`` in ``folder``, with bounds on what it may take."""
    home = {"CONFIGURATOR_HOME": str(folder / "home"), "HOME": str(folder / "user"), "PATH": os.defpath}
    command = [sys.executable, "-m", "configurator", *KINDS[kind].command]
    return subprocess.run(
        command, cwd=folder, env=home, capture_output=True, text=True, preexec_fn=_bounded, check=False
    )


def is_plain_error(ran: subprocess.CompletedProcess[str]) -> bool:
    """Whether the program refused in its own words."""
    return ran.returncode == 2 and ran.stderr.startswith("error: ") and "Traceback" not in ran.stderr


@pytest.mark.parametrize(("name", "kind"), CASES)
def test_a_file_without_end_is_a_plain_error(tmp_path: Path, name: str, kind: str) -> None:
    laid(kind, DEEP[name][1]().encode(), tmp_path)
    ran = met(tmp_path, kind)
    assert is_plain_error(ran), ran.stderr[-2000:]
    assert len(ran.stderr) < 1000


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - {"catalogue", "society", "locale"}))
def test_a_sparse_file_of_a_gigabyte_is_not_read(tmp_path: Path, kind: str) -> None:
    laid(kind, b"", tmp_path)
    os.truncate(tmp_path / KINDS[kind].place, 1 << 30)
    ran = met(tmp_path, kind)
    assert is_plain_error(ran), ran.stderr[-2000:]
    assert "is larger than" in ran.stderr
