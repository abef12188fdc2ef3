"""From the global options to a session, with its troubles told on stderr."""

from __future__ import annotations

from argparse import Namespace

from configurator.cli.output import say_warning
from configurator.messages import _
from configurator.resolution.wording import conflict_words
from configurator.session import Session
from configurator.session.opening import Named, open_session


def named(options: Namespace) -> Named:
    """What the global options name."""
    return Named(
        options.profile,
        options.preferences,
        options.policy,
        tuple(options.layer),
        options.speaks,
        options.must_know,
    )


def opened(options: Namespace) -> Session:
    """The session that the options describe; obstacles and conflicts are told."""
    session = open_session(named(options))
    tell_troubles(session)
    return session


def tell_troubles(session: Session) -> None:
    """What stops loosening, one warning each."""
    for line, hint in troubles(session):
        say_warning(line, hint)


def troubles(session: Session) -> list[tuple[str, str]]:
    """Every obstacle and conflict, as a message and a hint."""
    found = [
        (
            _(
                "layer `{layer}` applies and cannot be used, so nothing is loosened: {reason}",
                layer=obstacle.layer,
                reason=obstacle.reason,
            ),
            _("mend the layer; until then looser choices are held at the default"),
        )
        for obstacle in session.composition.obstacles
    ]
    found += [
        (
            conflict_words(conflict),
            _("`{upper}` holds meanwhile; one of the two has to move its bounds", upper=conflict.upper),
        )
        for conflict in session.composition.conflicts
    ]
    return found
