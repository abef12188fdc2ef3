"""`export --check` says the same whether or not it remembers that all was well."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from configurator.cli import drift
from tests.cli.conftest import Run

TARGETS = ("codex", "agents-md", "json")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    return folder


@pytest.fixture
def check(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], tuple[int, bool]]:
    """The exit code of a check of what was exported, and whether it was worked out anew."""
    made: list[Any] = []
    looked_at = drift._looked_at

    def noted(options: Namespace) -> Any:
        made.append(options)
        return looked_at(options)

    monkeypatch.setattr(drift, "_looked_at", noted)
    run("export", *TARGETS, "--root", str(root))

    def checked() -> tuple[int, bool]:
        made.clear()
        code = run("export", *TARGETS, "--root", str(root), "--check").code
        return code, bool(made)

    assert checked() == (0, True)
    assert checked() == (0, False)
    return checked


Check = Callable[[], tuple[int, bool]]


def test_a_file_that_is_changed_or_gone_is_seen_each_time(check: Check, root: Path) -> None:
    file = root / "behavior.json"
    before = file.read_text()
    file.write_text(before.replace("true", "false").replace("0", "1"))
    assert check() == (1, True)
    assert check() == (1, True)
    file.write_text(before)
    assert check() == (0, False)
    file.unlink()
    assert check() == (1, True)


def test_a_change_that_is_somebody_elses_is_looked_at_once(check: Check, root: Path) -> None:
    file = root / ".codex" / "config.toml"
    file.write_text(f"# mine\n{file.read_text()}")
    assert check() == (0, True)
    assert check() == (0, False)


def test_a_link_in_place_of_a_folder_is_refused_as_before(check: Check, root: Path, tmp_path: Path) -> None:
    (root / ".codex").rename(tmp_path / "elsewhere")
    (root / ".codex").symlink_to(tmp_path / "elsewhere")
    code, anew = check()
    assert (code, anew) == (1, True)


def test_a_changed_profile_is_looked_at_anew(check: Check, run: Run) -> None:
    run("set", "style.length", "short")
    assert check() == (1, True)
    run("reset", "style.length")
    assert check()[0] == 0


def test_another_export_from_another_profile_is_looked_at_anew(check: Check, run: Run, root: Path) -> None:
    run("profile", "create", "work")
    run("set", "autonomy.shell", "never", "--profile", "work")
    run("export", *TARGETS, "--root", str(root), "--profile", "work")
    assert check()[1]


def test_an_administrators_layer_is_never_answered_from_memory(
    check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    managed = tmp_path / "managed"
    managed.mkdir(mode=0o755)
    monkeypatch.setenv("CONFIGURATOR_MANAGED", str(managed))
    assert check()[1]


def test_other_targets_roots_and_scopes_are_other_questions(check: Check, run: Run, root: Path) -> None:
    assert run("export", "yaml", "--root", str(root), "--check").code == 1
    (root / "below").mkdir()
    assert run("export", *TARGETS, "--root", str(root / "below"), "--check").code == 1
    assert check() == (0, False)


def test_as_json_the_same_is_said_with_coverage(check: Check, run: Run, root: Path) -> None:
    told = json.loads(run("export", *TARGETS, "--root", str(root), "--check", "--json").out)
    assert {file["action"] for target in told["targets"] for file in target["files"]} == {"unchanged"}
    (root / "behavior.json").unlink()
    ran = run("export", *TARGETS, "--root", str(root), "--check", "--json")
    assert ran.code == 1
    assert ran.data["targets"][2]["files"][0]["action"] == "create"
