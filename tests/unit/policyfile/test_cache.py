"""A cache makes loading fast and nothing else: whatever it holds, the policy is that of the files."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from configurator.domain.policy import Policy
from configurator.policyfile import shape
from configurator.policyfile.load import load_policy
from tests.unit.policyfile.folder import bound, layer, policy

EU = layer("eu", "jurisdiction", bound("a.limit", "max = 30"))


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A policy folder, and a cache folder that is warm."""
    folder, kept = policy(tmp_path / "p", eu=EU), tmp_path / "cache"
    load_policy(str(folder), str(kept))
    return folder, kept


def loaded(folders: tuple[Path, Path]) -> Policy:
    return load_policy(str(folders[0]), str(folders[1]))


def cache_file(folders: tuple[Path, Path]) -> Path:
    (file,) = folders[1].iterdir()
    return file


def test_a_cached_policy_is_the_policy(folders: tuple[Path, Path]) -> None:
    assert loaded(folders) == load_policy(str(folders[0]))


def test_a_warm_cache_needs_no_check_of_shapes(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("checked again")

    monkeypatch.setattr(shape, "checked", fail)
    monkeypatch.setitem(sys.modules, "configurator.policyfile.shape", shape)
    assert list(loaded(folders).layers) == ["eu"]


def test_a_cache_is_the_persons_alone(folders: tuple[Path, Path]) -> None:
    assert cache_file(folders).stat().st_mode & 0o777 == 0o600


def test_a_changed_file_is_read_afresh(folders: tuple[Path, Path]) -> None:
    (folders[0] / "layers" / "eu.toml").write_text(EU.replace("30", "20"))
    assert loaded(folders).layers["eu"].lines["a.limit"].bounds.span == (0, 20)  # type: ignore[union-attr]  # an amount
    assert len(list(folders[1].iterdir())) == 2


def test_a_broken_policy_is_not_kept(tmp_path: Path) -> None:
    folder = policy(tmp_path / "p", eu="nonsense")
    for _ in range(2):
        assert list(load_policy(str(folder), str(tmp_path / "cache")).broken) == ["layer eu"]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"format":1}', b"[" * 100_000, b'"x"', b"1" * 5000]
)
def test_a_cache_that_cannot_be_read_is_as_good_as_none(folders: tuple[Path, Path], content: bytes) -> None:
    expected = load_policy(str(folders[0]))
    cache_file(folders).write_bytes(content)
    assert loaded(folders) == expected


def test_a_cache_that_is_a_folder_is_as_good_as_none(folders: tuple[Path, Path]) -> None:
    expected, file = load_policy(str(folders[0])), cache_file(folders)
    file.unlink()
    file.mkdir()
    assert loaded(folders) == expected


def test_a_cache_folder_that_cannot_be_made_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    folder = policy(tmp_path / "p")
    assert load_policy(str(folder), str(tmp_path / "file" / "cache")) == load_policy(str(folder))


@pytest.mark.parametrize(
    ("field", "value"), [("sha256", "0" * 64), ("sha256", None), ("format", 0), ("format", "1")]
)
def test_a_cache_of_another_digest_or_format_is_not_used(
    folders: tuple[Path, Path], field: str, value: object
) -> None:
    whole = json.loads(cache_file(folders).read_bytes())
    whole["documents"] = []
    whole[field] = value
    cache_file(folders).write_text(json.dumps(whole))
    assert list(loaded(folders).layers) == ["eu"]


def emptied(documents: Any) -> Any:
    return []


def a_number(documents: Any) -> Any:
    return 3


def without_paths(documents: Any) -> Any:
    return [{**entry, "path": 3} for entry in documents]


def without_data(documents: Any) -> Any:
    return [{**entry, "data": 3} for entry in documents]


def with_empty_data(documents: Any) -> Any:
    return [{**entry, "data": {}} for entry in documents]


def without_society(documents: Any) -> Any:
    return [entry for entry in documents if entry["kind"] != "society"]


def of_no_kind(documents: Any) -> Any:
    return [{**entry, "kind": ["x"]} for entry in documents]


@pytest.mark.parametrize(
    "twist",
    [emptied, a_number, without_paths, without_data, with_empty_data, without_society, of_no_kind],
)
def test_a_tampered_cache_is_as_good_as_none(folders: tuple[Path, Path], twist: Any) -> None:
    """It may be written by anyone, so nothing in it may break the program."""
    expected = load_policy(str(folders[0]))
    whole = json.loads(cache_file(folders).read_bytes())
    whole["documents"] = twist(whole["documents"])
    cache_file(folders).write_text(json.dumps(whole))
    assert loaded(folders) == expected


def test_a_cache_names_no_file_outside_the_policy(folders: tuple[Path, Path]) -> None:
    paths = [entry["path"] for entry in json.loads(cache_file(folders).read_bytes())["documents"]]
    assert sorted(paths) == ["catalogue/a.toml", "layers/eu.toml", "society.toml"]
