"""The real engines, and what to hand them: exported files, choices and values."""

from __future__ import annotations

import os
import random
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from configurator.domain.settings import Setting
from configurator.exporters import registry
from configurator.exporters.apply import write
from configurator.exporters.manifest import Manifest
from configurator.exporters.plan import plan
from configurator.exporters.table import Choice
from configurator.resolution.compose import Composition
from configurator.resolution.resolve import resolve
from tests.unit.exporters.helpers import HOSTILE


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


def choices_of(whole: Composition, asked: Mapping[str, Any]) -> list[Choice]:
    held = resolve(whole, asked).items()
    return [Choice(whole.permitted[key].setting, one.value, "own", one.permitted) for key, one in held]


def values_of(setting: Setting, rng: random.Random, most: int = 12) -> list[Any]:
    """Values of the setting, permitted or not, and some that are none."""
    if setting.kind == "amount":
        order: Any = setting.order
        pool = range(order.low, order.high + 1, order.step)
        return [order.low - 1, order.low, order.top, order.high + 1, *(rng.choice(pool) for _ in range(most))]
    if setting.kind == "members":
        drawn = [frozenset(item for item in setting.ids if rng.random() < 0.5) for _ in range(most)]
        return [frozenset(), frozenset(setting.ids), frozenset({*setting.ids, "nonsense"}), *drawn]
    return [*setting.ids, "nonsense"] if setting.ids else ["", "some words", *HOSTILE]
