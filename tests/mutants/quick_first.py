"""A plugin of pytest for runs on mutants: units before the whole program, and examples before properties, so that
most mutants end at once."""

from __future__ import annotations

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put tests that draw many examples last, and before them what starts the program."""
    items.sort(
        key=lambda item: (
            hasattr(getattr(item, "obj", None), "hypothesis"),
            not item.nodeid.startswith("tests/unit/"),
            item.nodeid,
        )
    )
