"""Reading is bounded, and says what is wrong and where."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from configurator.errors import ConfiguratorError, InvalidError, UnreadableError
from configurator.files.near import meant
from configurator.files.read import LARGEST, decoded, parse_toml, read_bytes, read_text


def refused(path: object) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(str(path), "the profile")
    return caught.value


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes("ä\r\n".encode())
    assert read_text(str(tmp_path / "a"), "the profile") == "ä\r\n"


def test_a_link_to_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    (tmp_path / "link").symlink_to("a")
    assert read_bytes(str(tmp_path / "link"), "the profile") == b"x"


def test_a_missing_file_does_not_exist(tmp_path: Path) -> None:
    assert refused(tmp_path / "no").message == f"the profile `{tmp_path}/no` does not exist"


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    assert "not a file" in refused(tmp_path).message


def test_a_named_pipe_is_not_a_file_and_hangs_nobody(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refused(tmp_path / "pipe").message.endswith("is not a file")


def test_a_device_is_not_a_file() -> None:
    assert refused("/dev/zero").message.endswith("is not a file")


def test_a_path_below_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    assert "below something that is not a folder" in refused(tmp_path / "a" / "b").message


def test_a_loop_of_links_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("a")
    assert "cannot be read" in refused(tmp_path / "a").message


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").touch(0)
    assert refused(tmp_path / "a").message.endswith("may not be read by you")


@pytest.mark.parametrize("name", ["a\0b", "a\ud800b", "x" * 5000])
def test_a_path_that_cannot_be_a_path_is_unreadable(tmp_path: Path, name: str) -> None:
    refused(f"{tmp_path}/{name}")


def test_the_largest_file_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"x" * LARGEST)
    assert len(read_bytes(str(file), "the profile")) == LARGEST
    file.write_bytes(b"x" * (LARGEST + 1))
    assert refused(file).message.endswith("is larger than 1024 kB")
    assert refused(file).hint


def test_no_file_stays_open(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    os.mkfifo(tmp_path / "pipe")
    before = os.listdir("/proc/self/fd") if os.path.isdir("/proc/self/fd") else []
    for name in ("a", "pipe", ".", "no"):
        try:
            read_bytes(str(tmp_path / name), "the profile")
        except (ConfiguratorError, OSError):
            continue
    after = os.listdir("/proc/self/fd") if before else []
    assert len(after) == len(before)


def test_bytes_that_are_not_text_are_placed() -> None:
    with pytest.raises(UnreadableError) as caught:
        decoded(b"a = 1\nb = '\xff'\n", "p.toml", "the profile")
    assert str(caught.value).startswith("p.toml:2: the profile is not text: byte 12 is not UTF-8")


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("a = 1\nb = \n", "p.toml:2:5", "invalid value"),
        ("a = 1\na = 2\n", "p.toml:2:6", "cannot overwrite a value"),
        ('a = "x\n', "p.toml:1:7", "illegal character"),
        ('a = """x\n\n', "p.toml:", "at the end of the file"),
        ("[a\n", "p.toml:1:3", "expected `]`"),
        ("\x00", "p.toml:1:1", "invalid statement"),
    ],
)
def test_what_is_not_toml_is_told_with_line_and_column(text: str, place: str, says: str) -> None:
    with pytest.raises(InvalidError) as caught:
        parse_toml(text, "p.toml", "the profile")
    assert str(caught.value.where).startswith(place)
    assert says in caught.value.message
    assert (caught.value.name, "'" in caught.value.message) == ("toml", False)


def test_the_end_of_a_file_has_a_line() -> None:
    with pytest.raises(InvalidError) as caught:
        parse_toml("a = 1\nb =", "p.toml", "the profile")
    assert str(caught.value.where).startswith("p.toml:2")


@pytest.mark.parametrize("text", ["a = " + "[" * 20_000, "a = " + "9" * 5000, "a = 2026-13-45"])
def test_a_document_made_to_break_a_parser_is_invalid(text: str) -> None:
    with pytest.raises(InvalidError):
        parse_toml(text, "p.toml", "the profile")


@pytest.mark.parametrize(
    ("wrong", "close"),
    [
        ("autonomy.shel", "autonomy.shell"),
        ("SHELL", "autonomy.shell"),
        ("tone", "style.tone"),
        ("zzz", ""),
        ("", ""),
        ("x" * 10**6, ""),
    ],
)
def test_the_name_that_was_meant_is_found(wrong: str, close: str) -> None:
    assert meant(wrong, ["autonomy.shell", "style.tone", "style.tone"]) == close
