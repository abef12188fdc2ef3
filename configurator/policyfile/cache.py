"""Checked documents, kept by the digest of the files they came from, read entry by entry.

Plain JSON: a cache must be safe to load whoever wrote it. A cache file holds
only what a person could have put into a policy folder of their own; layers that
a machine's administrator set are read afresh each time (``managed.py``), so no
file that the person can write stands in for them.

The shipped policy comes with its own (``policies/compiled.json``), so that a
first start needs no schema library.

The file is a line that says what it is, a line of an index, a line for each setting
(with what each layer says about it) and each document (without that), and a line of
all words that a search looks at. The index knows where each line begins, and a check of each: a start reads the index and
the few lines that it needs, and a line that was damaged is noticed when it is read.
"""

from __future__ import annotations

import contextlib
import os
import sys
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from configurator.domain.policy import Policy, Rest
from configurator.domain.searched import Entry, entry_of, words_of
from configurator.errors import ConfiguratorError
from configurator.files.digest import sha256_of_many
from configurator.files.slices import Slices
from configurator.files.write import make_folder, write_atomic
from configurator.messages import later
from configurator.policyfile.documents import Document
from configurator.resolution.compose import compose
from configurator.resolution.holding import rest_of

FORMAT = 3
"""Raised whenever a checked document changes its shape, or is checked for more."""

COMPILED = "compiled.json"

TAMPERED = (LookupError, TypeError, ValueError, AttributeError, StopIteration, OSError, RecursionError)
"""What becomes of a cache file that does not hold what was put into it."""

DIGITS = 8
"""Hexadecimal digits of each number in the index: one long text is read faster than
ten thousand numbers."""

HEAD = 256
"""Bytes that the first line has at most."""

APART = {"catalogue": "setting", "society": "bound", "layer": "bound"}
"""The entries that stand with their setting, and not in their document's line."""


class Kept:
    """A cache file: what is in it, by setting and by document.

    Its methods raise one of ``TAMPERED`` where a line is not what was written.
    """

    def __init__(self, file: Slices, start: int, index: dict[str, Any]) -> None:
        names: list[str] = index["settings"].split("\n")
        self._file = file
        self._start = start
        self._begins = _numbers(index["begins"])
        self._checks = _numbers(index["checks"])
        self.settings = {name: place for place, name in enumerate(names)}
        self.categories: dict[str, str] = dict(index["categories"])
        self.documents: list[tuple[Any, str, bool]] = [
            (kind, path, sound) for kind, path, sound in index["documents"]
        ]
        self.rest = Rest(*map(frozenset, index["rest"])) if index["rest"] else None
        self._bounded = [_numbers(places, len(names)) for places in index["bounded"]]
        lines = len(names) + len(self.documents) + 1
        if (len(self._checks), len(self._begins)) != (lines, lines + 1):
            raise ValueError("an index of another length")

    def setting(self, key: str) -> dict[str, Any]:
        """What the catalogue says about ``key``, and each layer by its document's number."""
        entry = self._line(self.settings[key])
        if entry["setting"]["key"] != key:
            raise ValueError("a line of another setting")
        return entry

    def document(self, number: int) -> dict[str, Any]:
        """The data of a document, without what stands apart."""
        return self._line(len(self.settings) + number)

    def entries(self) -> list[Entry]:
        """What of each setting can be found."""
        words = self._line(len(self.settings) + len(self.documents))["words"]
        if len(words) != len(self.settings):
            raise ValueError("words of other settings")
        return [entry_of(key, *parts) for key, parts in zip(self.settings, words, strict=True)]

    def bounded(self, number: int) -> Bounded:
        """The settings that a layer bounds, in its own order."""
        return Bounded(self.settings, self._bounded[number])

    def _line(self, place: int) -> dict[str, Any]:
        import json
        from zlib import crc32

        begin, end = self._begins[place], self._begins[place + 1]
        line = self._file.read(self._start + begin, end - begin)
        if len(line) != end - begin or crc32(line) != self._checks[place]:
            raise ValueError("a damaged line")
        entry: dict[str, Any] = json.loads(line.decode())
        return entry


class Bounded(Collection[str]):
    """Some of ``settings``, in the order of ``places``; which, is read when it matters."""

    def __init__(self, settings: dict[str, int], places: Sequence[int]) -> None:
        self._settings = settings
        self._places = places
        self._names: dict[str, None] = {}

    def _read(self) -> dict[str, None]:
        if len(self._names) != len(self):
            names = list(self._settings)
            self._names = {names[place]: None for place in self._places}
        return self._names

    def __contains__(self, name: object) -> bool:
        return name in (self._settings if len(self) == len(self._settings) else self._read())

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._places)


def _numbers(text: str, below: int = 1 << 32) -> array[int]:
    """The numbers of a text of the index. Raises ValueError where one is not ``below``."""
    numbers = array("I", bytes.fromhex(text))
    if sys.byteorder == "little":
        numbers.byteswap()
    if numbers and max(numbers) >= below:
        raise ValueError("a number too large")
    return numbers


