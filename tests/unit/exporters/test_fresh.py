"""What is written in one piece is what edits one after the other give."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from configurator.exporters.formats.fresh import fresh
from configurator.exporters.formats.keys import Keys, settled
from configurator.exporters.keyed import dialect_of
from configurator.exporters.leaves import at, leaves

NAMES = st.sampled_from(["a", "b", "on", "no", "x-y", "x y", "ü", "a.b", "**", "", "1", "~", "#"])
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8)
SCALARS = st.one_of(
    st.booleans(), st.integers(-(10**12), 10**12), TEXTS, st.floats(allow_nan=False, allow_infinity=False)
)
ELEMENTS = st.one_of(SCALARS, st.dictionaries(NAMES, SCALARS, min_size=1, max_size=2))
VALUES = st.one_of(SCALARS, st.lists(ELEMENTS, max_size=3), st.lists(SCALARS, max_size=3).map(tuple))
TREES = st.dictionaries(
    NAMES,
    st.recursive(VALUES, lambda inner: st.dictionaries(NAMES, inner, max_size=3), max_leaves=12),
    max_size=4,
)


@pytest.mark.parametrize("format_", ["json", "yaml", "toml"])
@given(wanted=TREES)
@example(wanted={"t": {"x": 1}, "top": 2, "u": {"v": {"w": [{"a": 1}]}}, "t2": {}, "last": []})
@example(wanted={"a": {"b": {"c": 1}, "d": 2}, "e": {"f": []}})
def test_in_one_piece_and_edit_by_edit_are_the_same(format_: str, wanted: dict[str, Any]) -> None:
    edited = settled("", wanted, Keys(), dialect_of(format_, "file", "the file"), "file")
    whole = fresh(wanted, format_)
    if whole is None:
        assert not list(leaves(wanted))
        return
    assert whole.text == edited.text
    assert whole.keys == edited.keys
    for kept, expected in (
        (whole.keys.scalars, edited.keys.scalars),
        (whole.keys.items, edited.keys.items),
        (whole.keys.made, edited.keys.made),
    ):
        assert list(kept) == list(expected)  # the record is written in this order
    assert json.dumps(whole.data, sort_keys=True) == json.dumps(edited.data, sort_keys=True)
    assert all(at(whole.data, path) == value for path, value in leaves(wanted))
