"""Paths as people type them: found from here or from their home, and completed. Draws nothing."""

from __future__ import annotations

import os


def located(text: str) -> str:
    """The path that ``text`` names, from here or from the person's home."""
    return os.path.abspath(os.path.expanduser(text.strip()))


def completed(text: str) -> str:
    """``text`` as far as there is only one way to go on: folders, and TOML files in them."""
    folder, begun = os.path.split(os.path.expanduser(text))
    try:
        with os.scandir(folder or ".") as entries:
            names = [
                f"{entry.name}{os.sep}" if entry.is_dir() else entry.name
                for entry in entries
                if entry.name.startswith(begun)
                and (begun or entry.name[0] != ".")
                and (entry.is_dir() or entry.name.endswith(".toml"))
            ]
    except (OSError, ValueError):
        return text
    common = os.path.commonprefix(names)  # noqa: RUF071  # of names, not of paths
    return os.path.join(folder, common) if len(common) > len(begun) else text
