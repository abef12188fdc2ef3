"""journal show, verify, restore."""

from __future__ import annotations

from argparse import Namespace

from configurator.cli.consent import agreed
from configurator.cli.opening import opened
from configurator.cli.output import columns, print_json, say, say_warning, tell
from configurator.cli.values import report
from configurator.domain.settings import written
from configurator.domain.text import shown
from configurator.messages import _, clauses, counted
from configurator.session.layering import restack
from configurator.session.saving import restoring, save
from configurator.store import journal


def show(options: Namespace) -> int:
    """Every change that was recorded, oldest first."""
    entries = journal.read(journal.journal_path(opened(options).profile.path))
    if options.json:
        print_json([entry.as_dict() for entry in entries])
        return 0
    rows = [
        (str(e.number), e.at, e.front, e.what, shown(e.about), _summary(e)) for e in entries[-options.last :]
    ]
    for line in columns(rows, indent=""):
        say(line)
    tell(
        counted("{count} entry", "{count} entries", len(entries))
        if entries
        else _("nothing was recorded yet")
    )
    return 0


def _summary(entry: journal.Entry) -> str:
    parts = [f"{key}: {_value(old)} → {_value(new)}" for key, (old, new) in entry.changes.items()]
    text = shown(clauses(parts[:3]))
    return _("{items} and {count} more", items=text, count=len(parts) - 3) if len(parts) > 3 else text


def _value(raw: object) -> str:
    return _("default") if raw is None else written(raw)


def verify(options: Namespace) -> int:
    """Whether the chain of hashes is whole; exit code 1 if it is not."""
    troubles = journal.verify(journal.journal_path(opened(options).profile.path))
    if options.json:
        print_json({"ok": not troubles, "troubles": troubles})
    else:
        for trouble in troubles:
            say(shown(trouble))
        tell(_("the journal was changed") if troubles else _("the journal is whole"))
    return int(bool(troubles))


def restore(options: Namespace) -> int:
    """Bring the profile back to what it was after an entry, through the same validator."""
    session = opened(options)
    changes, layers = restoring(session, options.number)
    session.sound(mending=changes)
    change = restack(session, layers, changes)
    if not agreed(options, session, change.after, layers=change.layers is not None):
        return 1
    if not options.dry_run:
        wanted = {key: changes[key] for key in change.changed}
        about, renewed = f"entry {options.number}", change.after.renewed
        trouble = save(session, wanted, "cli", layers=layers, what="restore", about=about, renewed=renewed)
        if trouble:
            say_warning(trouble)
    report(options, session, change)
    return 0
