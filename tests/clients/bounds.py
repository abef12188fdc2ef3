"""Bounds in a managed file, and what a person whose own files allow everything still gets."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from configurator.domain.bounds import Bounds, OneOf
from configurator.exporters.manifest import Manifest
from configurator.exporters.plan import plan
from configurator.exporters.table import Choice, Target
from tests.unit.exporters import shipped

Texts = Mapping[str, str]
Seen = Mapping[str, str]
Trial = Callable[[Texts, Path], Seen]
"""From the managed files by their names, and a folder of its own, to what was seen."""


@dataclass(frozen=True)
class Bound:
    """``loosest`` are the values that bounds leave, ``seen`` what a trial has to show then."""

    target: str
    name: str
    loosest: Mapping[str, Any]
    trial: Trial
    seen: Seen

    def __str__(self) -> str:
        return f"{self.target}-{self.name}-{self.trial.__name__}"

    def failures(self, target: Target, place: Path) -> list[str]:
        """What the client shows with the files of ``target`` that it should not."""
        place.mkdir(parents=True, exist_ok=True)
        found = _tried(self.trial, tuple(written(target, self.loosest, place).items()), place)
        return [
            f"{what}: {found.get(what)}" for what, wanted in self.seen.items() if found.get(what) != wanted
        ]


_numbers = itertools.count()


@functools.cache
def _once(trial: Trial, texts: tuple[tuple[str, str], ...]) -> list[Seen]:
    return []


def _tried(trial: Trial, texts: tuple[tuple[str, str], ...], place: Path) -> Seen:
    """The same files are tried once: many rows write alike."""
    found = _once(trial, texts)
    if not found:
        own = place / str(next(_numbers))
        own.mkdir()
        found.append(trial(dict(texts), own))
    return found[0]


def choices(loosest: Mapping[str, Any]) -> Iterator[Choice]:
    """Every setting with an order, bounded by its ``loosest`` value or not at all, and options
    of which ``loosest`` leaves one."""
    for key, setting in shipped.settings().items():
        if setting.order is None and key in loosest:
            yield Choice(setting, loosest[key], "bound", OneOf(setting.ids, frozenset({loosest[key]})))
        elif setting.order is not None:
            end = loosest.get(key, setting.order.loosest)
            yield Choice(setting, end, "bound", Bounds.between(setting.order, setting.order.tightest, end))


def written(target: Target, loosest: Mapping[str, Any], place: Path) -> dict[str, str]:
    """The managed files where nothing but ``loosest`` is bounded, by their names."""
    bounded = [*choices(loosest)]
    done = plan([target], lambda _: bounded, str(place), "project", Manifest())
    return {Path(file.path).name: file.after or "" for file in done.files}


def everything_but(*items: str) -> dict[str, Any]:
    """Bounds that leave all tools but these."""
    return {"autonomy.tools": frozenset(shipped.settings()["autonomy.tools"].ids) - {*items}}
