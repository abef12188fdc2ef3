"""A mapping whose values are made when they are asked for is a mapping like any other."""

from __future__ import annotations

import pytest

from configurator.domain.on_demand import OnDemand


def test_each_value_is_made_once_and_only_when_asked_for() -> None:
    asked: list[str] = []

    def make(name: str) -> list[str]:
        asked.append(name)
        return [name]

    mapping = OnDemand(("b", "a"), make)
    assert (len(mapping), list(mapping), "a" in mapping, "c" in mapping) == (2, ["b", "a"], True, False)
    assert asked == []
    assert mapping["a"] is mapping["a"]
    assert mapping == {"b": ["b"], "a": ["a"]}
    assert asked == ["a", "b"]
    assert repr(mapping) == "{'b': ['b'], 'a': ['a']}"


def test_a_name_that_is_not_there_is_named() -> None:
    with pytest.raises(KeyError) as caught:
        OnDemand(("a",), str)["c"]
    assert caught.value.args == ("c",)
