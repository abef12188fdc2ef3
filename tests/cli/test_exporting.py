"""Exports on the command line, and taking them back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from configurator.cli.completing import candidates
from configurator.exporters import registry
from configurator.exporters.table import GROUPS, Target, TargetFile
from tests.cli.conftest import Run


def names(root: Path) -> list[str]:
    return sorted(path.name for path in root.iterdir())


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    return folder


def test_an_export_is_taken_back_and_recorded(run: Run, root: Path) -> None:
    (root / "AGENTS.md").write_text("# Mine\n")
    where = ("--root", str(root))
    run("export", "codex", "json", *where)
    assert names(root) == [".codex", "AGENTS.md", "AGENTS.md.configurator-backup", "behavior.json"]
    ran = run("unexport", "json", *where)
    assert (ran.code, ran.out, ran.err) == (0, f"remove: {root}/behavior.json\n", "")
    shown = run("unexport", "--all", "--diff", *where)
    assert "-<!-- configurator:begin" in shown.out
    assert (root / ".codex").exists()
    ran = run("unexport", "--all", *where, "--json")
    assert {file["action"] for file in ran.data["files"]} == {"update", "remove"}
    assert ran.data["notes"] == []
    assert names(root) == ["AGENTS.md"]
    assert (root / "AGENTS.md").read_text() == "# Mine\n"
    entries = run("journal", "show", "--json").data
    assert [(entry["what"], entry["about"].split(" in ")[0]) for entry in entries] == [
        ("export", "codex, json"),
        ("unexport", "json"),
        ("unexport", "--all"),
    ]


def test_what_stays_is_said_and_is_exit_code_1(run: Run, root: Path) -> None:
    run("export", "agents-md", "--root", str(root))
    text = (root / "AGENTS.md").read_text().replace("How to behave", "Mine")
    (root / "AGENTS.md").write_text(text)
    ran = run("unexport", "agents-md", "--root", str(root))
    assert ran.code == 1
    assert "was changed by hand since it was exported; it is left as it is" in ran.err
    assert (root / "AGENTS.md").read_text() == text


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ((), 2, "name targets, or give `--all`"),
        (("codex", "--all"), 2, "name targets, or give `--all`"),
        (("codex",), 1, "nothing was exported to `codex` below"),
        (("--all",), 1, "nothing was exported below"),
        (("--all", "--root", "/no/such/folder"), 2, "is not a folder"),
    ],
)
def test_nothing_to_take_back_is_explained(
    run: Run, root: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    ran = run("unexport", "--root", str(root), *arguments)
    assert ran.code == code
    assert message in ran.err
    assert ran.out == ""


def test_what_was_exported_is_completed(run: Run, root: Path) -> None:
    assert candidates(["unexport", ""]) == []
    run("export", "codex", "json", "--root", str(root))
    assert candidates(["unexport", ""]) == ["codex", "json"]
    assert candidates(["unexport", "json", "c"]) == ["codex"]
    assert "--all" in candidates(["unexport", "--"])


def test_targets_are_listed_by_group(run: Run) -> None:
    found = run("targets", "--json").data
    groups = [one["group"] for one in found]
    assert [one["id"] for one in found] == list(registry.TARGETS)
    assert groups == sorted(groups, key=GROUPS.index)
    assert {one["values"] for one in found} <= {"effective", "bounds"}
    assert run("targets").out.splitlines()[1].split()[:2] == ["agents", "claude-code"]


def test_a_file_of_bounds_says_so(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    managed = Target(
        "managed",
        "Managed",
        "1",
        {"f": TargetFile("managed.json", "", "json", whole=True, base={"a": 1})},
        values="bounds",
        group="managed",
    )
    known = registry.target
    monkeypatch.setattr(registry, "target", lambda id_: managed if id_ == "managed" else known(id_))
    ran = run("export", "managed", "json", "--root", str(root))
    assert ran.err.count("made from the bounds, and not from what you chose") == 1
    ran = run("export", "managed", "--root", str(root), "--check", "--json")
    assert (ran.code, ran.data["targets"][0]["values"]) == (0, "bounds")
    assert json.loads((root / "managed.json").read_text()) == {"a": 1}


@pytest.mark.parametrize("id_", ["chatgpt-text", "claude-text", "gemini-text"])
def test_what_did_not_fit_into_a_box_is_listed(run: Run, root: Path, id_: str) -> None:
    where = ("--root", str(root))
    ran = run("export", id_, *where)
    (file,) = root.iterdir()
    text = file.read_text()
    assert len(text) <= registry.target(id_).limit == 1500
    listed = ran.err.split("there is no room for: ")[1].splitlines()[0].split(", ")
    found = run("export", id_, *where, "--json").data["targets"][0]
    assert found["unsaid"] == listed
    assert {found["coverage"][key]["level"] for key in listed} == {"unsupported"}
    assert "style.length" in listed, "what is fixed comes before what is only a default"

    wide = run("export", id_, *where, "--json", "--budget", "20000").data["targets"][0]
    assert wide["unsaid"] == []
    said = set(file.read_text().splitlines()) - set(text.splitlines())
    assert len(said) == len([key for key in listed if "nothing has" not in wide["coverage"][key]["note"]])


def test_both_scopes_are_one_export_that_is_checked_and_taken_back_as_one(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user, root = tmp_path / "user", tmp_path / "project"
    for folder in (user, root):
        folder.mkdir()
    monkeypatch.chdir(root)
    both = ("gemini-cli", "--scope", "both")
    assert run("export", *both, "--diff").code == 0
    assert [*user.iterdir(), *root.iterdir()] == []
    assert run("export", *both).code == 0
    written = {path for folder in (user, root) for path in folder.rglob("*") if path.is_file()}
    assert {user / ".gemini/policies/configurator.toml", root / ".gemini/settings.json"} < written
    assert run("export", *both, "--check").code == 0
    (target,) = run("export", *both, "--json").data["targets"]
    assert {file["path"] for file in target["files"]} == {str(path) for path in written}
    assert {file["action"] for file in target["files"]} == {"unchanged"}
    assert target["coverage"]["autonomy.irreversible"]["level"] == "enforced"

    text = (root / "GEMINI.md").read_text()
    (root / "GEMINI.md").unlink()
    drifted = run("export", *both, "--check")
    assert (drifted.code, drifted.out.count("no longer says")) == (1, 1)
    assert run("export", *both).code == 0
    assert (root / "GEMINI.md").read_text() == text

    assert run("unexport", "gemini-cli", "--scope", "user").code == 0
    assert run("unexport", *both).code == 0
    assert not [path for folder in (user, root) for path in folder.rglob("*") if path.is_file()]
    assert "nothing was exported to `gemini-cli`" in run("unexport", *both).err
    assert run("unexport", *both).code == 1
