"""Layers that a person takes off: where a loosening takes more than asking, so does this.

A layer that was taken off leaves a mark, and applies until it is time: until the next
day, or until a second person has approved. How it may be taken off is what holds while
all such layers still apply.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from configurator.domain.profile import Mark, Profile
from configurator.resolution.compose import Composition
from configurator.resolution.standing import NEXT_DAY, SECOND_PERSON
from configurator.session.approving import is_approved
from configurator.session.session import Session


def still_holding(composition: Composition, profile: Profile) -> list[str]:
    """The layers taken off that still apply, where ``composition`` has all of them."""
    session = Session.of(composition, profile)
    return [
        name
        for name, mark in profile.leaving.items()
        if name not in profile.layers and _holds(session, name, mark)
    ]


def _holds(session: Session, name: str, mark: Mark) -> bool:
    if session.rules.way == NEXT_DAY:
        return mark.on >= session.today
    return session.rules.way == SECOND_PERSON and not _approved(session, name, mark)


def _approved(session: Session, name: str, mark: Mark) -> bool:
    approval = mark.approved
    signed_for_now = approval is not None and approval.on == mark.on <= session.today
    return signed_for_now and is_approved(session.composition, "layer", name, approval)


def leaving_now(session: Session) -> dict[str, Mark]:
    """The layers that are taken off and apply to the session all the same."""
    applying = {layer.id for layer in session.composition.layers}
    unreadable = {obstacle.layer for obstacle in session.composition.obstacles}
    return {
        name: mark
        for name, mark in session.profile.leaving.items()
        if name not in session.profile.layers
        and (name in applying or name in unreadable or _holds(session, name, mark))
    }


def parting(session: Session, layers: Iterable[str]) -> Mapping[str, Mark | None]:
    """How the marks of layers change where the profile's layers become ``layers``:
    one for each that has to wait, none for those that are back, or gone for good."""
    kept = set(layers)
    changes: dict[str, Mark | None] = {}
    for name in session.profile.layers:
        if name not in kept and session.rules.takes_more:
            changes[name] = Mark(session.today)
    waits = leaving_now(session)
    return changes | {name: None for name in session.profile.leaving if name in kept or name not in waits}
