"""The table of commands as bindings. Each carries its id, so that it can be bound anew."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from configurator.tui.commands import COMMANDS


def bindings(*, on_list: bool) -> list[BindingType]:
    """The bindings of the list of settings, or of the whole screen."""
    prefix = "screen." if on_list else ""
    return [
        Binding(command.keys, prefix + command.action, command.label, id=command.id, show=False)
        for command in COMMANDS
        if command.on_list == on_list
    ]
