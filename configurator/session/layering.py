"""The layers of a profile: which there are, and what it does to add or remove one.

`restack` is the one way to other layers, whoever asks for them: the command line,
the app, an undo, a journal entry. What may not be done to layers is refused there.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

from configurator.domain.frozen import dataclass, replace
from configurator.domain.policy import LAYER_KINDS, Layer, Policy
from configurator.errors import ConfiguratorError, RefusedError, UsageError
from configurator.files.near import meant
from configurator.files.read import is_there, read_bytes
from configurator.files.write import make_folder, write_atomic
from configurator.messages import _, did_you_mean, later
from configurator.policyfile.folder import toml_files
from configurator.policyfile.load import read_layer
from configurator.policyfile.managed import managed_folders
from configurator.resolution.compose import Composition
from configurator.session.approving import approvers
from configurator.session.opening import find_layer, is_path, open_composition
from configurator.session.parting import parting
from configurator.session.session import Change, Session
from configurator.store.paths import layers_folder

Owner = Literal["society", "managed", "passing", "profile", "leaving", ""]
"""Who let a layer apply: the policy, the machine's administrator, the command line
of this run, the profile; the profile that took it off, and it may not go yet; nobody."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One layer that applies, or could. ``name`` is what the profile calls it; without
    a ``layer`` it applies and cannot be read, for the reason ``trouble``."""

    name: str
    owner: Owner
    layer: Layer | None = None
    trouble: str = ""


def restack(session: Session, layers: tuple[str, ...], changes: Mapping[str, Any] | None = None) -> Change:
    """What it does when the profile names ``layers`` and asks for ``changes`` besides.
    A layer that is taken off may go on applying (``parting.py``).

    Raises ConfiguratorError where that may not be. A layer that cannot be read does
    not make it fail: it stops loosening, as it does when the profile is opened.
    """
    profile, file = session.profile, session.saved or session
    marks = {**file.profile.leaving, **parting(file, layers)}
    leaving = {name: mark for name, mark in marks.items() if mark is not None}
    later_on = replace(profile, layers=layers, leaving=leaving)
    composition = open_composition(session.composition.policy, layers, profile.passing, later_on)
    _refuse_another_judge(file, composition)
    under = Session.of(composition, later_on, None, file, session.renewed)
    change = under.choose(changes) if changes else Change(under, {}, ())
    return replace(change, layers=(profile.layers, layers)) if layers != profile.layers else change


def _refuse_another_judge(file: Session, after: Composition) -> None:
    """Whoever waits for a second person does not name another one to approve."""
    before = approvers(file.composition)
    known = {layer.approval for layer in before}
    new = [layer.name for layer in approvers(after) if layer.approval not in known]
    if file.rules.needs_somebody and before and new:
        raise RefusedError(
            _(
                "{layer} brings a passphrase of its own while loosening waits for {names}",
                layer=new[0],
                names=", ".join(layer.name for layer in before),
            ),
            hint=_(
                "`oversight.loosening` first has to be something else, which {names} approves",
                names=before[0].name,
            ),
        )


def without(session: Session, names: Iterable[str]) -> tuple[str, ...]:
    """The profile's layers but ``names``. Raises RefusedError where one of them is not
    the person's to remove, UsageError where it does not apply."""
    names, own = tuple(names), session.profile.layers
    for name in names:
        if name in own:
            continue
        applying = {layer.id: layer for layer in session.composition.layers}
        if name in applying:
            raise RefusedError(
                _("{layer} applies to everyone here and cannot be removed", layer=applying[name].name),
                hint=_("it is written in {place}", place=applying[name].place),
            )
        raise UsageError(
            _("layer `{layer}` does not apply to this profile", layer=name[:80]),
            hint=did_you_mean(meant(name, own)),
        )
    return tuple(name for name in own if name not in names)


def candidate(session: Session, name: str) -> Layer:
    """The layer called ``name``, or in the file ``name``, if it can be added. Raises ConfiguratorError."""
    policy = session.composition.policy
    layer = find_layer(policy, name)
    if not is_path(name):
        return layer
    if layer.id in policy.layers or layer.id == policy.society.id:
        raise RefusedError(
            _("`{layer}` is the id of a shipped layer", layer=layer.id),
            hint=_("give the file another `id`"),
        )
    own = own_path(layer.id)
    if is_there(own, later("the layer")) and _content(own) != _content(name):
        raise RefusedError(
            _("you have a layer `{layer}` already, and it says something else", layer=layer.id),
            hint=_("change `{path}`, or give the file another `id`", path=own),
        )
    return layer


def kept(session: Session, name: str) -> str:
    """The id under which the layer ``name`` is found from now on: a file is copied to
    the person's own layers. Raises ConfiguratorError."""
    layer = candidate(session, name)
    if not is_path(name):
        return name
    if not is_there(own_path(layer.id), later("the layer")):
        make_folder(layers_folder())
        write_atomic(own_path(layer.id), _content(name))
    return layer.id


def _content(path: str) -> bytes:
    return read_bytes(path, later("the layer"))


def own_path(name: str) -> str:
    """The file of the person's own layer called ``name``."""
    return os.path.join(layers_folder(), f"{name}.toml")


def own_layers(policy: Policy, untold: Callable[[ConfiguratorError], None]) -> list[Layer]:
    """The person's own layers; ``untold`` is given what keeps one from being read."""
    found = []
    for path in toml_files(layers_folder()):
        try:
            found.append(read_layer(path, policy, may_grant=False))
        except ConfiguratorError as error:
            untold(error)
    return found


def stack(session: Session) -> list[Standing]:
    """Every layer that applies, from society to the closest, and those that cannot be read."""
    found = [Standing(*_owner(session, layer), layer) for layer in session.composition.layers]
    own = session.profile.layers
    for obstacle in session.composition.obstacles:
        is_leaving = obstacle.layer in session.profile.leaving
        owner: Owner = "profile" if obstacle.layer in own else "leaving" if is_leaving else "managed"
        found.append(Standing(obstacle.layer, owner, None, obstacle.reason))
    return found


def _owner(session: Session, layer: Layer) -> tuple[str, Owner]:
    policy, path = session.composition.policy, layer.place.path
    if layer is policy.society:
        return layer.id, "society"
    for name in (*session.profile.layers, *session.profile.leaving):
        if layer == policy.layers.get(name) or path in (name, own_path(name)):
            return name, "profile" if name in session.profile.layers else "leaving"
    folders = {folder for folder, _required in managed_folders()}
    return layer.id, "managed" if os.path.dirname(path) in folders else "passing"


def others(session: Session) -> list[Standing]:
    """Every layer that does not apply and could be added by its name."""
    policy = session.composition.policy
    applying = {layer.id for layer in session.composition.layers} | set(session.profile.layers)
    applying -= set(session.profile.leaving) - set(session.profile.layers)
    own = {os.path.basename(x.place.path).removesuffix(".toml"): x for x in own_layers(policy, _hidden)}
    free = {name: layer for name, layer in {**own, **policy.layers}.items() if name not in applying}
    ordered = sorted(free, key=lambda name: (LAYER_KINDS.index(free[name].kind), name))
    return [Standing(name, "", free[name]) for name in ordered]


def _hidden(error: ConfiguratorError) -> None:
    """A file that is no layer cannot be added: `configurator layer list` says why."""
    del error
