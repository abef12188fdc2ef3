"""Colours: which role each style plays, and what the roles look like in each theme.

One table for all widgets, resolved once for a theme, instead of a style sheet a
widget: Textual styles each component class of each widget at start, which costs
more than everything else on the first screen.
"""

from __future__ import annotations

from collections.abc import Mapping

from rich.color import Color
from rich.style import Style
from textual.theme import Theme

PLAIN_TERMINALS = ("linux", "vt100", "vt220", "ansi", "cons25")
"""Terminals with sixteen colours or fewer: they get their own colours, not ours."""

Roles = Mapping[str, str]

DARK: Roles = {
    "text": "#d7dce6", "soft": "#abb5c6", "faint": "#929db0", "rule": "#3a4355", "closed": "#66728a",
    "accent": "#8ab4ff", "tight": "#54d1b6", "loose": "#ffb86b", "held": "#cfa3ff",
    "error": "#ff8087", "good": "#8fd484", "open": "#6f93c6",
    "page": "#12151c", "side": "#171b24", "bar": "#1e2430", "cursor": "#27354d", "quiet": "#1d2431",
}  # fmt: skip

LIGHT: Roles = {
    "text": "#20262e", "soft": "#48515f", "faint": "#59626f", "rule": "#c3c7ce", "closed": "#7e8795",
    "accent": "#1a56b8", "tight": "#0a6b5e", "loose": "#9a4c00", "held": "#7434a8",
    "error": "#b3261e", "good": "#2b6b1f", "open": "#4f78b5",
    "page": "#fcfbf8", "side": "#f4f2ec", "bar": "#e9e6de", "cursor": "#d5e2f7", "quiet": "#e8ebf0",
}  # fmt: skip

ANSI: Roles = {
    "text": "default", "soft": "default", "faint": "bright_black", "rule": "bright_black", "closed": "bright_black",
    "accent": "blue", "tight": "cyan", "loose": "yellow", "held": "magenta",
    "error": "red", "good": "green", "open": "blue",
    "page": "default", "side": "default", "bar": "default", "cursor": "default", "quiet": "default",
}  # fmt: skip

STYLES: Mapping[str, tuple[str, str]] = {
    "": ("text", ""),
    "title": ("text", "bold"),
    "strong": ("text", "bold"),
    "heading": ("accent", "bold"),
    "group": ("accent", "bold"),
    "dim": ("soft", ""),
    "faint": ("faint", ""),
    "said": ("soft", "italic"),
    "accent": ("accent", ""),
    "note": ("loose", ""),
    "error": ("error", ""),
    "hint": ("soft", ""),
    "good": ("good", ""),
    "key": ("accent", "bold"),
    "key.label": ("soft", ""),
    "value": ("text", "bold"),
    "value.tighter": ("tight", "bold"),
    "value.looser": ("loose", "bold"),
    "value.changed": ("accent", "bold"),
    "value.held": ("held", "bold"),
    "held": ("held", "bold"),
    "asked": ("held", ""),
    "ghost": ("accent", "bold"),
    "default": ("text", ""),
    "free": ("soft", ""),
    "shut": ("faint", ""),
    "line": ("open", ""),
    "line.waiting": ("open", ""),
    "line.shut": ("closed", ""),
    "rule": ("rule", ""),
    "added": ("good", ""),
    "removed": ("error", ""),
}
"""Every style that a line may name: the role of its colour, and its attributes."""

BACKGROUNDS = ("page", "side", "bar", "cursor", "quiet")

DECORATION = frozenset({"rule", "open", "closed"})
"""Roles that no text is written in: they need not stand out like text."""


def theme(name: str, roles: Roles, *, dark: bool) -> Theme:
    """The roles as a theme of Textual, for its own widgets: input, border, scroll bar."""
    return Theme(
        name=name,
        primary=roles["accent"],
        secondary=roles["soft"],
        accent=roles["accent"],
        warning=roles["loose"],
        error=roles["error"],
        success=roles["good"],
        foreground=roles["text"],
        background=roles["page"],
        surface=roles["side"],
        panel=roles["bar"],
        dark=dark,
        variables={"border": roles["rule"], "input-selection-background": roles["cursor"]},
    )


THEMES: Mapping[str, Roles] = {"configurator-dark": DARK, "configurator-light": LIGHT}

THEME_ORDER = (*THEMES, "ansi-dark")
"""The order in which they are offered; the last is the terminal's own."""


class Palette:
    """Styles ready to draw with, by name, on a background."""

    def __init__(
        self, roles: Roles, *, colour: bool = True, table: Mapping[int, int | str | None] | None = None
    ) -> None:
        self.table = table
        """Characters to draw others instead of; None for drawing everything as it is."""
        self._roles = roles
        self._colour = colour
        self._flat = roles["page"] == roles["cursor"]
        self._made: dict[tuple[str, str], Style] = {}

    def drawn(self, text: str) -> str:
        """``text`` in the characters that the terminal draws well."""
        return text if self.table is None or text.isascii() else text.translate(self.table)

    def style(self, name: str, background: str = "page") -> Style:
        """The style called ``name`` on ``background``."""
        made = self._made.get((name, background))
        if made is None:
            made = self._made[name, background] = self._make(name, background)
        return made

    def _make(self, name: str, background: str) -> Style:
        role, attributes = STYLES[name]
        # Where backgrounds cannot differ, the cursor's row is reversed instead.
        reverse = self._flat and background == "cursor"
        style = Style.parse(attributes) if attributes else Style()
        if reverse:
            return style + Style(reverse=True)
        if not self._colour:
            return style + Style(dim=role in ("faint", "rule", "closed") or None)
        return style + Style(color=_colour(self._roles[role]), bgcolor=_colour(self._roles[background]))


def _colour(name: str) -> Color:
    return Color.parse(name)


MONO: Roles = dict.fromkeys(DARK, "default")
"""For NO_COLOR: no role has a colour; shapes, bold and reverse say the same."""
