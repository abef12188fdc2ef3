"""Changes that are not saved yet, kept against a crash.

One small file for each running app, beside the other things that can be made
again. It is removed when the app ends in good order; one that is left behind by
a process that is gone is offered back at the next start.
"""

from __future__ import annotations

import contextlib
import json
import os
from typing import Any

from configurator.errors import ConfiguratorError
from configurator.files.read import read_text
from configurator.files.write import make_folder, write_atomic
from configurator.messages import later
from configurator.store.paths import cache_folder
from configurator.tui.editing import Stack, Unsaved


class Draft:
    """The unsaved changes of the profile at ``path``, by this process."""

    def __init__(self, path: str) -> None:
        from configurator.files.digest import sha256

        self._folder = os.path.join(cache_folder(), "unsaved")
        self._stem = sha256(os.path.abspath(path).encode()).hexdigest()[:16] if path else ""
        self._written = Unsaved({})

    @property
    def _own(self) -> str:
        return os.path.join(self._folder, f"{self._stem}.{os.getpid()}.json")

    def keep(self, mine: Unsaved) -> None:
        """Make the file hold ``mine``; where that is nothing there is no file. What cannot
        be written is not kept: the app goes on, and saving will say what is wrong."""
        if not self._stem or mine == self._written:
            return
        if not mine.count:
            self._written = mine
            _remove(self._own)
            return
        with contextlib.suppress(ConfiguratorError):
            make_folder(self._folder)
            write_atomic(self._own, json.dumps({"changes": mine.changes, "layers": mine.layers}).encode())
            self._written = mine  # not before: a disk that is full now is tried again

    def drop(self) -> None:
        """Make sure that there is no file."""
        self.keep(Unsaved({}))

    def left_behind(self) -> Unsaved:
        """What a process that is gone had not saved; its file is removed."""
        changes: dict[str, Any] = {}
        layers = None
        for path in self._orphans():
            with contextlib.suppress(ConfiguratorError, ValueError):
                raw = json.loads(read_text(path, later("the draft")))
                raw = raw if isinstance(raw, dict) else {}
                changes |= raw["changes"] if isinstance(raw.get("changes"), dict) else {}
                layers = _stacks(raw.get("layers")) or layers
            _remove(path)
        return Unsaved(changes, layers)

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


def _stacks(raw: Any) -> tuple[Stack, Stack] | None:
    """Layers before and after; None where ``raw`` is nothing of the kind."""
    if not isinstance(raw, list) or len(raw) != 2 or not all(isinstance(one, list) for one in raw):
        return None
    before, after = (tuple(name for name in one if type(name) is str) for one in raw)
    return before, after


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
