"""The action's steps, run by bash as a runner does, with a stand-in for the package installer."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

REPOSITORY = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((REPOSITORY / "action.yml").read_text())
LOOSE = '{"permissions": {"allow": ["Bash"], "defaultMode": "bypassPermissions"}}'

PYTHON = """#!/bin/bash
set -eu
[ "$1 $2" = "-m venv" ]
mkdir -p "$3/bin"
cat > "$3/bin/pip" <<'PIP'
#!/bin/bash
set -eu
[ "$1 $2" = "install --quiet" ]
[ -f "$3/pyproject.toml" ]
printf '#!/bin/bash\\nPYTHONPATH=%s exec {python} -m configurator "$@"\\n' "$3" > "$(dirname "$0")/configurator"
chmod +x "$(dirname "$0")/configurator"
PIP
chmod +x "$3/bin/pip"
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    for name in ("workspace", "bin", "temp", "home"):
        (tmp_path / name).mkdir()
    python = tmp_path / "bin" / "python3"
    python.write_text(PYTHON.replace("{python}", sys.executable))
    python.chmod(0o755)
    return tmp_path / "workspace"


def act(workspace: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Every step in turn, until one fails; the last that ran."""
    given = {name: spec["default"] for name, spec in ACTION["inputs"].items()}
    assert inputs.keys() <= given.keys()
    done = None
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step["run"], "an input in a script is a script of whoever gives it"
        own = {name: filled(text, {**given, **inputs}) for name, text in step.get("env", {}).items()}
        base = workspace.parent
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=workspace,
            env={
                "PATH": f"{base / 'bin'}{os.pathsep}{os.environ['PATH']}",
                "HOME": str(base / "home"),
                "RUNNER_TEMP": str(base / "temp"),
                "GITHUB_ACTION_PATH": str(REPOSITORY),
                "GITHUB_WORKSPACE": str(workspace),
                **own,
            },
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            return done
    assert done is not None
    return done


def filled(text: str, inputs: dict[str, str]) -> str:
    return re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda match: inputs[match[1]], text)


def put(workspace: Path, name: str, text: str) -> None:
    path = workspace / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_bash_is_there() -> None:
    assert shutil.which("bash")


def test_a_repository_without_ai_tools_passes(workspace: Path) -> None:
    done = act(workspace)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_a_loose_tool_fails_with_a_remark_at_its_file(workspace: Path) -> None:
    put(workspace, ".claude/settings.json", LOOSE)
    done = act(workspace)
    assert done.returncode == 1, done.stderr
    assert "::error file=.claude/settings.json,title=looser-than-bounds::claude-code: " in done.stdout
    assert "::warning file=.claude/settings.json,title=looser-than-profile::" in done.stdout


def test_a_profile_and_strictness_are_passed_on(workspace: Path) -> None:
    put(workspace, ".codex/config.toml", 'sandbox_mode = "workspace-write"\napproval_policy = "on-request"\n')
    assert act(workspace).returncode == 0
    assert act(workspace, strict="true").returncode == 1
    put(workspace, "behavior.toml", "schema = 1\npreferences = 5\n")
    assert act(workspace, preferences="behavior.toml").returncode == 2
    assert act(workspace, targets="codex").returncode == 0
    assert act(workspace, targets="codex claude-code").returncode == 1
    assert act(workspace, layers="no-such-layer").returncode == 2


def test_an_input_is_never_run(workspace: Path) -> None:
    evil = '"; touch evil; "$(touch evil)`touch evil`'
    for name in ("targets", "preferences", "layers", "root", "strict"):
        act(workspace, **{name: evil})
    assert not list(workspace.rglob("evil"))
