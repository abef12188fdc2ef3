"""Our keys in other people's files: the laws of merging, over texts of every style."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.errors import InvalidError, WriteError
from configurator.exporters.formats import json_text, toml_dump, toml_text
from configurator.exporters.formats.keys import Dialect, Keys, Settled, Written, settled
from configurator.exporters.leaves import Path, leaves, same
from configurator.files.read import parse_toml


def json_dialect(*, comments: bool = False) -> Dialect:
    return Dialect(
        lambda text: json_text.parse(text, "f.json", "the file", comments=comments) if text.strip() else {},
        lambda text: json_text.Editor(text, comments=comments),
        json_text.is_source,
    )


TOML = Dialect(
    lambda text: parse_toml(text, "f.toml", "the file") if text.strip() else {},
    toml_text.Editor,
    toml_text.is_source,
)


def put(text: str, wanted: Any, dialect: Dialect, before: Settled | None = None) -> Settled:
    return settled(text, wanted, before.keys if before else Keys(), dialect, "f")


# ------------------------------------------------------------ foreign texts

BLANK = st.sampled_from(["", " ", "\n", "\n  ", "\t", "\r\n\t", "  \n\n "])
COMMENT = st.sampled_from(["/* c */", "// line, } ]\n", "/* a\n b */", "//\r\n"])
NAMES = st.sampled_from(["a", "b", "permissions", "deny", "mode", "x.y", 'é"\\', ""])
SCALARS = st.sampled_from(
    [
        "1",
        "1.50",
        "-0",
        "1e3",
        "true",
        "null",
        '"s"',
        '"\\u0041\\n"',
        '"// no, comment }"',
        '"ask"',
        '"Shell"',
    ]
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
        f"{draw(gap)}{json.dumps(n)}{draw(gap)}:{draw(gap)}{draw(json_value(gap, 2))}{draw(gap)}"
        for n in names
    ]
    return f"{draw(gap)}{{{','.join(members) or draw(gap)}}}{draw(gap)}"


T_NAMES = ("a", "b", "permissions", "mode", "deny", "x-y", '"q.r"', "'l'")
T_SCALARS = (
    "1", "0x1F", "1_000", "1.5e3", "true", "1979-05-27", '"s # no"', "'l'", '"""m\n [x] \n"""', "'''n\n'''", '"\\u0041"',
)  # fmt: skip
T_LISTS = (
    "[]",
    "[ ]",
    '["Shell"]',
    '[ "x", ]',
    '[\n  "x", # c\n  "y",  # d\n]',
    "[\n  # none\n]",
    '[\n  "x",\n  "y"\n]',
    "[[1], [2]]",
)
T_TABLES = ("{}", "{ }", "{ mode = 1 }", '{mode="x", deny = ["y"]}', "{ s.t = 1 }")


@st.composite
def toml_text_of(draw: st.DrawFn) -> str:
    lines: list[str] = []
    for section in [
        None,
        *draw(
            st.lists(
                st.sampled_from(["a", "permissions", "a.b", "c.d", "c", '"q.r"']), unique=True, max_size=4
            )
        ),
    ]:
        if section:
            lines += draw(st.lists(st.sampled_from(["", "# about"]), max_size=2))
            lines.append(f"[{section}]" + draw(st.sampled_from(["", " # head"])))
        for name in draw(st.lists(st.sampled_from(T_NAMES), unique=True, max_size=3)):
            dots = draw(st.sampled_from(["", "", ".z", " . 'w'"]))
            value = draw(st.sampled_from((*T_SCALARS, *T_LISTS, *T_TABLES)))
            lines.append(
                f"{draw(st.sampled_from(['', '  ']))}{name}{dots} ={draw(st.sampled_from(['', ' ']))}{value}"
                + draw(st.sampled_from(["", " # c"]))
            )
            lines += draw(st.lists(st.sampled_from(["", "# own line"]), max_size=1))
    if draw(st.booleans()):
        lines += ["[[servers]]", "mode = 1", "[servers.permissions]", "mode = 2"]
    text = "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n\n"]))
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


@st.composite
def patches(
    draw: st.DrawFn, scalars: Any = ("ask", "never", 7, True, "\" \\ \u200f # ' \U0001f600")
) -> dict[str, Any]:
    pick = st.sampled_from(scalars)
    found: dict[str, Any] = {}
    if draw(st.booleans()):
        found["mode"] = draw(pick)
    if draw(st.booleans()):
        found["permissions"] = {"mode": draw(pick)}
    if draw(st.booleans()):
        found.setdefault("permissions", {})["deny"] = draw(
            st.lists(st.sampled_from(["Shell", "Web", 'R"(*)']), unique=True, max_size=3)
        )
    if draw(st.booleans()):
        found["sand box"] = {"net": {"on": draw(pick)}}
    if draw(st.booleans()):
        found.setdefault("sand box", {})["list"] = ["x"]
    return found


# ------------------------------------------------------------ the laws


def laws(
    text: str, first: Any, second: Any, dialect: Dialect, read: Callable[[str], Any], *, odd: bool = False
) -> None:
    """``odd`` texts may be written in a way that is not edited."""
    try:
        original = dialect.parse(text)
    except InvalidError:
        return  # the texts are random; TOML refuses some
    try:
        one = put(text, first, dialect)
        two = put(one.text, second, dialect, one)
    except InvalidError as error:
        left_alone = odd and error.name == "yaml-style"
        assert (
            left_alone or _in_the_way(original, first) or _in_the_way(original, second)
        )  # not always raised
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
    return not isinstance(data, dict) or any(
        key in data and _in_the_way(data[key], value) for key, value in wanted.items()
    )


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


# ------------------------------------------------------------ by example

WANTED = {"permissions": {"deny": ["Shell"], "mode": "ask"}}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", '{\n  "permissions": {\n    "deny": [\n      "Shell"\n    ],\n    "mode": "ask"\n  }\n}\n'),
        ('{"a": 1}', '{"a": 1, "permissions": {"deny": ["Shell"], "mode": "ask"}}'),
        (
            '{\n\t"permissions": {\n\t\t"deny": ["Web"]\n\t}\n}\n',
            '{\n\t"permissions": {\n\t\t"deny": ["Web", "Shell"],\n\t\t"mode": "ask"\n\t}\n}\n',
        ),
        (
            '{\r\n  "permissions": {"mode": "free", "deny": ["Shell"]}\r\n}',
            '{\r\n  "permissions": {"mode": "ask", "deny": ["Shell"]}\r\n}',
        ),
    ],
)
def test_json_takes_our_keys_in_its_own_style(before: str, after: str) -> None:
    assert put(before, WANTED, json_dialect()).text == after


def test_a_comment_stays_with_its_member() -> None:
    before = '{\n  "a": 1, // first\n  "b": 2 // second\n  // the end\n}\n'
    after = '{\n  "a": 1, // first\n  "b": 2, // second\n  "mode": "ask"\n  // the end\n}\n'
    assert put(before, {"mode": "ask"}, json_dialect(comments=True)).text == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", '[permissions]\ndeny = ["Shell"]\nmode = "ask"\n'),
        (
            "a = 1\n\n# about it\n[permissions]\nallow = 1 # c\n\n# servers\n[servers]\n",
            'a = 1\n\n# about it\n[permissions]\nallow = 1 # c\ndeny = ["Shell"]\nmode = "ask"\n\n# servers\n[servers]\n',
        ),
        (
            "permissions.x = 1\r\n",
            'permissions.x = 1\r\npermissions.deny = ["Shell"]\r\npermissions.mode = "ask"\r\n',
        ),
        ("permissions = { x = 1 }", 'permissions = { x = 1, deny = ["Shell"], mode = "ask" }'),
        (
            '[permissions]\nmode = "free" # mine\ndeny = [\n  "Web", # no web\n]\n',
            '[permissions]\nmode = "ask" # mine\ndeny = [\n  "Web", # no web\n  "Shell",\n]\n',
        ),
        (
            "[permissions.sub]\nx = 1",
            '[permissions.sub]\nx = 1\n\n[permissions]\ndeny = ["Shell"]\nmode = "ask"\n',
        ),
    ],
)
def test_toml_takes_our_keys_where_they_belong(before: str, after: str) -> None:
    assert put(before, WANTED, TOML).text == after


def test_a_key_on_top_of_a_toml_file_stands_before_its_tables() -> None:
    done = put("# mine\n[a]\nx = 1\n", {"mode": "ask"}, TOML)
    assert done.text == 'mode = "ask"\n\n# mine\n[a]\nx = 1\n'
    assert put(done.text, {}, TOML, done).text == "# mine\n[a]\nx = 1\n"


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ('{\n  "a": 1, // c\n}', "2:11", "a comment is not allowed here"),
        ('{"a": 1,}', "1:8", "a comma stands behind the last member"),
        ('{"a": 1, "a": 2}', "1:10", "the key `a` is there twice"),
        ('{"a": {"b": 1, "b": 1}}', "1:16", "the key `b` is there twice"),
        ('{"a": NaN}', "1:7", "a value is missing before `N`"),
        ('{"a": 1', "1:8", "a `,` or `}` is missing"),
        ('{"a": 01}', "1:8", "a `,` or `}` is missing"),
        ("{'a': 1}", "1:2", "a key in double quotes is missing"),
        ('{"a": "x\ty"}', "1:9", "invalid control character"),
        ('{"a": "\\ud800"} {', "1:17", "something stands behind the object"),
        ("\ufeff{}", "1:1", "a value is missing before"),
        ('{"a": /', "1:7", "`/` has no meaning here"),
        ("[1]", "1", "has to hold one object"),
        ('{"a": ' + "9" * 5000 + "}", "", "a number that cannot be read"),
        ('{"a": ' + "[" * 100_000, "", "nested too deeply"),
    ],
)
def test_json_that_a_tool_would_drop_is_refused_with_its_place(text: str, place: str, what: str) -> None:
    with pytest.raises(InvalidError) as caught:
        put(text, WANTED, json_dialect())
    assert what in caught.value.message
    assert str(caught.value.where).partition(":")[2] == place


@pytest.mark.parametrize("dialect", [json_dialect(), TOML], ids=["json", "toml"])
@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"permissions": ["x"]}, "`permissions` has to be a table, and is a list"),
        ({"permissions": True}, "`permissions` has to be a table, and is the truth value `true`"),
        ({"permissions": {"deny": "x"}}, "`permissions.deny` has to be a list, and is the text `x`"),
        ({"permissions": {"mode": {"x": 1}}}, "`permissions.mode` has to be a value, and is a table"),
    ],
)
def test_a_key_of_ours_that_holds_something_else_is_refused(
    dialect: Dialect, data: Any, message: str
) -> None:
    text = (
        json.dumps(data)
        if dialect is not TOML
        else "".join(f"{k} = {toml_dump.dumped(v)}\n" for k, v in data.items())
    )
    with pytest.raises(InvalidError) as caught:
        put(text, WANTED, dialect)
    assert caught.value.message == message


@pytest.mark.parametrize("dialect", [json_dialect(), TOML], ids=["json", "toml"])
def test_what_a_person_changed_since_is_left_alone_and_reported(dialect: Dialect) -> None:
    done = put("", WANTED, dialect)
    changed = done.text.replace('"ask"', '"mine"')
    gone = settled(changed, {}, done.keys, dialect, "f")
    assert dialect.parse(gone.text) == {"permissions": {"mode": "mine"}}
    assert gone.notes == (
        "`permissions.mode` in `f` was changed by hand since it was exported; it is left as it is",
    )


@pytest.mark.parametrize("dialect", [json_dialect(), TOML], ids=["json", "toml"])
def test_what_a_person_added_beside_ours_stays(dialect: Dialect) -> None:
    done = put("", WANTED, dialect)
    text = done.text.replace('"Shell"', '"Mine", "Shell", "Too"')
    gone = settled(text, {}, done.keys, dialect, "f")
    assert dialect.parse(gone.text) == {"permissions": {"deny": ["Mine", "Too"]}}


def test_a_comment_in_a_table_of_ours_keeps_the_table() -> None:
    done = put("", WANTED, TOML)
    gone = settled(done.text + "# mine\n", {}, done.keys, TOML, "f")
    assert gone.text == "[permissions]\n# mine\n"
    done = put("{}", {"a": {"b": 1}}, json_dialect(comments=True))
    text = done.text.replace('"b": 1', '"b": 1 // mine')
    assert put(text, {}, json_dialect(comments=True), done).text == '{\n  "a": { // mine\n  }\n}'


def test_a_remark_behind_a_key_of_ours_outlives_it() -> None:
    done = put("", {"mode": "ask"}, TOML)
    text = done.text.replace('"ask"', '"ask" # because')
    assert settled(text, {}, done.keys, TOML, "f").text == "# because\n"


def test_a_previous_value_that_was_tampered_with_is_not_put_back() -> None:
    for dialect, source in ((json_dialect(), '1, "evil": 2'), (TOML, "1\nevil = 2")):
        done = put("", {"mode": "ask"}, dialect)
        scalars: dict[Path, Written] = {("mode",): Written("ask", source)}
        with pytest.raises(InvalidError, match="record of exports"):
            settled(done.text, {}, Keys(scalars), dialect, "f")


def test_the_previous_value_comes_back_as_it_was_spelled() -> None:
    for dialect, text in ((json_dialect(), '{"mode": "\\u0061"}'), (TOML, "mode = '''a'''  # why\n")):
        one = put(text, {"mode": "ask"}, dialect)
        two = put(one.text, {"mode": "never"}, dialect, one)
        assert put(two.text, {}, dialect, two).text == text


def test_what_was_there_already_stays_when_we_go() -> None:
    text = '{"mode": "ask", "l": ["x"]}'
    one = put(text, {"mode": "ask", "l": ["x"]}, json_dialect())
    assert (one.text, one.keys) == (text, Keys())
    assert put(text, {}, json_dialect(), one).text == text


def test_an_empty_list_is_written_and_kept() -> None:
    for dialect in (json_dialect(), TOML):
        one = put("", {"tools": {"core": []}}, dialect)
        assert dialect.parse(one.text) == {"tools": {"core": []}}
        assert put(one.text, {"tools": {"core": []}}, dialect, one) == one


RULES = {"rule": [{"tool": ["a", "b"], "decision": "deny"}, {"tool": "c", "only": {"modes": ["x"]}}]}


def test_tables_in_a_list_stand_on_lines_of_their_own() -> None:
    one = put("", RULES, TOML)
    assert one.text == (
        'rule = [\n  { tool = ["a", "b"], decision = "deny" },\n  { tool = "c", only = { modes = ["x"] } },\n]\n'
    )
    assert tomllib.loads(one.text) == RULES
    fewer = {"rule": RULES["rule"][1:]}
    two = put(one.text, fewer, TOML, one)
    assert tomllib.loads(two.text) == fewer
    three = put(two.text, RULES, TOML, two)
    assert three.text.count("\n") == one.text.count("\n")
    assert put(three.text, {}, TOML, three).text == ""


def test_a_list_that_is_spelled_as_tables_is_refused_and_not_broken() -> None:
    with pytest.raises(InvalidError, match=r"`rule` is spelled as `\[\[rule\]\]` tables"):
        put('[[rule]]\ntool = "mine"\n', RULES, TOML)
    same_rules = '[[rule]]\ntool = ["a", "b"]\ndecision = "deny"\n[[rule]]\ntool = "c"\nonly.modes = ["x"]\n'
    assert put(same_rules, RULES, TOML).text == same_rules


@pytest.mark.parametrize(
    "text",
    [
        "permissions = { x = 1 }\n",
        "permissions = {}  # none yet\n",
        "permissions = { mode = 'mine', deny = [] }\n",
        "permissions = { deny = ['mine'] , x = { y = 1 } }",
        "a = { permissions = 1 }\n[b]\npermissions = { mode = 1 }\n",
        "permissions.deny = [ 'mine', ]\n",
        "[permissions]\n'mode' = 1 # mine\n\n[[permissions.list]]\nmode = 2\n",
    ],
)
def test_inline_and_dotted_tables_are_restored_too(text: str) -> None:
    one = put(text, WANTED, TOML)
    held = tomllib.loads(one.text)["permissions"]
    assert held["mode"] == "ask"
    assert held["deny"][-1] == "Shell"
    two = put(one.text, {"permissions": {"mode": "never"}}, TOML, one)
    assert put(two.text, {}, TOML, two).text == text


def test_keys_that_need_quotes_get_them() -> None:
    wanted = {'a "b".c': {"d e": "x", "": 1}}
    for dialect, read in ((TOML, tomllib.loads), (json_dialect(), json.loads)):
        one = put("", wanted, dialect)
        assert read(one.text) == wanted
        two = put(one.text, {'a "b".c': {"d e": "y"}}, dialect, one)
        assert put(two.text, {}, dialect, two).text.strip() in {"", "{}"}


def test_what_a_person_took_out_comes_back_while_it_applies_and_is_not_missed_after() -> None:
    for dialect in (json_dialect(), TOML):
        one = put("", WANTED, dialect)
        assert settled("", WANTED, one.keys, dialect, "f").text == one.text
        gone = settled("", {}, one.keys, dialect, "f")
        assert (dialect.parse(gone.text), gone.notes, gone.keys) == ({}, (), Keys())


class _Clumsy(toml_text.Editor):
    """Loses something at every edit."""

    def put(self, path: Path, value: Any) -> dict[Path, str | None]:
        made = super().put(path, value)
        self.text = self.text.replace("a = 1\n", "")
        return made


class _Broken(toml_text.Editor):
    def put(self, path: Path, value: Any) -> dict[Path, str | None]:
        made = super().put(path, value)
        self.text = "= ["
        return made


@pytest.mark.parametrize("editor", [_Clumsy, _Broken])
def test_an_edit_that_does_anything_else_is_not_written(editor: Any) -> None:
    with pytest.raises(WriteError, match="without changing something else"):
        put("a = 1\nb = 2\n", {"mode": "ask"}, Dialect(TOML.parse, editor, TOML.is_source))
