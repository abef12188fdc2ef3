"""Our keys in other people's YAML: merged, restored, or left alone with a reason."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from configurator.errors import InvalidError, UnreadableError, WriteError
from configurator.exporters.formats import documents, yaml_dump, yaml_read, yaml_text
from configurator.exporters.formats.keys import Dialect, Keys, settled
from tests.unit.exporters.helpers import HOSTILE
from tests.unit.exporters.test_keys_in_files import laws, patches, put

YAML = Dialect(
    lambda text: yaml_text.parse(text, "f.yaml", "the file") if text.strip() else {},
    lambda text: yaml_text.Editor(text, "f.yaml"),
    yaml_text.is_source,
)

# ------------------------------------------------------------ foreign texts

SCALARS = (
    "1", "1.5", "true", "null", "~", "plain words", "'it''s'", '"\\u0041 \\" # no"', "2026-01-01", "yes", "é",
    "a#b", "http://x.test/y:z", "-1", "'# no'", '"ask"', "Shell",
)  # fmt: skip
FOREIGN = ("|\n{0}text\n{0}# no comment\n\n{0}more", ">-\n{0}folded\n{0}text", "{{x: 1, 'y': [2]}}",
           "[a, {{b: c}},\n{0}d]", '"two\n{0}lines"', "plain\n{0}lines", "|+\n{0}kept\n\n", "!!str 5")  # fmt: skip
ODD = (
    "&a x",
    "*anchor",
    "!!str s",
    "{{mode: 1}}",
    "[Shell]",
    "|\n{0}text",
    "{{<<: *anchor}}",
    "&b\n{0}mode: 1",
)
NAMES = ("a", "b", "permissions", "mode", "deny", "'sand box'", '"q: r"', "on")
COMMENTS = ("", "", "", "  # remark")


@st.composite
def block(draw: st.DrawFn, indent: int, depth: int, values: tuple[str, ...]) -> list[str]:
    """The lines of a table."""
    pad, lines = " " * indent, list[str]()
    for name in draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True)):
        lines += draw(st.lists(st.sampled_from(["", f"{pad}# about", "# at the margin"]), max_size=1))
        kind = draw(st.integers(0, 4 if depth else 2))
        remark = draw(st.sampled_from(COMMENTS))
        ours = name not in ("a", "b")
        if kind == 0 and (values is ODD or not ours):
            deeper = " " * (indent + 2)
            value = draw(st.sampled_from(values if values is ODD else FOREIGN)).format(deeper)
            lines += f"{pad}{name}: {value}".split("\n")
        elif kind <= 1:
            lines.append(f"{pad}{name}: {draw(st.sampled_from(SCALARS))}{remark}")
        elif kind == 2:
            empty = draw(st.sampled_from([" {}", " []", "  [ ]", "", " { }"]))
            lines.append(f"{pad}{name}:{empty}{remark}")
        elif kind == 3:
            lines.append(f"{pad}{name}:{remark}")
            lines += draw(block(indent + draw(st.sampled_from([1, 2, 4])), depth - 1, values))
        else:
            lines.append(f"{pad}{name}:{remark}")
            lines += draw(items(indent + draw(st.sampled_from([0, 2])), depth - 1, values))
    return lines


@st.composite
def items(draw: st.DrawFn, indent: int, depth: int, values: tuple[str, ...]) -> list[str]:
    pad, lines = " " * indent, list[str]()
    for _ in range(draw(st.integers(1, 3))):
        if depth and draw(st.booleans()):
            first, *rest = draw(block(indent + 2, 0, values))
            lines += [f"{pad}- {first.strip()}" if first.strip()[:1] not in ("", "#") else f"{pad}-", *rest]
        else:
            lines.append(f"{pad}- {draw(st.sampled_from(SCALARS))}{draw(st.sampled_from(COMMENTS))}")
        lines += draw(st.lists(st.sampled_from(["", f"{pad}# between"]), max_size=1))
    return lines


@st.composite
def texts(draw: st.DrawFn, values: tuple[str, ...] = FOREIGN) -> str:
    head = draw(st.sampled_from([[], [], ["# first", ""], ["---"], ["%YAML 1.1", "---"]]))
    if values is ODD:
        head = [*head, "z: &anchor", "  mode: 1"]
    body = draw(block(0, 2, values)) if values is ODD or draw(st.integers(0, 5)) else []
    text = "\n".join([*head, *body])
    ends = ["\n", "\n\n", "\n# last\n", "\n...\n"]
    text += draw(st.sampled_from(ends if re.search(r"[|>][+-]?\n", text) else ["", *ends]))
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


def readable(text: str) -> bool:
    try:
        YAML.parse(text)
    except InvalidError:
        return False
    return True


@given(texts().filter(readable), patches(), patches())
def test_yaml_is_merged_and_restored_byte_for_byte(text: str, first: Any, second: Any) -> None:
    laws(text, first, second, YAML, YAML.parse, odd="..." in text or "on:" in text)


@given(texts(ODD).filter(readable), patches(), patches())
def test_odd_yaml_is_merged_exactly_or_left_alone(text: str, first: Any, second: Any) -> None:
    laws(text, first, second, YAML, YAML.parse, odd=True)


# ------------------------------------------------------------ by example

WANTED = {"permissions": {"deny": ["Shell"], "mode": "ask"}}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'permissions:\n  deny:\n    - "Shell"\n  mode: "ask"\n'),
        ("# mine", '# mine\npermissions:\n  deny:\n    - "Shell"\n  mode: "ask"'),
        (
            "a: 1  # first\npermissions:\n    deny:\n    - Web  # why\n\n# last\n",
            'a: 1  # first\npermissions:\n    deny:\n    - Web  # why\n    - "Shell"\n    mode: "ask"\n\n# last\n',
        ),
        (
            "permissions: {} # none\r\n",
            'permissions: # none\r\n  deny:\r\n    - "Shell"\r\n  mode: "ask"\r\n',
        ),
        (
            "permissions:\n  mode: 'free' # mine\n  deny: []\n",
            'permissions:\n  mode: "ask" # mine\n  deny:\n    - "Shell"\n',
        ),
        (
            "permissions:\n  mode:\n  text: |\n    x\n\n# end\n",
            'permissions:\n  mode: "ask"\n  text: |\n    x\n\n  deny:\n    - "Shell"\n# end\n',
        ),
    ],
)
def test_yaml_takes_our_keys_where_they_belong(before: str, after: str) -> None:
    done = put(before, WANTED, YAML)
    assert done.text == after
    assert put(after, {}, YAML, done).text == before


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("permissions: {mode: free}\n", "`permissions` is written with flow style"),
        ("permissions:\n  deny: [Web]\n", "`permissions.deny` is written with flow style"),
        ("permissions: &a\n  x: 1\nb: *a\n", "`permissions` is written with an anchor"),
        ("a: &a\n  x: 1\npermissions: *a\n", "`permissions` is written with an alias"),
        ("a: &a\n  x: 1\npermissions:\n  <<: *a\n", "`permissions` is written with a merge key"),
        ("permissions: !!map\n  x: 1\n", "`permissions` is written with a tag"),
        ("permissions:\n  mode: |\n    free\n", "`permissions.mode` is written with several lines"),
        ("permissions:\n  deny:\n    # none\n    []\n", "`permissions.deny` is written with its value on"),
        ("permissions:\n  deny:\n  - Web\n  mode: &m x\n", "`permissions.mode` is written with an anchor"),
        ("{a: 1}\n", "flow style"),
        ("---\n...\n", "`...` in the file"),
        ("a: 1\u2028", "line ends of another kind"),
    ],
)
def test_what_cannot_be_edited_safely_is_left_alone(text: str, what: str) -> None:
    with pytest.raises(InvalidError) as caught:
        put(text, WANTED, YAML)
    assert what in caught.value.message
    assert caught.value.name == "yaml-style"
    assert "block style" in caught.value.hint


def test_a_key_that_some_readers_take_for_a_truth_value_is_not_doubled() -> None:
    with pytest.raises(InvalidError, match="no text to every reader"):
        put("on: 1\n", {"on": "x"}, YAML)
    assert put("", {"on": "x", "1": 2}, YAML).text == '"on": "x"\n"1": 2\n'


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("a: 1\na: 2\n", "2:1", "the key `a` is there twice"),
        ("b:\n  a: 1\n  'a': 2\n", "3:3", "the key `a` is there twice"),
        ("a: 1\n---\nb: 1\n", "2:1", "several documents"),
        ("- 1\n", "1:1", "a table of keys"),
        ("null\n", "1:1", "a table of keys"),
        ("a: [1\n", "2:1", "`,` or `]`"),
        ("\ta: 1\n", "1:1", "cannot start any token"),
        ("a:\n  b: 1\t# tab\n", "2:7", "cannot start any token"),
        ("a: !secret x\n", "1:4", "could not determine a constructor"),
        ("a: !!python/object/apply:os.system [id]\n", "1:4", "could not determine a constructor"),
        ("a: &a [*a]\n", "1:4", "an alias leads back to where it stands"),
        ("a: *nowhere\n", "1:4", "found undefined alias"),
        ("a: 2026-13-45\n", "", "a number or date that cannot be read"),
        ("a: \x07\n", "", "a character that is not permitted"),
        pytest.param("a: " + "[" * 5000, "", "nested too deeply", id="5000 brackets"),
        ("? [a]\n: 1\n", "1:3", "unhashable key"),
    ],
)
def test_yaml_that_is_not_plain_is_refused_with_its_place(text: str, place: str, what: str) -> None:
    with pytest.raises(InvalidError) as caught:
        put(text, WANTED, YAML)
    assert what in caught.value.message
    assert str(caught.value.where).partition(":")[2] == place


def test_a_bomb_of_aliases_is_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    with pytest.raises(InvalidError, match="aliases come to too much"):
        YAML.parse("\n".join(lines))


def test_a_huge_file_is_not_parsed() -> None:
    with pytest.raises(UnreadableError, match="larger than 512 kB"):
        YAML.parse("#" * (yaml_read.LARGEST + 1))


@pytest.mark.parametrize("text", [*HOSTILE, "\u2028", "\x85", "\ufeff", "\uffff", "\x00", "\x1b[31m"])
def test_hostile_text_is_one_text_in_yaml(text: str) -> None:
    wanted = {"a": {"text": text, "list": [text, {"k": text}], text or "x": 1}}
    done = put("z: 1\n", wanted, YAML)
    assert yaml.safe_load(done.text) == {"z": 1, **wanted}
    assert put(done.text, {}, YAML, done).text == "z: 1\n"


def test_a_source_is_one_scalar_and_nothing_else() -> None:
    for source in ("", "1", "'a b'", '"\\n"', "plain words", "yes", "1.5"):
        assert yaml_text.is_source(source), source
    for source in ("a\nb: 1", "a # c", "[1]", "{}", "&a b", "*a", "!t x", "a: b", "- a", " a", "'", "| x"):
        assert not yaml_text.is_source(source), source


def test_a_text_that_a_newline_behind_it_would_change_stops_the_edit() -> None:
    with pytest.raises(WriteError, match="without changing something else"):
        put("a: |\n  text", WANTED, YAML)


def test_what_a_person_changed_or_remarked_on_stays() -> None:
    done = put("", WANTED, YAML)
    text = done.text.replace('mode: "ask"', "mode: mine").replace('- "Shell"', '- "Shell"  # why')
    gone = settled(text, {}, done.keys, YAML, "f")
    assert gone.text == "permissions:\n  mode: mine\n    # why\n" or "# why" in gone.text
    assert YAML.parse(gone.text) == {"permissions": {"mode": "mine"}}
    assert "changed by hand" in gone.notes[0]
    assert gone.keys == Keys()


VALUES = st.recursive(
    st.one_of(st.text(max_size=8), st.booleans(), st.integers(), st.none(), st.floats(allow_nan=False, allow_infinity=False)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=6), inner, max_size=3)),
    max_leaves=8,
)  # fmt: skip


@given(st.dictionaries(st.text(max_size=6), VALUES, max_size=4))
def test_a_whole_document_says_what_it_was_given(data: dict[str, Any]) -> None:
    text = "".join(f"{line}\n" for line in yaml_dump.lines(data))
    assert (yaml.safe_load(text) or {}) == data


@pytest.mark.parametrize("format_", ["json", "toml", "yaml"])
def test_whole_documents_are_read_back(format_: str) -> None:
    import json
    import tomllib

    data = {"a": 1, "t": {"l": [{"k": "x", "m": {"n": []}}], "deep": {"er": True}}, "empty": {}, "s": "#"}
    reader: Any = {"json": json.loads, "toml": tomllib.loads, "yaml": yaml.safe_load}[format_]
    assert reader(documents.document(format_, data)) == data
    with pytest.raises(ValueError, match="no whole file"):
        documents.document("markdown", data)
