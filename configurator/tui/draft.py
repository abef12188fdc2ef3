"""Changes that are not saved yet, kept against a crash.

One small file for each running app, beside the other things that can be made
again. It is removed when the app ends in good order; one that is left behind by
a process that is gone is offered back at the next start.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from typing import Any

from configurator.errors import ConfiguratorError
from configurator.files.read import read_text
from configurator.files.write import make_folder, write_atomic
from configurator.messages import later
from configurator.store.paths import cache_folder


class Draft:
    """The unsaved changes of the profile at ``path``, by this process."""

    def __init__(self, path: str) -> None:
        from configurator.files.digest import sha256

        self._folder = os.path.join(cache_folder(), "unsaved")
        self._stem = sha256(os.path.abspath(path).encode()).hexdigest()[:16] if path else ""
        self._written: dict[str, Any] = {}

    @property
    def _own(self) -> str:
        return os.path.join(self._folder, f"{self._stem}.{os.getpid()}.json")

    def keep(self, changes: Mapping[str, Any]) -> None:
        """Make the file hold ``changes``; without any there is no file. What cannot be
        written is not kept: the app goes on, and saving will say what is wrong."""
        if not self._stem or changes == self._written:
            return
        if not changes:
            self._written = {}
            _remove(self._own)
            return
        with contextlib.suppress(ConfiguratorError):
            make_folder(self._folder)
            write_atomic(self._own, json.dumps({"changes": dict(changes)}).encode())
            self._written = dict(changes)  # not before: a disk that is full now is tried again

    def left_behind(self) -> dict[str, Any]:
        """What a process that is gone had not saved; its file is removed."""
        found: dict[str, Any] = {}
        for path in self._orphans():
            with contextlib.suppress(ConfiguratorError, ValueError):
                raw = json.loads(read_text(path, later("the draft")))
                changes = raw.get("changes") if isinstance(raw, dict) else None
                found |= changes if isinstance(changes, dict) else {}
            _remove(path)
        return found

    def _orphans(self) -> list[str]:
        """Drafts of this profile whose process has ended, oldest first."""
        if not self._stem:
            return []
        try:
            names = os.listdir(self._folder)
        except OSError:
            return []
        orphans = []
        for name in names:
            stem, _, rest = name.partition(".")
            pid = rest.removesuffix(".json")
            if stem == self._stem and pid.isdecimal() and not _is_alive(int(pid)):
                orphans.append(os.path.join(self._folder, name))
        return sorted(orphans, key=_age)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True  # it is somebody else's, or cannot be told: better not to touch
    return True


def _age(path: str) -> float:
    try:
        return os.stat(path).st_mtime
    except OSError:
        return 0.0


def _remove(path: str) -> None:
    with contextlib.suppress(OSError):
        os.unlink(path)
