"""Rows, columns, status and keys as text."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from configurator.resolution.compose import Obstacle
from configurator.tui.cells import line_width
from configurator.tui.commands import bar_keys
from configurator.tui.key_bar import key_at, key_line
from configurator.tui.listing import columns, group_line, legend, row_line
from configurator.tui.rows import row
from configurator.tui.status import status
from tests.tui.looks import text_of
from tests.tui.world import SCHOOL, SETTINGS, session


@pytest.mark.parametrize(
    ("preferences", "key", "tone"),
    [
        ({}, "tools.shell", ""),
        ({"tools.shell": "ask"}, "tools.shell", ""),
        ({"tools.shell": "never"}, "tools.shell", "tighter"),
        ({"tools.shell": "sandbox"}, "tools.shell", "looser"),
        ({"oversight.log_days": 30}, "oversight.log_days", "looser"),
        ({"oversight.log_days": 90}, "oversight.log_days", "tighter"),
        ({"style.length": "short"}, "style.length", "changed"),
        ({"tools.kit": ["write"]}, "tools.kit", "changed"),
        ({"content.violence": "strong"}, "content.violence", "held"),
        ({"tools.network": "open", "tools.shell": "sandbox"}, "tools.network", "held"),
    ],
)
def test_a_row_says_how_its_value_stands(preferences: dict[str, Any], key: str, tone: str) -> None:
    assert row(session(preferences), key).tone == tone


def test_a_held_row_names_both_values() -> None:
    held = row(session({"content.violence": "graphic"}), "content.violence")
    assert (held.value, held.asked) == ("Mild", "Graphic")
    line = text_of([row_line(held, 100)])
    assert line.startswith(" ■ Violence in stories")
    assert line.rstrip().endswith("Mild ◌ Graphic")


def test_a_set_of_several_is_counted() -> None:
    assert row(session(), "privacy.redact").value == "2 of 3: Passwords and keys, E-mail addresses"
    assert row(session(), "tools.kit").value == "Read files"


@pytest.mark.parametrize("room", [30, 59, 64, 99, 150])
@pytest.mark.parametrize("key", [s.key for s in SETTINGS])
def test_rows_fit_and_their_columns_stand_in_line(room: int, key: str) -> None:
    line = row_line(row(session(), key), room)
    assert line_width(line) <= room
    before = [text for text, _ in line[:4]]
    assert sum(map(len, before)) <= columns(room).track_at
    assert line_width(line[:5]) == columns(room).track_at


def test_a_group_is_a_heading_with_a_rule() -> None:
    assert text_of([group_line("Tools", 20, "2")]) == " Tools ────────── 2"


def test_the_status_names_everything_that_decides() -> None:
    line = text_of([status(session(layers=(SCHOOL,)), 0, 100)])
    assert line.startswith(" default  society > school  test-policy 1.2.3 0123456789ab")


def test_the_status_counts_what_is_changed_held_and_not_saved() -> None:
    line = text_of([status(session({"content.violence": "graphic", "tools.steps": 5}), 2, 120)])
    assert "● 2 unsaved" in line
    assert line.endswith("2 changed  ■ 1 held")


@pytest.mark.parametrize("size", [40, 60, 80, 120, 200])
def test_trouble_is_in_sight_at_every_width(size: int) -> None:
    troubled = session(layers=(SCHOOL,), obstacles=(Obstacle("eu", "the file is not TOML"),))
    line = text_of([status(troubled, 3, size)])
    assert "⚠" in line
    assert "default" in line
    assert line_width(status(troubled, 3, size)) <= size
    if size >= 80:
        assert ("eu cannot be read: nothing is loosened" in line) == (size > 80)


def test_values_that_are_none_are_counted() -> None:
    assert "⚠ 1 not values" in text_of([status(session({"tools.shell": "perhaps"}), 0, 120)])


def test_the_keys_fit_and_the_way_out_is_always_there() -> None:
    for size in (20, 60, 200):
        line = key_line(bar_keys(), size)
        assert line_width(line) <= size
        assert text_of([line]).rstrip().endswith("q quit")


def test_a_key_is_found_where_it_is_drawn() -> None:
    text = text_of([key_line(bar_keys(), 200)])
    assert key_at(bar_keys(), 200, text.index("undo")) == "u"
    assert key_at(bar_keys(), 200, 199) == ""
    assert key_line((), 20) == ()


def test_the_legend_names_every_shape_on_the_screen() -> None:
    assert text_of([legend()]).split() == [
        "●",
        "value",
        "◇",
        "default",
        "○",
        "permitted",
        "✕",
        "not",
        "permitted",
        "■",
        "held",
        "◌",
        "asked",
    ]


def test_a_hostile_title_does_nothing() -> None:
    hostile = replace(row(session(), "tools.shell"), title="\x1b[2J[red]", value="v\x07")
    line = row_line(hostile, 60)
    assert "\x1b" not in text_of([line])
    assert "\x07" not in text_of([line])
