"""The page and its files: a handful, by name, so no path is ever made from a request.

The page is our own, as textual-serve's asks an outside host for a font. The
script that draws the terminal is textual-serve's, from where it is installed.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from importlib.resources import files
from string import Template
from types import ModuleType

import textual_serve

from configurator import web
from configurator.errors import UnreadableError

SOURCES = {
    "textual.js": (textual_serve, "static/js/textual.js", "text/javascript"),
    "xterm.css": (textual_serve, "static/css/xterm.css", "text/css"),
    "page.css": (web, "page.css", "text/css"),
    "page.js": (web, "page.js", "text/javascript"),
}


@dataclass(frozen=True, slots=True)
class File:
    """What is sent for one name."""

    data: bytes
    content_type: str


def load() -> dict[str, File]:
    """Every file of the page. Raises UnreadableError."""
    return {name: File(_read(package, path), kind) for name, (package, path, kind) in SOURCES.items()}


def page(socket: str) -> str:
    """The page, with the address of the app in it."""
    text = _read(web, "page.html").decode("utf-8")
    return Template(text).substitute(socket=html.escape(socket))


def _read(package: ModuleType, path: str) -> bytes:
    try:
        return files(package).joinpath(path).read_bytes()
    except OSError as error:
        raise UnreadableError(
            f"`{path}` is missing from `{package.__name__}`",
            hint="install `ai-behavior-configurator[web]` again",
        ) from error
