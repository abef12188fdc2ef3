"""The help: every key, what the marks mean, which filters there are. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from configurator.store.keys import keys_path
from configurator.tui import key_words
from configurator.tui.cells import BLANK, Line, fitted, span, wrapped
from configurator.tui.commands import COMMANDS, Command
from configurator.tui.filters import NAMES
from configurator.tui.track import SHAPES, STYLES

KEY_WIDTH = 14


def help_lines(size: int, commands: Sequence[Command] = COMMANDS) -> list[Line]:
    """All of it, ``size`` cells wide."""
    lines: list[Line] = []
    for group, title in key_words.GROUPS.items():
        lines += wrapped([span(title, "heading")], size)
        pairs = [(c.shown, c.label) for c in commands if c.group == group]
        for shown, label in (*pairs, *key_words.MORE_KEYS.get(group, ())):
            lines += wrapped([(f"  {fitted(shown, KEY_WIDTH)}", "key"), span(label)], size, KEY_WIDTH + 2)
        lines.append(BLANK)
    lines += wrapped([span(key_words.HELP_KEYS, "heading")], size)
    lines += wrapped([("  ", ""), span(key_words.HELP_KEY_MAP.format(path=keys_path()))], size, 2)
    lines += wrapped([("  ", ""), span(", ".join(c.id for c in commands), "dim")], size, 2)
    lines.append(BLANK)
    lines += wrapped([span(key_words.HELP_MARKS, "heading")], size)
    for mark, meaning in key_words.MARKS.items():
        lines += wrapped(
            [(f"  {fitted(SHAPES.marks[mark], KEY_WIDTH)}", STYLES[mark]), span(meaning)], size, KEY_WIDTH + 2
        )
    for reach, meaning in key_words.REACHES.items():
        drawn = SHAPES.lines[reach] * 3
        lines += wrapped([(f"  {fitted(drawn, KEY_WIDTH)}", "line"), span(meaning)], size, KEY_WIDTH + 2)
    lines += [BLANK, *wrapped([span(key_words.HELP_FILTERS, "heading")], size)]
    for name in NAMES:
        shown = f"@{name}" + ("ID" if name.endswith(":") else "")
        lines += wrapped(
            [(f"  {fitted(shown, KEY_WIDTH)}", "key"), span(key_words.FILTERS[name])], size, KEY_WIDTH + 2
        )
    return lines
