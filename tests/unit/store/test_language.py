"""Which language is asked for and by what, where catalogues lie, and what becomes of a damaged one."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

import configurator
from configurator import messages
from configurator.errors import WriteError
from configurator.messages import _
from configurator.store import language
from tests.languages.conftest import compiled

HELLO = {"hello": "hallo"}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONFIGURATOR_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: Path) -> Path:
    """A folder in the place of the one that comes with the program."""
    monkeypatch.setattr(language, "folders", lambda: (str(home / "locale"), str(tmp_path / "shipped")))
    return tmp_path / "shipped"


def put(folder: Path, name: str, data: bytes | Mapping[str, str]) -> Path:
    path = folder / name / "LC_MESSAGES" / "configurator.mo"
    path.parent.mkdir(parents=True)
    path.write_bytes(data if isinstance(data, bytes) else compiled(name, data))
    return path


def test_it_is_asked_for_by_the_nearest(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert language.language_path() == str(home / "language")
    assert language.asked() == ("", "default")
    monkeypatch.setenv("LANG", "d")
    assert language.asked() == ("d", "environment")
    monkeypatch.setenv("LC_MESSAGES", "c")
    assert language.asked() == ("c", "environment")
    monkeypatch.setenv("LC_ALL", "")
    assert language.asked() == ("c", "environment")
    monkeypatch.setenv("LC_ALL", "b")
    assert language.asked() == ("b", "environment")
    language.keep("a")
    assert (home / "language").read_bytes() == b"a\n"
    assert language.asked() == ("a", "setting")
    monkeypatch.setenv("CONFIGURATOR_LANG", "x")
    assert language.asked() == ("x", "variable")
    assert language.asked("y") == ("y", "option")


def test_what_was_set_is_forgotten_and_what_cannot_be_is_told(home: Path) -> None:
    language.forget()
    language.keep("de")
    language.forget()
    assert language.asked() == ("", "default")
    assert list(home.iterdir()) == []
    (home / "language").mkdir()
    with pytest.raises(WriteError) as caught:
        language.forget()
    path = home / "language"
    assert caught.value.message == f"`{path}` was not written: a folder stands in its place"
    assert language.asked() == ("", "default")  # it keeps nobody from working


@pytest.mark.parametrize(("size", "chosen"), [(4096, "de"), (4097, "")])
def test_a_setting_of_any_size_is_not_read(home: Path, size: int, chosen: str) -> None:
    home.mkdir()
    (home / "language").write_text(" de".ljust(size))
    assert language.asked()[0] == chosen


def test_catalogues_are_the_persons_own_and_those_beside_the_program(home: Path) -> None:
    package = Path(configurator.__file__).parent
    assert language.folders() == (str(home / "locale"), str(package / "locale"))
    assert language.spoken() == ["en", "zh-CN"]
    put(home / "locale", "de", HELLO)
    put(home / "locale", "pt-BR", {})
    (home / "locale" / "fr").mkdir()
    put(home / "locale", "it", HELLO).rename(home / "locale" / "it" / "configurator.mo")
    assert language.spoken() == ["en", "de", "pt-BR", "zh-CN"]


@pytest.mark.parametrize(
    ("option", "variable", "spoken", "said"),
    [
        ("", "", "en", ("en", False)),
        ("en_GB", "de", "en", ("en", False)),
        ("de_AT", "", "de", ("de", False)),
        ("", "de", "de", ("de", False)),
        ("xx", "de", "en", ("xx", True)),
        ("", "xx", "en", ("xx", False)),
    ],
)
def test_what_is_known_is_spoken_and_what_was_typed_has_to_be(
    home: Path,
    shipped: Path,
    monkeypatch: pytest.MonkeyPatch,
    option: str,
    variable: str,
    spoken: str,
    said: tuple[str, bool],
) -> None:
    put(shipped, "de", HELLO)
    monkeypatch.setenv("CONFIGURATOR_LANG", variable)
    assert language.speak(option) == said
    assert (messages.language(), messages.is_translated()) == (spoken, spoken == "de")
    assert _("hello") == ("hallo" if spoken == "de" else "hello")


@pytest.mark.parametrize("wanted", ["", "en", "C", "en_GB.UTF-8"])
def test_english_takes_no_look_at_the_disk(home: Path, monkeypatch: pytest.MonkeyPatch, wanted: str) -> None:
    def fails() -> list[str]:
        raise AssertionError("looked")

    monkeypatch.setattr(language, "spoken", fails)
    monkeypatch.setattr(language, "folders", fails)
    assert language.speak(wanted) == ("en", False)


def test_an_own_catalogue_falls_back_on_the_shipped_one(home: Path, shipped: Path) -> None:
    put(shipped, "de", {"hello": "guten Tag", "bye": "auf Wiedersehen"})
    put(home / "locale", "de", HELLO)
    language.speak("de")
    assert (_("hello"), _("bye"), _("else")) == ("hallo", "auf Wiedersehen", "else")


WHOLE = compiled("de", {**HELLO, "bye": "tschüss"})
DAMAGED = {
    "no catalogue": b"no catalogue, whatever its name",
    "cut short": WHOLE[:12],
    "not of its character set": WHOLE.replace("ü".encode(), b"\xff\xff"),
    "of an unknown character set": WHOLE.replace(b"charset=utf-8", b"charset=utf-0"),
    "too large": WHOLE + bytes(5000),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_catalogue_is_passed_over(
    home: Path, shipped: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(language, "LARGEST", 5000)
    put(shipped, "de", {"hello": "guten Tag"})
    own = put(home / "locale", "de", DAMAGED[name])
    assert language.speak("de") == ("de", False)
    assert _("hello") == "guten Tag"
    own.write_bytes(WHOLE + bytes(5000 - len(WHOLE)))
    language.speak("de")
    assert (_("hello"), _("bye")) == ("hallo", "tschüss")


def test_what_is_set_is_one_file_in_a_folder_that_is_made(home: Path) -> None:
    language.keep("zh-CN")
    assert os.listdir(home) == ["language"]
    language.speak()
    assert messages.language() == "zh-CN"
