"""Our keys in other people's files: the laws of merging, over texts of every style."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.errors import InvalidError
from configurator.exporters.formats import json_text, toml_text
from configurator.exporters.formats.keys import Dialect, Keys, Settled, settled
from configurator.exporters.leaves import leaves, same
from configurator.files.read import parse_toml


def json_dialect(*, comments: bool = False) -> Dialect:
    return Dialect(
        lambda text: json_text.parse(text, "f.json", "the file", comments=comments) if text.strip() else {},
        lambda text: json_text.Editor(text, comments=comments),
        json_text.is_source,
    )


TOML = Dialect(
    lambda text: parse_toml(text, "f.toml", "the file") if text.strip() else {}, toml_text.Editor, toml_text.is_source
)


def put(text: str, wanted: Any, dialect: Dialect, before: Settled | None = None) -> Settled:
    return settled(text, wanted, before.keys if before else Keys(), dialect, "f")


# ------------------------------------------------------------ foreign texts

BLANK = st.sampled_from(["", " ", "\n", "\n  ", "\t", "\r\n\t", "  \n\n "])
COMMENT = st.sampled_from(["/* c */", "// line, } ]\n", "/* a\n b */", "//\r\n"])
NAMES = st.sampled_from(["a", "b", "permissions", "deny", "mode", "x.y", "é\"\\", ""])
SCALARS = st.sampled_from(
    ["1", "1.50", "-0", "1e3", "true", "null", '"s"', '"\\u0041\\n"', '"// no, comment }"', '"ask"', '"Shell"']
)


@st.composite
def json_value(draw: st.DrawFn, gap: st.SearchStrategy[str], depth: int) -> str:
    kind = draw(st.integers(0, 3 if depth else 0))
    if kind < 2:
        return draw(SCALARS)
    items = draw(st.lists(json_value(gap, depth - 1), max_size=3))
    if kind == 2:
        names = draw(st.lists(NAMES, min_size=len(items), max_size=len(items), unique=True))
        items = [f"{json.dumps(n)}{draw(gap)}:{draw(gap)}{v}" for n, v in zip(names, items, strict=True)]
    inside = ",".join(f"{draw(gap)}{item}{draw(gap)}" for item in items) or draw(gap)
    return f"{{{inside}}}" if kind == 2 else f"[{inside}]"


@st.composite
def json_text_of(draw: st.DrawFn, *, comments: bool) -> str:
    gap = st.lists(st.one_of(BLANK, COMMENT), max_size=3).map("".join) if comments else BLANK
    names = draw(st.lists(NAMES, max_size=4, unique=True))
    members = [
        f"{draw(gap)}{json.dumps(n)}{draw(gap)}:{draw(gap)}{draw(json_value(gap, 2))}{draw(gap)}" for n in names
    ]
    return f"{draw(gap)}{{{','.join(members) or draw(gap)}}}{draw(gap)}"


T_NAMES = ("a", "b", "permissions", "mode", "deny", "x-y", '"q.r"', "'l'")
T_SCALARS = (
    "1", "0x1F", "1_000", "1.5e3", "true", "1979-05-27", '"s # no"', "'l'", '"""m\n [x] \n"""', "'''n\n'''", '"\\u0041"',
)  # fmt: skip
T_LISTS = ("[]", "[ ]", '["Shell"]', '[ "x", ]', '[\n  "x", # c\n  "y",  # d\n]', "[\n  # none\n]", '[\n  "x",\n  "y"\n]', "[[1], [2]]")
T_TABLES = ("{}", "{ }", "{ mode = 1 }", '{mode="x", deny = ["y"]}', "{ s.t = 1 }")


@st.composite
def toml_text_of(draw: st.DrawFn) -> str:
    lines: list[str] = []
    for section in [None, *draw(st.lists(st.sampled_from(["a", "permissions", "a.b", "c.d", "c", '"q.r"']), unique=True, max_size=4))]:
        if section:
            lines += draw(st.lists(st.sampled_from(["", "# about"]), max_size=2))
            lines.append(f"[{section}]" + draw(st.sampled_from(["", " # head"])))
        for name in draw(st.lists(st.sampled_from(T_NAMES), unique=True, max_size=3)):
            dots = draw(st.sampled_from(["", "", ".z", " . 'w'"]))
            value = draw(st.sampled_from((*T_SCALARS, *T_LISTS, *T_TABLES)))
            lines.append(f"{draw(st.sampled_from(['', '  ']))}{name}{dots} ={draw(st.sampled_from(['', ' ']))}{value}" + draw(st.sampled_from(["", " # c"])))
            lines += draw(st.lists(st.sampled_from(["", "# own line"]), max_size=1))
    if draw(st.booleans()):
        lines += ["[[servers]]", "mode = 1", "[servers.permissions]", "mode = 2"]
    text = "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n\n"]))
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


@st.composite
def patches(draw: st.DrawFn, scalars: Any = ("ask", "never", 7, True, "\" \\ \u200f # ' \U0001f600")) -> dict[str, Any]:
    pick = st.sampled_from(scalars)
    found: dict[str, Any] = {}
    if draw(st.booleans()):
        found["mode"] = draw(pick)
    if draw(st.booleans()):
        found["permissions"] = {"mode": draw(pick)}
    if draw(st.booleans()):
        found.setdefault("permissions", {})["deny"] = draw(st.lists(st.sampled_from(["Shell", "Web", "R\"(*)"]), unique=True, max_size=3))
    if draw(st.booleans()):
        found["sand box"] = {"net": {"on": draw(pick)}}
    if draw(st.booleans()):
        found.setdefault("sand box", {})["list"] = ["x"]
    return found


# ------------------------------------------------------------ the laws


def laws(text: str, first: Any, second: Any, dialect: Dialect, read: Callable[[str], Any]) -> None:
    try:
        original = dialect.parse(text)
    except InvalidError:
        return  # the texts are random; TOML refuses some
    try:
        one = put(text, first, dialect)
        two = put(one.text, second, dialect, one)
    except InvalidError:
        assert _in_the_way(original, first) or _in_the_way(original, second)
        return
    for done, wanted in ((one, first), (two, second)):
        held = dict(leaves(read(done.text)))
        for path, value in leaves(wanted):
            if isinstance(value, list):
                assert all(any(same(v, h) for h in held[path]) for v in value)
            else:
                assert same(held[path], value)
        assert put(done.text, wanted, dialect, done) == done, "a second export changes something"
        ours = dict(leaves(wanted))
        for path, value in leaves(original):
            if path not in ours:
                assert same(held[path], value) or value == [], "a foreign value changed"
            elif isinstance(value, list):
                assert [v for v in held[path] if any(same(v, o) for o in value)] == value
    gone = put(two.text, {}, dialect, two)
    assert gone.text == text or (not text.strip() and not dialect.parse(gone.text))
    assert gone.keys == Keys()


def _in_the_way(data: Any, wanted: Any) -> bool:
    if not isinstance(wanted, dict):
        return isinstance(data, dict) or isinstance(wanted, list) != isinstance(data, list)
    return not isinstance(data, dict) or any(key in data and _in_the_way(data[key], value) for key, value in wanted.items())


@given(json_text_of(comments=False), patches(), patches())
def test_strict_json_is_merged_and_restored_byte_for_byte(text: str, first: Any, second: Any) -> None:
    laws(text, first, second, json_dialect(), json.loads)


@given(json_text_of(comments=True), patches(), patches())
def test_json_with_comments_is_merged_and_restored_byte_for_byte(text: str, first: Any, second: Any) -> None:
    dialect = json_dialect(comments=True)
    laws(text, first, second, dialect, dialect.parse)


@given(toml_text_of(), patches(), patches())
def test_toml_is_merged_and_restored_byte_for_byte(text: str, first: Any, second: Any) -> None:
    laws(text, first, second, TOML, tomllib.loads)
