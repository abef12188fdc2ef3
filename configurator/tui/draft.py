"""Changes that are not saved yet, kept against a crash.

One small file for each running app, beside the other things that can be made
again, under a lock that goes with its process. It is removed when the app ends in
good order; one that is left behind is offered back at the next start. A process is
known by its lock and not by its number: after a restart the number is another's.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable
from typing import Any

from configurator.errors import ConfiguratorError
from configurator.files.lock import taken
from configurator.files.read import read_text
from configurator.files.write import discard, make_folder, write_atomic
from configurator.messages import later
from configurator.store.paths import cache_folder
from configurator.tui.editing import Stack, Unsaved


class Draft:
    """The unsaved changes of the profile at ``path``, by this process."""

    def __init__(self, path: str) -> None:
        from configurator.files.digest import sha256

        self._folder = os.path.join(cache_folder(), "unsaved")
        self._stem = sha256(os.path.abspath(path).encode()).hexdigest()[:16] if path else ""
        self._own = os.path.join(self._folder, f"{self._stem}.{os.urandom(8).hex()}.json")
        self._written = Unsaved({})
        self._release: Callable[[], None] | None = None

    def keep(self, mine: Unsaved) -> None:
        """Make the file hold ``mine``; where that is nothing there is no file. What cannot
        be written is not kept: the app goes on, and saving will say what is wrong."""
        if not self._stem or mine == self._written:
            return
        if not mine.count:
            self._written = mine
            self._forget(self._own, self._release)
            self._release = None
            return
        with contextlib.suppress(ConfiguratorError):
            make_folder(self._folder)
            self._release = self._release or taken(self._own)
            write_atomic(self._own, json.dumps({"changes": mine.changes, "layers": mine.layers}).encode())
            self._written = mine  # not before: a disk that is full now is tried again

    def drop(self) -> None:
        """Make sure that there is no file."""
        self.keep(Unsaved({}))

    def left_behind(self) -> Unsaved:
        """What a process that is gone had not saved; its file is removed."""
        changes: dict[str, Any] = {}
        layers = None
        for path, release in self._orphans():
            with contextlib.suppress(ConfiguratorError, ValueError):
                raw = json.loads(read_text(path, later("the draft")))
                raw = raw if isinstance(raw, dict) else {}
                changes |= raw["changes"] if isinstance(raw.get("changes"), dict) else {}
                layers = _stacks(raw.get("layers")) or layers
            self._forget(path, release)
        return Unsaved(changes, layers)

    @staticmethod
    def _forget(path: str, release: Callable[[], None] | None) -> None:
        """Remove a draft, and its lock before it is given back."""
        discard(path)
        discard(f"{path}.lock")
        if release is not None:
            release()

    def _orphans(self) -> list[tuple[str, Callable[[], None]]]:
        """Drafts of this profile whose process has ended, oldest first."""
        if not self._stem:
            return []
        try:
            names = os.listdir(self._folder)
        except OSError:
            return []
        drafts = [name for name in names if name.startswith(f"{self._stem}.") and name.endswith(".json")]
        orphans = []
        for path in sorted((os.path.join(self._folder, name) for name in drafts), key=_age):
            with contextlib.suppress(ConfiguratorError):
                if (release := taken(path)) is not None:
                    orphans.append((path, release))
        return orphans


def _stacks(raw: Any) -> tuple[Stack, Stack] | None:
    """Layers before and after; None where ``raw`` is nothing of the kind."""
    if not isinstance(raw, list) or len(raw) != 2 or not all(isinstance(one, list) for one in raw):
        return None
    before, after = (tuple(name for name in one if type(name) is str) for one in raw)
    return before, after


def _age(path: str) -> float:
    try:
        return os.stat(path).st_mtime
    except OSError:
        return 0.0
