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
from configurator.messages import _, language

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
    said = {
        "language": language(),
        "starting": _("Starting …"),
        "scriptless": _("The app is drawn by a script. Without scripts, use the command line:"),
        "ended": _("The app has ended. What was saved is kept."),
        "again": _("Open it again"),
    }
    return Template(text).substitute(
        socket=html.escape(socket), **{name: html.escape(text) for name, text in said.items()}
    )


def _read(package: ModuleType, path: str) -> bytes:
    try:
        return files(package).joinpath(path).read_bytes()
    except OSError as error:
        raise UnreadableError(
            _("`{path}` is missing from `{package}`", path=path, package=package.__name__),
            hint=_("install `ai-behavior-configurator[web]` again"),
        ) from error
