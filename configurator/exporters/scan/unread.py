"""Why some targets are not read back: one sentence each, by their group or in their table."""

from __future__ import annotations

from collections.abc import Mapping

from configurator.exporters.scan.sources import is_tool
from configurator.exporters.table import Group, Target
from configurator.messages import _, later

GROUPS: Mapping[Group, str] = {
    "managed": later("it binds the people of an organisation, and chooses nothing for any of them"),
    "APIs": later("a program sends it with its requests, and what else it sends is in that program"),
    "engines": later("it decides by these files alone, and has no settings of a person's"),
    "evals": later("it asks a model questions, and sets nothing"),
    "plain": later("no tool reads it by itself"),
}
"""Where every target of the group has the same reason."""

NO_TABLE = later("its table does not say how its files are read back")


def reason(target: Target) -> str:
    """Why `configurator scan` does not read the target back; empty where it does."""
    if is_tool(target):
        return ""
    return _(target.unread or GROUPS.get(target.group, NO_TABLE))
