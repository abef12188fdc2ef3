"""A policy folder as documents: found, digested, and (once) checked for shape.

A `Document` is one file's plain data after its shape was checked, with the line
of every entry that may be named in a message. Checking needs pydantic and takes
its time, so the result is cached by the digest of the files (``cache.py``).
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any, Literal

from configurator.errors import ConfiguratorError, UnreadableError
from configurator.files.read import decoded, parse_toml, read_bytes

DocumentKind = Literal["catalogue", "society", "layer", "preset", "locale"]

FOLDERS: tuple[tuple[str, DocumentKind], ...] = (
    ("catalogue", "catalogue"),
    ("layers", "layer"),
    ("presets", "preset"),
    ("locales", "locale"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a policy folder: what it is, where, and its bytes."""

    kind: DocumentKind
    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Document:
    """One file's checked data. ``errors`` is empty, or ``data`` is."""

    kind: DocumentKind
    path: str
    data: dict[str, Any] = field(default_factory=dict)
    errors: tuple[ConfiguratorError, ...] = ()


def shipped_folder() -> str:
    """The policy that comes with the program: in the wheel, or in a checkout."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    installed = os.path.join(package, "policies")
    return installed if os.path.isdir(installed) else os.path.join(os.path.dirname(package), "policies")


def sources(folder: str) -> list[Source]:
    """Every file of the policy in ``folder``. Raises UnreadableError."""
    society = os.path.join(folder, "society.toml")
    if not os.path.isdir(folder):
        raise UnreadableError(f"the policy folder `{folder}` does not exist")
    found = [Source("society", society, read_bytes(society, "the society's bounds"))]
    for name, kind in FOLDERS:
        inside = os.path.join(folder, name)
        found += [Source(kind, path, read_bytes(path, f"the {kind} file")) for path in toml_files(inside)]
    if not any(source.kind == "catalogue" for source in found):
        raise UnreadableError(f"the policy folder `{folder}` has no catalogue")
    return found


def toml_files(folder: str) -> list[str]:
    """The TOML files in ``folder`` by name; none where there is no folder."""
    try:
        names = sorted(os.listdir(folder))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise UnreadableError(f"the folder `{folder}` cannot be listed") from error
    return [os.path.join(folder, name) for name in names if name.endswith(".toml") and name[0] != "."]


def digest(found: list[Source], folder: str) -> str:
    """SHA-256 over names and contents, so that neither can be exchanged."""
    from hashlib import sha256

    total = sha256()
    for source in found:
        name = os.path.relpath(source.path, folder).replace(os.sep, "/").encode()
        for part in (source.kind.encode(), name, source.data):
            total.update(len(part).to_bytes(8, "big"))
            total.update(part)
    return total.hexdigest()


def read_document(source: Source) -> Document:
    """Parse one file and check its shape; every problem of the file at once."""
    what = f"the {source.kind} file"
    try:
        text = decoded(source.data, source.path, what)
        raw = parse_toml(text, source.path, what)
    except ConfiguratorError as error:
        return Document(source.kind, source.path, errors=(error,))
    from configurator.policyfile.shape import checked

    data, errors = checked(source.kind, raw, text, source.path)
    return Document(source.kind, source.path, data, tuple(errors))
