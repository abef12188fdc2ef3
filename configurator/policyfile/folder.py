"""A policy folder: which files are in it, and the digest of them all.

On the way of every fast path, so it loads next to nothing.
"""

from __future__ import annotations

import os

from configurator.errors import UnreadableError
from configurator.files.digest import sha256
from configurator.files.read import read_bytes
from configurator.messages import _, later

TYPE_CHECKING = False
if TYPE_CHECKING:  # on the way of every fast path, where `typing` costs too much
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
    society = os.path.join(folder, "society.toml")
    if not os.path.isdir(folder):
        raise UnreadableError(_("the policy folder `{folder}` does not exist", folder=folder))
    found = [Source("society", society, read_bytes(society, later("the society's bounds")))]
    for name, kind in FOLDERS:
        inside = os.path.join(folder, name)
        found += [Source(kind, path, read_bytes(path, FILES[kind])) for path in toml_files(inside)]
    if not any(source.kind == "catalogue" for source in found):
        raise UnreadableError(_("the policy folder `{folder}` has no catalogue", folder=folder))
    return found


def toml_files(folder: str) -> list[str]:
    """The TOML files in ``folder`` by name; none where there is no folder."""
    try:
        names = sorted(os.listdir(folder))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise UnreadableError(_("the folder `{folder}` cannot be listed", folder=folder)) from error
    return [os.path.join(folder, name) for name in names if name.endswith(".toml") and name[0] != "."]


def digest(found: list[Source], folder: str) -> str:
    """SHA-256 over names and contents, so that neither can be exchanged."""
    total = sha256()
    for source in found:
        name = os.path.relpath(source.path, folder).replace(os.sep, "/").encode()
        for part in (source.kind.encode(), name, source.data):
            total.update(len(part).to_bytes(8, "big"))
            total.update(part)
    return total.hexdigest()
