"""Mistakes in the tables of managed files, one at a time: each shows in a word that the client
was not seen to take, or in what the client itself does.

What nothing shows is listed with its reason in `survivors.json`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from configurator.exporters.render import Rendered, render
from configurator.exporters.table import Target
from tests.mutations.tables import Mutation, mutations
from tests.unit.exporters import shipped

from .bounds import Bound, choices
from .bounds_all import BOUNDS, PROGRAMS
from .conftest import need
from .test_mutations import survivors


def patches(target: Target, loosest: Mapping[str, Any]) -> Any:
    return render(target, [*choices(loosest)], "project").patches


def changes(mutation: Mutation) -> bool:
    """Whether the mistake changes the files under any bounds: rows may write the same keys."""
    right = shipped.target(mutation.target.id)
    return any(patches(mutation.target, some) != patches(right, some) for some in combined(mutation))


def combined(mutation: Mutation) -> Iterator[Mapping[str, Any]]:
    """The mistake's own value, with others at each of their values beside it."""
    everything = {key: setting.order.loosest for key, setting in shipped.settings().items() if setting.order}
    own = mutation.within(everything)[mutation.setting]
    for values in itertools.product(*(shipped.settings()[key].ids for key in DECISIVE)):
        yield {**dict(zip(DECISIVE, values, strict=True)), mutation.setting: own}


DECISIVE = ("autonomy.shell", "autonomy.file_write", "autonomy.network")


def shows(mutation: Mutation, bounds: list[Bound], place: Path) -> bool:
    """Whether the files hold a word that the client was not seen to take, or a trial fails
    in which the mistake changes them."""
    try:
        if not changes(mutation):
            return True
        for bound, done in concerned(mutation, bounds):
            if shipped.unknown_words(mutation.target.id, done) or bound.failures(mutation.target, place):
                return True
    except ValueError:
        return True
    return False


def concerned(mutation: Mutation, bounds: list[Bound]) -> list[tuple[Bound, Rendered]]:
    """The bounds whose files the mistake changes: those of its own setting, if there are any."""
    right = shipped.target(mutation.target.id)
    made = [(bound, render(mutation.target, [*choices(bound.loosest)], "project")) for bound in bounds]
    found = [(bound, done) for bound, done in made if done.patches != patches(right, bound.loosest)]
    return [pair for pair in found if mutation.setting in pair[0].loosest] or found


@pytest.mark.parametrize("id_", PROGRAMS)
def test_every_mistake_in_a_bound_shows(id_: str, tmp_path: Path) -> None:
    need(PROGRAMS[id_])
    bounds = [bound for bound in BOUNDS if bound.target == id_]
    found = [
        str(mutation) for mutation in mutations(shipped.target(id_)) if not shows(mutation, bounds, tmp_path)
    ]
    assert sorted(found) == sorted(survivors()["managed"][id_])
