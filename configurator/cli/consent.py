"""Asking once before something is loosened, and saying what becomes of it."""

from __future__ import annotations

import sys
from argparse import Namespace

from configurator.cli.output import say_warning, tell
from configurator.domain.text import shown
from configurator.messages import _, clauses
from configurator.session import Session
from configurator.session.telling import hold_words, loosened_lines
from configurator.session.terms import eased, loosenings


def agreed(options: Namespace, before: Session, after: Session, *, layers: bool = False) -> bool:
    """Whether what ``after`` loosens may be done: asked once where a person is there to answer.

    Where a loosening takes more than a confirmation nothing is asked: it waits. Without a
    terminal the command itself is the deliberate act, and what it loosened is told.
    """
    by_layers = eased(before, after) if layers else []
    keys = list(dict.fromkeys([*loosenings(before, after), *by_layers]))
    if not keys or not before.rules.asks or getattr(options, "dry_run", False):
        return True
    for line in (_("this loosens:"), *(f"  {line}" for line in loosened_lines(before, after, keys))):
        tell(shown(line))
    if getattr(options, "yes", False) or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return True
    sys.stderr.write(_("do it? [y/N]") + " ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() in ("y", "yes"):
        return True
    tell(_("left as it was"))
    return False


def tell_holds(after: Session, keys: list[str]) -> None:
    """For each of ``keys`` whose wish is not in force: why not, and what to do."""
    held = [
        (key, *hold_words(after, key)) for key in keys if key in after.effective and after.effective[key].hold
    ]
    for key, reason, hint in held[:6]:
        say_warning(_("{key}: {reason}", key=key, reason=reason), hint)
    if len(held) > 6:
        say_warning(clauses((_("and {count} more", count=len(held) - 6), held[6][1])))
