"""Rows that are about the same keys: lists grow, tables merge, and of two values the tighter one wins."""

from __future__ import annotations

from typing import Any

import pytest

from configurator.exporters.merging import merge


def merged(orders: Any, *patches: Any) -> dict[str, Any]:
    into: dict[str, Any] = {}
    for patch in patches:
        merge(into, patch, orders)
    return into


def test_lists_grow_in_row_order_and_hold_nothing_twice() -> None:
    assert merged({}, {"a": ["x", "y"]}, {"a": ["z", "x"]}) == {"a": ["x", "y", "z"]}
    assert merged({}, {"a": [{"k": 1}]}, {"a": [{"k": 1}, {"k": True}]}) == {"a": [{"k": 1}, {"k": True}]}


@pytest.mark.parametrize("values", [("ask", "allow"), ("allow", "ask")])
def test_the_tighter_of_two_scalars_wins(values: tuple[str, str]) -> None:
    orders = {"p.mode": ("deny", "ask", "allow")}
    assert merged(orders, *({"p": {"mode": value}} for value in values)) == {"p": {"mode": "ask"}}


def test_order_tells_truth_from_one() -> None:
    assert merged({"a": (True, 1)}, {"a": 1}, {"a": True}) == {"a": True}


@pytest.mark.parametrize(
    "patches",
    [
        ({"a": 1}, {"a": 2}),
        ({"a": 1}, {"a": True}),
        ({"a": {"b": 1}}, {"a": 1}),
        ({"a": [1]}, {"a": {"b": 1}}),
        ({"a": 1}, {"a": [1]}),
    ],
)
def test_rows_that_disagree_without_an_order_are_a_mistake(patches: tuple[Any, Any]) -> None:
    with pytest.raises(ValueError, match=r"a is a table|two rows set a"):
        merged({}, *patches)


def test_merging_leaves_the_tables_of_a_target_alone() -> None:
    patch = {"a": {"l": ["x"]}}
    merged({}, patch, {"a": {"l": ["y"]}})
    assert patch == {"a": {"l": ["x"]}}
