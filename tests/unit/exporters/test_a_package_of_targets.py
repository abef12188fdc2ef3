"""A target that somebody else ships: installed as a package, found, exported, and blamed by name."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

EXAMPLE = Path(__file__).parents[2] / "example_target"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example package installed as its README says, without a network."""
    source = tmp_path_factory.mktemp("source") / "package"
    shutil.copytree(EXAMPLE, source)
    folder = tmp_path_factory.mktemp("site")
    offline = ["--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check"]
    pip = [sys.executable, "-m", "pip", "install", "--quiet", *offline, "--target", str(folder)]
    subprocess.run([*pip, str(source)], check=True, capture_output=True)
    return folder


def configurator(site: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The program as it runs where those packages are installed."""
    variables = {"PATH": os.environ["PATH"], "HOME": str(home), "CONFIGURATOR_HOME": str(home / "own")}
    return subprocess.run(
        [sys.executable, "-m", "configurator", *arguments],
        env=variables | {"PYTHONPATH": str(site), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def listed(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    return {target["id"]: target for target in json.loads(done.stdout)}


def test_an_installed_target_is_listed_and_covered(site: Path, tmp_path: Path) -> None:
    found = listed(configurator(site, tmp_path, "targets", "--json"))
    assert found["acme-agent"]["title"] == "Acme Agent"
    assert found["acme-agent"]["coverage"]["enforced"] == 3
    done = configurator(site, tmp_path, "targets", "--matrix", "--json")
    cells = json.loads(done.stdout)["settings"]
    assert cells["autonomy.shell"]["acme-agent"] == {"levels": ["enforced"], "rounded": True}
    assert cells["privacy.usage_data"]["acme-agent"]["levels"] == ["enforced", "instructed"]
    assert cells["autonomy.network"]["acme-agent"]["levels"] == ["unsupported"]


def test_it_is_exported_checked_and_merged_like_any_other(site: Path, tmp_path: Path) -> None:
    (tmp_path / ".acme").mkdir()
    settings = tmp_path / ".acme" / "settings.json"
    settings.write_text('{"theme": "dark"}')
    export = ("export", "acme-agent", "--root", str(tmp_path))
    assert configurator(site, tmp_path, *export, "--check").returncode == 1
    done = configurator(site, tmp_path, *export)
    assert done.returncode == 0, done.stderr
    assert "restart Acme Agent" in done.stderr
    written = json.loads(settings.read_text())
    assert written == {"theme": "dark", "commands": "ask", "telemetry": False, "history": {"days": 30}}
    assert "Say that you are an AI" in (tmp_path / "ACME.md").read_text()
    assert configurator(site, tmp_path, *export, "--check").returncode == 0


def test_without_the_package_there_is_no_such_target(tmp_path: Path) -> None:
    done = configurator(tmp_path / "nothing", tmp_path, "export", "acme-agent", "--root", str(tmp_path))
    assert done.returncode == 2
    assert "unknown target `acme-agent`" in done.stderr


@pytest.mark.parametrize("code", ["raise RuntimeError", "TARGET = 1", "import no_such_module", "def"])
def test_a_broken_package_is_named_and_stops_nothing_else(site: Path, tmp_path: Path, code: str) -> None:
    shared = tmp_path / "shared"
    shutil.copytree(site, shared)
    about = shared / "sloppy_target-2.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: sloppy-target\nVersion: 2.0\n")
    (about / "entry_points.txt").write_text("[configurator.targets]\nsloppy = sloppy_target:TARGET\n")
    (shared / "sloppy_target.py").write_text(code)
    done = configurator(shared, tmp_path, "targets", "--json")
    assert done.returncode == 0
    assert "sloppy-target" in done.stderr
    assert "Traceback" not in done.stderr
    assert {"acme-agent", "codex"} <= listed(done).keys()
    assert "sloppy" not in listed(done)
    for target, code_ in (("sloppy", 2), ("acme-agent", 0)):
        asked = configurator(shared, tmp_path, "export", target, "--root", str(tmp_path))
        assert asked.returncode == code_, asked.stderr
        assert ("sloppy-target" in asked.stderr) is (target == "sloppy")
