"""The folders that belong to this program. Nothing is written outside them
but exports, and those only below the root that was named."""

from __future__ import annotations

import os
import re
import sys

from configurator.errors import UsageError
from configurator.files.read import is_there, read_text
from configurator.messages import _, later

HOME = "CONFIGURATOR_HOME"
"""Environment variable: one folder for everything, in place of the platform's."""

DEFAULT = "default"
"""The profile in use where none was chosen. It need not exist: then it is empty."""

NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


def config_folder() -> str:
    """Profiles and own layers."""
    home = os.environ.get(HOME)
    return os.path.abspath(home) if home else _platform("config")


def cache_folder() -> str:
    """What can be made again: parsed policies and remembered answers."""
    home = os.environ.get(HOME)
    return os.path.join(os.path.abspath(home), "cache") if home else _platform("cache")


def _platform(kind: str) -> str:
    """The platform's folder of this kind for this program.

    On Linux the rule is one line of the XDG Base Directory Specification, and
    the library that knows every platform takes as long to load as all else that
    the fast paths load; a test holds the two to the same answer.
    """
    if sys.platform == "linux":
        chosen = os.environ.get(f"XDG_{kind.upper()}_HOME", "")
        if not chosen.strip():
            chosen = os.path.expanduser(f"~/.{kind}")
        return os.path.join(chosen, "configurator")
    import platformdirs

    folders = {"config": platformdirs.user_config_dir, "cache": platformdirs.user_cache_dir}
    return folders[kind]("configurator", appauthor=False)


def profile_path(name: str) -> str:
    """The file of the profile called ``name``. Raises UsageError on a bad name."""
    return os.path.join(config_folder(), "profiles", f"{checked_name(name)}.toml")


def in_use_path() -> str:
    """The file that holds the name of the profile in use, and nothing else."""
    return os.path.join(config_folder(), "in-use")


def in_use() -> str:
    """The name of the profile that holds when none is named."""
    path = in_use_path()
    if not is_there(path, later("the choice of profile")):
        return DEFAULT
    return checked_name(read_text(path, later("the choice of profile")).strip())


def layers_folder() -> str:
    """The layers that the person added from files of their own."""
    return os.path.join(config_folder(), "layers")


def presets_folder() -> str:
    """The presets that the person keeps."""
    return os.path.join(config_folder(), "presets")


def checked_name(name: str) -> str:
    """A profile's ``name``, if it can be a file's name and nothing else. Raises UsageError."""
    if not NAME.fullmatch(name):
        raise UsageError(
            _("`{name}` is not a name for a profile", name=name[:80]),
            hint=_("use up to 64 lower-case letters, digits, `-` and `_`, beginning with a letter or digit"),
        )
    return name