def load(sha256: str, folder: str, cache_folder: str) -> Iterator[Kept]:
    """What is kept under ``sha256``: shipped beside the policy, or from an earlier run."""
    for path in (os.path.join(folder, COMPILED), _path(sha256, cache_folder)):
        if path:
            with contextlib.suppress(ConfiguratorError, *TAMPERED):
                yield _opened(path, sha256)


def _opened(path: str, sha256: str) -> Kept:
    """The cache file at ``path``. Raises one of ``TAMPERED`` where it is another one."""
    import json

    file = Slices(path, later("the cache"))
    first = file.read(0, HEAD).partition(b"\n")[0]
    head = json.loads(first.decode())
    if head["sha256"] != sha256 or head["format"] != FORMAT:
        raise ValueError("another policy, or another format")
    line = file.read(len(first) + 1, min(head["index"], file.size))
    if _digest(line) != head["check"]:
        raise ValueError("a damaged index")
    return Kept(file, len(first) + 1 + len(line), json.loads(line.decode()))


def save(documents: list[Document], policy: Policy, folder: str, cache_folder: str) -> None:
    """Keep ``documents``, which make ``policy``. A cache that cannot be written is no trouble."""
    if cache_folder:
        with contextlib.suppress(ConfiguratorError):
            make_folder(cache_folder)
            write_atomic(_path(policy.sha256, cache_folder), compiled(documents, policy, folder))


def compiled(documents: list[Document], policy: Policy, folder: str) -> bytes:
    """The cache file's bytes: the same for the same documents, which make ``policy``.

    A layer that is broken is kept whole, to be found broken again, in whatever language.
    """
    sound = [f"layer {document.name}" not in policy.broken for document in documents]
    entries = _entries(documents)
    bounded = [""] * len(documents)
    places = {key: place for place, key in enumerate(entries)}
    for number, document in enumerate(documents):
        if document.kind in ("society", "layer") and sound[number]:
            for bound in document.data.get("bound", ()):
                entries[bound["key"]][str(number)] = bound
                bounded[number] += f"{places[bound['key']]:0{DIGITS}x}"
    rest = [
        _without(document, APART.get(document.kind, "") if sound[n] else "")
        for n, document in enumerate(documents)
    ]
    at_rest = rest_of(compose(policy))
    words = [words_of(setting) for setting in policy.catalogue.settings.values()]
    index = {
        "settings": "\n".join(entries),
        "categories": _categories(documents),
        "bounded": bounded,
        "rest": [sorted(at_rest.firing), sorted(at_rest.held)] if at_rest is not None else None,
        "documents": [
            [document.kind, os.path.relpath(document.path, folder).replace(os.sep, "/"), is_sound]
            for document, is_sound in zip(documents, sound, strict=True)
        ],
    }
    return _file(
        policy.sha256, index, [_json(entry) for entry in (*entries.values(), *rest, {"words": words})]
    )


def _without(document: Document, name: str) -> dict[str, Any]:
    return {key: value for key, value in document.data.items() if key != name}


def _file(sha256: str, index: dict[str, Any], lines: list[bytes]) -> bytes:
    """The lines of a cache file, and before them where they are."""
    from itertools import accumulate
    from zlib import crc32

    begins = accumulate(map(len, lines), initial=0)
    index["begins"] = "".join(f"{begin:0{DIGITS}x}" for begin in begins)
    index["checks"] = "".join(f"{crc32(line):0{DIGITS}x}" for line in lines)
    second = _json(index)
    check = _digest(second)
    first = _json({"format": FORMAT, "sha256": sha256, "index": len(second), "check": check})
    return b"".join((first, second, *lines))


def _categories(documents: Iterable[Document]) -> list[list[str]]:
    """Each category with its title, in the order in which they are shown."""
    order = next(
        document.data["policy"]["categories"] for document in documents if document.kind == "society"
    )
    titles = {_category(document)["key"]: _category(document)["title"] for document in _catalogues(documents)}
    return [[category, titles[category]] for category in order]


def _entries(documents: Iterable[Document]) -> dict[str, dict[str, Any]]:
    """A line for each setting, in the order in which they are shown."""
    return {
        raw["key"]: {"setting": raw}
        for category, _title in _categories(documents)
        for document in _catalogues(documents)
        if _category(document)["key"] == category
        for raw in document.data["setting"]
    }


def _catalogues(documents: Iterable[Document]) -> list[Document]:
    return [document for document in documents if document.kind == "catalogue"]


def _category(document: Document) -> dict[str, str]:
    found: dict[str, str] = document.data["category"]
    return found


def _digest(line: bytes) -> str:
    total = sha256_of_many(len(line))
    total.update(line)
    return str(total.hexdigest())


def _json(value: object) -> bytes:
    import json

    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n"


def _path(sha256: str, cache_folder: str) -> str:
    return os.path.join(cache_folder, f"policy-{sha256}.json") if cache_folder else ""
