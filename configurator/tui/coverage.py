"""What targets do with the values that hold now: for the filters. No file is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from configurator.errors import ConfiguratorError
from configurator.messages import clauses
from configurator.session.session import Session
from configurator.tui import words
from configurator.tui.filters import Levels
from configurator.tui.levels import LEVELS

if TYPE_CHECKING:
    from configurator.exporters.table import Target


def treatment(session: Session, key: str) -> list[tuple[str, str, str]]:
    """What each tool does with ``key`` now: the tool's name, the level, a remark."""
    from configurator.exporters.render import render
    from configurator.session.exporting import choices_for

    chosen = choices_for(session)
    found = []
    for target in _acting().values():
        entry = render(target, chosen(target), "project").coverage.get(key)
        if entry is not None:
            remark = clauses((words.ROUNDED if entry.rounded else "", entry.note))
            found.append((target.title, str(entry.level), remark))
    return found


def known_targets() -> dict[str, Target]:
    """The targets that can be loaded: a broken one must not take the others with it."""
    from configurator.exporters import registry

    return {target.id: target for target in registry.all_targets()}


def _acting() -> dict[str, Target]:
    """Those that something acts on: a plain file of all values holds no tool and tells no AI."""
    return {id_: target for id_, target in known_targets().items() if target.group != "plain"}


class CoverageOf:
    """Coverage by target, worked out once for each session."""

    def __init__(self) -> None:
        self._session: Session | None = None
        self._known: dict[str, Levels] = {}

    def levels(self, session: Session, target_id: str) -> Levels:
        """Level by setting for one target; for an empty id the best of all tools."""
        if session is not self._session:
            self._session, self._known = session, {}
        if target_id not in self._known:
            self._known[target_id] = _one(session, target_id) if target_id else _best(session)
        return self._known[target_id]


def _one(session: Session, target_id: str) -> Levels:
    from configurator.exporters.registry import target
    from configurator.exporters.render import render
    from configurator.session.exporting import choices_for

    try:
        found = target(target_id)
        coverage = render(found, choices_for(session)(found), "project").coverage
    except (ConfiguratorError, ImportError):
        return {}
    return {key: entry.level for key, entry in coverage.items()}


def _best(session: Session) -> Levels:
    best: dict[str, str] = {}
    for id_ in _acting():
        for key, level in _one(session, id_).items():
            if LEVELS.index(level) < LEVELS.index(best.get(key, "unsupported")):
                best[key] = level
    return best
