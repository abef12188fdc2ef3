"""A cache makes loading fast and nothing else: whatever it holds, the policy is that of the files."""

from __future__ import annotations

import hashlib
import json
import sys
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from configurator.domain.policy import Policy
from configurator.domain.searched import entry
from configurator.domain.settings import Setting
from configurator.errors import UnreadableError
from configurator.policyfile import on_demand, shape
from configurator.policyfile.build import setting_from
from configurator.policyfile.load import load_policy
from configurator.session.opening import Named, open_session
from tests.benchmarks.large import make
from tests.unit.policyfile.folder import bound, layer, policy

EU_DE = layer("de", "jurisdiction", bound("a.limit", "max = 20"))
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


class Lines:
    """A cache file in parts, to be put together differently."""

    def __init__(self, file: Path) -> None:
        self.file = file
        first, second, *self.rest = file.read_bytes().splitlines(keepends=True)
        self.head: dict[str, Any] = json.loads(first)
        self.index: dict[str, Any] = json.loads(second)

    def write(self) -> None:
        """Put it together, the index under a check that is right."""
        second = json.dumps(self.index).encode() + b"\n"
        self.head |= {"index": len(second), "check": hashlib.sha256(second).hexdigest()}
        self.file.write_bytes(b"".join((json.dumps(self.head).encode() + b"\n", second, *self.rest)))


@pytest.mark.parametrize(
    ("field", "value"), [("sha256", "0" * 64), ("sha256", None), ("format", 0), ("format", "2")]
)
def test_a_cache_of_another_digest_or_format_is_not_used(
    folders: tuple[Path, Path], field: str, value: object
) -> None:
    lines = Lines(cache_file(folders))
    lines.head[field] = value
    lines.index["documents"] = []
    lines.write()
    assert list(loaded(folders).layers) == ["eu"]


@pytest.mark.parametrize(
    "twist",
    [
        {"documents": []},
        {"documents": 3},
        {"documents": [["society", 3, True]]},
        {"documents": [[["x"], "society.toml", True]] * 3},
        {"settings": ""},
        {"settings": 3},
        {"bounded": []},
        {"bounded": ["zzzzzzzz"] * 3},
        {"begins": ""},
        {"checks": "0" * 40},
        {"categories": 3},
        {"rest": 3},
        {"rest": [[]]},
    ],
)
def test_a_cache_with_another_index_is_as_good_as_none(
    folders: tuple[Path, Path], twist: dict[str, object]
) -> None:
    """It may be written by anyone, so nothing in it may break the program."""
    expected = load_policy(str(folders[0]))
    lines = Lines(cache_file(folders))
    lines.index |= twist
    lines.write()
    assert loaded(folders) == expected


@pytest.mark.parametrize("line", [b"{}", b"[]", b"null", b'{"setting":{}}', b'{"setting":3}', b"\xff", b""])
def test_a_line_that_passes_its_check_and_says_nothing_is_read_from_the_files(
    folders: tuple[Path, Path], line: bytes
) -> None:
    expected = load_policy(str(folders[0]))
    lines = Lines(cache_file(folders))
    lines.rest = [line + b"\n" for _ in lines.rest]
    begins = [len(line + b"\n") * place for place in range(len(lines.rest) + 1)]
    lines.index["begins"] = "".join(f"{begin:08x}" for begin in begins)
    lines.index["checks"] = f"{zlib.crc32(line + chr(10).encode()):08x}" * len(lines.rest)
    lines.write()
    assert loaded(folders) == expected


def test_whatever_byte_is_damaged_the_policy_is_that_of_the_files(folders: tuple[Path, Path]) -> None:
    expected, file = load_policy(str(folders[0])), cache_file(folders)
    whole = file.read_bytes()
    for place in range(len(whole)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert loaded(folders) == expected, f"byte {place}"


def test_a_cache_that_is_cut_short_is_as_good_as_none(folders: tuple[Path, Path]) -> None:
    expected, file = load_policy(str(folders[0])), cache_file(folders)
    whole = file.read_bytes()
    for size in range(0, len(whole), 7):
        file.write_bytes(whole[:size])
        assert loaded(folders) == expected, f"{size} bytes"


def test_what_is_damaged_while_in_use_is_read_from_the_files(folders: tuple[Path, Path]) -> None:
    expected, policy = load_policy(str(folders[0])), loaded(folders)
    cache_file(folders).write_bytes(b"x" * 10_000)
    assert policy.layers["eu"].lines == expected.layers["eu"].lines
    assert policy == expected


def test_what_is_damaged_while_in_use_and_is_not_in_the_files_any_more_is_an_error(
    folders: tuple[Path, Path],
) -> None:
    policy = loaded(folders)
    cache_file(folders).write_bytes(b"x" * 10_000)
    (folders[0] / "layers" / "eu.toml").write_text(EU.replace("30", "20"))
    with pytest.raises(UnreadableError, match="was changed while it was in use"):
        policy.catalogue.settings["a.limit"]


def test_what_is_kept_has_the_order_of_the_files(folders: tuple[Path, Path]) -> None:
    policy, expected = loaded(folders), load_policy(str(folders[0]))
    assert list(policy.catalogue.settings) == list(expected.catalogue.settings)
    assert list(policy.society.lines) == list(expected.society.lines)


def test_what_can_be_found_is_what_is_in_the_settings(folders: tuple[Path, Path]) -> None:
    expected = [entry(setting) for setting in load_policy(str(folders[0])).catalogue.settings.values()]
    assert loaded(folders).catalogue.entries() == expected
    file = cache_file(folders)
    file.write_bytes(file.read_bytes()[:-2] + b"?\n")  # the last line is that of the words
    assert loaded(folders).catalogue.entries() == expected


def test_a_layer_that_is_broken_is_found_broken_again(tmp_path: Path) -> None:
    folder = policy(tmp_path / "p", eu=layer("eu", "jurisdiction", bound("a.unknown", "max = 30")), de=EU_DE)
    first, second = (load_policy(str(folder), str(tmp_path / "cache")) for _ in range(2))
    assert list((tmp_path / "cache").iterdir())
    assert second == first
    assert "a.unknown" in second.broken["layer eu"]
    assert list(second.layers) == ["de"]


def test_a_cache_names_no_file_outside_the_policy(folders: tuple[Path, Path]) -> None:
    paths = [path for _kind, path, _sound in Lines(cache_file(folders)).index["documents"]]
    assert sorted(paths) == ["catalogue/a.toml", "layers/eu.toml", "society.toml"]


def test_opening_ten_thousand_settings_makes_a_few_hundred(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A start is as fast with them as without: only what is asked for is made."""
    folder = make(tmp_path / "p", 10_000)
    monkeypatch.setenv("CONFIGURATOR_HOME", str(tmp_path / "home"))
    open_session(Named(policy=str(folder)))  # the first time all of it is looked at
    made: list[str] = []

    def counted(raw: Mapping[str, Any]) -> Setting:
        made.append(raw["key"])
        return setting_from(raw)

    monkeypatch.setattr(on_demand, "setting_from", counted)
    session = open_session(Named(policy=str(folder)))
    assert len(session.composition.permitted) == 10_000
    assert session.held_keys() == []
    assert len(made) < 500
    assert session.effective["autonomy.max_steps"].origin == "default"
