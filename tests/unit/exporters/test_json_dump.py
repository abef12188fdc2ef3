"""JSON that is written quickly is what the library writes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.exporters.formats.json_dump import indented, one_line

SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text())
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(st.text(), inner, max_size=3),
    ),
    max_leaves=20,
)


@given(VALUES)
def test_it_is_what_the_library_writes(value: Any) -> None:
    assert indented(value) == json.dumps(value, ensure_ascii=False, indent=2)
    assert one_line(value) == json.dumps(value, ensure_ascii=False)


def test_a_key_that_is_no_text_is_a_mistake() -> None:
    with pytest.raises(TypeError, match="1 is no key"):
        indented({"a": {1: "one"}})
