"""What is planted in the program is found within a bounded number of lives: the machine can fail."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest

from configurator.domain.policy import Layer, Policy
from configurator.resolution import compose as composing
from configurator.resolution.compose import Composition
from configurator.session import exporting, opening
from configurator.store import profiles
from configurator.tui.editing import Editing
from tests.life.running import live

pytestmark = pytest.mark.long

LIVES = 60
ROUNDS = 12
"""Rounds of lives before a plant counts as missed: one in six rounds of sixty meets some plants by no chance,
and which round does depends on what else the process has imported."""


def live_until_it_shows() -> None:
    """Live round after round. Raises AssertionError at the first life in which a law is broken."""
    for number in range(3, 3 + ROUNDS):
        live(LIVES, number, shrinks=False)


def a_layer_is_ignored(patch: pytest.MonkeyPatch) -> None:
    compose = composing.compose

    def blind(policy: Policy, layers: Iterable[Layer], obstacles: Any) -> Composition:
        return compose(policy, list(layers)[:-1], obstacles)

    patch.setattr(opening, "compose", blind)


def a_save_drops_comments(patch: pytest.MonkeyPatch) -> None:
    edited = profiles.edited
    patch.setattr(profiles, "edited", lambda *a, **k: re.sub(r"(?m)^#.*\n", "", edited(*a, **k)))


def a_save_undoes_what_another_program_chose(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(profiles, "_refuse_conflicts", lambda *_: None)
    patch.setattr(Editing, "_show_conflict", lambda *_: None)


def an_export_writes_what_was_asked(patch: pytest.MonkeyPatch) -> None:
    choice = exporting._choice

    def loose(session: Any, effective: Any, rank: Any) -> Any:
        found = choice(session, effective, rank)
        return found if effective.asked is None else replace(found, value=effective.asked)

    patch.setattr(exporting, "_choice", loose)


def a_save_is_torn(patch: pytest.MonkeyPatch) -> None:
    def torn(path: str, data: bytes, **_: Any) -> None:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        try:
            for place in range(0, len(data), 8):
                os.write(descriptor, data[place : place + 8])
        finally:
            os.close(descriptor)

    patch.setattr(profiles, "write_atomic", torn)


PLANTS: dict[Callable[[pytest.MonkeyPatch], None], str] = {
    a_layer_is_ignored: "law",
    a_save_drops_comments: "law 5",
    a_save_undoes_what_another_program_chose: "app saved ends with 0, not 1",
    an_export_writes_what_was_asked: "law 6",
    a_save_is_torn: "law 5: after a crash",
}


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__)
def test_it_is_found(plant: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch)
    with pytest.raises(AssertionError, match=PLANTS[plant]):
        live_until_it_shows()
