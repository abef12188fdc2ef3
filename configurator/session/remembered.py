"""How the bounds stood when a profile was last saved, so that a change of them shows.

One file for each profile and policy, in the cache folder. It is a help and no
record: what cannot be read, or was written by anybody else, is as if it were not
there, and nothing depends on it.
"""

from __future__ import annotations

import contextlib
import json
import os
import zlib
from typing import Any, NamedTuple

from configurator.domain.frozen import replace
from configurator.errors import ConfiguratorError
from configurator.files.digest import sha256
from configurator.files.read import read_bytes
from configurator.files.stamp import stamp
from configurator.files.write import make_folder, write_atomic
from configurator.messages import later
from configurator.session.moves import Moved, Stand, moves, stands
from configurator.session.opening import open_composition
from configurator.session.session import Session
from configurator.store.paths import cache_folder
from configurator.store.reading import read_profile

SCHEMA = 1
LARGEST = 8 << 20
"""Bytes of the largest state that is kept: some 30,000 settings."""

KEPT = 64
"""How many states are kept; those that were not written for the longest time go."""


class State(NamedTuple):
    """``ground`` says what the bounds were read from, ``wishes`` what was asked."""

    ground: str
    wishes: int
    stands: dict[str, Stand]


def is_comparable(session: Session) -> bool:
    """Whether the bounds are those that the profile always has: from a file, all of them
    readable, and none for this run only."""
    return bool(session.profile.path) and not session.composition.obstacles and not session.profile.passing


def remember(session: Session) -> None:
    """Keep how the bounds of ``session`` stand now. Where that cannot be, nothing is kept."""
    if not is_comparable(session):
        return
    path = _path(session)
    state = {"schema": SCHEMA, **State(_ground(session), _wishes(session), stands(session))._asdict()}
    data = json.dumps(state, ensure_ascii=True, separators=(",", ":")).encode()
    if len(data) > LARGEST:
        return
    with contextlib.suppress(ConfiguratorError, OSError):
        make_folder(os.path.dirname(path))
        write_atomic(path, data)
        _forget_old(os.path.dirname(path))


def remember_saved(session: Session) -> None:
    """Keep how the bounds stand for what was just saved over ``session``."""
    passing = session.profile.passing
    with contextlib.suppress(ConfiguratorError):
        profile = replace(read_profile(session.profile.path, session.profile.name), passing=passing)
        composition = session.composition
        if (profile.layers, profile.leaving) != (session.profile.layers, session.profile.leaving):
            composition = open_composition(composition.policy, profile.layers, passing, profile)
        remember(Session.of(composition, profile))


def moved_since(session: Session) -> list[Moved] | None:
    """What moved since the profile was last saved, or the list of it last seen; None
    where nobody knows."""
    state = _read(_path(session)) if is_comparable(session) else None
    if state is None:
        return None
    if state.ground == _ground(session):
        return []
    return moves(state.stands, stands(session), same_wishes=state.wishes == _wishes(session))


def _path(session: Session) -> str:
    about = f"{os.path.abspath(session.profile.path)}\n{session.composition.policy.id}"
    name = sha256(about.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return os.path.join(cache_folder(), "bounds", f"{name}.json")


def _wishes(session: Session) -> int:
    asked = sorted((key, str(raw)) for key, raw in session.profile.preferences.items())
    return zlib.crc32(repr((asked, session.profile.layers)).encode("utf-8", "surrogatepass"))


def _ground(session: Session) -> str:
    """What tells this ground from another at a glance: the policy, the layers, their files' stamps."""
    policy = session.composition.policy
    of_policy = [policy.society, *policy.layers.values()]
    stamps = [
        (layer.id, (0, 0, 0) if any(layer is one for one in of_policy) else stamp(layer.place.path))
        for layer in session.composition.layers
    ]
    return f"{policy.sha256} {stamps}"


def _read(path: str) -> State | None:
    with contextlib.suppress(ConfiguratorError, ValueError, TypeError, KeyError, RecursionError):
        raw = json.loads(read_bytes(path, later("the cache"), LARGEST))
        if raw["schema"] == SCHEMA and type(raw["ground"]) is str and type(raw["wishes"]) is int:
            return State(raw["ground"], raw["wishes"], {k: _stand(one) for k, one in raw["stands"].items()})
    return None


def _stand(raw: Any) -> Stand:
    """Raises TypeError, ValueError or KeyError where ``raw`` is nothing that was kept."""
    stand = Stand(*raw)
    permitted = stand.permitted
    lists = [permitted[name] for name in ("options", "must", "may") if name in permitted]
    if any(type(one) is not list or any(type(item) is not str for item in one) for one in lists):
        raise TypeError("not a list of names")
    if not lists and "max_chars" not in permitted:
        _ends = permitted["tightest"], permitted["loosest"]
    if ("must" in permitted) != ("may" in permitted) or type(stand.held_by) is not str:
        raise TypeError("not a stand")
    if type(permitted.get("max_chars", 0)) is not int or type(stand.said) is not dict:
        raise TypeError("not a stand")
    return stand


def _forget_old(folder: str) -> None:
    """Remove the oldest states beyond those that are kept."""
    old = sorted((entry.stat().st_mtime, entry.path) for entry in os.scandir(folder))
    for _time, path in old[: max(0, len(old) - KEPT)]:
        os.unlink(path)
