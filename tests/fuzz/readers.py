"""What is fuzzed: each reader of somebody's files, as a function of bytes.

Its only answers are a value and a ConfiguratorError; anything else is a find.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from configurator.errors import ConfiguratorError
from configurator.exporters import manifest
from configurator.exporters.evals import reading
from configurator.exporters.formats import json_text, markdown, toml_scan, yaml_text
from configurator.files.lines import key_lines
from configurator.files.read import decoded, parse_toml
from configurator.policyfile.documents import read_document
from configurator.policyfile.folder import Source
from configurator.store import journal
from configurator.store.reading import profile_from
from tests.fuzz.targets import exported

if TYPE_CHECKING:
    from configurator.policyfile.folder import DocumentKind

WHAT = "the file"


def _toml(text: str) -> None:
    parse_toml(text, "f", WHAT)
    key_lines(text)
    toml_scan.scan(text)


def _json(text: str) -> None:
    for comments in (False, True):
        json_text.parse(text, "f", WHAT, comments=comments)


def _each(*readers: Callable[[str], Any]) -> Callable[[bytes], Any]:
    """All of ``readers``, until one of them refuses."""

    def all_of(text: str) -> None:
        for read in readers:
            read(text)

    return _text(all_of)


def _into(id_: str, name: str = "settings") -> Callable[[str], None]:
    return lambda text: exported(id_, name, text)


def _text(read: Callable[[str], Any]) -> Callable[[bytes], Any]:
    return lambda data: read(decoded(data, "f", WHAT))


def _document(kind: DocumentKind) -> Callable[[bytes], Any]:
    return lambda data: read_document(Source(kind, "f.toml", data))


def _file(read: Callable[[str], Any]) -> Callable[[bytes], Any]:
    path = os.path.join(tempfile.gettempdir(), f"fuzzed-{os.getpid()}")

    def reading_of(data: bytes) -> None:
        with open(path, "wb") as file:
            file.write(data)
        read(path)

    return reading_of


READERS: Mapping[str, Callable[[bytes], Any]] = {
    "profile": _text(lambda text: profile_from(text, "f", "f")),
    "catalogue": _document("catalogue"),
    "society": _document("society"),
    "layer": _document("layer"),
    "preset": _document("preset"),
    "locale": _document("locale"),
    "journal": _file(journal.read),
    "exports": _file(manifest.load),
    "results": _file(reading.read),
    "json": _each(_json, _into("claude-code")),
    "jsonc": _each(_into("gemini-cli"), _into("opencode")),
    "toml": _each(_toml, _into("codex")),
    "yaml": _each(lambda text: yaml_text.parse(text, "f", WHAT), _into("aider")),
    "markdown": _each(lambda text: markdown.find(text, "f"), _into("agents-md", "prompt")),
    "env": _text(_into("env", "values")),
    "modelfile": _text(_into("ollama", "modelfile")),
    "entry": _text(_into("open-webui")),
}
"""By the kind of the corpora whose files they begin from. Of tools' files, what is exported into them too."""


def tried(kind: str, data: bytes) -> None:
    """Read ``data``. Raises what is a find."""
    try:
        READERS[kind](data)
    except ConfiguratorError as error:
        str(error)
