"""A file of a policy folder as a document, checked for shape (once).

A `Document` is one file's plain data after its shape was checked, with the line
of every entry that may be named in a message. Checking needs pydantic and takes
its time, so the result is cached by the digest of the files (``cache.py``).
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from configurator.domain.frozen import dataclass, field
from configurator.errors import ConfiguratorError
from configurator.files.read import decoded, parse_toml
from configurator.policyfile.folder import FILES, Source

if TYPE_CHECKING:
    from configurator.policyfile.folder import DocumentKind


@dataclass(frozen=True, slots=True)
class Document:
    """One file's checked data. ``errors`` is empty, or ``data`` is."""

    kind: DocumentKind
    path: str
    data: dict[str, Any] = field(default_factory=dict)
    errors: tuple[ConfiguratorError, ...] = ()

    @property
    def name(self) -> str:
        """The file's name without its ending, which is the id of a layer or preset."""
        return os.path.basename(self.path).removesuffix(".toml")


def read_document(source: Source) -> Document:
    """Parse one file and check its shape; every problem of the file at once."""
    what = FILES[source.kind]
    try:
        text = decoded(source.data, source.path, what)
        raw = parse_toml(text, source.path, what)
    except ConfiguratorError as error:
        return Document(source.kind, source.path, errors=(error,))
    from configurator.policyfile.shape import checked

    data, errors = checked(source.kind, raw, text, source.path)
    return Document(source.kind, source.path, data, tuple(errors))
