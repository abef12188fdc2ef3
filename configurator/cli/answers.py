"""Remembered answers: the reading verbs, at the speed of reading one file.

`show`, `get`, `check` and `export --check` on a policy and a profile that have not changed give
the answer they gave before. An answer is kept under the digest of every byte it
was made from, as plain JSON in the cache folder, and only where the policy, the
profile and the shipped layers are all there is: with layers of an
administrator, of the person, or from the command line, it is made afresh.
"""

from __future__ import annotations

import contextlib
import os
from argparse import Namespace
from collections.abc import Callable

from configurator import __version__
from configurator.errors import ConfiguratorError
from configurator.exporters.places import beside, is_under_way
from configurator.files.digest import sha256
from configurator.files.read import is_there, read_bytes
from configurator.messages import later
from configurator.policyfile.folder import folder_digest, shipped_folder
from configurator.store import clock
from configurator.store.paths import cache_folder, config_folder, in_use

KEPT = 64
"""How many answers are kept; older ones go."""

SYSTEM = ("/etc/configurator", "/Library/Application Support/Configurator")
"""Where an administrator's layers would be (``policyfile.managed``)."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Answer = dict[str, Any]


def profile_file(options: Namespace) -> str:
    """The file of the profile that the options name, whether or not it exists."""
    if options.preferences:
        return str(options.preferences)
    from configurator.store.paths import checked_name

    name = checked_name(options.profile) if options.profile else in_use()
    return os.path.join(config_folder(), "profiles", f"{name}.toml")


def remembered(
    options: Namespace,
    about: str,
    profile: str,
    make: Callable[[], tuple[Answer, bool]],
    still: Callable[[Answer], bool] = lambda _known: True,
) -> Answer:
    """The answer to ``about`` for this profile file: kept from before, or made.

    ``make`` gives the answer and whether it may be kept, ``still`` whether one that
    was kept still holds.
    """
    path = _path(options, about, profile)
    if path and (known := _read(path)) is not None and still(known):
        return known
    fresh, may_keep = make()
    if path and may_keep:
        _save(path, fresh)
    return fresh


def is_plain(composition: Any) -> bool:
    """Whether only shipped layers apply, without trouble: what is needed to keep an answer."""
    shipped = {composition.policy.society.id, *composition.policy.layers}
    return (
        all(
            layer.id in shipped and layer.place.path and layer.approval is None
            for layer in composition.layers
        )
        and not composition.obstacles
        and not composition.conflicts
    )


def answer(options: Namespace) -> Answer:
    """The view of the session that the options describe (``session.view``)."""

    def make() -> tuple[Answer, bool]:
        from configurator.cli.opening import opened
        from configurator.session.view import view

        session = opened(options).sound()
        return view(session), is_plain(session.composition)

    return remembered(options, f"view {options.profile} {options.speaks}", profile_file(options), make)


def _path(options: Namespace, about: str, profile: str) -> str:
    """Where the answer would be kept; empty where it must not be."""
    managed = os.environ.get("CONFIGURATOR_MANAGED") or any(os.path.lexists(path) for path in SYSTEM)
    if options.layer or managed or os.name == "nt" or is_under_way(beside(profile)):
        return ""
    with contextlib.suppress(ConfiguratorError, OSError):
        folder = options.policy or shipped_folder()
        days = f"{clock.today()} {clock.written(profile)}"  # what was loosened waits, and lapses
        data = (
            read_bytes(profile, later("the profile"))
            if is_there(profile, later("the profile"))
            else b"\0absent"
        )
        named = f"{__version__}\n{about}\n{days}\n{os.path.abspath(folder)}\n{profile}\n{config_folder()}\n"
        name = f"{folder_digest(folder)[:32]}-{_sha256(named.encode(), data)[:32]}.json"
        return os.path.join(cache_folder(), "answers", name)
    return ""


def _sha256(*parts: bytes) -> str:
    total = sha256()
    for part in parts:
        total.update(len(part).to_bytes(8, "big"))
        total.update(part)
    return total.hexdigest()


def _read(path: str) -> Answer | None:
    import json

    if not os.path.exists(path):
        return None
    try:
        data = json.loads(read_bytes(path, later("the cache")))
    except (ConfiguratorError, ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def _save(path: str, data: Answer) -> None:
    import json

    from configurator.files.write import make_folder, write_atomic

    folder = os.path.dirname(path)
    with contextlib.suppress(ConfiguratorError, OSError):
        make_folder(folder)
        old = sorted((entry.stat().st_mtime, entry.path) for entry in os.scandir(folder))
        for _, stale in old[: max(0, len(old) - KEPT + 1)]:
            os.unlink(stale)
        write_atomic(path, json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())
