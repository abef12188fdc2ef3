"""The table of planted loosenings stays true: one for each layer, two checks that exist, a line that is there."""

from __future__ import annotations

import os

import pytest

from tests.planted.planting import ROOT, Plant, plants

WORDS_ONLY = {"locale"}
"""Folders without a rule in them."""

LAYERS = {
    entry.name
    for entry in os.scandir(ROOT / "configurator")
    if entry.is_dir() and entry.name.isidentifier() and not entry.name.startswith("__")
} - WORDS_ONLY


def test_every_layer_of_the_code_has_one() -> None:
    assert {plant.layer for plant in plants()} == LAYERS


@pytest.mark.parametrize("plant", plants(), ids=lambda plant: f"{plant.layer}: {plant.loosens}")
def test_it_can_be_planted_and_two_checks_of_their_own_look(plant: Plant) -> None:
    text = (ROOT / plant.file).read_text(encoding="utf-8")
    assert text.count(plant.old) == 1
    assert plant.old != plant.new
    assert plant.file.startswith(f"configurator/{plant.layer}/")
    files = {check.partition("::")[0] for check in plant.checks}
    assert len(files) >= 2
    assert all((ROOT / file).is_file() for file in files)
