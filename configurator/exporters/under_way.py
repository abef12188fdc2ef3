"""Many files changed as one: what is to be moved stands in a log before anything moves.

The log lies beside the record of exports, and its name says how far an export got.
Who finds one whose writer is gone finishes what was begun, or takes it back:

    exports.staging.json    nothing was moved yet: what was put beside the files is removed
    exports.moving.json     everything is on the disk: what is left to be moved is moved
    exports.undoing.json    a move failed, and those before it were being undone: so are the rest

A file that somebody changed meanwhile is left as it is, and said.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from configurator.domain.frozen import dataclass
from configurator.domain.text import shown
from configurator.errors import ConfiguratorError, InvalidError, Where
from configurator.exporters import guard, manifest
from configurator.exporters.places import STATES, is_under_way, log_path
from configurator.files.digest import sha256
from configurator.files.lock import taken
from configurator.files.read import is_there, read_bytes, read_text
from configurator.files.write import (
    discard,
    is_temporary,
    not_written,
    remove,
    sync_folder,
    sync_folders,
    write_atomic,
)
from configurator.messages import _, later

if TYPE_CHECKING:
    from configurator.exporters.places import State

WHAT = later("the log of an export")

LARGEST = 16 << 20
"""Bytes of the largest file that is exported to."""


@dataclass(frozen=True, slots=True)
class Move:
    """What becomes of one file. ``temporary`` holds what it will say, ``undo`` what it said;
    both lie beside it, and are empty where it will be gone, or was not there.

    ``before`` and ``after`` are the SHA-256 of the two, empty likewise.
    """

    place: str
    temporary: str
    undo: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Log:
    """An export below ``root``. ``made`` are the folders that are made for it, the deepest
    last, and ``emptied`` those with nothing in them after it, the deepest first."""

    root: str
    moves: tuple[Move, ...]
    made: tuple[str, ...] = ()
    emptied: tuple[str, ...] = ()


def begin(record: str, log: Log) -> None:
    """Write the log, before anything else is touched. Raises WriteError."""
    write_atomic(log_path(record, "staging"), json.dumps(_plain(log)).encode())


def advance(record: str, before: State, after: State) -> None:
    """Note that the export has got further. Raises OSError."""
    os.replace(log_path(record, before), log_path(record, after))
    sync_folder(os.path.dirname(record))


def end(record: str) -> None:
    """Forget the log, whatever it says. Raises OSError."""
    for state in STATES:
        with contextlib.suppress(FileNotFoundError):
            remove(log_path(record, state))


def move(temporary: str, place: str) -> None:
    """Put what ``temporary`` holds at ``place``; nothing, where there is none. Raises OSError."""
    if temporary:
        os.replace(temporary, place)
    else:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(place)


def sync(paths: Iterable[str]) -> None:
    """Make what happened in the folders of ``paths`` survive a power cut."""
    sync_folders(folders_of(paths))


def folders_of(paths: Iterable[str]) -> Iterable[str]:
    """The folders of ``paths``, once each."""
    return dict.fromkeys(map(os.path.dirname, paths))


# --------------------------------------------------- after an interruption


def mend(record: str) -> list[tuple[str, str]]:
    """Finish, or take back, the export that was interrupted; what to say about it, with hints.

    Nothing where there is none, or where it is still running. Raises ConfiguratorError
    where it cannot be done.
    """
    if not is_under_way(record):
        return []
    release = taken(record)
    if release is None:
        return []
    try:
        state = next((one for one in STATES if is_there(log_path(record, one), WHAT)), None)
        return _mended(record, state) if state else []
    except OSError as error:
        raise not_written(error, record) from error
    finally:
        release()


def _mended(record: str, state: State) -> list[tuple[str, str]]:
    log = _read(record, state)
    root = shown(log.root)
    left: list[str] = []
    if state == "staging":
        said = _("an export below `{root}` was interrupted before it changed any file", root=root)
    elif state == "moving":
        left = _forward(record, log)
        said = _("an export below `{root}` was interrupted; it is finished now", root=root)
    else:
        left = [one.place for one in reversed(log.moves) if not _turned(record, log, one, back=True)]
        said = _("an export below `{root}` failed and was interrupted; it is undone now", root=root)
    gone = [discard(path) for one in log.moves for path in (one.temporary, one.undo) if path]
    gone.append(clear((*reversed(log.made), *log.emptied)))
    sync([*(one.place for one in log.moves), *log.made, *log.emptied])
    if all(gone):
        end(record)
    hint = _(
        "`configurator export TARGET --check` says whether the files of a tool say what the profile says"
    )
    changed = [
        (_("`{path}` was changed since, and is left as it is", path=shown(path)), hint) for path in left
    ]
    return [(said, hint), *changed]


def clear(folders: Iterable[str]) -> bool:
    """Remove those of ``folders`` that hold nothing; whether none of them is left."""
    is_done = True
    for folder in folders:
        try:
            os.rmdir(folder)
        except OSError as error:  # gone, or with something in it that somebody put there
            is_done = is_done and error.errno in (errno.ENOENT, errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR)
    return is_done


def _forward(record: str, log: Log) -> list[str]:
    """Move what was not moved yet; the places that say neither what they said nor what they should."""
    left: list[str] = []
    for one in log.moves:
        if one.place == record and left:
            _write_record(one, left)
        elif not _turned(record, log, one):
            left.append(one.place)
    return left


def _turned(record: str, log: Log, one: Move, *, back: bool = False) -> bool:
    """Whether the file says what it should, now at the latest."""
    source, wanted, other = (
        (one.undo, one.before, one.after) if back else (one.temporary, one.after, one.before)
    )
    try:
        if one.place != record:
            guard.check(log.root, one.place)
        found = _digest(one.place)
        if found == other != wanted and _digest(source) == wanted:
            move(source, one.place)
            return True
    except ConfiguratorError:
        return False  # something else stands there, and somebody put it there
    return found == wanted


def _write_record(one: Move, left: Iterable[str]) -> None:
    """Write the record of the files that were moved; of those that were not, it stays as it was."""
    if (_digest(one.place), _digest(one.temporary)) != (one.before, one.after):
        return
    old, new = manifest.load(one.place), manifest.load(one.temporary)
    files = {path: found for path, found in new.files.items() if path not in left}
    files |= {path: old.files[path] for path in left if path in old.files}
    write_atomic(one.place, manifest.dump(files, old.folders | new.folders).encode())


def digest(data: str | bytes | None) -> str:
    """The SHA-256 of a file; empty where there is none."""
    data = data.encode() if isinstance(data, str) else data
    return "" if data is None else str(sha256(data).hexdigest())


def _digest(path: str) -> str:
    return digest(
        read_bytes(path, later("the file"), LARGEST) if path and is_there(path, later("the file")) else None
    )


# ------------------------------------------------------------ as a file


def _plain(log: Log) -> dict[str, Any]:
    moves = [[one.place, one.temporary, one.undo, one.before, one.after] for one in log.moves]
    return {"schema": 1, "root": log.root, "moves": moves, "made": log.made, "emptied": log.emptied}


def _read(record: str, state: State) -> Log:
    """The log. Raises InvalidError where it is none, or names what no export touches."""
    path = log_path(record, state)
    try:
        raw = json.loads(read_text(path, WHAT, LARGEST))
        log = Log(
            str(raw["root"]),
            tuple(Move(*map(str, one)) for one in raw["moves"]),
            tuple(map(str, raw["made"])),
            tuple(map(str, raw["emptied"])),
        )
        is_one = raw["schema"] == 1 and _is_sound(record, log)
    except (ValueError, TypeError, LookupError, RecursionError):
        is_one = False
    if not is_one:
        raise InvalidError(
            _("the log of an export that was interrupted cannot be used"),
            where=Where(path),
            hint=_("look at the files it names, then remove it"),
            slug="export-log",
        )
    return log


def _is_sound(record: str, log: Log) -> bool:
    """Whether the log moves nothing but its own temporary files, and only below its root."""
    places = [one.place for one in log.moves if one.place != record]
    below = [*places, *log.made, *log.emptied]
    beside = [(one.place, path) for one in log.moves for path in (one.temporary, one.undo) if path]
    return (
        all(os.path.isabs(path) and os.path.normpath(path) == path for path in (log.root, *below))
        and all(guard.is_below(log.root, path) for path in below)
        and all(os.path.dirname(place) == os.path.dirname(path) for place, path in beside)
        and all(is_temporary(os.path.basename(path)) for _place, path in beside)
    )
