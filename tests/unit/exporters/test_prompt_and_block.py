from __future__ import annotations

import json
import re

import pytest
from markdown_it import MarkdownIt

from configurator.errors import InvalidError
from configurator.exporters import prompt
from configurator.exporters.formats import markdown
from configurator.exporters.render import Sentence
from configurator.exporters.table import Rank
from tests.unit.exporters.helpers import HOSTILE

IMPORT = re.compile(r"(?:^|\s)@(?:[^\s\\]|\\ )+")
"""How Claude Code finds files to import, outside code; stricter: also inside it."""


def said(key: str, rank: Rank = "own", text: str = "Do it.") -> Sentence:
    return Sentence(key, text, rank)


def free(text: str) -> Sentence:
    return Sentence("style.note", "In their words, below all else: {value}", "own", text)


@pytest.mark.parametrize("text", HOSTILE)
def test_free_text_is_data_in_markdown(text: str) -> None:
    inner = prompt.markdown([said("a.b"), free(text)])
    whole = markdown.block(inner, "\n")
    assert markdown.find(whole, "f") == markdown.Block(0, len(whole))
    tokens = MarkdownIt("commonmark").parse(inner)
    assert [t.content for t in tokens if t.type in ("fence", "code_block", "html_block")] == []
    assert [t.tag for t in tokens if t.type == "heading_open"] == ["h2"]
    inline = next(t for t in tokens if t.type == "inline" and "In their words" in t.content)
    kinds = [child.type for child in inline.children or []]
    assert kinds == ["text", "code_inline"]
    assert json.loads((inline.children or [])[1].content) == text
    assert not IMPORT.search(inner)
    assert "<" not in inner
    assert "\n" not in prompt.quoted(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_free_text_is_data_in_plain_text(text: str) -> None:
    last = prompt.plain([said("a.b"), free(text)]).splitlines()[-1]
    assert json.loads(last.partition(": ")[2]) == text


@pytest.mark.parametrize(
    "text",
    ["# heading", "## x", "> quote", "- item", "+ x", "* x", "1. one", "2) two", "``` fence", "~~~ x", "@/etc/passwd",
     "see @file and <b>x</b> <!-- c -->", "==", "--- x", "| a | b |", "line\nbreak\n# heading", "\u202ertl \x1b[31m"],
)  # fmt: skip
def test_a_sentence_of_the_catalogue_is_only_words(text: str) -> None:
    inner = prompt.markdown([said("a.b", text=text)])
    tokens = MarkdownIt("commonmark").parse(inner)
    types = {t.type for t in tokens}
    assert not types & {"fence", "code_block", "html_block", "blockquote_open", "ordered_list_open", "hr"}
    assert [t.tag for t in tokens if t.type == "heading_open"] == ["h2"]
    assert sum(t.type == "bullet_list_open" for t in tokens) == 1
    assert not IMPORT.search(inner)
    assert "\x1b" not in inner
    assert "\u202e" not in inner


def test_groups_come_in_order_with_the_note_last() -> None:
    inner = prompt.markdown(
        [said("c", "bound", "C."), said("b", "own", "B."), said("a", "default", "A."), free("x")]
    )
    order = [
        inner.index(part)
        for part in (prompt.GROUPS["bound"], "C.", prompt.GROUPS["own"], "B.", "A.", "words")
    ]
    assert order == sorted(order)
    assert prompt.markdown([]) == ""
    assert prompt.plain([]) == ""


def test_imports_stand_on_lines_of_their_own() -> None:
    assert prompt.markdown([said("a")], ["AGENTS.md"]).startswith("@AGENTS.md\n\n## ")


SIZES = [
    said("d1", "default", "d" * 10),
    said("b1", "bound", "b" * 10),
    said("o1", "own", "o" * 10),
    said("o2", "own", "o" * 5),
]


@pytest.mark.parametrize(
    ("room", "keep", "kept"),
    [
        (35, "bound", ["d1", "b1", "o1", "o2"]),
        (34, "bound", ["b1", "o1", "o2"]),
        (24, "bound", ["b1", "o1"]),
        (15, "bound", ["b1", "o2"]),  # and no default, though one would fit
        (9, "bound", ["b1"]),
        (9, "", []),
        (14, "", ["b1"]),
    ],
)
def test_defaults_go_first_and_bounds_never(room: int, keep: str, kept: list[str]) -> None:
    done = prompt.fitting(SIZES, room, lambda some: sum(len(s.text) for s in some), keep=keep)
    assert [s.key for s in done] == kept


# ------------------------------------------------------------------ the block


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("text", ["", "x", "x\n", "x\n\n", "# T\n\ntext\n", "\n", "  \nx"])
@pytest.mark.parametrize("on_top", [False, True])
def test_a_block_comes_and_goes_without_a_trace(text: str, newline: str, on_top: bool) -> None:
    text = text.replace("\n", newline)
    used = newline if "\n" in text else "\n"
    new = markdown.block("inner\nlines", used)
    done = markdown.placed(text, new, on_top=on_top)
    found = markdown.find(done.text, "f")
    assert found is not None
    assert done.text[found.start : found.end] == new
    assert done.text.count("\n") == done.text.count(used)
    assert markdown.removed(done.text, found, done.glue) == text


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (f"a\n{markdown.BEGIN}\nb\n", 2, "has no `configurator:end` to match"),
        (f"a\n\n{markdown.END}\n", 3, "has no `configurator:begin` to match"),
        (f"{markdown.END}\n{markdown.BEGIN}\n", 2, "ends its block before it begins"),
        (f"{markdown.BEGIN}\n{markdown.END}\n" * 2, 3, "has more than one configurator block"),
        (f"{markdown.BEGIN}\n{markdown.BEGIN}\n{markdown.END}", 3, "has more than one configurator block"),
        ("<!-- configurator:begin", 1, "has no `configurator:end` to match"),
    ],
)
def test_a_broken_block_is_refused(text: str, line: int, message: str) -> None:
    with pytest.raises(InvalidError, match=re.escape(message)) as caught:
        markdown.find(text, "f")
    assert caught.value.where is not None
    assert caught.value.where.line == line


def test_words_about_a_block_are_no_block() -> None:
    assert markdown.find("see `<!-- configurator:begin -->` and configurator:end\n", "f") is None
