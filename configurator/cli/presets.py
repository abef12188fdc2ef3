"""preset list, show, apply."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from configurator.cli.consent import agreed
from configurator.cli.opening import opened
from configurator.cli.output import BOLD, DIM, coloured, columns, print_json, say, say_warning, tell
from configurator.cli.values import report
from configurator.domain.policy import Policy, Preset
from configurator.domain.settings import listed
from configurator.errors import RefusedError
from configurator.messages import _, commas, counted
from configurator.policyfile.load import chosen_preset, read_presets
from configurator.session.layering import restack
from configurator.session.saving import save
from configurator.store.paths import presets_folder


def all_presets(policy: Policy) -> dict[str, Preset]:
    """The shipped presets and the person's own; a shipped name cannot be taken over."""
    return {**read_presets(presets_folder()), **policy.presets}


def find_preset(policy: Policy, name: str) -> Preset:
    """The preset called ``name``. Raises InvalidError with a did-you-mean."""
    own = read_presets(presets_folder())
    return own[name] if name in own and name not in policy.presets else chosen_preset(policy, name)


def list_presets(options: Namespace) -> int:
    """Every preset, with the layers it is meant for."""
    found = all_presets(opened(options).composition.policy)
    if options.json:
        print_json(
            [
                {"id": p.id, "title": p.title, "under": list(p.under), "count": len(p.preferences)}
                for p in found.values()
            ]
        )
        return 0
    rows = [
        (
            p.id,
            p.title,
            counted("{count} choice", "{count} choices", len(p.preferences)),
            _("under {layers}", layers=commas(p.under)) if p.under else "",
        )
        for p in found.values()
    ]
    for line in columns(rows, indent=""):
        say(line)
    return 0


def show_preset(options: Namespace) -> int:
    """What a preset chooses, beside what holds now."""
    session = opened(options)
    preset = find_preset(session.composition.policy, options.id)
    if options.json:
        print_json(
            {
                "id": preset.id,
                "title": preset.title,
                "description": preset.description,
                "under": list(preset.under),
                "preferences": dict(preset.preferences),
            }
        )
        return 0
    say(coloured(preset.title, BOLD))
    say(preset.description)
    if preset.under:
        say(_("meant for the layers {layers}", layers=commas(preset.under)))
    rows = [(key, _plain(session.raw(key)), "→", _plain(raw)) for key, raw in preset.preferences.items()]
    for line in columns(rows):
        say(coloured(line, DIM) if line.split()[1] == line.split()[-1] else line)
    return 0


def apply_preset(options: Namespace) -> int:
    """Choose everything that a preset chooses, all or none.

    What the person chose otherwise stays, unless ``--only`` was given.
    """
    session = saved = opened(options)
    preset = find_preset(session.composition.policy, options.id)
    layers = session.profile.layers
    if options.with_layers:
        layers = tuple(dict.fromkeys([*layers, *preset.under]))
        session = restack(session, layers).after
    changes: dict[str, Any] = dict.fromkeys(session.profile.preferences) if options.only else {}
    changes |= preset.preferences
    session.sound(mending=changes)
    try:
        change = session.choose(changes)
    except RefusedError as error:
        missing = [
            name for name in preset.under if name not in {layer.id for layer in session.composition.layers}
        ]
        if missing:
            error.hint = _(
                "preset `{preset}` is meant for {layers}: `--with-layers` adds what is missing",
                preset=preset.id,
                layers=listed(tuple(missing)),
            )
        raise
    if not agreed(options, session, change.after):
        return 1
    if not options.dry_run:
        wanted = {key: changes[key] for key in change.changed}
        if wanted or layers != session.profile.layers or options.with_layers:
            renewed = change.after.renewed
            trouble = save(
                saved, wanted, "cli", layers=layers, what="preset", about=preset.id, renewed=renewed
            )
            if trouble:
                say_warning(trouble)
    report(options, session, change)
    kept = [key for key in session.profile.preferences if key not in preset.preferences]
    if kept and not options.only and not options.json:
        tell(
            counted(
                "{count} choice of your own stays; `--only` resets it",
                "{count} choices of your own stay; `--only` resets them",
                len(kept),
            )
        )
    return 0


def _plain(raw: Any) -> str:
    return (",".join(raw) if isinstance(raw, list) else str(raw)) or "-"
