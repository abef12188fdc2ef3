"""What earlier exports wrote, so that it can be told from what people wrote.

One file beside the profiles, shared by them all: when a second profile is
exported to the same place, what the first one had allowed there has to go. It
only ever says what may be taken back, and only where the file still holds it;
losing it loses nothing but that.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

from configurator.domain.frozen import dataclass, field
from configurator.domain.text import shown
from configurator.errors import InvalidError, Where
from configurator.exporters.formats.json_dump import one_line
from configurator.exporters.formats.keys import Keys, Written
from configurator.files.digest import sha256_of_many
from configurator.files.read import is_there, read_text
from configurator.messages import _, later

SCHEMA = 1
WHAT = later("the record of exports")


@dataclass(frozen=True, slots=True)
class Record:
    """One exported file. ``targets`` own it together.

    ``created`` where the first export made it; ``blank`` is the text of a file
    that held nothing. ``sha256`` is that of the file as it was last written, and
    ``block`` that of the block in it; ``glue`` the blank lines that came with it.
    ``whole`` is a file that is ours alone.
    """

    format: str
    scope: str
    root: str
    targets: tuple[str, ...]
    created: bool = False
    blank: str | None = None
    sha256: str = ""
    keys: Keys = field(default_factory=Keys)
    block: str = ""
    glue: tuple[str, str] = ("", "")
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Manifest:
    """The records by absolute path, and the text of the file they were read from.
    ``folders`` are those that exports made, ``notes`` what people should know of it."""

    path: str = ""
    text: str | None = None
    files: Mapping[str, Record] = field(default_factory=dict)
    folders: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()

    def record(self, path: str) -> Record | None:
        return self.files.get(path)


def digest(text: str) -> str:
    """The SHA-256 of ``text``."""
    data = text.encode()
    total = sha256_of_many(len(data))
    total.update(data)
    return str(total.hexdigest())


def load(path: str) -> Manifest:
    """The manifest at ``path``; empty where there is none, or no path is given.

    Raises UnreadableError or InvalidError: a record that cannot be read is not
    taken for none, because what it holds would then stay in people's files.
    """
    if not path or not is_there(path, WHAT):
        return Manifest(path)
    text = read_text(path, WHAT, 16 << 20)
    reader = _Reader(path)
    raw = reader.document(text)
    folders = frozenset(map(reader.place, reader.texts(raw.get("folders", []))))
    files = {reader.place(name): reader.record(entry) for name, entry in raw["files"].items()}
    return Manifest(path, text, files, folders)


def dump(files: Mapping[str, Record], folders: Iterable[str] = ()) -> str:
    """The text of the manifest that holds these records."""
    head = f'{{"schema": {SCHEMA},\n"folders": {_compact(sorted(folders))},\n"files": {{'
    return (
        head
        + ",".join(f"\n{_compact(path)}: {_compact(_raw(files[path]))}" for path in sorted(files))
        + "\n}}\n"
    )


def _compact(value: Any) -> str:
    """``value`` on one line: with `indent` the encoder is many times slower."""
    return one_line(value)


def _raw(record: Record) -> dict[str, Any]:
    keys = record.keys
    return {
        "format": record.format,
        "scope": record.scope,
        "root": record.root,
        "targets": list(record.targets),
        "created": record.created,
        "blank": record.blank,
        "sha256": record.sha256,
        "scalars": [
            {"path": list(path), "value": written.value, "previous": written.previous}
            for path, written in keys.scalars.items()
        ],
        "items": [{"path": list(path), "items": list(items)} for path, items in keys.items.items()],
        "made": [{"path": list(path), "inside": inside} for path, inside in keys.made.items()],
        "block": record.block,
        "glue": list(record.glue),
        "whole": record.whole,
    }


class _Reader:
    """Reads a manifest and believes nothing that it has not checked."""

    def __init__(self, path: str) -> None:
        self.path = path

    def bad(self, message: str) -> NoReturn:
        raise InvalidError(
            _("{what} cannot be used: {message}", what=_(WHAT), message=message),
            where=Where(self.path),
            hint=_(
                "put back a copy of it, or remove it; earlier exports then stay in place until removed by hand"
            ),
            slug="manifest",
        )

    def document(self, text: str) -> dict[str, Any]:
        try:
            raw = json.loads(text)
        except (ValueError, RecursionError):
            self.bad(_("it is not valid JSON"))
        if not isinstance(raw, dict) or not isinstance(raw.get("files"), dict):
            self.bad(_("it holds no `files`"))
        schema = raw.get("schema")
        if type(schema) is not int or schema < 1:
            self.bad(_("its `schema` is not a number"))
        if schema > SCHEMA:
            self.bad(
                _("it is of schema {found}, this program reads up to {known}", found=schema, known=SCHEMA)
            )
        return raw

    def place(self, path: str) -> str:
        if not os.path.isabs(path) or os.path.normpath(path) != path or "\0" in path:
            self.bad(_("`{path}` is not a whole path", path=shown(path[:120])))
        return path

    def record(self, raw: Any) -> Record:
        if not isinstance(raw, dict):
            self.bad(_("an entry is no object"))
        blank, glue = raw.get("blank"), self.texts(raw.get("glue"))
        whole = raw.get("whole", False)
        if len(glue) != 2 or type(raw.get("created")) is not bool or type(whole) is not bool:
            self.bad(_("an entry is incomplete"))
        return Record(
            format=self.text(raw.get("format")),
            scope=self.text(raw.get("scope")),
            root=self.text(raw.get("root")),
            targets=self.texts(raw.get("targets")),
            created=raw["created"],
            blank=None if blank is None else self.text(blank),
            sha256=self.text(raw.get("sha256")),
            keys=self.keys(raw),
            block=self.text(raw.get("block")),
            glue=(glue[0], glue[1]),
            whole=whole,
        )

    def keys(self, raw: dict[str, Any]) -> Keys:
        scalars = {
            self.texts(entry.get("path")): Written(
                self.scalar(entry.get("value")), self.source(entry, "previous")
            )
            for entry in self.entries(raw.get("scalars"))
        }
        items = {
            self.texts(entry.get("path")): tuple(self.list(entry.get("items")))
            for entry in self.entries(raw.get("items"))
        }
        made = {
            self.texts(entry.get("path")): self.source(entry, "inside")
            for entry in self.entries(raw.get("made"))
        }
        if () in scalars or () in items:
            self.bad(_("a key has no name"))
        return Keys(scalars, items, made)

    def entries(self, raw: Any) -> list[dict[str, Any]]:
        if not all(isinstance(entry, dict) for entry in self.list(raw)):
            self.bad(_("an entry is no object"))
        return list(raw)

    def source(self, entry: dict[str, Any], name: str) -> str | None:
        found = entry.get(name)
        return None if found is None else self.text(found)

    def list(self, raw: Any) -> list[Any]:
        if not isinstance(raw, list):
            self.bad(_("a list is missing"))
        return raw

    def texts(self, raw: Any) -> tuple[str, ...]:
        return tuple(self.text(item) for item in self.list(raw))

    def text(self, raw: Any) -> str:
        if not isinstance(raw, str):
            self.bad(_("a text is missing"))
        return raw

    def scalar(self, raw: Any) -> Any:
        if isinstance(raw, dict | list):
            self.bad(_("a value is missing"))
        return raw
