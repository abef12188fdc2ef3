"""import: what a tool does now, as preferences."""

from __future__ import annotations

import sys
from argparse import Namespace

from configurator.cli.consent import agreed
from configurator.cli.opening import opened
from configurator.cli.output import print_json, say_warning, tell
from configurator.cli.scanning import places_of, tool
from configurator.cli.values import change_json, report
from configurator.domain.settings import written
from configurator.domain.text import shown
from configurator.errors import InvalidError, RefusedError
from configurator.files.read import is_there
from configurator.messages import _, commas, counted, later
from configurator.session import Session
from configurator.session.importing import Import, plan_import
from configurator.session.saving import save
from configurator.session.scan_words import trouble_words


def import_tool(options: Namespace) -> int:
    """Take what the tool's files say; exit 1 where bounds leave some of it out."""
    session = opened(options)
    target = tool(options.target)
    found = plan_import(session, target, places_of(options), options.scope)
    if found.troubles:
        raise InvalidError(
            trouble_words(found.troubles[0]),
            hint=_("mend that file first: what the tool does cannot be told from it; nothing was taken"),
        )
    if options.json:
        refused = {key: error.message for key, error in found.refused.items()}
        more = {"refused": refused, "unsaid": list(found.unsaid), "own": list(found.own)}
        print_json({**change_json(session, found.change), **more})
    else:
        _tell_left_out(session, found)
        report(options, session, found.change)
    if found.change.changed and not options.dry_run:
        if options.preferences and not is_there(session.profile.path, later("the profile")):
            raise RefusedError(_("`{path}` is gone", path=session.profile.path))
        after = found.change.after
        if not (agreed(options, session, after) if options.json else _agreed(options)):
            tell(_("nothing was taken"))
            return 1
        wanted = {key: found.changes[key] for key in found.change.changed}
        if trouble := save(session, wanted, "cli", what="import", about=target.id, renewed=after.renewed):
            say_warning(trouble)
    return int(bool(found.refused))


def _tell_left_out(session: Session, found: Import) -> None:
    for error in found.refused.values():
        say_warning(_("not taken: {reason}", reason=error.message), error.hint)
    for at, keys in found.shared.items():
        say_warning(
            _("`{key}` loosens several settings at once: {settings}", key=shown(at), settings=commas(keys))
        )
    for key, value in found.own.items():
        setting = session.setting(key)
        tell(
            _(
                "{key} stays `{value}`: that the files say `{said}` is how an export of your profile puts it",
                key=key,
                value=written(session.raw(key)),
                said=written(setting.plain(value)),
            )
        )
    if found.unsaid:
        tell(
            counted(
                "about {count} setting no file says anything, and it stays as it is",
                "about {count} settings no file says anything, and they stay as they are",
                len(found.unsaid),
            )
        )


def _agreed(options: Namespace) -> bool:
    """What a person at a terminal says to the changes; a program is not asked."""
    seen = sys.stdout.isatty() or sys.stderr.isatty()
    if options.json or not (sys.stdin.isatty() and seen):
        return True
    sys.stderr.write(_("take these as your own choices? [y/N]") + " ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")
