"""profile list, create, use, copy, delete."""

from __future__ import annotations

from argparse import Namespace

from configurator.cli.output import print_json, say, tell
from configurator.messages import _
from configurator.store import profiles
from configurator.store.paths import in_use, profile_path


def list_profiles(options: Namespace) -> int:
    """Every profile, the one in use marked."""
    used = in_use()
    found = profiles.names()
    if options.json:
        print_json([{"name": n, "in_use": n == used, "path": profile_path(n)} for n in found])
        return 0
    for name in found:
        say(f"{'*' if name == used else ' '} {name}")
    return 0


def create(options: Namespace) -> int:
    """A new, empty profile."""
    return _done(options, _("made: {path}"), profiles.create(options.name))


def use(options: Namespace) -> int:
    """Make a profile the one that holds."""
    profiles.use(options.name)
    return _done(options, _("in use: {path}"), profile_path(options.name))


def copy(options: Namespace) -> int:
    """A profile under a new name."""
    return _done(options, _("made: {path}"), profiles.copy(options.source, options.name))


def delete(options: Namespace) -> int:
    """Delete a profile that is not in use."""
    return _done(options, _("deleted: {path}"), profiles.delete(options.name))


def _done(options: Namespace, what: str, path: str) -> int:
    if options.json:
        print_json({"path": path})
    else:
        tell(what.format(path=path))
    return 0
