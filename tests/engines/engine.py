"""The real engines, and exported files to hand them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from configurator.exporters import registry
from configurator.exporters.apply import write
from configurator.exporters.manifest import Manifest
from configurator.exporters.plan import plan
from configurator.exporters.table import Choice


def needed(module: str) -> Any:
    """The engine's module. Without it the tests are skipped, or fail where it was promised."""
    try:
        return import_module(module)
    except ModuleNotFoundError:
        reason = f"`{module}` is not installed; the extra `engines` has it"
        if os.environ.get("CONFIGURATOR_REQUIRE_CLIENTS") == "1":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason, allow_module_level=True)


def exported(id_: str, choices: Sequence[Choice], root: Path) -> dict[str, str]:
    """The files that an export writes below ``root``, by their name there."""
    planned = plan([registry.target(id_)], lambda _: choices, str(root), "project", Manifest())
    write(planned)
    return {os.path.relpath(file.path, planned.root): file.after or "" for file in planned.files}
