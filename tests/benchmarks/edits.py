"""One edit with all its consequences: what holds then, what of it is held, and what moved with it.

Ours is what the app does: choose, take what follows, and list what is not honoured.
kconfiglib has the same policy (`as_kconfig.py`): set the symbol, read every symbol of what
holds, tell which moved and which are not as asked. What holds is compared after every
edit before anything is timed. Beside it all is resolved and judged anew, from nothing.
"""

from __future__ import annotations

import importlib.util
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from configurator.domain.profile import Profile
from configurator.resolution.check import Checker
from configurator.resolution.compose import Composition
from configurator.resolution.resolve import resolve
from configurator.session.session import Session
from tests.benchmarks.as_kconfig import Words, kconfig
from tests.benchmarks.copies import of_settings
from tests.benchmarks.rivals import files_of
from tests.benchmarks.timing import OWN, interleaved, row

SETTINGS = (77, 1000, 10_000)

FEW = 8
"""Choices of a person who has made few."""

Edit = tuple[str, Any]
Task = Callable[[], object]


def rows(rounds: int) -> Iterator[str]:
    """Of each size, for a profile of few choices and for one that names every setting.

    Few rounds leave out the largest.
    """
    library = _kconfiglib()
    for count in SETTINGS[: -1 if rounds < 10 else None]:
        composition = of_settings(count)
        edits = _edits(composition)
        for who, chosen in (("8 choices", FEW), ("every setting chosen", count)):
            first = Session.of(composition, Profile("p", preferences=_defaults(composition, chosen)))
            tasks = {"ours": _turning(Ours(first), edits), "anew": _turning(Anew(first), edits)}
            if library:
                theirs = Theirs(library, first)
                _same(Ours(first), theirs, edits)
                tasks["kconfiglib"] = _turning(theirs, edits)
            times = interleaved(tasks, max(3, rounds // 3), OWN)
            for name in list(tasks)[1:]:
                what = f"an edit and what follows, {count:,} settings, {who}, against {PEERS[name]}"
                yield row(what, times["ours"] / len(edits), times[name] / len(edits), "< 1")
    if not library:
        yield "| kconfiglib is not installed (the extra `bench`) | | | | |"


PEERS = {"anew": "resolving and judging all anew", "kconfiglib": "kconfiglib"}


class Ours:
    """A session, as the app edits it."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def edit(self, key: str, raw: Any) -> object:
        change = self.session.choose({key: raw})
        self.session = change.after
        return change.changed, change.held, change.after.held_keys()

    def holds(self) -> dict[str, Any]:
        return {key: one.value for key, one in self.session.effective.items()}


class Anew:
    """Nothing kept from one edit to the next but the profile."""

    def __init__(self, session: Session) -> None:
        self._composition, self._profile = session.composition, session.profile
        self._holds: dict[str, Any] = {}

    def edit(self, key: str, raw: Any) -> object:
        composition = self._composition
        self._profile = replace(self._profile, preferences={**self._profile.preferences, key: raw})
        wishes = {k: composition.permitted[k].setting.read(v) for k, v in self._profile.preferences.items()}
        before, self._holds = self._holds, resolve(composition, wishes)
        moved = [k for k, one in self._holds.items() if before and one.value != before[k].value]
        return moved, Checker(composition).violations(self._profile.preferences)


class Theirs:
    """kconfiglib, with every symbol of what holds read after each edit."""

    def __init__(self, library: Any, session: Session) -> None:
        self._composition, self._words = session.composition, Words(session.composition)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "Kconfig")
            path.write_text(kconfig(session.composition), encoding="utf-8")
            self._all: Any = library.Kconfig(str(path), warn=False)
        symbols = self._all.syms
        self._pairs = []
        for key, permitted in session.composition.permitted.items():
            asked, holds = (
                self._words.values(key, permitted.default, of(key))
                for of in (self._words.asked, self._words.holds)
            )
            self._pairs += [(symbols[a], symbols[h]) for a, h in zip(asked, holds, strict=True)]
        for key, raw in session.profile.preferences.items():
            self._put(key, raw)
        self._before = [holds.str_value for _asked, holds in self._pairs]

    def _put(self, key: str, raw: Any) -> None:
        for symbol, value in self._words.values(key, raw, self._words.asked(key)).items():
            self._all.syms[symbol].set_value(value)

    def edit(self, key: str, raw: Any) -> object:
        self._put(key, raw)
        now = [holds.str_value for _asked, holds in self._pairs]
        moved = [i for i, (a, b) in enumerate(zip(self._before, now, strict=True)) if a != b]
        held = [holds.name for asked, holds in self._pairs if holds.str_value != asked.str_value]
        self._before = now
        return moved, held

    def holds(self) -> dict[str, Any]:
        return {
            key: tuple(
                self._all.syms[symbol].str_value
                for symbol in self._words.values(key, one.default, self._words.holds(key))
            )
            for key, one in self._composition.permitted.items()
        }


def _same(ours: Ours, theirs: Theirs, edits: list[Edit]) -> None:
    """Exits where anything holds otherwise after any of the edits."""
    words = Words(ours.session.composition)
    for key, raw in edits:
        ours.edit(key, raw)
        theirs.edit(key, raw)
        mine, others = ours.holds(), theirs.holds()
        for name, value in mine.items():
            if tuple(words.values(name, value, "").values()) != others[name]:
                raise SystemExit(f"`{name}` after {key} = {raw}: {value} here, {others[name]} in kconfiglib")


def _turning(side: Ours | Anew | Theirs, edits: list[Edit]) -> Task:
    return lambda: [side.edit(key, raw) for key, raw in edits]


def _defaults(composition: Composition, count: int) -> dict[str, Any]:
    return {key: one.setting.plain(one.default) for key, one in list(composition.permitted.items())[:count]}


def _edits(composition: Composition) -> list[Edit]:
    """Settings that conditions fire on, each to its loosest value and back to the default."""
    keys = {t.key: None for found in composition.conditions.values() for one in found for t in one.when}
    edits: list[Edit] = []
    for key in list(keys)[:10]:
        one = composition.permitted[key]
        bounds: Any = one.bounds
        edits += [(key, one.setting.plain(value)) for value in (bounds.span[1], one.default)]
    return edits


def _kconfiglib() -> Any:
    """The library, by path: esp-idf-kconfig installs a package of the same name."""
    path = files_of("kconfiglib").get("kconfiglib.py")
    spec = importlib.util.spec_from_file_location("kconfiglib_alone", path) if path else None
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
