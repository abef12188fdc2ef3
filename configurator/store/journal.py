"""The record of what was changed: append-only, chained by hashes, bounded in size.

One line of JSON an entry. Each carries the hash of the one before, so an entry
that was edited, removed or moved shows. What the chain cannot show is an end
cut off, or a whole record written anew by someone who can write the file.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from configurator.errors import ConfiguratorError, InvalidError, Where
from configurator.files.digest import sha256
from configurator.files.lock import locked
from configurator.files.read import is_there, read_text
from configurator.files.write import make_folder, write_atomic
from configurator.messages import _, later

LARGEST = 2 << 20
"""Bytes a journal may take. Beyond it the oldest entries go, whatever their age."""

START = "0" * 64
"""What the first entry names as the one before it."""


class Entry(NamedTuple):
    """One change. ``state`` is the profile after it: layers and preferences.

    ``front`` is the front end it came from; ``what`` a word for the kind of
    change and ``about`` what it was about (a preset, targets); ``changes`` are
    raw values before and after, by key.
    """

    number: int
    at: str
    front: str
    policy: str
    what: str
    about: str
    changes: Mapping[str, list[Any]]
    state: Mapping[str, Any]
    before: str
    hash: str

    def as_dict(self) -> dict[str, Any]:
        return self._asdict()


def journal_path(profile_path: str) -> str:
    """The journal of the profile at ``profile_path``: beside it."""
    return f"{profile_path.removesuffix('.toml')}.journal.jsonl"


def append(path: str, keep_days: int, **fields: Any) -> Entry:
    """Add one entry; its number, time and hashes are found here.

    Entries older than ``keep_days`` go when the file has reached half its size.
    Raises ConfiguratorError where the journal cannot be read or written: a
    change that cannot be recorded is not silently made.
    """
    make_folder(os.path.dirname(path) or ".")
    with locked(path):
        entries = read(path)
        last = entries[-1] if entries else None
        bare = Entry(
            number=last.number + 1 if last else 1,
            at=datetime.now(UTC).isoformat(timespec="seconds"),
            before=last.hash if last else START,
            hash="",
            **fields,
        )
        entry = bare._replace(hash=_hash(bare))
        kept = _bounded([*entries, entry], keep_days)
        write_atomic(path, "".join(_line(one) for one in kept).encode())
    return entry


def read(path: str) -> list[Entry]:
    """Every entry, oldest first; none where there is no journal.

    Raises InvalidError where a line is no entry.
    """
    if not is_there(path, later("the journal")):
        return []
    entries = []
    for number, line in enumerate(read_text(path, later("the journal"), LARGEST * 2).split("\n"), 1):
        if not line:
            continue
        try:
            entries.append(_entry(json.loads(line)))
        except (ValueError, TypeError, RecursionError) as error:
            raise InvalidError(
                _("the journal holds a line that is no entry"),
                where=Where(path, number),
                hint=_(
                    "`configurator journal verify` says what else is wrong; move the file away to begin a new one"
                ),
            ) from error
    return entries


def verify(path: str) -> list[str]:
    """What is wrong with the journal, in words; nothing where all is well."""
    try:
        entries = read(path)
    except ConfiguratorError as error:
        return [str(error).partition("\n")[0]]
    troubles = []
    previous: Entry | None = None
    for entry in entries:
        if entry.hash != _hash(entry):
            troubles.append(_("entry {number} was edited", number=entry.number))
        if previous is not None and (entry.before, entry.number) != (previous.hash, previous.number + 1):
            troubles.append(
                _(
                    "between entries {first} and {second} something was removed or moved",
                    first=previous.number,
                    second=entry.number,
                )
            )
        previous = entry
    return troubles


def _hash(entry: Entry) -> str:
    """SHA-256 over everything in the entry but its own hash."""
    fields = {name: value for name, value in entry.as_dict().items() if name != "hash"}
    text = json.dumps(fields, sort_keys=True, ensure_ascii=False, default=_kept)
    return str(sha256(text.encode()).hexdigest())


def _line(entry: Entry) -> str:
    return json.dumps(entry.as_dict(), ensure_ascii=False, separators=(",", ":"), default=_kept) + "\n"


def _kept(value: Any) -> dict[str, str]:
    """A date or time that somebody wrote where none belongs, as what no setting takes for a value."""
    return {type(value).__name__: str(value)}


def _entry(raw: Any) -> Entry:
    """Raises TypeError where ``raw`` is no entry."""
    if not isinstance(raw, dict) or raw.keys() != set(Entry._fields) or not _is_entry(raw):
        raise TypeError("not an entry")
    return Entry(**raw)


def _is_entry(raw: Mapping[str, Any]) -> bool:
    texts = ("at", "front", "policy", "what", "about", "before", "hash")
    if type(raw["number"]) is not int or any(type(raw[name]) is not str for name in texts):
        return False
    changes, state = raw["changes"], raw["state"]
    if not isinstance(changes, dict) or not isinstance(state, dict):
        return False
    if any(not isinstance(pair, list) or len(pair) != 2 for pair in changes.values()):
        return False
    layers = state.get("layers", [])
    if not isinstance(layers, list) or any(type(name) is not str for name in layers):
        return False
    return isinstance(state.get("preferences", {}), dict)


def _bounded(entries: list[Entry], keep_days: int) -> list[Entry]:
    """``entries`` without those that are old, if they are many, and without more
    than fit. The rest of a chain is still a chain."""
    sizes = [len(_line(entry).encode()) for entry in entries]
    if sum(sizes) > LARGEST // 2:
        oldest = (datetime.now(UTC) - timedelta(days=keep_days)).isoformat(timespec="seconds")
        while len(entries) > 1 and entries[0].at < oldest:
            entries, sizes = entries[1:], sizes[1:]
    while len(entries) > 1 and sum(sizes) > LARGEST:
        entries, sizes = entries[1:], sizes[1:]
    return entries


def moment(entry: Entry) -> datetime:
    """When the entry was made; the beginning of time where it does not say."""
    with contextlib.suppress(ValueError):
        return datetime.fromisoformat(entry.at)
    return datetime.min.replace(tzinfo=UTC)
