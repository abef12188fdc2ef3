"""Every command of the main screen: its keys, what it does, where it is told of. Pure.

The bindings, the line of keys, the help screen and the palette are all made from
this one table, so none of them can leave a command out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from configurator.tui import key_words


class Command(NamedTuple):
    """``keys`` as Textual names them, ``shown`` as people do."""

    id: str
    keys: str
    shown: str
    action: str
    group: str
    on_list: bool = False

    @property
    def label(self) -> str:
        """What it does, in a few words."""
        return key_words.COMMANDS[self.id]


COMMANDS = (
    Command("tighten", "left,h", "← h", "step(-1, 1)", "value", on_list=True),
    Command("relax", "right,l", "→ l", "step(1, 1)", "value", on_list=True),
    Command("tighten_ten", "shift+left,H", "shift+← H", "step(-1, 10)", "value", on_list=True),
    Command("relax_ten", "shift+right,L", "shift+→ L", "step(1, 10)", "value", on_list=True),
    Command("edit", "enter", "enter", "edit", "value"),
    Command("reset", "r", "r", "reset", "value"),
    Command("reset_more", "R", "R", "reset_more", "value"),
    Command("renew", "n", "n", "renew", "value"),
    Command("renew_all", "N", "N", "renew_all", "value"),
    Command("approve", "o", "o", "approve", "value"),
    Command("undo", "u", "u", "undo", "value"),
    Command("redo", "ctrl+r,ctrl+y", "ctrl+r", "redo", "value"),
    Command("search", "slash", "/", "search", "find"),
    Command("category", "c", "c", "category", "find"),
    Command("back", "b", "b", "back", "find"),
    Command("calm", "escape", "esc", "calm", "find"),
    Command("why", "question_mark", "?", "why", "know"),
    Command("holder", "g", "g", "holder", "know"),
    Command("layers", "a", "a", "layers", "know"),
    Command("bounds", "m", "m", "bounds", "know"),
    Command("presets", "p", "p", "presets", "compare"),
    Command("compare", "v", "v", "compare", "compare"),
    Command("previous", "left_square_bracket", "[", "difference(-1)", "compare"),
    Command("next", "right_square_bracket", "]", "difference(1)", "compare"),
    Command("take", "t", "t", "take_one", "compare"),
    Command("take_all", "T", "T", "take_all", "compare"),
    Command("changes", "d", "d", "changes", "file"),
    Command("journal", "J", "J", "journal", "file"),
    Command("save", "s,ctrl+s", "s", "save", "file"),
    Command("export", "e", "e", "export", "file"),
    Command("scan", "x", "x", "scan", "file"),
    Command("palette", "ctrl+p,colon", "ctrl+p", "palette", "app"),
    Command("theme", "ctrl+t", "ctrl+t", "theme", "app"),
    Command("help", "f1", "F1", "help", "app"),
    Command("stop", "ctrl+z", "ctrl+z", "app.stop", "app"),
    Command("quit", "q,ctrl+q,ctrl+c", "q", "leave", "app"),
)

ON_THE_BAR = (
    "search",
    "why",
    "save",
    "export",
    "help",
    "undo",
    "edit",
    "presets",
    "compare",
    "layers",
    "reset",
    "palette",
    "quit",
)
"""Commands in the line of keys, most needed first; the last is always there."""


FIXED = (*"kj123456789", "up", "down", "pageup", "pagedown", "home", "end", "tab", "shift+tab")
"""Keys that move the cursor or choose a place, and are nobody's else."""

SHOWN = {
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "escape": "esc",
    "slash": "/",
    "colon": ":",
    "question_mark": "?",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "plus": "+",
    "minus": "-",
    "full_stop": ".",
    "semicolon": ";",
}


def rebound(keys: Mapping[str, str]) -> tuple[Command, ...]:
    """Every command, with ``keys`` in place of the usual ones of those that it names."""
    return tuple(
        command._replace(keys=keys[command.id], shown=" ".join(map(key_shown, keys[command.id].split(","))))
        if command.id in keys
        else command
        for command in COMMANDS
    )


def key_shown(key: str) -> str:
    """A key as people call it."""
    return SHOWN.get(key, key.upper() if key[0] == "f" and key[1:].isdecimal() else key)


def bar_keys(commands: Sequence[Command] = COMMANDS) -> tuple[tuple[str, str], ...]:
    """The keys of the bottom line, with short labels."""
    by_id = {command.id: command for command in commands}
    usual = by_id["tighten"].keys == "left,h" and by_id["relax"].keys == "right,l"
    both = "←→" if usual else f"{by_id['tighten'].shown} {by_id['relax'].shown}"
    steps = ((both, key_words.BAR["step"]),)
    return steps + tuple((by_id[id_].shown, key_words.BAR[id_]) for id_ in ON_THE_BAR)


def action_of(shown: str, commands: Sequence[Command] = COMMANDS) -> str:
    """The action of the command with this key on the bar; empty if there is none."""
    return next((command.action for command in commands if command.shown == shown), "")
