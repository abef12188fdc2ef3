"""Cedar: a policy engine that a program asks before it acts.

Cedar refuses every value looser than the one that holds; whoever asks it has to act on
the answer, and to take no answer for a refusal. What an AI says no program asks about
first: there the value is in the file, and nothing more.
"""

from __future__ import annotations

from configurator.exporters.agents import TALK
from configurator.exporters.table import Everything, Oracle, Target, TargetFile, told

_FOLDER = "cedar"


def _file(name: str, writer: str) -> TargetFile:
    path = f"{_FOLDER}/{name}"
    return TargetFile(path, f".config/{path}", "json" if name.endswith("json") else "text", writer=writer)


TARGET = Target(
    id="cedar",
    title="Cedar",
    checked="4.12.2",
    files={
        "policy": _file("behavior.cedar", "cedar-policy"),
        "schema": _file("behavior.cedarschema", "cedar-schema"),
        "entities": _file("behavior.entities.json", "cedar-entities"),
    },
    rows=(
        *told(
            *(key for key in TALK if not key.startswith("money.")),
            note="Cedar answers what is permitted; what an AI says it does not see",
        ),
        Everything("enforced", "Cedar refuses what is looser to every program that asks before it acts"),
    ),
    hint='ask with principal `Behavior::Person::"me"`, the setting as action, and `value` in the context; '
    "take every answer but `Allow` for a refusal",
    group="engines",
    oracle=Oracle(
        "client", "cedarpy validates the files, and decides random requests as the bounds and values do"
    ),
)
