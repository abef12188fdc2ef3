"""Text is words on one line: what other programs would obey is refused, and spelled out where shown."""

from __future__ import annotations

import sys

import pytest

from configurator.domain.text import refused_character, shown
from tests.model import is_refused_character


@pytest.mark.parametrize(
    "text", ["", "plain words", "Zoë 中文 🙂", "a\u200db", "\u00a0", "`$(x)` <b> \\", "שלום"]
)
def test_words_of_any_script_pass(text: str) -> None:
    assert refused_character(text) == ""
    assert shown(text) == text


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\x00", "a control character"),
        ("\t", "a control character"),
        ("\n", "a control character"),
        ("\x7f", "a control character"),
        ("\x9b", "a control character"),
        ("\u2028", "a line separator"),
        ("\u2029", "a line separator"),
        ("\u202e", "a text direction override"),
        ("\u2066", "a text direction override"),
        ("\ud800", "half a surrogate pair"),
        ("\ufff9", "an invisible annotation character"),
        ("\U000e0041", "an invisible tag character"),
    ],
)
def test_a_character_that_acts_is_refused_with_code_and_place(character: str, name: str) -> None:
    assert refused_character(f"ä{character}") == f"{name} (U+{ord(character):04X}) at character 2"
    assert shown(character) == f"\\u{{{ord(character):x}}}"


def test_every_code_point_is_judged_as_the_unicode_database_does() -> None:
    wrong = [
        hex(code)
        for code in range(sys.maxunicode + 1)
        if bool(refused_character(chr(code))) != is_refused_character(chr(code))
    ]
    assert wrong == []
