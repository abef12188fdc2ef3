"""Another set of preferences beside one's own: the same bounds, other wishes. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from configurator.domain.frozen import dataclass, replace
from configurator.domain.profile import Profile
from configurator.session.session import Session


@dataclass(frozen=True, slots=True)
class Comparison:
    """``other`` is a session of other preferences under the same layers."""

    title: str
    other: Session

    def under(self, session: Session) -> Comparison:
        """The same wishes under the layers of ``session``, where those are others now."""
        if self.other.composition is session.composition:
            return self
        return _beside(session, self.other.profile.preferences, self.title)

    def ghost(self, session: Session, key: str) -> Any:
        """The other value of ``key``; None where it is the same."""
        value = self.other.effective[key].value
        return None if value == session.effective[key].value else value

    def differences(self, session: Session) -> list[str]:
        """The settings whose values differ, in display order."""
        mine, other = session.values, self.other.values
        asked = [key for key in {**mine, **other} if mine.get(key) != other.get(key)]
        reached = session.effective.reached(asked)  # nothing else can differ
        return [key for key in session.effective if key in reached and self.ghost(session, key) is not None]

    def taking(self, keys: Iterable[str]) -> dict[str, Any]:
        """The changes that take the other side's wishes on ``keys``."""
        asked = self.other.profile.preferences
        return {key: asked.get(key) for key in keys}


def with_defaults(session: Session, title: str) -> Comparison:
    """Beside what holds where nothing is asked."""
    return _beside(session, {}, title)


def with_preset(session: Session, preferences: Mapping[str, Any], title: str) -> Comparison:
    """Beside what a preset would make of one's own choices."""
    return _beside(session, {**session.profile.preferences, **preferences}, title)


def with_profile(session: Session, profile: Profile) -> Comparison:
    """Beside another profile, under the layers that apply here."""
    return _beside(session, profile.preferences, profile.name)


def _beside(session: Session, preferences: Mapping[str, Any], title: str) -> Comparison:
    profile = replace(session.profile, preferences=dict(preferences))
    return Comparison(title, Session.of(session.composition, profile))
