"""Colours: legible in both themes, and none where none are wanted."""

from __future__ import annotations

import pytest
from textual.color import Color

from configurator.tui.palette import (
    ANSI,
    BACKGROUNDS,
    DARK,
    DECORATION,
    LIGHT,
    MONO,
    STYLES,
    Palette,
    Roles,
)


def luminance(colour: str) -> float:
    """Relative luminance. Source: WCAG 2.2, "relative luminance"."""

    def part(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = Color.parse(colour).rgb
    return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)


def contrast(a: str, b: str) -> float:
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("roles", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("background", BACKGROUNDS)
def test_all_text_can_be_read(roles: Roles, background: str) -> None:
    for role, _ in STYLES.values():
        # Sources: WCAG 2.2, 1.4.3 for text and 1.4.11 for drawings; a rule carries no meaning.
        least = 4.5 if role not in DECORATION else 1.2 if role == "rule" else 3.0
        if role == "closed" and background in ("bar", "cursor", "quiet"):
            least = 2.0  # the cross at its end says the same
        assert contrast(roles[role], roles[background]) >= least, (role, background)


def test_without_colour_no_style_has_one() -> None:
    palette = Palette(MONO, colour=False)
    for name in STYLES:
        for background in BACKGROUNDS:
            style = palette.style(name, background)
            assert style.color is None
            assert style.bgcolor is None


def test_where_backgrounds_cannot_differ_the_cursor_is_reversed() -> None:
    for palette in (Palette(MONO, colour=False), Palette(ANSI)):
        assert palette.style("", "cursor").reverse
        assert not palette.style("", "page").reverse
    assert not Palette(DARK).style("", "cursor").reverse


def test_every_role_exists_in_every_theme() -> None:
    for roles in (DARK, LIGHT, ANSI, MONO):
        assert {role for role, _ in STYLES.values()} | set(BACKGROUNDS) == set(roles)
