from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from configurator.errors import InvalidError, UnreadableError
from configurator.exporters import manifest, places
from configurator.exporters.formats.keys import Keys, Written
from configurator.exporters.manifest import Manifest, Record

RECORD = Record(
    "json", "project", "/root", ("codex",), True, None, "0" * 64,
    Keys({("a", "b"): Written(1, '"x"'), ("é",): Written(None)}, {("l",): ("x", {"k": [1]})}, {(): " ", ("a",): None}),
    "1" * 64, ("\n", "\r\n"),
)  # fmt: skip


def test_a_record_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "exports.json"
    path.write_text(manifest.dump({"/project/f": RECORD}))
    assert manifest.load(str(path)) == Manifest(str(path), path.read_text(), {"/project/f": RECORD})


def test_no_file_is_an_empty_manifest(tmp_path: Path) -> None:
    assert manifest.load(str(tmp_path / "none")) == Manifest(str(tmp_path / "none"))
    assert manifest.load("") == Manifest()


def test_it_lies_beside_the_profiles(tmp_path: Path) -> None:
    assert places.beside(str(tmp_path / "profiles" / "work.toml")) == str(
        tmp_path / "profiles" / "exports.json"
    )


def good() -> Any:
    return json.loads(manifest.dump({"/project/f": RECORD}))


def entry(**changes: Any) -> Any:
    raw = good()
    raw["files"]["/project/f"].update(changes)
    return raw


WRONG: list[Any] = [None, 1, {}, [1]]
BROKEN: list[Any] = [
    [],
    {},
    {"schema": 1},
    {"schema": "1", "files": {}},
    {"schema": 0, "files": {}},
    {"schema": True, "files": {}},
    {"schema": 2, "files": {}},
    {"schema": 1, "files": []},
    {"schema": 1, "files": {"/a": []}},
    {"schema": 1, "files": {"/a": {}}},
    {"schema": 1, "files": {"a": good()["files"]["/project/f"]}},
    {"schema": 1, "files": {"/a/../../etc/passwd": good()["files"]["/project/f"]}},
    {"schema": 1, "files": {"/a\0b": good()["files"]["/project/f"]}},
    *(
        entry(**{name: value})
        for name in (
            "format",
            "scope",
            "root",
            "targets",
            "created",
            "sha256",
            "scalars",
            "items",
            "made",
            "block",
            "glue",
        )
        for value in WRONG
    ),
    entry(glue=["\n"]),
    entry(scalars=[{"path": [], "value": 1}]),
    entry(scalars=[{"path": "ab", "value": 1}]),
    entry(scalars=[{"path": ["a"], "value": {"x": 1}}]),
    entry(scalars=[{"path": ["a"], "value": 1, "previous": 1}]),
    entry(items=[{"path": ["a"]}]),
    entry(blank=1),
]


@pytest.mark.parametrize("raw", BROKEN)
def test_a_manifest_that_was_tampered_with_is_an_error_and_never_a_crash(tmp_path: Path, raw: Any) -> None:
    path = tmp_path / "exports.json"
    path.write_text(json.dumps(raw))
    with pytest.raises(InvalidError, match="the record of exports cannot be used"):
        manifest.load(str(path))


def test_one_that_cannot_be_read_is_not_taken_for_none(tmp_path: Path) -> None:
    path = tmp_path / "exports.json"
    path.write_bytes(b"\xff")
    with pytest.raises(UnreadableError):
        manifest.load(str(path))
    path.write_text("{" * 10_000)
    with pytest.raises(InvalidError, match="not valid JSON"):
        manifest.load(str(path))
    path.unlink()
    path.mkdir()
    with pytest.raises(UnreadableError):
        manifest.load(str(path))
