"""The passphrase of a second person goes into a layer's file, and nothing else changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from configurator.domain.policy import ApprovalKey
from configurator.errors import UnreadableError
from configurator.store.layers import set_approval

KEY = ApprovalKey("73616c74", 16384, 8, 1, "7075626c6963")
WRITTEN = '# ours\nid = "firm"   # short\n\n[bounds]\nb = 1\na = 2\n'
APPROVAL = """
[approval]
salt = "73616c74"
cost = 16384
block = 8
lanes = 1
public_key = "7075626c6963"
"""


def test_the_key_is_written_at_the_end_and_all_else_stays(tmp_path: Path) -> None:
    path = tmp_path / "firm.toml"
    path.write_text(WRITTEN)
    set_approval(str(path), KEY)
    assert path.read_text().replace("\n\n", "\n") == (WRITTEN + APPROVAL).replace("\n\n", "\n")
    assert (tmp_path / "firm.toml.lock").exists()


def test_another_key_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "firm.toml"
    path.write_text(f"{WRITTEN}{APPROVAL}\n[more]\nx = 1\n".replace("16384", "1"))
    set_approval(str(path), KEY)
    lines = [line for line in path.read_text().splitlines() if line]
    assert lines == [line for line in f"{WRITTEN}{APPROVAL}[more]\nx = 1".splitlines() if line]


def test_a_layer_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "firm.toml"
    with pytest.raises(UnreadableError) as caught:
        set_approval(str(path), KEY)
    assert caught.value.message == f"the layer `{path}` does not exist"
