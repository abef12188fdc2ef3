"""Files of tools that cannot be run here, held to the shapes in their documentation.

What a shape cannot see is looked at by the orders of the target: a file that lacks a
rule has its shape, and is looser.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from configurator.exporters import registry
from configurator.exporters.table import Scope
from tests.mutations.data import mutants
from tests.unit.exporters import polarity, shipped
from tests.unit.exporters.shapes import SHAPES, complaints

DOCUMENTED = ("cursor", "zed", "goose")


def written(id_: str, values: shipped.Values, scope: Scope) -> dict[str, tuple[str, Any]]:
    """By path, the file's name in the table and what an export writes into it."""
    files = registry.target(id_).files
    patches = shipped.rendered(id_, values, scope).patches
    return {
        path: (name, keys)
        for name, keys in patches.items()
        if keys and (path := files[name].path_in(scope)) and not files[name].ours
    }


def tightest() -> Iterator[tuple[str, str, str, Any]]:
    for id_ in DOCUMENTED:
        for scope in shipped.SCOPES:
            for path, (name, keys) in written(id_, shipped.backgrounds()["tightest"], scope).items():
                yield id_, path, name, keys


TIGHTEST = {(id_, path): (name, keys) for id_, path, name, keys in tightest()}


def test_every_file_has_a_shape() -> None:
    assert {path for _, path in TIGHTEST} == SHAPES.keys()


@pytest.mark.parametrize("id_", DOCUMENTED)
def test_only_what_is_documented_is_written(id_: str) -> None:
    seen = set()
    for background in shipped.backgrounds().values():
        for values in shipped.variations(background, id_):
            for scope in shipped.SCOPES:
                for path, (_, keys) in written(id_, values, scope).items():
                    assert list(complaints(SHAPES[path], keys)) == []
                    seen.add(path)
    assert seen == {path for known, path in TIGHTEST if known == id_}


@pytest.mark.parametrize(("id_", "path"), TIGHTEST)
def test_every_mistake_is_noticed(id_: str, path: str) -> None:
    _, keys = TIGHTEST[id_, path]
    target = registry.target(id_)
    survived = [
        mistake
        for mistake, mutant in mutants(keys, target.orders)
        if not list(complaints(SHAPES[path], mutant)) and not polarity.slack(target, mutant, keys)
    ]
    assert survived == []
