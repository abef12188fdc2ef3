"""The journal: everything is recorded, an edit shows, and any state comes back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from configurator.store import journal
from tests.cli.conftest import Run


def path(home: Path) -> Path:
    return home / "profiles" / "default.journal.jsonl"


def test_every_change_is_recorded_with_time_front_end_and_policy(run: Run, tmp_path: Path) -> None:
    run("set", "style.length", "short")
    run("preset", "apply", "developer")
    run("layer", "add", "eu")
    run("export", "agents-md", "--root", str(tmp_path))
    run("reset", "style.length")
    entries = run("journal", "show", "--json").data
    assert [(e["number"], e["what"], e["front"]) for e in entries] == [
        (1, "choose", "cli"),
        (2, "preset", "cli"),
        (3, "layers", "cli"),
        (4, "export", "cli"),
        (5, "choose", "cli"),
    ]
    assert entries[0]["changes"] == {"style.length": [None, "short"]}
    assert entries[4]["changes"] == {"style.length": ["short", None]}
    assert entries[3]["state"]["layers"] == ["eu"]
    assert {e["policy"] for e in entries} == {run("show", "--json").data["policy"]["sha256"]}
    assert run("journal", "verify").code == 0
    assert "style.length: default → short" in run("journal", "show").out


@pytest.mark.parametrize("harm", ["edit", "remove", "swap", "number"])
def test_an_edit_shows(run: Run, home: Path, harm: str) -> None:
    for value in ("short", "long", "medium"):
        run("set", "style.length", value)
    lines = path(home).read_text().splitlines()
    if harm == "edit":
        lines[1] = lines[1].replace('"long"', '"match"')
    elif harm == "remove":
        del lines[1]
    elif harm == "swap":
        lines[0], lines[1] = lines[1], lines[0]
    else:
        lines[1] = json.dumps({**json.loads(lines[1]), "number": 7})
    path(home).write_text("\n".join(lines) + "\n")
    ran = run("journal", "verify", "--json")
    assert ran.code == 1
    assert ran.data["troubles"]


def test_a_broken_journal_is_told_and_stops_nobody_from_tightening(run: Run, home: Path) -> None:
    run("set", "style.length", "short")
    path(home).write_text("{not json\n")
    ran = run("set", "autonomy.shell", "never")
    assert ran.code == 0
    assert "this was not recorded" in ran.err
    assert run("get", "autonomy.shell").out == "never\n"
    assert run("journal", "verify").code == 1
    assert run("journal", "show").code == 2


def test_any_state_comes_back_through_the_validator(run: Run) -> None:
    run("set", "style.length", "short", "advice.homework", "full")
    run("set", "style.length", "long", "style.bluntness", "blunt")
    run("layer", "add", "school")
    run("reset", "--all")
    assert run("journal", "restore", "1").code == 0
    settings = run("show", "--changed", "--json").data
    assert {k: s["asked"] for k, s in settings["settings"].items()} == {
        "advice.homework": "full",
        "style.length": "short",
    }
    assert [layer["id"] for layer in settings["layers"]] == ["society"]
    assert run("journal", "restore", "99").code == 2
    assert run("journal", "show", "--json").data[-1]["what"] == "restore"


def test_nothing_is_recorded_where_the_person_chose_no_record(run: Run, home: Path) -> None:
    run("set", "oversight.audit_log", "off")
    length = len(path(home).read_text().splitlines()) if path(home).exists() else 0
    run("set", "style.length", "short")
    assert (len(path(home).read_text().splitlines()) if path(home).exists() else 0) == length


def test_the_journal_is_bounded_and_its_rest_is_still_a_chain(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "LARGEST", 6000)
    for number in range(30):
        run("set", "style.length", "short" if number % 2 else "long")
    assert path(home).stat().st_size <= 6000
    assert run("journal", "verify").code == 0
    assert run("journal", "show", "--json").data[-1]["number"] == 30
    assert path(home).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "asked",
    ["2026-01-31", "07:32:00", "nan", '"a\\u2028b\\u0085c"', "[{ a = 2026-01-31 }]", "0x" + "f" * 900],
)
def test_whatever_a_file_asked_for_is_recorded_when_it_is_reset(
    run: Run, profile: Callable[[str], Path], asked: str
) -> None:
    profile(f"schema = 1\n[preferences.style]\nnote = {asked}\n")
    assert run("reset", "style.note").code == 0
    assert run("set", "style.length", "short").code == 0
    assert run("journal", "verify").code == 0
    assert len(run("journal", "show", "--json").data) == 2
    run("journal", "restore", "1")  # what is no value of a setting is none either when it is put back
    assert run("get", "style.note").code in (0, 2)


@pytest.mark.parametrize(
    "harm",
    [
        {"changes": {"style.length": "short"}},
        {"changes": {"style.length": []}},
        {"state": {"layers": "eu"}},
        {"state": {"layers": [3]}},
        {"state": {"preferences": 3}},
    ],
)
def test_an_entry_of_another_shape_is_none(run: Run, home: Path, harm: dict[str, object]) -> None:
    run("set", "style.length", "short")
    entry = {**json.loads(path(home).read_text()), **harm}
    path(home).write_text(json.dumps(entry) + "\n")
    for verb in ("show", "restore"):
        ran = run("journal", verb, *(["1"] if verb == "restore" else []))
        assert ran.code == 2
        assert "no entry" in ran.err
