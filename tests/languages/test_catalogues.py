"""Every text is in the catalogues and translated; nothing is said that no catalogue can hold."""

from __future__ import annotations

import argparse
import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from tools import messages

SHIPPED = messages.languages()

FIELD = re.compile(r"\{(\w*)\}|%\((\w+)\)[sr]|%[sr]")
CODE = re.compile(r"`[^`]*`")

LITERAL_ELSEWHERE = {
    "configurator/exporters/prompt.py",  # what an AI is told
    "configurator/exporters/writers/plain.py",  # comments in files that programs read
    "configurator/exporters/writers/cedar.py",
    "configurator/exporters/writers/modelfile.py",
    "configurator/exporters/writers/rego.py",
    "configurator/exporters/writers/promptfoo.py",
    "configurator/exporters/writers/inspect_task.py",
    "configurator/exporters/evals/suite.py",  # what a model that judges is told
    "configurator/exporters/writers/rule.py",
    "configurator/exporters/formats/documents.py",
    "configurator/exporters/marks.py",
    "configurator/exporters/formats/markdown.py",  # the markers of our block
    "configurator/cli/completing.py",  # programs for shells
    "configurator/tui/app.py",  # style sheets
    "configurator/cli/verbs.py",  # tables that `tools.messages.tables` reads
    "configurator/exporters/agents.py",
    "configurator/exporters/apis.py",
    "configurator/exporters/claude_rules.py",  # what Claude Code reads
    "configurator/exporters/topics.py",  # what a classifier is told
}
TECHNICAL = ("ValueError", "TypeError", "FrozenInstanceError", "search", "compile")
"""What these are given is for programmers, or no sentence at all."""

SENTENCE = re.compile(r"[a-z`]{2,}[,:;]? [a-z`{]{2,}")


def shipped() -> Iterator[tuple[str, Message]]:
    for language in SHIPPED:
        for message in messages.current(language):
            if message.id:
                yield language, message


def strings(message: Message) -> tuple[str, ...]:
    """The translations there are; that all of them are there is one test's business."""
    found = message.string if isinstance(message.string, tuple) else (str(message.string or ""),)
    return tuple(text for text in found if text)


def test_there_is_a_chinese_catalogue() -> None:
    assert "zh-CN" in SHIPPED


@pytest.mark.parametrize("language", SHIPPED)
def test_a_catalogue_holds_what_the_source_says_and_is_compiled(language: str) -> None:
    stale = [path.name for path, content in messages.files(language).items() if path.read_bytes() != content]
    assert not stale, "python tools/messages.py brings the catalogues up to date"


@pytest.mark.parametrize("language", SHIPPED)
def test_every_text_is_translated(language: str) -> None:
    assert messages.untranslated(messages.current(language)) == []


def test_a_translation_has_the_fields_of_its_source() -> None:
    for _, message in shipped():
        source = message.id if isinstance(message.id, tuple) else (str(message.id),)
        wanted = {field[0] for text in source for field in FIELD.finditer(text)}
        for text in strings(message):
            assert {field[0] for field in FIELD.finditer(text)} == wanted, message.id


def test_a_translation_keeps_what_can_be_typed() -> None:
    for _, message in shipped():
        source = message.id[-1] if isinstance(message.id, tuple) else str(message.id)
        typed = {code for code in CODE.findall(source) if "WORDS" not in code}
        for text in strings(message):
            assert typed <= set(CODE.findall(text)), message.id


def test_chinese_has_chinese_punctuation_and_no_spaces_in_between() -> None:
    for language, message in shipped():
        if language != "zh-CN":
            continue
        for text in strings(message):
            bare = CODE.sub("", text)
            assert not re.search(r"[\u4e00-\u9fff][,;:?!]", bare), text
            assert not re.search(r"[\u4e00-\u9fff] [\u4e00-\u9fff]", bare.split("  ")[-1]), text


# ------------------------------------------------------------- nothing escapes


def sources() -> list[Path]:
    return [
        path
        for path in sorted(messages.SOURCE.rglob("*.py"))
        if path.relative_to(messages.ROOT).as_posix() not in LITERAL_ELSEWHERE
        and path.parent.name != "targets"
    ]


def words_of(node: ast.AST) -> str:
    """The words of a text; of an f-string with its values left out."""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(messages.ROOT)))
def test_every_sentence_goes_through_a_catalogue(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    known: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            known.add(node.value)  # a docstring
        elif (isinstance(node, ast.Call) and called(node) in (*messages.FUNCTIONS, *TECHNICAL)) or (
            isinstance(node, ast.Call) and called(node) == "write"
        ):
            known |= {inner for argument in node.args for inner in ast.walk(argument)}
    found = [
        f"{path.name}:{node.lineno}: {words_of(node)}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant | ast.JoinedStr)
        and node not in known
        and SENTENCE.search(words_of(node))
        and len(words_of(node).split()) > 2
    ]
    assert not found, "give these to `configurator.messages._`"


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(messages.ROOT)))
def test_no_text_is_made_before_it_is_looked_up(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in messages.FUNCTIONS:
            assert not any(isinstance(argument, ast.JoinedStr) for argument in node.args), (
                f"{path.name}:{node.lineno}: an f-string is in no catalogue"
            )


def test_what_argparse_says_of_mistakes_is_known() -> None:
    known = set(messages.LIBRARIES["argparse"])
    parser = argparse.ArgumentParser(prog="p", exit_on_error=False)
    parser.add_argument("--one", choices=("a", "b"))
    for heading in (parser._positionals.title, parser._optionals.title):
        assert heading in known
