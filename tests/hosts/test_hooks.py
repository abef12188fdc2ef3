"""The hooks as a hook runner starts them: the entry, the arguments, the files that fit."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

REPOSITORY = Path(__file__).parents[2]
HOOKS: dict[str, dict[str, Any]] = {
    hook["id"]: hook for hook in yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text())
}
LOOSE = '{"permissions": {"allow": ["Bash"], "defaultMode": "bypassPermissions"}}'


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    return folder


def run(id_: str, repository: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """The hook over every file of ``repository``, in an environment of its own."""
    hook = HOOKS[id_]
    assert hook["language"] == "python"
    program, *entry = shlex.split(hook["entry"])
    assert program == "configurator"
    files = [path.relative_to(repository).as_posix() for path in repository.rglob("*") if path.is_file()]
    fitting = [name for name in sorted(files) if re.search(hook.get("files", ""), name)]
    passed = fitting if hook.get("pass_filenames", True) else []
    if not passed and not hook.get("always_run"):
        return subprocess.CompletedProcess([], 0, "", "(no files to check)")
    home = repository.with_name("home")
    home.mkdir(exist_ok=True)
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONPATH": str(REPOSITORY)}
    return subprocess.run(
        [sys.executable, "-m", "configurator", *entry, *args, *passed],
        cwd=repository,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def put(repository: Path, name: str, text: str) -> None:
    path = repository / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_a_profile_that_is_not_permitted_fails_and_others_are_left_alone(repository: Path) -> None:
    put(repository, "pyproject.toml", "[project]\nname = 'x'\n")
    assert "no files" in run("configurator-check", repository).stderr
    put(repository, "behavior.toml", 'schema = 1\n[preferences.autonomy]\nshell = "never"\n')
    assert run("configurator-check", repository).returncode == 0
    put(repository, "profiles/team.toml", 'schema = 1\n[preferences.autonomy]\nself_change = "allowed"\n')
    failed = run("configurator-check", repository)
    assert failed.returncode == 1
    assert "profiles/team.toml:3" in failed.stdout


def test_a_repository_that_loosens_a_tool_fails_until_it_is_mended(repository: Path) -> None:
    assert run("configurator-scan", repository).returncode == 0
    put(repository, ".claude/settings.json", LOOSE)
    failed = run("configurator-scan", repository)
    assert failed.returncode == 1
    assert "`permissions.allow` has `Bash`" in failed.stdout
    assert "configurator export claude-code --scope project" in failed.stdout
    assert export(repository, "claude-code").returncode == 0
    assert run("configurator-scan", repository).returncode == 0


@pytest.mark.parametrize("target", ["claude-code", "codex", "gemini-cli", "agents-md"])
def test_what_was_exported_for_a_project_passes_every_hook(repository: Path, target: str) -> None:
    assert export(repository, target).returncode == 0
    assert run("configurator-scan", repository, "--strict").returncode == 0
    assert run("configurator-export", repository, target).returncode == 0


def test_an_exported_file_that_was_edited_fails(repository: Path) -> None:
    export(repository, "codex")
    settings = repository / ".codex" / "config.toml"
    settings.write_text(settings.read_text().replace('"read-only"', '"workspace-write"'))
    assert run("configurator-export", repository, "codex").returncode == 1


def export(repository: Path, target: str) -> subprocess.CompletedProcess[str]:
    home = repository.with_name("home")
    home.mkdir(exist_ok=True)
    return subprocess.run(
        [sys.executable, "-m", "configurator", "export", target],
        cwd=repository,
        env={"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
    )
