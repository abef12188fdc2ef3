"""layer list, add, remove."""

from __future__ import annotations

import os
from argparse import Namespace
from dataclasses import replace

from configurator.cli.opening import opened
from configurator.cli.output import BOLD, coloured, columns, print_json, say, say_warning, tell
from configurator.domain.policy import LAYER_KINDS, Layer, Policy, kind_word
from configurator.errors import RefusedError, UsageError
from configurator.files.near import meant
from configurator.files.read import read_bytes
from configurator.files.write import make_folder, write_atomic
from configurator.messages import _, commas, counted, did_you_mean, later
from configurator.policyfile.load import read_layer
from configurator.resolution.wording import conflict_words
from configurator.session import Session
from configurator.session.opening import find_layer, open_composition
from configurator.session.saving import save
from configurator.store.paths import layers_folder


def list_layers(options: Namespace) -> int:
    """The layers that apply, from society to the closest, and those that could."""
    session = opened(options)
    policy = session.composition.policy
    applying = list(session.composition.layers)
    known = {layer.id for layer in applying}
    others = [layer for name, layer in policy.layers.items() if name not in known]
    others += [layer for layer in _own_layers(policy) if layer.id not in known]
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


def _own_layers(policy: Policy) -> list[Layer]:
    from configurator.errors import ConfiguratorError
    from configurator.policyfile.folder import toml_files

    found = []
    for path in toml_files(layers_folder()):
        try:
            found.append(read_layer(path, policy, may_grant=False))
        except ConfiguratorError as error:
            say_warning(str(error).partition("\n")[0])
    return found


def add(options: Namespace) -> int:
    """Let layers apply. A file is checked, kept, and applies from then on."""
    session = opened(options)
    policy = session.composition.policy
    names = [_kept(policy, name) for name in options.names]
    layers = tuple(dict.fromkeys([*session.profile.layers, *names]))
    return _changed(options, session, layers)


def _kept(policy: Policy, name: str) -> str:
    """The id under which ``name`` can be found from now on. Raises ConfiguratorError."""
    layer = find_layer(policy, name)
    if os.sep not in name and not name.endswith(".toml"):
        return name
    if layer.id in policy.layers or layer.id == policy.society.id:
        raise RefusedError(
            _("`{layer}` is the id of a shipped layer", layer=layer.id),
            hint=_("give the file another `id`"),
        )
    path = os.path.join(layers_folder(), f"{layer.id}.toml")
    make_folder(layers_folder())
    write_atomic(path, read_bytes(name, later("the layer")))
    if layer.grants:
        say_warning(
            _(
                "layer `{layer}` opens no gates: a layer that you add yourself can only narrow",
                layer=layer.id,
            ),
            _("grants count from layers of the policy, or of the machine's administrator"),
        )
    return layer.id


def remove(options: Namespace) -> int:
    """Take layers off the profile; those of society and of the machine stay."""
    session = opened(options)
    for name in options.names:
        if name not in session.profile.layers:
            applying = {layer.id: layer for layer in session.composition.layers}
            if name in applying:
                raise RefusedError(
                    _("{layer} applies to everyone here and cannot be removed", layer=applying[name].name),
                    hint=_("it is written in {place}", place=applying[name].place),
                )
            close = meant(name, session.profile.layers)
            raise UsageError(
                _("layer `{layer}` does not apply to this profile", layer=name[:80]),
                hint=did_you_mean(close),
            )
    return _changed(options, session, tuple(x for x in session.profile.layers if x not in options.names))


def _changed(options: Namespace, session: Session, layers: tuple[str, ...]) -> int:
    """Save the list of layers, and say what now has another value."""
    composition = open_composition(session.composition.policy, layers, tuple(options.layer))
    after = Session.of(composition, replace(session.profile, layers=layers))
    if layers != session.profile.layers:
        about = ", ".join(layers) or "none"
        if trouble := save(session, {}, "cli", layers=layers, what="layers", about=about):
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
    for conflict in composition.conflicts:
        say_warning(conflict_words(conflict))
    tell(_("layers now: {layers}", layers=commas(layer.id for layer in composition.layers)))
    return 0


def _by(session: Session, key: str) -> str:
    held = session.effective[key].held_by
    return _("held by {holder}", holder=held) if held else ""


def _plain(raw: object) -> str:
    return (",".join(raw) if isinstance(raw, list) else str(raw)) or "-"
