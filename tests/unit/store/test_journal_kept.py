"""The record of changes byte by byte: what is in one today is read by the programs to come, and what is bounded."""

from __future__ import annotations

import errno
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path
from typing import Any

import pytest

from configurator.errors import InvalidError, UnreadableError
from configurator.store import journal

FIRST = (
    '{"number":1,"at":"2026-01-31T12:00:00+00:00","front":"cli","policy":"p 1","what":"set","about":"",'
    '"changes":{"b.z":[null,"é"],"a.y":[1,{"date":"2026-01-31"}]},'
    '"state":{"preferences":{"b.z":"é","a.y":{"date":"2026-01-31"}},"layers":["eu"]},'
    f'"before":"{"0" * 64}","hash":"f191a687e7609c09eb4cb1efcc6b79465310fb762f9ac2762e20a6c9c75ea849"}}\n'
)
SECOND = (
    '{"number":2,"at":"2026-01-31T12:00:00+00:00","front":"tui","policy":"p 1","what":"preset",'
    '"about":"calm","changes":{"b.z":["é",null]},"state":{"layers":[],"preferences":{}},'
    '"before":"f191a687e7609c09eb4cb1efcc6b79465310fb762f9ac2762e20a6c9c75ea849","hash":"19feeb1ac8d50f13db930ae25565f45a7d069891c8bb1695abb3163404ea149a"}\n'
)
CALM: dict[str, Any] = {
    "front": "tui",
    "policy": "p 1",
    "what": "preset",
    "about": "calm",
    "changes": {"b.z": ["é", None]},
    "state": {"layers": [], "preferences": {}},
}


