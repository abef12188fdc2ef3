"""Every key of a document has its line, however the document is written."""

from __future__ import annotations

import tomllib
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.files.lines import Path, key_lines, line_of


def lines(text: str) -> dict[Path, int]:
    """The lines of a document that has to be valid, or the test proves nothing."""
    tomllib.loads(text)
    return key_lines(text)


def paths(value: Any, before: Path = ()) -> set[Path]:
    """Every path in a parsed document."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = set() if not before else {before}
    return found.union(*(paths(one, (*before, name)) for name, one in inner))


TRICKY = {
    "a basic multi-line string that looks like a document": 'a = """\n[b]\nc = 1 # no\n"""\nd = 2\n',
    "quotes inside a multi-line string": 'a = """\nx "" y \\""" z\n"""""\nd = 2\n',
    "a multi-line string that starts and ends with quotes": 'a = """"\n"x\n""""\nd = 2\n',
    "a literal multi-line string with backslashes": "a = '''\nC:\\'' \n'''''\nd = 2\n",
    "a backslash at the end of a line": 'a = """x \\\n\n   y\\\\"""\nd = 2\n',
    "escaped quotes": 'a = "\\"]#\\\\"\nb = \'\\\'\nd = 2\n',
    "empty strings": 'a = ""\nb = \'\'\nc = ["", \'\', """"""]\nd = 2\n',
    "comments everywhere": "# [x]\na = [ # ]\n  1, # ,\n  # 2\n  3 ] # end\n\nd = 2 # =\n",
    "windows line ends": '# x\r\na = """\r\nx\r\n"""\r\n[t] # y\r\nb = 1\r\nd = 2\r\n',
    "no newline at the end": "a = 1\nd = 2",
    "inline tables in arrays over lines": "a = [\n  { b = 1, c = { e = [1,\n 2] } },\n\n  { b = 2 },\n]\nd = 2\n",
    "dotted and quoted keys": 'a . "b.c" . \'d#\' = 1\n"\\u0061b" = 1\n"" = 2\n[x]\n[x."y.z"]\n"]" = 1\nd = 2\n',
    "arrays of tables": "[[a]]\nb = 1\n[[a.c]]\nd = 1\n[[a.c]]\n[a.c.e]\nf = 1\n[[a]]\n[[a.c]]\n[a.g]\nh = 2\n",
    "dates, numbers and truth": "a = 1979-05-27 07:32:00Z\nb = [1_0, 0x1F, -inf, 1e3, true]# x\nd = 2\n",
    "tabs": "\ta\t=\t1\t# x\n\t[\tb\t]\t\nd = 2\n",
    "nested arrays": "a = [[], [[1,\n2], [\n3]]\n]\nd = 2\n",
}


@pytest.mark.parametrize("text", TRICKY.values(), ids=TRICKY.keys())
def test_every_path_of_the_document_has_a_line_and_no_other_has(text: str) -> None:
    assert lines(text).keys() == paths(tomllib.loads(text))


@pytest.mark.parametrize("text", TRICKY.values(), ids=TRICKY.keys())
def test_the_last_key_stands_on_the_last_line(text: str) -> None:
    last = max(lines(text).values())
    rows = text.split("\n")
    assert rows[last - 1].strip()
    assert not any(row.strip().startswith(("d =", "h =", "d=")) for row in rows[last:])


def test_each_line_is_the_line() -> None:
    text = dedent("""\
        schema = 1
        words = '''
        [no]
        '''

        [head]  # a comment
        a.b = { c = 1, d = [
          2,
          3 ] }

        [[bound]]
        key = "a.x"
        [[bound.gate]]
        beyond = 1

        [[bound]]
        "may" = [
          # none
          "x", "y",
          "z",
        ]
    """)
    assert lines(text) == {
        ("schema",): 1,
        ("words",): 2,
        ("head",): 6,
        ("head", "a"): 7,
        ("head", "a", "b"): 7,
        ("head", "a", "b", "c"): 7,
        ("head", "a", "b", "d"): 7,
        ("head", "a", "b", "d", 0): 8,
        ("head", "a", "b", "d", 1): 9,
        ("bound",): 11,
        ("bound", 0): 11,
        ("bound", 0, "key"): 12,
        ("bound", 0, "gate"): 13,
        ("bound", 0, "gate", 0): 13,
        ("bound", 0, "gate", 0, "beyond"): 14,
        ("bound", 1): 16,
        ("bound", 1, "may"): 17,
        ("bound", 1, "may", 0): 19,
        ("bound", 1, "may", 1): 19,
        ("bound", 1, "may", 2): 20,
    }


@pytest.mark.parametrize(("text", "line"), [("x = 1\n[a.b.c]\n", 2), ("\n\n[[a.b]]\n", 3)])
def test_a_table_that_is_only_named_on_the_way_has_the_line_that_names_it(text: str, line: int) -> None:
    found = lines(text)
    assert (found.get(("a",)), found.get(("a", "b"))) == (line, line)


def test_a_path_without_a_line_has_that_of_its_closest_parent() -> None:
    found = lines("[a]\nb = 1\n")
    assert line_of(found, ("a", "b", "c", 3)) == 2
    assert line_of(found, ("a", "no")) == 1
    assert line_of(found, ("no",)) == 0
    assert line_of(found, ()) == 0


KEYS = st.sampled_from(("a", "b-1", '"a.b"', "'#'", '"\\u0041"', '""'))
STRINGS = st.sampled_from(('""', "'x]'", '"a\\"b"', '"""\n"q\n"""', "'''\n''x'''", '"""a""\\\n"""'))
ATOMS = STRINGS | st.sampled_from(("1", "0x1f", "1.5", "true", "1979-05-27 07:32:00"))


def joined(parts: list[str]) -> str:
    return "[ # c\n" + ",\n".join(parts) + "\n]"


VALUES = st.recursive(ATOMS, lambda inner: st.lists(inner, max_size=3).map(joined), max_leaves=6)


@given(st.lists(st.tuples(KEYS, VALUES), max_size=5, unique_by=lambda pair: pair[0]), st.booleans())
def test_any_document_is_walked_to_its_end(pairs: list[tuple[str, str]], crlf: bool) -> None:
    """Each key's line holds that key, and every path of the document is found."""
    text = "".join(f"# {n}\n{key} = {value} # [x]\n" for n, (key, value) in enumerate(pairs)) + "[last]\n"
    text = text.replace("\n", "\r\n") if crlf else text
    found = lines(text)
    assert found.keys() == paths(tomllib.loads(text))
    rows = text.splitlines()
    for key, _ in pairs:
        (name,) = tomllib.loads(f"{key} = 1")
        assert rows[found[name,] - 1].startswith(f"{key} = ")
    assert found["last",] == len(rows)
