"""From the global options to a session, with its troubles told on stderr."""

from __future__ import annotations

from argparse import Namespace

from configurator.cli.output import say_warning
from configurator.errors import ConfiguratorError
from configurator.exporters.places import beside, is_under_way
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


def opened(options: Namespace, *, mends: bool = True) -> Session:
    """The session that the options describe; obstacles and conflicts are told. An export
    that was interrupted is finished, or taken back, where this ``mends``."""
    session = open_session(named(options))
    if mends:
        tell_interrupted(session)
    tell_troubles(session)
    return session


def tell_interrupted(session: Session) -> None:
    """Finish, or take back, an export that was interrupted, and say so."""
    path = beside(session.profile.path) if session.profile.path else ""
    if not path or not is_under_way(path):
        return
    from configurator.exporters.under_way import mend

    try:
        found = mend(path)
    except ConfiguratorError as error:
        found = [(str(error).partition("\n")[0], error.hint)]
    for line, hint in found:
        say_warning(line, hint)


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
