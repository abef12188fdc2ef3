"""`export --check`: whether the tools' files still say what the profile says.

That every file does is remembered like the other answers, together with the digest
of each file that was looked at. One byte more or less, a file more or less, or a link
on the way, and it is worked out anew.
"""

from __future__ import annotations

import os
from argparse import Namespace

from configurator.cli.answers import profile_file, remembered
from configurator.cli.output import say, say_warning, tell
from configurator.domain.text import shown
from configurator.files.digest import sha256
from configurator.messages import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from configurator.exporters.plan import Plan
    from configurator.exporters.table import Scope

    Answer = dict[str, Any]


def places_of(options: Namespace) -> list[tuple[Scope, str]]:
    """The scopes that are written to, each with the folder below which that is."""
    if options.scope == "both":
        return [("user", os.path.expanduser("~")), ("project", options.root or os.getcwd())]
    home = options.scope == "user"
    return [(options.scope, options.root or (os.path.expanduser("~") if home else os.getcwd()))]


def check(options: Namespace) -> int:
    """Say which files differ; exit code 1 if any does, or if something stops loosening."""
    names = (
        *options.targets,
        options.scope,
        options.budget,
        options.speaks,
        *(os.path.abspath(root) for _scope, root in places_of(options)),
    )
    found = remembered(
        options,
        "\0".join(("export --check", *map(str, names))),
        profile_file(options),
        lambda: _looked_at(options),
        still=lambda known: all(_digest(path) == digest for path, digest in known["files"].items()),
    )
    for path in found["changed"]:
        say(_("{path}: no longer says what the profile says", path=shown(path)))
    for message, hint in found["told"]:
        say_warning(message, hint)
    count, total = len(found["changed"]), found["total"]
    tell(
        _("{count} of {total} files differ", count=count, total=total)
        if count
        else _("every file says what the profile says")
    )
    return int(bool(count) or found["stopped"])


def _looked_at(options: Namespace) -> tuple[Answer, bool]:
    """The answer, and whether it may be kept: all is as it should be, and made of what
    this program ships."""
    from configurator.cli.answers import is_plain
    from configurator.cli.opening import opened
    from configurator.exporters import registry
    from configurator.session.exporting import plan_export
    from configurator.session.telling import outlook

    session = opened(options).sound()
    plans = {
        scope: plan_export(session, options.targets, root=root, scope=scope, budget=options.budget)
        for scope, root in places_of(options)
    }
    planned = [file for plan in plans.values() for file in plan.files]
    changed = [file.path for file in planned if file.action != "unchanged"]
    files = {
        path: _digest(path) for scope, plan in plans.items() for path in _paths(plan, scope, options.targets)
    }
    found = {
        "changed": changed,
        "total": len(planned),
        "stopped": bool(session.composition.obstacles),
        "files": files,
        "told": outlook(session),
    }
    shipped = all(id_ in registry.TARGETS for id_ in options.targets)
    return found, not changed and shipped and is_plain(session.composition)


def _paths(plan: Plan, scope: Scope, targets: list[str]) -> set[str]:
    """Every file on which the plan depends, whether or not it is there."""
    from configurator.exporters import guard, registry

    own = {
        guard.below(plan.root, path)
        for id_ in targets
        for file in registry.target(id_).files.values()
        if (path := file.path_in(scope))
    }
    record = {plan.record.path} if plan.record else set[str]()
    return own | record | {file.path for file in plan.files}


def _digest(path: str) -> str:
    """What stands at ``path``: the digest of its bytes, or that it is not there, not to
    be read or reached through a link."""
    if os.path.realpath(path) != path:
        return "link"
    try:
        with open(path, "rb") as file:
            return sha256(file.read()).hexdigest()
    except OSError as error:
        return f"unreadable {error.errno}"
