"""A value inside its bounds, drawn."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.domain.orders import Amount
from configurator.tui.ascii import MARKS, TABLE
from configurator.tui.cells import line_width
from configurator.tui.marks import Mark
from configurator.tui.rows import fraction, row, value_at
from configurator.tui.track import SHAPES, STYLES, Track, draw, place_at, places
from tests.tui.world import SETTINGS, session


def drawn(key: str, size: int = 13, preferences: dict[str, Any] | None = None) -> str:
    return "".join(text for text, _ in draw(row(session(preferences), key).track, size))


def test_a_scale_shows_value_range_and_what_is_out() -> None:
    assert drawn("tools.shell") == "○━━●━━○━━○┄┄✕"


def test_the_default_stays_visible_once_the_value_has_moved() -> None:
    assert drawn("tools.shell", preferences={"tools.shell": "listed"}) == "○━━◇━━●━━○┄┄✕"


def test_a_held_value_shows_what_was_asked() -> None:
    assert drawn("content.violence", preferences={"content.violence": "graphic"}) == "○━━━■───○───◌"


def test_what_a_condition_holds_now_is_drawn_thin() -> None:
    assert drawn("content.violence") == "○━━━●───○───○"


def test_an_amount_is_a_line() -> None:
    assert drawn("wellbeing.break_minutes") == "━━●━━━━━━━━━━"
    assert drawn("wellbeing.break_minutes", preferences={"wellbeing.break_minutes": 240}) == "━━◇━━━━━━━━━●"


def test_an_amount_that_is_looser_when_lower_has_its_tight_end_on_the_left() -> None:
    asked = drawn("oversight.log_days", preferences={"oversight.log_days": 3650})
    assert asked.startswith("●")
    assert asked.endswith("┄")


def test_options_have_no_line_between_them() -> None:
    assert drawn("style.length") == "●  ○  ○  ✕   "


def test_a_set_shows_each_item() -> None:
    assert drawn("tools.kit") == "●  ○  ○  ✕   "
    assert drawn("privacy.redact") == "■  ●  ○      "


def test_text_shows_how_full_it_is() -> None:
    assert drawn("style.note", 10) == "▫" * 10
    assert drawn("style.note", 10, {"style.note": "x" * 20}) == "▪▪▪▪▪▫▫▫▫▫"
    assert drawn("style.note", 10, {"style.note": "x"})[0] == "▪"


def test_a_ghost_shows_the_value_compared_with() -> None:
    track = row(session(), "tools.shell", ghost="sandbox").track
    assert "".join(text for text, _ in draw(track, 13)) == "○━━●━━○━━◈┄┄✕"


@pytest.mark.parametrize("key", [setting.key for setting in SETTINGS])
@pytest.mark.parametrize("size", [5, 9, 13, 25])
def test_every_track_takes_the_room_it_is_given(key: str, size: int) -> None:
    track = row(session(), key).track
    assert line_width(draw(track, size)) == size
    assert "".join(text for text, _ in draw(track, size)).translate(TABLE).isascii()


def test_no_two_marks_that_mean_different_things_look_the_same() -> None:
    same: tuple[set[Mark], ...] = ({"free", "waiting"}, {"held", "must"}, {"shut", "out"})
    for marks in (SHAPES.marks, MARKS):
        for a in STYLES:
            for b in STYLES:
                if a != b and not any({a, b} <= alike for alike in same):
                    assert marks[a] != marks[b], (a, b)


@given(st.integers(2, 8), st.integers(9, 40))
def test_steps_reach_from_end_to_end(count: int, size: int) -> None:
    spread = places(count, size)
    assert (spread[0], spread[-1]) == (0, size - 1)
    assert spread == sorted(set(spread))


@given(st.integers(2, 6), st.sampled_from([9, 13, 25]))
def test_a_click_on_a_step_means_that_step(count: int, size: int) -> None:
    free: Mark = "free"
    track = Track("steps", (free,) * count)
    assert [place_at(track, size, cell) for cell in places(count, size)] == list(range(count))


def test_a_click_beside_the_options_means_nothing() -> None:
    track = Track("options", ("free",) * 3)
    assert place_at(track, 13, 0) == 0
    assert place_at(track, 13, 12) is None
    assert place_at(Track("length"), 13, 3) is None


@given(
    st.integers(0, 50),
    st.integers(0, 5000),
    st.integers(1, 30),
    st.sampled_from(["higher", "lower"]),
    st.data(),
)
def test_a_place_on_the_track_and_its_value_agree(
    low: int, extent: int, step: int, looser: Any, data: Any
) -> None:
    order = Amount(low, low + extent, step, looser)
    value = data.draw(st.sampled_from(range(low, low + extent + 1, step)))
    assert value_at(order, fraction(order, value)) == value
    assert fraction(order, order.tightest) == 0.0 or order.top == order.low
