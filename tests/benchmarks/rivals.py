"""Settings in the terminal, by others: menuconfig of kconfiglib and of esp-idf-kconfig."""

from __future__ import annotations

import sys
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.large import titles

PACKAGES = ("kconfiglib", "esp-idf-kconfig")

KCONFIGLIB = """
import importlib.util, sys
for name in ("kconfiglib", "menuconfig"):  # by path: esp-idf-kconfig installs packages of these names
    spec = importlib.util.spec_from_file_location(name, sys.argv.pop(1))
    sys.modules[name] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
module._main()
"""


class Keys(NamedTuple):
    """What to press for the same things. ``change`` makes and unmakes a change."""

    down: str = "\x1b[B"
    up: str = "\x1b[A"
    change: tuple[str, str] = ("\x1b[C", "\x1b[D")


class Rival(NamedTuple):
    """One program. All of ``ready`` is on its first full screen."""

    package: str
    arguments: tuple[str, ...]
    ready: tuple[str, ...]
    keys: Keys


def installed() -> list[Rival]:
    """Those that are here."""
    found = []
    files = files_of("kconfiglib")
    paths = [files[name] for name in ("kconfiglib.py", "menuconfig.py") if name in files]
    if len(paths) == 2:
        arguments = (sys.executable, "-c", KCONFIGLIB, *paths, "Kconfig")
        # Cursor keys in their application form, which curses has asked for.
        keys = Keys("\x1bOB", "\x1bOA", ("y", "n"))
        found.append(Rival("kconfiglib", arguments, ("(Top)", " 32 (NEW)", "[Q] Quit"), keys))
    if files_of("esp-idf-kconfig"):
        arguments = (sys.executable, "-m", "esp_menuconfig", "Kconfig")
        ready = ("(Top)", " 32 (default value)", "q Quit")
        found.append(Rival("esp-idf-kconfig", arguments, ready, Keys(change=("y", "n"))))
    return found


def files_of(package: str) -> dict[str, str]:
    try:
        found = metadata.files(package) or []
    except metadata.PackageNotFoundError:
        return {}
    return {str(file): str(file.locate()) for file in found}


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
