"""The command line's fixtures, and a catalogue of a language that the program does not ship."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from babel.core import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from tests.cli.conftest import home, profile, run

__all__ = ["home", "profile", "run"]

Translate = Callable[[str, Mapping[str, str]], None]


def compiled(language: str, texts: Mapping[str, str]) -> bytes:
    """A catalogue with these texts, as the program reads it."""
    catalogue = Catalog(locale=Locale.parse(language, sep="-"))
    for text, translation in texts.items():
        catalogue.add(text, translation)
    whole = io.BytesIO()
    write_mo(whole, catalogue)
    return whole.getvalue()


@pytest.fixture
def translate(home: Path) -> Translate:
    """Put a catalogue into the person's own folder."""

    def put(language: str, texts: Mapping[str, str]) -> None:
        path = home / "locale" / language / "LC_MESSAGES" / "configurator.mo"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(compiled(language, texts))

    return put
