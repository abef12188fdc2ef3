"""A policy folder: which files are in it, and the digest of them all.

On the way of every fast path, so it loads next to nothing.
"""

from __future__ import annotations

import os

from configurator.errors import UnreadableError
from configurator.files.digest import sha256_of_many
from configurator.files.read import read_bytes
from configurator.messages import _, later

TYPE_CHECKING = False
if TYPE_CHECKING:  # on the way of every fast path, where `typing` costs too much
    from collections.abc import Iterable, Iterator
    from typing import Literal

    DocumentKind = Literal["catalogue", "society", "layer", "preset", "locale"]

FOLDERS: tuple[tuple[str, DocumentKind], ...] = (
    ("catalogue", "catalogue"),
    ("layers", "layer"),
    ("presets", "preset"),
    ("locales", "locale"),
)


FILES: dict[DocumentKind, str] = {
    "catalogue": later("the catalogue file"),
    "society": later("the society file"),
    "layer": later("the layer file"),
    "preset": later("the preset file"),
    "locale": later("the locale file"),
}
"""What messages call a file of each kind."""


class Source:
    """One file of a policy folder: what it is, where, and its bytes."""

    __slots__ = ("data", "kind", "path")

    def __init__(self, kind: DocumentKind, path: str, data: bytes) -> None:
        self.kind = kind
        self.path = path
        self.data = data


def shipped_folder() -> str:
    """The policy that comes with the program: in the wheel, or in a checkout."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    installed = os.path.join(package, "policies")
    return installed if os.path.isdir(installed) else os.path.join(os.path.dirname(package), "policies")


def sources(folder: str) -> list[Source]:
    """Every file of the policy in ``folder``. Raises UnreadableError."""
    return list(_each(_files(folder)))


def _files(folder: str) -> list[tuple[DocumentKind, str]]:
    """The kinds and paths of the files of the policy in ``folder``. Raises UnreadableError."""
    if not os.path.isdir(folder):
        raise UnreadableError(_("the policy folder `{folder}` does not exist", folder=folder))
    found: list[tuple[DocumentKind, str]] = [("society", os.path.join(folder, "society.toml"))]
    for name, kind in FOLDERS:
        found += [(kind, path) for path in toml_files(os.path.join(folder, name))]
    if not any(kind == "catalogue" for kind, _path in found):
        _society(found[0][1])  # what is missing first is said first
        raise UnreadableError(_("the policy folder `{folder}` has no catalogue", folder=folder))
    return found


def _each(files: Iterable[tuple[DocumentKind, str]]) -> Iterator[Source]:
    for kind, path in files:
        yield Source(kind, path, _society(path) if kind == "society" else read_bytes(path, FILES[kind]))


def _society(path: str) -> bytes:
    return read_bytes(path, later("the society's bounds"))


def toml_files(folder: str) -> list[str]:
    """The TOML files in ``folder`` by name; none where there is no folder."""
    try:
        names = sorted(os.listdir(folder))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise UnreadableError(_("the folder `{folder}` cannot be listed", folder=folder)) from error
    return [os.path.join(folder, name) for name in names if name.endswith(".toml") and name[0] != "."]


def folder_digest(folder: str) -> str:
    """The `digest` of the policy in ``folder``, with one file in memory at a time.

    Raises UnreadableError.
    """
    files = _files(folder)
    return digest(_each(files), folder, sum(_size(path) for _kind, path in files))


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0  # reading it will say what is wrong


def digest(found: Iterable[Source], folder: str, size: int = 0) -> str:
    """SHA-256 over names and contents, so that neither can be exchanged.

    ``size`` is about how many bytes that will be, where it is known.
    """
    total = sha256_of_many(size)
    for source in found:
        name = os.path.relpath(source.path, folder).replace(os.sep, "/").encode()
        for part in (source.kind.encode(), name, source.data):
            total.update(len(part).to_bytes(8, "big"))
            total.update(part)
    return str(total.hexdigest())
