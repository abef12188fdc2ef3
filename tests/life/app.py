"""The app without its screen: the editing that it drives, and beside it what that has to come to."""

from __future__ import annotations

from typing import Any

from configurator.errors import ConfiguratorError
from configurator.session.opening import Named, open_session
from configurator.tui.editing import Editing
from tests.life import laws
from tests.life.bounds import Parties
from tests.life.person import Wishes

Pairs = dict[str, tuple[Any, Any]]


class App:
    """One running app on one profile. ``base`` is what it read, ``asked`` what it has now."""

    def __init__(self, parties: Parties, name: str, wishes: Wishes) -> None:
        self.name = name
        self._parties = parties
        named = Named(profile=name, policy=str(parties.policy))
        self.editing = Editing(open_session(named))
        self.editing.reopen = lambda: open_session(named)
        self._past: list[Pairs] = []
        self._future: list[Pairs] = []
        self._read(wishes)
        self._bounds(wishes)

    def _read(self, wishes: Wishes) -> None:
        self.base, self.asked = dict(wishes.preferences), dict(wishes.preferences)

    def _bounds(self, wishes: Wishes) -> None:
        self.layers, self.whole = wishes.layers, self._parties.whole(wishes.layers)

    def choose(self, changes: dict[str, Any]) -> tuple[int, int]:
        """Propose and apply; the exit code that the errors have, and the one that the model wants."""
        wanted = laws.refusal(self.whole, Wishes(dict(self.asked)), changes)
        try:
            self.editing.apply(self.editing.propose(changes), "chosen")
        except ConfiguratorError as error:
            return max(one.exit_code for one in (error, *error.others)), wanted
        if wanted == 0:
            pairs = {key: (self.asked.get(key), raw) for key, raw in changes.items()}
            self._past.append({key: pair for key, pair in pairs.items() if pair[0] != pair[1]})
            self._future.clear()
            self._put({key: pair[1] for key, pair in self._past[-1].items()})
        return 0, wanted

    def _put(self, changes: dict[str, Any]) -> None:
        asked = {**self.asked, **changes}
        self.asked = {key: raw for key, raw in asked.items() if raw is not None}

    def undo(self) -> None:
        self.editing.undo()
        if self._past:
            self._future.append(self._past.pop())
            self._put({key: pair[0] for key, pair in self._future[-1].items()})

    def redo(self) -> None:
        self.editing.redo()
        if self._future:
            self._past.append(self._future.pop())
            self._put({key: pair[1] for key, pair in self._past[-1].items()})

    @property
    def mine(self) -> dict[str, Any]:
        """What is not saved: raw values by key, None where one is gone."""
        keys = {**self.base, **self.asked}
        return {key: self.asked.get(key) for key in keys if self.base.get(key) != self.asked.get(key)}

    def outcome(self, wishes: Wishes) -> int:
        """The exit code of saving over ``wishes``: what somebody else chose meanwhile is not undone."""
        if not self.mine:
            return 0
        if wishes.broken:
            return 2
        now = wishes.preferences
        return int(any(now.get(k) not in (self.base.get(k), raw) for k, raw in self.mine.items()))

    def save(self) -> int:
        """Save for real; the exit code that an error has."""
        try:
            self.editing.save()
        except ConfiguratorError as error:
            return error.exit_code
        return 0

    def saved(self, before: Wishes, wishes: Wishes, code: int) -> None:
        """Go on from ``wishes``, which the file has now, after saving over ``before`` ended with ``code``."""
        if code == 0 and self.mine:
            self._read(wishes)
            if wishes.layers != self.layers:
                self._bounds(wishes)
        elif code == 1:
            mine = self.mine
            self._read(before)
            self._bounds(before)
            for key, raw in mine.items():
                if laws.refusal(self.whole, Wishes(dict(self.asked)), {key: raw}) == 0:
                    self._put({key: raw})
