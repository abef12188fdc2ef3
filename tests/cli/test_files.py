"""Files as they come: broken, foreign, unreadable. Nothing is written, and one line says why."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run

needs_a_person = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="an administrator may write everywhere"
)

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("schema = 1\n[preferences\n", ":2:13: the profile is not valid TOML"),
        ("schema = 1\nschema = 1\n", "cannot overwrite a value"),
        ("schema = 2\n", "the profile is of schema 2, this program reads up to 1"),
        ("schema = true\n", "`schema` has to be 1"),
        ("layers = []\n", "`schema` has to be 1"),
        ("schema = 1\nlayer = []\n", "unknown key `layer`"),
        ("schema = 1\nlayers = 'eu'\n", "`layers` has to be a list of names"),
        ("schema = 1\npreferences = 3\n", "`preferences` has to be a table"),
        ("schema = 1\n[preferences]\nautonomy = 'x'\n", "`preferences.autonomy` has to be a table"),
        ("schema = 1\nx = " + "[" * 5000 + "]" * 5000 + "\n", "nests tables too deeply"),
        ("schema = 1\nx = " + "9" * 5000 + "\n", "cannot be read"),
    ],
)
def test_a_profile_that_is_not_one_is_refused(
    run: Run, profile: Callable[[str], Path], text: str, message: str
) -> None:
    path = profile(text)
    for arguments in (("show",), ("set", "style.length", "short"), ("check",)):
        ran = run(*arguments)
        assert ran.code == 2
        assert message in ran.err
        assert "Traceback" not in ran.err
    assert path.read_text(encoding="utf-8") == text


def test_every_problem_of_a_file_is_reported_at_once_with_its_line(
    run: Run, profile: Callable[[str], Path]
) -> None:
    path = profile("schema = 1\nlayer = []\nlayers = [3]\n[preferences]\nautonomy = 'x'\n")
    err = run("show").err
    assert f"{path}:2: unknown key `layer`" in err
    assert f"{path}:3: a layer is named by text" in err
    assert f"{path}:5: `preferences.autonomy`" in err
    assert "did you mean `layers`?" in err


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff\xfe\x00binary", "is not text"),
        (b"#" * (10 << 20), "is larger than 1024 kB"),
        (b"\x00", "not valid TOML"),
    ],
    ids=["binary", "huge", "zero"],  # not the text itself, which is as long as it is
)
def test_a_binary_or_huge_profile_is_refused(
    run: Run, profile: Callable[[str], Path], data: bytes, message: str
) -> None:
    path = profile("")
    path.write_bytes(data)
    ran = run("get", "autonomy.shell")
    assert ran.code == 2
    assert message in ran.err


def test_a_folder_or_a_pipe_in_place_of_the_profile_is_refused(run: Run, home: Path) -> None:
    path = home / "profiles" / "default.toml"
    path.mkdir(parents=True)
    assert run("show").code == 2
    path.rmdir()
    os.mkfifo(path)
    ran = run("show")
    assert ran.code == 2
    assert "is not a file" in ran.err


@needs_a_person
def test_a_read_only_folder_leaves_the_profile_alone(run: Run, profile: Callable[[str], Path]) -> None:
    path = profile("schema = 1\n")
    path.parent.chmod(0o500)
    try:
        ran = run("set", "style.length", "short")
    finally:
        path.parent.chmod(0o700)
    assert ran.code == 2
    assert "you may not write there" in ran.err
    assert path.read_text(encoding="utf-8") == "schema = 1\n"


def test_a_full_disk_leaves_the_profile_alone(
    run: Run, profile: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = profile("schema = 1\n")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    ran = run("set", "style.length", "short")
    assert ran.code == 2
    assert "the disk is full" in ran.err
    assert path.read_text(encoding="utf-8") == "schema = 1\n"
    assert sorted(p.name for p in path.parent.iterdir()) == ["default.toml", "default.toml.lock"]


def test_an_unreadable_policy_is_refused(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "policy"
    folder.mkdir()
    (folder / "society.toml").write_text("schema = 1\nid = 'x'\n")
    ran = run("show", "--policy", str(folder))
    assert ran.code == 2
    assert "has no catalogue" in ran.err
    (folder / "catalogue").mkdir()
    (folder / "catalogue" / "a.toml").write_text("schema = 1\n[category]\nkye = 'a'\n")
    ran = run("show", "--policy", str(folder))
    assert ran.code == 2
    assert "unknown key `kye`" in ran.err
    assert "did you mean `key`?" in ran.err
    assert "society.toml" in ran.err


def test_a_layer_of_the_profile_that_is_missing_stops_loosening(
    run: Run, profile: Callable[[str], Path]
) -> None:
    profile('schema = 1\nlayers = ["scool"]\n[preferences.autonomy]\nshell = "host"\nfile_write = "never"\n')
    assert run("get", "autonomy.shell").out == "ask_each\n"
    assert run("get", "autonomy.file_write").out == "never\n"
    refused = run("set", "autonomy.network", "open")
    assert refused.code == 1
    assert "cannot be loosened" in refused.err
    assert run("set", "autonomy.network", "off").code == 0
    checked = run("check", "--json")
    assert checked.code == 1
    assert {v["kind"] for v in checked.data["files"][0]["violations"]} == {"unreadable"}


def test_managed_layers_apply_and_cannot_be_removed(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "managed"
    folder.mkdir(mode=0o755)
    (folder / "acme.toml").write_text(
        'schema = 1\nid = "acme"\nkind = "organisation"\ntitle = "Acme"\n'
        '[[bound]]\nkey = "autonomy.shell"\nloosest = "ask_each"\nreason = "house rule"\n'
    )
    (folder / "acme.toml").chmod(0o644)
    monkeypatch.setenv("CONFIGURATOR_MANAGED", str(folder))
    ran = run("set", "autonomy.shell", "allow_list")
    assert ran.code == 1
    assert "organisation `acme` leaves it out" in ran.err
    assert run("layer", "remove", "acme").code == 1
    assert [layer["id"] for layer in run("show", "--json").data["layers"]] == ["society", "acme"]


@pytest.mark.parametrize("mode", [0o777, 0o775])
def test_a_managed_folder_that_others_can_write_stops_loosening(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int
) -> None:
    folder = tmp_path / "managed"
    folder.mkdir()
    folder.chmod(mode)
    monkeypatch.setenv("CONFIGURATOR_MANAGED", str(folder))
    ran = run("set", "autonomy.shell", "host")
    assert ran.code == 1
    assert "can be written by others" in ran.err
    assert run("set", "autonomy.shell", "never").code == 0


def test_a_managed_folder_that_is_named_and_missing_stops_loosening(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONFIGURATOR_MANAGED", str(tmp_path / "absent"))
    assert run("set", "autonomy.shell", "host").code == 1
    assert run("check").code == 1


def test_a_layer_of_ones_own_opens_no_gate(run: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(
        'schema = 1\nid = "mine"\nkind = "organisation"\ntitle = "Mine"\n'
        '[[grant]]\nkey = "advice.medical"\nupto = "clinician"\nreason = "I say so"\n'
        '[[bound]]\nkey = "money.per_day"\nmax = 10\nreason = "thrift"\n'
    )
    added = run("layer", "add", str(mine))
    assert added.code == 0
    assert "opens no gates" in added.err
    refused = run("set", "advice.medical", "clinician")
    assert refused.code == 1
    assert "needs a grant by a layer of kind `organisation`" in refused.err
    assert run("set", "money.per_day", "11").code == 1
    assert run("layer", "remove", "mine").code == 0
    assert run("set", "money.per_day", "11").code == 0


def test_a_shipped_layer_cannot_be_replaced_by_a_file_of_the_same_name(run: Run, tmp_path: Path) -> None:
    fake = tmp_path / "school.toml"
    fake.write_text('schema = 1\nid = "school"\nkind = "organisation"\ntitle = "Fake"\n')
    ran = run("layer", "add", str(fake))
    assert ran.code == 1
    assert "is the id of a shipped layer" in ran.err


def test_saved_files_are_for_the_person_alone(run: Run, home: Path) -> None:
    run("set", "style.length", "short")
    assert (home / "profiles" / "default.toml").stat().st_mode & 0o777 == 0o600
    assert home.stat().st_mode & 0o777 == 0o700
    assert (home / "profiles").stat().st_mode & 0o777 == 0o700


def test_the_same_command_writes_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    written = set()
    for seed in ("0", "1", "2"):
        home = tmp_path / seed
        given = {"CONFIGURATOR_HOME": str(home), "PATH": os.environ["PATH"], "PYTHONHASHSEED": seed}
        words = [sys.executable, "-m", "configurator", "preset", "apply", "developer"]
        subprocess.run(words, env=given, cwd=ROOT, check=True, capture_output=True)
        written.add((home / "profiles" / "default.toml").read_bytes())
    assert len(written) == 1
