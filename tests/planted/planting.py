"""A copy of the program in which one line loosens something, and the checks that have to fail there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
PARTS: Final = ("configurator", "policies", "tests", "tools", "pyproject.toml")
FAILED: Final = 1
"""What pytest exits with where a test failed; anything else says that it could not judge."""


@dataclass(frozen=True, slots=True)
class Plant:
    """In ``file``, ``old`` becomes ``new``: that ``loosens`` something, and ``checks`` see it."""

    layer: str
    loosens: str
    file: str
    old: str
    new: str
    checks: tuple[str, ...]


def plants() -> list[Plant]:
    """Every planted loosening, in the order of the table."""
    table = tomllib.loads(Path(__file__).with_name("planted.toml").read_text(encoding="utf-8"))
    return [Plant(**{**one, "checks": tuple(one["checks"])}) for one in table["plant"]]


def planted(plant: Plant, folder: Path) -> None:
    """Copy the program to ``folder`` with ``plant`` in it. Raises ValueError where its line is not there."""
    for part in PARTS:
        source, to = ROOT / part, folder / part
        if source.is_dir():
            shutil.copytree(source, to, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, to)
    path = folder / plant.file
    text = path.read_text(encoding="utf-8")
    if text.count(plant.old) != 1:
        raise ValueError(f"{plant.file} does not have this once: {plant.old!r}")
    path.write_text(text.replace(plant.old, plant.new), encoding="utf-8")


def verdict(folder: Path, check: str) -> int:
    """How pytest ends on ``check`` in ``folder``."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "-n0",
        "-p",
        "no:cacheprovider",
        "--no-cov",
        "-m",
        "",
        check,
    ]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    return done.returncode
