"""A temporary file lies beside what it replaces, is the person's alone, and is never somebody else's."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from configurator.files.write import new_file


def test_it_is_new_private_and_in_its_folder(tmp_path: Path) -> None:
    found = [new_file(str(tmp_path)) for _ in range(3)]
    for descriptor, path in found:
        assert os.stat(descriptor).st_mode & 0o777 == 0o600
        assert not os.get_inheritable(descriptor)
        os.close(descriptor)
        assert Path(path).parent == tmp_path
    assert len({path for _, path in found}) == 3


def test_a_name_that_is_taken_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = iter([b"a" * 8, b"b" * 8])
    monkeypatch.setattr(os, "urandom", lambda _: next(names))
    elsewhere = tmp_path / "elsewhere"
    (tmp_path / f".configurator-{b'a'.hex() * 8}.tmp").symlink_to(elsewhere)
    descriptor, path = new_file(str(tmp_path))
    os.close(descriptor)
    assert path.endswith(f"{b'b'.hex() * 8}.tmp")
    assert not elsewhere.exists()
