"""Text as a terminal sees it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from configurator.tui.cells import cut, fitted, joined, line_width, span, width, wrapped
from tests.tui.looks import text_of


@pytest.mark.parametrize("text", ["", "plain", "自主性の上限", "Zurück", "né", "“quoted”…", "전화", "● ○ ✕"])
def test_a_width_is_what_the_terminal_library_says(text: str) -> None:
    assert width(text) == cell_len(text)


@given(st.text(alphabet="ab é自限。", max_size=30), st.integers(0, 12))
def test_cut_and_fitted_keep_to_their_size(text: str, size: int) -> None:
    assert width(cut(text, size)) <= size
    assert width(fitted(text, size)) == size


def test_cut_says_that_it_cut() -> None:
    assert cut("tighten", 5) == "tigh…"
    assert cut("自主性", 4) == "自…"
    assert cut("short", 5) == "short"


def test_nothing_that_is_drawn_acts_on_the_terminal() -> None:
    assert span("a\x1b[31mb\u202e")[0] == "a\\u{1b}[31mb\\u{202e}"


def test_markup_is_text_like_any_other() -> None:
    assert span("[bold red]x[/]")[0] == "[bold red]x[/]"


@given(st.text(alphabet="abc é自限。 ", max_size=80), st.integers(4, 20), st.integers(0, 2))
def test_wrapped_lines_fit_and_lose_no_word(text: str, size: int, hang: int) -> None:
    lines = wrapped([(text, "x")], size, hang)
    assert all(line_width(line) <= max(size, hang + 2) + 1 for line in lines)
    assert "".join(text_of(lines).split()) == "".join(text.split())


def test_lines_after_the_first_hang() -> None:
    assert text_of(wrapped([("one two three", "")], 7, hang=2)) == "one two\n  three"


def test_wide_text_breaks_between_characters_but_not_before_a_full_stop() -> None:
    assert text_of(wrapped([("自主性の上限。終", "")], 12)) == "自主性の上\n限。終"


def test_joined_leaves_out_what_is_empty() -> None:
    assert joined([("a", ""), ("", "x"), ("b", "")]) == (("a", ""), (" ", ""), ("b", ""))
