"""The folders that belong to this program. Nothing is written outside them
but exports, and those only below the root that was named."""

from __future__ import annotations

import os
import re

from configurator.errors import UsageError

HOME = "CONFIGURATOR_HOME"
"""Environment variable: one folder for everything, in place of the platform's."""

NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


def config_folder() -> str:
    """Profiles and own layers."""
    home = os.environ.get(HOME)
    if home:
        return os.path.abspath(home)
    import platformdirs

    return platformdirs.user_config_dir("configurator", appauthor=False)


def cache_folder() -> str:
    """What can be made again: parsed policies and remembered answers."""
    home = os.environ.get(HOME)
    if home:
        return os.path.join(os.path.abspath(home), "cache")
    import platformdirs

    return platformdirs.user_cache_dir("configurator", appauthor=False)


def profile_path(name: str) -> str:
    """The file of the profile called ``name``. Raises UsageError on a bad name."""
    return os.path.join(config_folder(), "profiles", f"{checked_name(name, 'profile')}.toml")


def layers_folder() -> str:
    """The layers that the person added from files of their own."""
    return os.path.join(config_folder(), "layers")


def presets_folder() -> str:
    """The presets that the person keeps."""
    return os.path.join(config_folder(), "presets")


def checked_name(name: str, what: str) -> str:
    """``name``, if it can be a file's name and nothing else. Raises UsageError."""
    if not NAME.fullmatch(name):
        raise UsageError(
            f"`{name[:80]}` is not a name for a {what}",
            hint="use up to 64 lower-case letters, digits, `-` and `_`, beginning with a letter or digit",
        )
    return name
