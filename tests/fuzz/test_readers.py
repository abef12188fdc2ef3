"""What the fuzzer begins from is read as it reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus.kinds import KINDS, files
from tests.fuzz.readers import READERS, tried

SEEDS = [
    (kind, file) for kind in READERS for verdict in ("valid", "invalid") for file in files(verdict, kind)
]


@pytest.mark.parametrize(("kind", "file"), SEEDS, ids=lambda one: one.name if isinstance(one, Path) else one)
def test_a_reader_gives_a_value_or_an_error_of_ours(kind: str, file: Path) -> None:
    tried(kind, file.read_bytes())


def test_every_reader_begins_from_files_of_its_kind() -> None:
    assert READERS.keys() <= KINDS.keys()
    assert {kind for kind, _file in SEEDS} == READERS.keys()
