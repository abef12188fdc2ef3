"""A whole file may hold another one, and an element be told apart by two keys."""

from __future__ import annotations

import json
from typing import Any

import pytest

from configurator.exporters.merging import merge
from configurator.exporters.table import ByValue, Patch, Target, TargetFile
from tests.unit.exporters.helpers import Project, chosen, scale

ASK = [chosen(scale(), "ask")]


def test_a_whole_file_may_hold_another_one_in_capitals(project: Project) -> None:
    first = TargetFile("a.json", "", "json", whole=True, base={"name": "n"})
    other = TargetFile(
        "b.json", "", "json", whole=True, base={"Things": {"One": {"Type": "T"}}},
        like="settings", within="Things.One.Properties", capitals=True,
    )  # fmt: skip
    elements = ByValue("autonomy.shell", {"ask": Patch({"list": [{"kind": "x", "goOn": True}]})})
    project.export(ASK, Target("t", "Tool", "1", {"settings": first, "other": other}, (elements,)))
    inner = {"Name": "n", "List": [{"Kind": "x", "GoOn": True}]}
    assert json.loads(project.read("b.json")) == {"Things": {"One": {"Type": "T", "Properties": inner}}}
    assert json.loads(project.read("a.json")) == {"name": "n", "list": [{"kind": "x", "goOn": True}]}


def test_an_element_may_be_told_apart_by_two_keys() -> None:
    into: dict[str, Any] = {"l": [{"name": "x", "side": "in", "at": "low"}]}
    more = [{"name": "x", "side": "out", "at": "low"}, {"name": "x", "side": "in", "at": "high"}]
    merge(into, {"l": more}, {"l.at": ("high", "low")}, {"l": "name+side"})
    assert into["l"] == [
        {"name": "x", "side": "in", "at": "high"},
        {"name": "x", "side": "out", "at": "low"},
    ]
    with pytest.raises(ValueError, match="has no name"):
        merge(into, {"l": [{"name": "x"}]}, {}, {"l": "name+side"})
