"""Settings in the terminal, by others: menuconfig of kconfiglib and of esp-idf-kconfig."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.large import titles

KCONFIGLIB = """
import importlib.util, sys
for name in ("kconfiglib", "menuconfig"):  # by path: esp-idf-kconfig installs packages of these names
    spec = importlib.util.spec_from_file_location(name, sys.argv.pop(1))
    sys.modules[name] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
module._main()
"""


class Rival(NamedTuple):
    """One program, and what to press in it. ``ready`` is on its first full screen."""

    name: str
    package: str
    arguments: tuple[str, ...]
    ready: tuple[str, ...]
    down: str
    change: tuple[str, str]
    search: str


def installed() -> list[Rival]:
    """Those that are here."""
    return [rival for rival in (_kconfiglib(), _esp()) if rival is not None]


def missing() -> list[str]:
    """The packages of those that are not."""
    here = {rival.package for rival in installed()}
    return [name for name in ("kconfiglib", "esp-idf-kconfig") if name not in here]


def _kconfiglib() -> Rival | None:
    files = _files("kconfiglib")
    paths = [str(files[name]) for name in ("kconfiglib.py", "menuconfig.py") if name in files]
    if len(paths) < 2:
        return None
    arguments = (sys.executable, "-c", KCONFIGLIB, *paths, "Kconfig")
    # Cursor keys as curses has asked for them: in their application form.
    return Rival(
        "kconfiglib", "kconfiglib", arguments, ("Setting 0", "[Space/Enter]"), "\x1bOB", ("y", "n"), "/"
    )


def _esp() -> Rival | None:
    if not _files("esp-idf-kconfig"):
        return None
    arguments = (sys.executable, "-m", "esp_menuconfig", "Kconfig")
    return Rival(
        "esp-idf-kconfig", "esp-idf-kconfig", arguments, ("Setting 0", "Search"), "\x1b[B", ("y", "n"), "/"
    )


def _files(package: str) -> dict[str, Path]:
    try:
        found = metadata.files(package) or []
    except metadata.PackageNotFoundError:
        return {}
    return {str(file): Path(str(file.locate())) for file in found}


def kconfig(folder: Path, count: int) -> Path:
    """``count`` switches with the titles of our settings, as a Kconfig file in ``folder``."""
    named = titles()
    lines = ['mainmenu "Settings"', ""]
    for number in range(count):
        key, title = named[number % len(named)]
        symbol = f"{key.replace('.', '_').upper()}_{number}"
        lines += [f"config {symbol}", f'  bool "{title} {number}"', "  default n", ""]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "Kconfig").write_text("\n".join(lines), encoding="utf-8")
    return folder
