"""Lists of what is allowed: two rows' lists meet, and never leave more than either allows."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.exporters.merging import merge
from configurator.exporters.render import render
from configurator.exporters.table import Allowed, ByValue, Patch, Target, TargetFile
from tests.unit.exporters.helpers import chosen, scale

MODES = ("read", "project", "anywhere")
ORDERS = {"sandbox.modes": Allowed(MODES)}
lists = st.lists(st.sampled_from(MODES), min_size=1, unique=True)


def met(*some: list[str], orders: Any = ORDERS) -> list[str]:
    into: dict[str, Any] = {}
    for modes in some:
        merge(into, {"sandbox": {"modes": modes}}, orders)
    found: list[str] = into["sandbox"]["modes"]
    return found


@pytest.mark.parametrize(
    ("one", "other", "left"),
    [
        (["read", "project"], ["read"], ["read"]),
        (["read", "project"], ["project", "anywhere"], ["project"]),
        (["project"], ["anywhere"], ["read"]),
        (["read"], ["read"], ["read"]),
    ],
)
def test_lists_of_what_is_allowed_meet(one: list[str], other: list[str], left: list[str]) -> None:
    assert met(one, other) == met(other, one) == left
    assert met(one, other, orders={}) == list(dict.fromkeys([*one, *other]))


@given(st.lists(lists, min_size=1, max_size=4))
def test_no_row_allows_what_another_leaves_out(some: list[list[str]]) -> None:
    """In whatever order the rows stand; where nothing is left, the tightest is."""
    shared = {*MODES}.intersection(*some)
    for order in itertools.permutations(some):
        assert {*met(*order)} == (shared or {MODES[0]})


def test_one_word_is_no_list() -> None:
    into: dict[str, Any] = {}
    merge(into, {"sandbox": {"modes": "read"}}, ORDERS)
    with pytest.raises(ValueError, match="a table or list in one row"):
        merge(into, {"sandbox": {"modes": ["read"]}}, ORDERS)


def test_what_is_allowed_is_not_the_list_of_the_table() -> None:
    keys = {"sandbox": {"modes": ["read", "project"]}}
    into: dict[str, Any] = {}
    merge(into, keys, ORDERS)
    into["sandbox"]["modes"].append("anywhere")
    assert keys == {"sandbox": {"modes": ["read", "project"]}}


def test_a_row_whose_list_another_shortens_is_reported_as_rounded() -> None:
    def row(key: str, modes: list[str]) -> ByValue:
        return ByValue(key, {"ask": Patch({"modes": modes})})

    rows = (row("autonomy.shell", ["read", "project"]), row("autonomy.file_write", ["read"]))
    files = {"settings": TargetFile("f.json", "", "json")}
    target = Target("t", "T", "1", files, rows, orders={"modes": Allowed(MODES)})
    done = render(target, [chosen(scale(), "ask"), chosen(scale("autonomy.file_write"), "ask")], "project")
    assert done.patches["settings"] == {"modes": ["read"]}
    shell, writing = done.coverage["autonomy.shell"], done.coverage["autonomy.file_write"]
    assert (shell.rounded, shell.note) == (True, "`modes` is held tighter by another setting")
    assert not writing.rounded
