"""Telling at a glance whether a file is another one than before."""

from __future__ import annotations

import os

Stamp = tuple[int, int, int]

GONE: Stamp = (0, 0, 0)


def stamp(path: str) -> Stamp:
    """When the file at ``path`` was written, its size and which file it is; `GONE` without one."""
    try:
        state = os.stat(path)
    except (OSError, ValueError):
        return GONE
    return state.st_mtime_ns, state.st_size, state.st_ino
