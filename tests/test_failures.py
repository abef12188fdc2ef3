"""Each class of failure that managed settings have had elsewhere has tests here that would show it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.unit.exporters.test_judges import defined_in

CLASSES: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("failures.toml").read_text(encoding="utf-8")
)["class"]


def test_enough_is_claimed() -> None:
    assert len(CLASSES) >= 15
    assert len({one["failure"] for one in CLASSES}) == len(CLASSES)


@pytest.mark.parametrize("one", CLASSES, ids=lambda one: one["failure"])
def test_a_class_of_failures_has_tests_that_there_are(one: dict[str, Any]) -> None:
    assert len({*one["tests"]}) == len(one["tests"]) > 1
    for test in one["tests"]:
        path, _, name = test.partition("::")
        assert name.startswith("test_"), test
        assert name in defined_in(path), f"there is no {test}"
