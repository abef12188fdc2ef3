"""Where exports are recorded: beside the profiles. Light, as every start looks here."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:  # on the way of every fast path, where `typing` costs too much
    from typing import Literal

    State = Literal["staging", "moving", "undoing"]

NAME = "exports.json"

STATES: tuple[State, ...] = ("staging", "moving", "undoing")
"""How far an export has got (``under_way.py``)."""


def beside(profile: str) -> str:
    """The record of exports for the profile in that file."""
    return os.path.join(os.path.dirname(os.path.abspath(profile)), NAME)


def log_path(record: str, state: State) -> str:
    """The log of an export with the record at ``record`` that has got as far as ``state``."""
    return f"{record.removesuffix('.json')}.{state}.json"


def is_under_way(record: str) -> bool:
    """Whether an export was begun and not ended: it is still running, or was interrupted."""
    return any(os.path.lexists(log_path(record, state)) for state in STATES)
