"""What targets do with the values that hold now: for the filters. No file is read."""

from __future__ import annotations

from configurator.errors import ConfiguratorError
from configurator.session.session import Session
from configurator.tui.filters import Levels

_BEST = ("enforced", "instructed", "unsupported")


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
    from configurator.session.exporting import choices

    try:
        coverage = render(target(target_id), choices(session), "project").coverage
    except (ConfiguratorError, ImportError):
        return {}
    return {key: entry.level for key, entry in coverage.items()}


def _best(session: Session) -> Levels:
    """Plain dumps of all values enforce nothing; they do not count."""
    from configurator.exporters import registry

    best: dict[str, str] = {}
    for id_ in registry.ids():
        for key, level in _one(session, id_).items():
            if _BEST.index(level) < _BEST.index(best.get(key, "unsupported")):
                best[key] = level
    return best
