"""Layers that a machine's administrator set, and that a person cannot remove.

Unreadable is not absent: whatever is wrong with one of them becomes an obstacle
that stops loosening, and the layer is never skipped. What is right in it holds.
"""

from __future__ import annotations

import os
import stat
import sys

from configurator.domain.frozen import replace
from configurator.domain.policy import Layer, Policy
from configurator.errors import ConfiguratorError
from configurator.messages import _
from configurator.policyfile.folder import toml_files
from configurator.policyfile.load import read_layer, sound_part
from configurator.resolution.compose import Obstacle

SYSTEM_FOLDERS = {
    "darwin": "/Library/Application Support/Configurator/layers",
    "win32": os.path.join(os.environ.get("PROGRAMDATA", r"C:\ProgramData"), "Configurator", "layers"),
}

OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


def managed_folders() -> list[tuple[str, bool]]:
    """The folders to read, each with whether it has to exist.

    ``CONFIGURATOR_MANAGED`` adds a folder. It cannot replace the system's one:
    otherwise whoever is bound could point the program elsewhere.
    """
    system = SYSTEM_FOLDERS.get(sys.platform, "/etc/configurator/layers")
    extra = os.environ.get("CONFIGURATOR_MANAGED", "")
    return [(system, False), *([(extra, True)] if extra else [])]


def managed_layers(policy: Policy) -> tuple[list[Layer], list[Obstacle]]:
    """Every managed layer, and everything that keeps one from being read."""
    layers: list[Layer] = []
    obstacles: list[Obstacle] = []
    for folder, required in managed_folders():
        found, trouble = _folder(folder, required, policy)
        layers += found
        obstacles += trouble
    return layers, obstacles


def _folder(folder: str, required: bool, policy: Policy) -> tuple[list[Layer], list[Obstacle]]:
    try:
        state = os.stat(folder)
    except FileNotFoundError:
        required = required or os.path.islink(folder)  # it was set up, and where it leads is not there
        missing = Obstacle("managed", _("the managed folder `{path}` does not exist", path=folder))
        return [], [missing] if required else []
    except OSError:
        return [], [Obstacle("managed", _("the managed folder `{path}` cannot be read", path=folder))]
    try:
        if trouble := _writable(folder, state, is_folder=True):
            return [], [Obstacle("managed", trouble)]
        paths = toml_files(folder)
    except ConfiguratorError as error:
        return [], [Obstacle("managed", error.message)]
    except OSError:
        return [], [Obstacle("managed", _("the managed folder `{path}` cannot be read", path=folder))]
    layers, obstacles = [], []
    for path in paths:
        name = os.path.basename(path).removesuffix(".toml")
        try:
            if trouble := _writable(path, os.stat(path), is_folder=False):
                obstacles.append(Obstacle(name, trouble))
                continue
            layers.append(replace(read_layer(path, policy, may_grant=True), managed=True))
        except OSError:
            obstacles.append(Obstacle(name, _("the managed layer `{path}` cannot be read", path=path)))
        except ConfiguratorError as error:
            obstacles.append(Obstacle(name, str(error).partition("\n")[0]))
            part = sound_part(path, policy)
            layers += [replace(part, managed=True)] if part is not None else []
    return layers, obstacles


def _writable(path: str, state: os.stat_result, *, is_folder: bool) -> str:
    """Why others could change what lies at ``path``; empty where they cannot."""
    what = _("the managed folder") if is_folder else _("the managed layer")
    if sys.platform == "win32":
        return ""  # access lists, not mode bits; the folder under ProgramData is the administrator's
    if state.st_mode & OTHERS_MAY_WRITE:
        return _(
            "{what} `{path}` can be written by others, so its bounds cannot be trusted", what=what, path=path
        )
    parent = os.stat(os.path.dirname(os.path.realpath(path)))
    if parent.st_mode & OTHERS_MAY_WRITE and not parent.st_mode & stat.S_ISVTX:
        return _(
            "{what} `{path}` lies in a folder that others can write to, so its bounds cannot be trusted",
            what=what,
            path=path,
        )
    return ""
