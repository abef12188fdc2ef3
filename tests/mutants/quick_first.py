"""A plugin of pytest for runs on mutants: examples before properties, so that most mutants end at once."""

from __future__ import annotations

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put tests that draw many examples last."""
    items.sort(key=lambda item: (hasattr(getattr(item, "obj", None), "hypothesis"), item.nodeid))
