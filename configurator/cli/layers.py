"""layer list, add, remove."""

from __future__ import annotations

from argparse import Namespace

from configurator.cli.consent import agreed
from configurator.cli.opening import opened
from configurator.cli.output import BOLD, coloured, columns, print_json, say, say_warning, tell
from configurator.domain.policy import LAYER_KINDS, Layer, kind_word
from configurator.errors import ConfiguratorError
from configurator.messages import _, commas, counted
from configurator.resolution.wording import conflict_words
from configurator.session import Session
from configurator.session.layering import candidate, kept, own_layers, restack, without
from configurator.session.opening import is_path
from configurator.session.parting import leaving_now
from configurator.session.saving import save
from configurator.session.telling import leaving_words


def list_layers(options: Namespace) -> int:
    """The layers that apply, from society to the closest, and those that could."""
    session = opened(options)
    policy = session.composition.policy
    applying = list(session.composition.layers)
    known = {layer.id for layer in applying}
    others = [layer for name, layer in policy.layers.items() if name not in known]
    others += [layer for layer in own_layers(policy, _untold) if layer.id not in known]
    others.sort(key=lambda layer: (LAYER_KINDS.index(layer.kind), layer.id))
    removable = set(session.profile.layers)
    if options.json:
        print_json(
            [
                {
                    "id": layer.id,
                    "kind": layer.kind,
                    "title": layer.title,
                    "applies": layer in applying,
                    "removable": layer.id in removable,
                    "bounds": len(layer.lines),
                }
                for layer in (*applying, *others)
            ]
        )
        return 0
    for title, group in ((_("apply here"), applying), (_("could apply"), others)):
        if group:
            say(coloured(title, BOLD))
        for line in columns([_row(layer) for layer in group]):
            say(line)
    return 0


def _row(layer: Layer) -> tuple[str, ...]:
    bounds = counted("{count} bound", "{count} bounds", len(layer.lines))
    return layer.id, kind_word(layer.kind), layer.title, bounds


def _untold(error: ConfiguratorError) -> None:
    """A file among the person's own layers that is none."""
    say_warning(str(error).partition("\n")[0])


def add(options: Namespace) -> int:
    """Let layers apply. A file is checked, kept, and applies from then on."""
    session = opened(options)
    names = []
    for name in options.names:
        layer = candidate(session, name)
        if layer.grants and is_path(name):
            say_warning(
                _(
                    "layer `{layer}` opens no gates: a layer that you add yourself can only narrow",
                    layer=layer.id,
                ),
                _("grants count from layers of the policy, or of the machine's administrator"),
            )
        names.append(kept(session, name))
    return _changed(options, session, tuple(dict.fromkeys([*session.profile.layers, *names])))


def remove(options: Namespace) -> int:
    """Take layers off the profile; those of society and of the machine stay."""
    session = opened(options)
    return _changed(options, session, without(session, options.names))


def _changed(options: Namespace, session: Session, layers: tuple[str, ...]) -> int:
    """Save the list of layers, and say what now has another value."""
    after = restack(session, layers).after
    composition = after.composition
    if not agreed(options, session, after, layers=True):
        return 1
    if layers != session.profile.layers and (trouble := save(session, {}, "cli", layers=layers)):
        say_warning(trouble)
    moved = [k for k, e in after.effective.items() if e.value != session.effective[k].value]
    if options.json:
        print_json(
            {
                "layers": [{"id": layer.id, "kind": layer.kind} for layer in composition.layers],
                "changed": {k: {"from": session.raw(k), "to": after.raw(k)} for k in moved},
            }
        )
        return 0
    rows = [(k, _plain(session.raw(k)), "→", _plain(after.raw(k)), _by(after, k)) for k in moved]
    for line in columns(rows, indent=""):
        say(line)
    for name in leaving_now(after):
        say_warning(*leaving_words(after, name))
    for conflict in composition.conflicts:
        say_warning(conflict_words(conflict))
    tell(_("layers now: {layers}", layers=commas(layer.id for layer in composition.layers)))
    return 0


def _by(session: Session, key: str) -> str:
    held = session.effective[key].held_by
    return _("held by {holder}", holder=held) if held else ""


def _plain(raw: object) -> str:
    return (",".join(raw) if isinstance(raw, list) else str(raw)) or "-"
