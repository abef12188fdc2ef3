"""Editing a layer's file: the passphrase of a second person, and nothing else."""

from __future__ import annotations

from configurator.domain.policy import ApprovalKey
from configurator.files.lock import locked
from configurator.files.read import read_text
from configurator.files.write import write_atomic
from configurator.messages import later


def set_approval(path: str, key: ApprovalKey) -> None:
    """Write ``key`` into the layer at ``path``; comments and order stay. Raises ConfiguratorError."""
    import tomlkit

    with locked(path):
        document = tomlkit.parse(read_text(path, later("the layer")))
        table = tomlkit.table()
        table.update(
            {
                "salt": key.salt,
                "cost": key.cost,
                "block": key.block,
                "lanes": key.lanes,
                "public_key": key.public_key,
            }
        )
        document["approval"] = table
        write_atomic(path, tomlkit.dumps(document).encode())