class Noon(datetime):
    """The clock at noon of one day; where no zone is named it is another one."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # of another class
        return datetime(2026, 1, 31 if tz else 1, 12, 0, 0, 999_999, tzinfo=tz)


@pytest.fixture(autouse=True)
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "datetime", Noon)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "p.journal.jsonl"


def test_an_entry_is_one_line_of_json_with_the_hash_of_all_else_in_it(path: Path) -> None:
    changes = {"b.z": [None, "é"], "a.y": [1, date(2026, 1, 31)]}
    state = {"preferences": {"b.z": "é", "a.y": {"date": "2026-01-31"}}, "layers": ["eu"]}
    given = {"front": "cli", "policy": "p 1", "what": "set", "about": "", "changes": changes, "state": state}
    journal.append(str(path), 30, **given)
    assert path.read_text(encoding="utf-8") == FIRST
    assert journal.append(str(path), 30, **CALM).number == 2
    assert path.read_text(encoding="utf-8") == FIRST + SECOND


def test_a_journal_of_an_earlier_day_is_whole_and_goes_on(path: Path) -> None:
    path.write_text(FIRST + SECOND, encoding="utf-8")
    assert journal.verify(str(path)) == []
    journal.append(str(path), 30, **CALM)
    assert path.read_text(encoding="utf-8").startswith(FIRST + SECOND)
    assert journal.verify(str(path)) == []


@pytest.mark.parametrize(
    ("name", "was", "now"),
    [
        ("hash", journal.START, "1" * 64),  # another one in between
        ("number", 2, 3),
    ],
)
def test_an_entry_names_the_one_before_and_counts_on(path: Path, name: str, was: Any, now: Any) -> None:
    first, second, third = (journal.append(str(path), 30, **CALM) for _ in range(3))
    odd = second._replace(before="1" * 64) if name == "hash" else second._replace(number=now)
    odd = odd._replace(hash=journal._hash(odd))
    third = third._replace(before=odd.hash)
    third = third._replace(hash=journal._hash(third))
    path.write_text("".join(map(journal._line, (first, odd, third))), encoding="utf-8")
    said = journal.verify(str(path))
    between = "between entries {} and {} something was removed or moved".format
    assert said == ([between(1, 2)] if name == "hash" else [between(1, 3), between(3, 3)])


def test_a_journal_is_made_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    journal.append("p.journal.jsonl", 30, **CALM)
    assert {one.name for one in tmp_path.iterdir()} == {"p.journal.jsonl", "p.journal.jsonl.lock"}
    assert journal.journal_path("a.toml/p.toml") == "a.toml/p.journal.jsonl"


def test_what_is_no_entry_is_told_with_a_way_out(path: Path) -> None:
    path.write_text(FIRST.replace("1", '"1"', 1), encoding="utf-8")
    with pytest.raises(InvalidError) as caught:
        journal.read(str(path))
    assert caught.value.hint == (
        "`configurator journal verify` says what else is wrong; move the file away to begin a new one"
    )
    assert str(caught.value.__cause__) == "not an entry"
    path.write_text("[" * 100_000, encoding="utf-8")
    assert journal.verify(str(path)) == [f"{path}:1: the journal holds a line that is no entry [invalid]"]


def test_a_journal_that_cannot_be_read_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.mkdir()
    with pytest.raises(UnreadableError, match=f"^the journal `{path}` is not a file "):
        journal.read(str(path))
    assert journal.verify(str(path)) == [f"the journal `{path}` is not a file [unreadable]"]

    def fails(_: str) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("os.lstat", fails)
    with pytest.raises(UnreadableError, match=f"^the journal `{path}` cannot be read: input/output error "):
        journal.read(str(path))


def test_twice_as_much_as_is_kept_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_text(FIRST + SECOND, encoding="utf-8")
    size = path.stat().st_size
    monkeypatch.setattr(journal, "LARGEST", -(-size // 2))
    assert len(journal.read(str(path))) == 2
    monkeypatch.setattr(journal, "LARGEST", -(-size // 2) - 1)
    with pytest.raises(UnreadableError, match="larger than"):
        journal.read(str(path))


def test_old_entries_go_once_they_take_more_than_half(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = FIRST.replace("2026-01-31T12", "2026-01-01T12")
    path.write_text(old, encoding="utf-8")
    whole = path.stat().st_size + len(SECOND.encode())
    monkeypatch.setattr(journal, "LARGEST", whole * 2)
    journal.append(str(path), 29, **CALM)
    assert len(journal.read(str(path))) == 2  # half is not more than half
    path.write_text(old, encoding="utf-8")
    monkeypatch.setattr(journal, "LARGEST", whole * 2 - 2)
    journal.append(str(path), 30, **CALM)
    assert len(journal.read(str(path))) == 2  # it is thirty days old to the second, and not older
    path.write_text(old, encoding="utf-8")
    journal.append(str(path), 29, **CALM)
    assert [entry.number for entry in journal.read(str(path))] == [2]


def test_what_fits_exactly_stays_and_the_last_entry_always_does(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = len((FIRST + SECOND).encode())
    for room, numbers in ((whole, [1, 2]), (whole - 1, [2])):
        path.write_text(FIRST, encoding="utf-8")
        monkeypatch.setattr(journal, "LARGEST", room)
        journal.append(str(path), 30, **CALM)
        assert [entry.number for entry in journal.read(str(path))] == numbers
    path.unlink()
    monkeypatch.setattr(journal, "LARGEST", 300)
    journal.append(str(path), 30, **CALM)
    assert [entry.number for entry in journal.read(str(path))] == [1]


@pytest.mark.parametrize("first", ["2026-01-31T12", "2026-01-01T12"])
def test_as_many_go_as_do_not_fit_the_old_ones_first(
    path: Path, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    for _ in range(4):
        journal.append(str(path), 30, **CALM)
    size = len(path.read_bytes()) // 4
    path.write_text(path.read_text(encoding="utf-8").replace("2026-01-31T12", first, 1), encoding="utf-8")
    monkeypatch.setattr(journal, "LARGEST", size * 3 + size // 2)
    journal.append(str(path), 29, **CALM)
    assert [entry.number for entry in journal.read(str(path))] == [3, 4, 5]


def test_a_moment_has_the_zone_it_was_written_with(path: Path) -> None:
    entry = journal.append(str(path), 30, **CALM)
    assert journal.moment(entry) == datetime(2026, 1, 31, 12, tzinfo=UTC)
    assert journal.moment(entry._replace(at="x")) == datetime(1, 1, 1, tzinfo=UTC)
