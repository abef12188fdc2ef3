"""The record of changes: chained, bounded, and honest about what is wrong with it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from configurator.errors import InvalidError
from configurator.store import journal

CHANGE: dict[str, Any] = {
    "front": "cli",
    "policy": "p",
    "what": "choose",
    "about": "",
    "changes": {"a.b": [None, "é"]},
    "state": {"layers": ["eu"], "preferences": {"a.b": "é"}},
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "profiles" / "p.journal.jsonl"


def test_entries_are_numbered_and_each_names_the_one_before(path: Path) -> None:
    assert journal.journal_path(str(path.with_name("p.toml"))) == str(path)
    assert (journal.read(str(path)), journal.verify(str(path))) == ([], [])
    first, second = (journal.append(str(path), 30, **CHANGE) for _ in range(2))
    assert [first, second] == journal.read(str(path))
    assert (first.number, second.number, first.before, second.before) == (1, 2, "0" * 64, first.hash)
    assert (first.changes, first.state, first.front) == (CHANGE["changes"], CHANGE["state"], "cli")
    assert journal.verify(str(path)) == []
    assert "é" in path.read_text(encoding="utf-8")
    moment = journal.moment(second)
    assert datetime.now(UTC) - moment < timedelta(days=1)
    assert second.at == moment.isoformat(timespec="seconds")
    assert journal.moment(second._replace(at="once")) == datetime.min.replace(tzinfo=UTC)


def test_what_was_edited_or_removed_is_told_by_number(path: Path) -> None:
    for _ in range(3):
        journal.append(str(path), 30, **CHANGE)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text(lines[0] + lines[2], encoding="utf-8")
    assert journal.verify(str(path)) == ["between entries 1 and 3 something was removed or moved"]
    path.write_text("".join((lines[0], lines[1].replace("cli", "tui"), lines[2])), encoding="utf-8")
    assert journal.verify(str(path)) == ["entry 2 was edited"]


def good(**changes: Any) -> str:
    entry = {"number": 1, "at": "t", "before": "b", "hash": "h", **CHANGE, **changes}
    return json.dumps({name: value for name, value in entry.items() if value is not None})


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "{}",
        good(hash=None),
        good(more=1),
        good(number=True),
        good(number="1"),
        good(at=1),
        good(front=1),
        good(policy=1),
        good(what=1),
        good(about=1),
        good(before=1),
        good(hash=1),
        good(changes=[]),
        good(state=[]),
        good(changes={"a.b": [1]}),
        good(changes={"a.b": [1, 2, 3]}),
        good(changes={"a.b": "ab"}),
        good(state={"layers": "eu"}),
        good(state={"layers": [1]}),
        good(state={"preferences": []}),
    ],
)
def test_a_line_that_is_no_entry_is_told_with_its_number(path: Path, line: str) -> None:
    path.parent.mkdir()
    path.write_text(f"{good(state={})}\n\n{line}\n", encoding="utf-8")
    with pytest.raises(InvalidError) as caught:
        journal.read(str(path))
    assert caught.value.message == "the journal holds a line that is no entry"
    assert "`configurator journal verify`" in caught.value.hint
    assert str(caught.value.where) == f"{path}:3"
    assert journal.verify(str(path)) == [f"{path}:3: the journal holds a line that is no entry [invalid]"]


def test_old_entries_go_where_there_are_many_and_any_where_they_do_not_fit(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(4):
        journal.append(str(path), 30, **CHANGE)
    size = len(path.read_bytes()) // 4
    monkeypatch.setattr(journal, "LARGEST", size * 20)
    assert journal.append(str(path), -1, **CHANGE).number == 5
    assert len(journal.read(str(path))) == 5  # old ones stay while there is room
    monkeypatch.setattr(journal, "LARGEST", size * 8)
    journal.append(str(path), 30, **CHANGE)
    assert len(journal.read(str(path))) == 6  # none is old
    journal.append(str(path), -1, **CHANGE)
    assert [entry.number for entry in journal.read(str(path))] == [7]
    monkeypatch.setattr(journal, "LARGEST", size * 2 + size // 2)
    for _ in range(3):
        journal.append(str(path), 30, **CHANGE)
    assert [entry.number for entry in journal.read(str(path))] == [9, 10]
    assert journal.verify(str(path)) == []


def test_a_date_where_none_belongs_is_kept_as_what_it_is(path: Path) -> None:
    journal.append(str(path), 30, **{**CHANGE, "changes": {"a.b": [None, date(2026, 1, 31)]}})
    assert journal.read(str(path))[0].changes == {"a.b": [None, {"date": "2026-01-31"}]}
    assert journal.verify(str(path)) == []
