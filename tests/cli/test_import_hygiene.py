"""What the fast paths load, read from the interpreter itself: the only proof that a deferral defers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "textual",
    "rich",
    "tomlkit",
    "pydantic",
    "pydantic_core",
    "platformdirs",
    "asyncio",
    "yaml",
    "cryptography",
}

PROGRAM = "import sys; from configurator.cli.main import main; code = main(sys.argv[1:]); print(*sorted(sys.modules), file=sys.stderr); sys.exit(code)"


def loaded(home: str, *arguments: str) -> set[str]:
    """The top-level modules loaded after one run of the program."""
    environment = {**os.environ, "CONFIGURATOR_HOME": home, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        capture_output=True,
        text=True,
        env=environment,
        check=True,
    )
    return {name.partition(".")[0] for name in done.stderr.splitlines()[-1].split()}


@pytest.mark.parametrize("verb", [["get", "autonomy.shell"], ["check"], ["show", "--json"]])
def test_a_first_answer_loads_no_heavy_library(tmp_path: Path, verb: list[str]) -> None:
    assert not HEAVY & loaded(str(tmp_path), *verb)


@pytest.mark.parametrize("verb", [["get", "autonomy.shell"], ["check"], ["show", "--json"]])
def test_a_remembered_answer_loads_neither_domain_nor_typing(tmp_path: Path, verb: list[str]) -> None:
    loaded(str(tmp_path), *verb)
    again = loaded(str(tmp_path), *verb)
    assert not {"dataclasses", "tomllib", "typing", "hashlib"} & again


def test_saving_loads_tomlkit_but_no_terminal_library(tmp_path: Path) -> None:
    found = loaded(str(tmp_path), "set", "style.length", "short")
    assert "tomlkit" in found
    assert not {"textual", "rich", "pydantic"} & found


def test_checking_an_export_does_not_load_an_editor_of_files(tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    loaded(str(tmp_path), "export", "claude-code", "codex", "gemini-cli", "--root", str(root))
    found = loaded(
        str(tmp_path), "export", "claude-code", "codex", "gemini-cli", "--root", str(root), "--check"
    )
    assert not HEAVY & found
    again = loaded(
        str(tmp_path), "export", "claude-code", "codex", "gemini-cli", "--root", str(root), "--check"
    )
    assert not {"dataclasses", "tomllib", "typing", "hashlib"} & again


def test_an_export_into_a_new_project_reads_no_format(tmp_path: Path) -> None:
    """Nothing is there to be edited, and nothing that was written in one piece has to be read again."""
    root = tmp_path / "project"
    root.mkdir()
    targets = ["claude-code", "codex", "aider", "zed", "librechat", "mistral", "yaml"]
    for _ in range(2):
        found = loaded(str(tmp_path), "export", *targets, "--root", str(root))
        assert not {"yaml", "dataclasses", "inspect", "threading", "pydantic", "tomlkit"} & found
