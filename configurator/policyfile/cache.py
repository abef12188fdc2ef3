"""Checked documents, kept by the digest of the files they came from.

Plain JSON: a cache must be safe to load whoever wrote it. A cache file holds
only what a person could have put into a policy folder of their own; layers that
a machine's administrator set are read afresh each time (``managed.py``), so no
file that the person can write stands in for them.

The shipped policy comes with its own (``policies/compiled.json``), so that a
first start needs no schema library.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from typing import Any

from configurator.errors import ConfiguratorError
from configurator.files.read import read_bytes
from configurator.files.write import make_folder, write_atomic
from configurator.messages import later
from configurator.policyfile.documents import Document

FORMAT = 1
"""Raised whenever a checked document changes its shape."""

COMPILED = "compiled.json"


TAMPERED = (LookupError, TypeError, ValueError, AttributeError, StopIteration)
"""What becomes of a cache file that does not hold what was put into it."""


def load(sha256: str, folder: str, cache_folder: str) -> Iterator[list[Document]]:
    """The documents kept under ``sha256``: shipped beside the policy, or from an earlier run."""
    for path in (os.path.join(folder, COMPILED), _path(sha256, cache_folder)):
        data = _read(path) if path else None
        if data is None or data.get("sha256") != sha256 or data.get("format") != FORMAT:
            continue
        with contextlib.suppress(*TAMPERED):
            yield [
                Document(entry["kind"], os.path.join(folder, *entry["path"].split("/")), entry["data"])
                for entry in data["documents"]
            ]


def save(sha256: str, documents: list[Document], folder: str, cache_folder: str) -> None:
    """Keep ``documents``. A cache that cannot be written is no trouble."""
    if cache_folder:
        with contextlib.suppress(ConfiguratorError):
            make_folder(cache_folder)
            write_atomic(_path(sha256, cache_folder), compiled(sha256, documents, folder))


def compiled(sha256: str, documents: list[Document], folder: str) -> bytes:
    """The cache file's bytes: the same for the same documents."""
    import json

    entries = [
        {
            "kind": document.kind,
            "path": os.path.relpath(document.path, folder).replace(os.sep, "/"),
            "data": document.data,
        }
        for document in documents
    ]
    whole = {"format": FORMAT, "sha256": sha256, "documents": entries}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n"


def _path(sha256: str, cache_folder: str) -> str:
    return os.path.join(cache_folder, f"policy-{sha256}.json") if cache_folder else ""


def _read(path: str) -> dict[str, Any] | None:
    import json

    try:
        data = json.loads(read_bytes(path, later("the cache"), 64 << 20))
    except (ConfiguratorError, ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None
