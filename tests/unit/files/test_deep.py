"""Bounds on depth and length hold in every format, and mistake no text for a table."""

from __future__ import annotations

import pytest

from configurator.errors import InvalidError
from configurator.exporters.formats import json_text, toml_scan, yaml_text
from configurator.files.deep import DEEPEST, is_too_deep
from configurator.files.lines import key_lines
from configurator.files.read import parse_toml


def lists(depth: int) -> str:
    return "[" * depth + "]" * depth


@pytest.mark.parametrize("depth", [DEEPEST - 2, DEEPEST - 1])
def test_what_is_as_deep_as_may_be_is_walked_by_everything(depth: int) -> None:
    toml = f"a = {lists(depth)}\n"
    assert len(parse_toml(toml, "p", "the profile")) == len(toml_scan.scan(toml)) == 1
    assert len(key_lines(toml)) == depth
    text = f'{{"a": {lists(depth)}}}'
    assert json_text.parse(text, "p", "the profile", comments=False).keys() == {"a"}
    assert json_text.scan(text, comments=False).members
    assert yaml_text.parse(f"a: {lists(depth)}\n", "p", "the profile").keys() == {"a"}


@pytest.mark.parametrize("depth", [DEEPEST, DEEPEST + 1, 2 * DEEPEST, 4 * DEEPEST, 9 * DEEPEST, 10**5])
def test_what_is_deeper_is_invalid_everywhere(depth: int) -> None:
    for text in (f"a = {lists(depth)}", "a = " + "{a=" * depth + "1" + "}" * depth, f"a{'.a' * depth} = 1"):
        with pytest.raises(InvalidError, match="nests tables too deeply"):
            parse_toml(text, "p", "the profile")
    for comments in (False, True):
        with pytest.raises(InvalidError, match="nested too deeply"):
            json_text.parse(f'{{"a": {lists(depth)}}}', "p", "the profile", comments=comments)
    with pytest.raises(InvalidError, match="nested too deeply"):
        yaml_text.parse(f"a: {lists(depth)}", "p", "the profile")


@pytest.mark.parametrize(
    "value",
    [
        '"' + "a." * 500 + '"',
        "'" + "[" * 500 + "'",
        '"""' + '\\"[{."' * 300 + '"""',
        "'''" + "[''{." * 300 + "'''",
        '"a" # ' + "a." * 500,
        '"0x' + "f" * 5000 + '"',
    ],
)
def test_dots_and_brackets_in_a_text_are_no_tables(value: str) -> None:
    assert len(parse_toml(f"a = {value}\n", "p", "the profile")) == 1


@pytest.mark.parametrize(
    "value", ['"""x"""', '"""x"""""', "'''x'''", "'''x''''", '"x\\""', "'x\\'", "''", '""']
)
def test_no_text_hides_a_key_behind_it(value: str) -> None:
    text = f"a = {{ b = {value}, {'c.' * 500}c = 1 }}\n"
    with pytest.raises(InvalidError, match="nests tables too deeply"):
        parse_toml(text, "p", "the profile")


def test_depth_is_counted_through_tables_and_lists() -> None:
    value: object = 1
    for place in range(DEEPEST):
        value = [value] if place % 2 else {"a": value}
    assert not is_too_deep(value)
    assert is_too_deep([value])
