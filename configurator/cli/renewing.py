"""renew and approve: what keeps loosened settings in force, or lets them hold; layer passphrase."""

from __future__ import annotations

import sys
from argparse import Namespace

from configurator.cli.opening import named, opened
from configurator.cli.output import print_json, say, say_warning, tell
from configurator.cli.values import carry_out
from configurator.domain.settings import written
from configurator.domain.text import shown
from configurator.errors import RefusedError, UsageError
from configurator.messages import _
from configurator.policyfile.load import read_layer
from configurator.resolution.standing import LOOSENING, SECOND_PERSON
from configurator.session import Session, saving, signing
from configurator.session.approving import approvers, key_opened_by
from configurator.session.opening import open_policy, open_session
from configurator.session.parting import leaving_now
from configurator.session.telling import leaving_words, loosened_lines, who_approves
from configurator.session.terms import due, eased, waiting
from configurator.store.layers import set_approval


def renew(options: Namespace) -> int:
    """Ask once more for loosened settings: those named, or all that lapsed or soon will."""
    session = opened(options).sound()
    if bool(options.keys) == options.all:
        raise UsageError(_("name the settings to renew, or give `--all`"))
    keys = due(session) if options.all else list(dict.fromkeys(options.keys))
    change = session.renew(keys)
    return carry_out(
        options, session, change, {key: raw for key, (_old, raw) in change.changed.items()}, "renew"
    )


# ------------------------------------------------------------------ approving


def approve(options: Namespace) -> int:
    """Let what waits hold: shown in plain words, then signed with the passphrase."""
    session = opened(options).sound()
    if bool(options.names) == options.all:
        raise UsageError(_("name what to approve, or give `--all`"))
    keys, layers = _waiting(session, None if options.all else options.names)
    if not keys and not layers:
        tell(_("nothing waits for a second person"))
        return 0
    if not approvers(session.composition):
        raise RefusedError(_("nobody can approve here"), hint=who_approves(session, "--all"))
    _tell_what(session, keys, layers)
    passphrase = asked_for(_("passphrase"))
    key = key_opened_by(session.composition, passphrase)
    if key is None:
        raise RefusedError(_("this passphrase approves nothing here"), slug="passphrase")
    if trouble := saving.approve(session, (key, passphrase), keys, layers, "cli"):
        say_warning(trouble)
    _tell_done(options, session, keys, layers)
    return 0


def _waiting(session: Session, names: list[str] | None) -> tuple[list[str], list[str]]:
    """The settings and the layers that wait for a second person, of those named."""
    if session.rules.way != SECOND_PERSON:
        return [], []
    keys, layers = waiting(session), list(leaving_now(session))
    for name in names or ():
        if name not in keys and name not in layers:
            if name not in session.profile.leaving:
                session.setting(name)  # raises, with a did-you-mean
            raise UsageError(_("`{key}` does not wait for a second person", key=name))
    if names is None:
        return keys, layers
    return [key for key in keys if key in names], [layer for layer in layers if layer in names]


def _tell_what(session: Session, keys: list[str], layers: list[str]) -> None:
    tell(_("to be approved:"))
    for place in range(0, len(keys), 6):  # all of them: a signature is on every single one
        for line in loosened_lines(session, session, keys[place : place + 6]):
            tell(shown(f"  {line}"))
    for layer in layers:
        tell(shown(f"  {leaving_words(session, layer)[0]}"))
    if LOOSENING in keys or layers:
        tell(_("with this, everything else that waits may hold too"))


def _tell_done(options: Namespace, before: Session, keys: list[str], layers: list[str]) -> None:
    after = open_session(named(options))
    moved = eased(before, after)
    if options.json:
        print_json(
            {
                "approved": [*keys, *layers],
                "changed": {key: {"from": before.raw(key), "to": after.raw(key)} for key in moved},
            }
        )
        return
    for key in moved:
        say(f"{key}: {written(before.raw(key))} → {written(after.raw(key))}")
    tell(_("approved: {count}", count=len(keys) + len(layers)))


# ------------------------------------------------------------------ passphrases


def set_passphrase(options: Namespace) -> int:
    """Write the key of a new passphrase into a layer's file; the old one is asked for first."""
    layer = read_layer(options.file, open_policy(named(options)), may_grant=False)
    if layer.approval is not None and not signing.opens(layer.approval, asked_for(_("passphrase until now"))):
        raise RefusedError(_("this is not the passphrase until now"), slug="passphrase")
    passphrase = asked_for(_("new passphrase"))
    if len(passphrase) < signing.SHORTEST:
        raise UsageError(
            _("a passphrase needs at least {count} characters", count=signing.SHORTEST),
            hint=_("four words that do not belong together are easy to keep"),
        )
    if sys.stdin.isatty() and asked_for(_("once more")) != passphrase:
        raise UsageError(_("the two are not the same"))
    set_approval(options.file, signing.key_for(passphrase))
    tell(_("layer `{layer}` has a passphrase; `configurator approve` asks for it", layer=layer.id))
    if layer.kind != "guardian":
        tell(_("it counts where an administrator sets the layer; elsewhere only a guardian's does"))
    return 0


def asked_for(what: str) -> str:
    """A passphrase: typed unseen on a terminal, else a line of the input."""
    if sys.stdin.isatty():
        from getpass import getpass

        return getpass(_("{what}: ", what=what))
    return sys.stdin.readline().rstrip("\r\n")
