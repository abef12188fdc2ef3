"""The panel beside the list, and the account of `?`."""

from __future__ import annotations

import pytest

from configurator.tui.account import account
from configurator.tui.cells import line_width
from configurator.tui.detail import detail, short
from tests.tui.looks import text_of
from tests.tui.world import SCHOOL, SETTINGS, session


def shown(key: str, **preferences: object) -> str:
    return text_of(detail(session({k.replace("__", "."): v for k, v in preferences.items()}), key, 70))


def test_the_detail_lists_each_level_with_what_the_ai_is_told() -> None:
    text = shown("tools.shell")
    assert "How far running commands goes." in text
    assert "● Asks every time  now, default\n  “At asks every time.”" in text
    assert "✕ Anywhere  not permitted: society" in text


def test_the_detail_names_who_bounds_it_why_and_by_what() -> None:
    text = shown("tools.shell")
    assert (
        "Bounded by\nsociety  `never` to `sandbox`\n  Reason for tools.shell.\n  The charter, Art. 4" in text
    )


def test_the_detail_says_what_is_held_and_by_what() -> None:
    text = shown("content.violence", content__violence="graphic")
    assert "■ asked: Graphic; held: Mild" in text
    assert "Protection for minors `audience.age` is `teen`. Minors are protected." in " ".join(text.split())


def test_the_detail_names_who_could_open_a_gate() -> None:
    assert "society lets a layer of kind organisation open it" in " ".join(shown("advice.medical").split())


def test_the_detail_shows_the_notes() -> None:
    assert "Note: Has no effect until the tool is on." in shown("tools.shell")


def test_free_values_show_what_is_permitted() -> None:
    text = shown("tools.steps", tools__steps=20)
    assert "20 steps  now\n10 steps  default\npermitted: `1` to `500`" in text
    assert "“Take at most 20 steps.”" in text


def test_a_set_shows_what_must_be_in_it() -> None:
    assert "■ Passwords and keys  always in" in shown("privacy.redact")


def test_what_a_layer_holds_is_told_with_the_layer() -> None:
    text = text_of(detail(session({"tools.steps": 400}, layers=(SCHOOL,)), "tools.steps", 70))
    assert "■ asked: 400 steps; held: 50 steps\n  organisation `school`  Reason for tools.steps." in text


def test_the_short_form_begins_with_what_the_ai_is_told() -> None:
    assert text_of(short(session(), "tools.shell", 60)).splitlines()[0] == "“At asks every time.”"
    assert text_of(short(session({"content.violence": "graphic"}), "content.violence", 60)).startswith(
        "■ asked"
    )


@pytest.mark.parametrize("size", [20, 44, 90])
@pytest.mark.parametrize("key", [setting.key for setting in SETTINGS])
def test_everything_fits_its_width(key: str, size: int) -> None:
    current = session({"content.violence": "graphic"})
    for lines in (detail(current, key, size), account(current, key, size), short(current, key, size)):
        assert all(line_width(line) <= size for line in lines)


def test_the_account_shows_each_layer_in_order() -> None:
    text = text_of(account(session(layers=(SCHOOL,)), "tools.steps", 90))
    society, school = (
        text.index("✕ society  leaves `1` to `500`"),
        text.index("✕ organisation `school`  leaves"),
    )
    assert society < school
    assert "society.toml:7" in text


def test_the_account_says_what_it_would_take() -> None:
    text = text_of(account(session({"content.violence": "graphic"}), "content.violence", 90))
    assert "For `graphic` to hold\n→ `audience.age` would have to be looser than `teen`; it is `teen`" in text


def test_the_account_says_what_the_next_value_out_of_reach_would_take() -> None:
    text = text_of(account(session(), "tools.shell", 90))
    assert "For `host` to hold\n→ society would have to move its bounds (society.toml:7)" in text


def test_the_account_tells_of_conditions_and_gates() -> None:
    text = text_of(account(session({"tools.shell": "sandbox"}), "tools.network", 90))
    assert (
        "■ A sandbox keeps to listed sites  in force: `off` to `listed`\n  `tools.shell` is `sandbox`" in text
    )
    gates = text_of(account(session(), "advice.medical", 90))
    assert "society lets a layer of kind organisation open `clinician`  not granted" in " ".join(
        gates.split("\n")
    )
