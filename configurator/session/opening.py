"""From what a command line names to a session: policy, layers, profile."""

from __future__ import annotations

import gc
import os

from configurator.domain.frozen import dataclass, replace
from configurator.domain.policy import Layer, Policy
from configurator.domain.profile import Profile
from configurator.errors import ConfiguratorError, InvalidError, UsageError
from configurator.files.near import meant
from configurator.files.read import is_there
from configurator.messages import ENGLISH, _, did_you_mean, later
from configurator.policyfile.folder import FOLDERS, shipped_folder, toml_files
from configurator.policyfile.load import load_policy, read_layer, sound_part
from configurator.policyfile.managed import managed_folders, managed_layers
from configurator.resolution.compose import Composition, Obstacle, compose
from configurator.session.parting import still_holding
from configurator.session.session import Session
from configurator.store import profiles
from configurator.store.paths import cache_folder, layers_folder
from configurator.store.reading import read_profile


@dataclass(frozen=True, slots=True)
class Named:
    """What the global options name; empty means: the usual one. Where it ``must_know`` the
    language, a policy without it is an error."""

    profile: str = ""
    preferences: str = ""
    policy: str = ""
    layers: tuple[str, ...] = ()
    language: str = ""
    must_know: bool = True


def open_session(named: Named) -> Session:
    """The session that ``named`` describes. Raises ConfiguratorError.

    A layer named on the command line has to be readable. A layer that the
    profile or the machine's administrator names, and that is not, becomes an
    obstacle: it stops loosening, and is never skipped. What is right in it holds.
    """
    collects = gc.isenabled()
    gc.disable()  # nothing of a policy is rubbish: to look for it among 10,000 settings takes a third of the time
    try:
        policy = open_policy(named)
        profile = open_profile(named)
        return Session.of(open_composition(policy, profile.layers, profile.passing, profile), profile)
    finally:
        if collects:
            gc.enable()


def open_policy(named: Named) -> Policy:
    """The policy folder that is named, or the shipped one."""
    folder, language = named.policy or shipped_folder(), named.language or ENGLISH
    return load_policy(folder, cache_folder(), language, must_know=named.must_know)


def open_profile(named: Named) -> Profile:
    """The profile that is named, or the one in use."""
    if named.preferences:
        if named.profile:
            raise UsageError(
                _("`--profile` and `--preferences` name two profiles"), hint=_("give one of them")
            )
        name = os.path.basename(named.preferences).removesuffix(".toml")
        return replace(read_profile(named.preferences, name), passing=named.layers)
    return replace(profiles.read(named.profile or profiles.in_use()), passing=named.layers)


def open_composition(
    policy: Policy, of_profile: tuple[str, ...], extra: tuple[str, ...] = (), profile: Profile | None = None
) -> Composition:
    """All layers that apply, met: those of ``profile`` that are taken off and still
    hold among them. Raises InvalidError where conditions form a cycle.
    """
    leaving = [name for name in profile.leaving if name not in of_profile] if profile else []
    composition = _composed(policy, (*of_profile, *leaving), extra)
    if profile is None or not leaving:
        return composition
    still = still_holding(composition, replace(profile, layers=of_profile))
    return composition if still == leaving else _composed(policy, (*of_profile, *still), extra)


def _composed(policy: Policy, of_profile: tuple[str, ...], extra: tuple[str, ...]) -> Composition:
    layers, obstacles = managed_layers(policy)
    for name in of_profile:
        try:
            layers.append(find_layer(policy, name))
        except ConfiguratorError as error:
            obstacles.append(Obstacle(name, str(error).partition("\n")[0]))
            is_of_policy = f"layer {name}" in policy.broken
            path = os.path.join(policy.folder, "layers", f"{name}.toml") if is_of_policy else _file_of(name)
            part = sound_part(path, policy)
            layers += [part] if part is not None else []
    # Who types the command also picks these files: a passphrase of theirs is nobody else's approval.
    layers += [replace(find_layer(policy, name), approval=None) for name in extra]
    try:
        return compose(policy, layers, tuple(obstacles))
    except ValueError as error:
        raise InvalidError(_("these layers cannot apply together: {reason}", reason=error)) from error


def ground(named: Named, profile: Profile) -> list[str]:
    """Every file and folder that the bounds of ``profile`` are read from, whether or not it is there."""
    policy = named.policy or shipped_folder()
    folders = [os.path.join(policy, name) for name, _kind in FOLDERS]
    folders += [folder for folder, _required in managed_folders()]
    files = [path for folder in folders for path in _listed(folder)]
    own = [*profile.layers, *profile.leaving, *profile.passing]
    files += [_file_of(name) for name in own]
    return [policy, os.path.join(policy, "society.toml"), *folders, *files]


def _listed(folder: str) -> list[str]:
    try:
        return toml_files(folder)
    except ConfiguratorError:
        return []


def is_path(name: str) -> bool:
    """Whether a layer is named by its file."""
    return os.sep in name or name.endswith(".toml")


def _file_of(name: str) -> str:
    """The file of a layer that the person names: a path, or one of their own."""
    return name if is_path(name) else os.path.join(layers_folder(), f"{name}.toml")


def find_layer(policy: Policy, name: str) -> Layer:
    """The layer called ``name``: shipped, the person's own, or a file's path.

    Raises ConfiguratorError. The person's own layers open no gates.
    """
    if name in policy.layers:
        return policy.layers[name]
    if trouble := policy.broken.get(f"layer {name}"):
        raise InvalidError(_("layer `{layer}` cannot be used: {trouble}", layer=name, trouble=trouble))
    if is_path(name):
        return read_layer(name, policy, may_grant=False)
    own = _file_of(name)
    if is_there(own, later("the layer file")):
        return read_layer(own, policy, may_grant=False)
    close = meant(name, policy.layers)
    raise UsageError(
        _("there is no layer `{layer}`", layer=name[:80]),
        hint=did_you_mean(close, _("`configurator layer list` names them")),
        slug="unknown-layer",
    )
