"""Filters, categories, comparing, presets and layers: no screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from configurator.domain.policy import Preset
from configurator.domain.profile import Profile
from configurator.exporters import registry
from configurator.resolution.compose import Obstacle
from configurator.session.layering import stack
from configurator.tui.cells import line_width
from configurator.tui.commands import COMMANDS, ON_THE_BAR, action_of, bar_keys
from configurator.tui.comparing import with_defaults, with_preset, with_profile
from configurator.tui.coverage import CoverageOf
from configurator.tui.filters import NAMES, parse
from configurator.tui.groups import ALL, group_item, group_tail, groups
from configurator.tui.help_lines import help_lines
from configurator.tui.key_words import BAR, FILTERS, GROUPS
from configurator.tui.key_words import COMMANDS as LABELS
from configurator.tui.layer_lines import room_after, share, standing_line, standing_lines, trouble_lines
from configurator.tui.presets import all_presets, offer, offer_lines
from configurator.tui.view import View
from tests.tui.looks import text_of
from tests.tui.world import POLICY, SCHOOL, SETTINGS, session

CURRENT = session(
    {"tools.shell": "sandbox", "content.violence": "graphic", "tools.steps": 5}, layers=(SCHOOL,)
)

LEVELS = {
    "tool": {"tools.shell": "enforced", "tools.steps": "instructed"},
    "": {"tools.shell": "enforced", "tools.network": "enforced"},
}


def shown(text: str, category: str = ALL) -> list[str]:
    view = View(CURRENT)
    view.ask(CURRENT, text, category, lambda id_: LEVELS.get(id_, {}))
    return list(view.found.keys)


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("@changed", ["tools.shell", "tools.steps", "content.violence"]),
        ("@held", ["content.violence"]),
        ("@tighter", ["tools.steps"]),
        ("@looser", ["tools.shell"]),
        ("@looser @changed run", ["tools.shell"]),
        ("@layer:school", ["tools.steps"]),
        ("@preset:bold", ["tools.shell", "tools.steps"]),
        ("@target:tool", ["tools.shell", "tools.steps"]),
        ("@target:tool @enforced", ["tools.shell"]),
        ("@target:tool @unenforced", ["tools.steps"]),
        ("@enforced", ["tools.shell", "tools.network"]),
        ("@blocked", ["tools.shell", "content.minors"]),
        ("@loosest", ["tools.shell"]),
        ("@chan @looser", ["tools.shell"]),
        ("@nonsense", []),
        ("@lo", []),
    ],
)
def test_filters_narrow(query: str, keys: list[str]) -> None:
    assert shown(query) == keys


def test_a_category_narrows_what_is_found() -> None:
    assert shown("", "content") == ["content.violence", "content.minors"]
    assert shown("@changed", "content") == ["content.violence"]


def test_a_lone_sign_filters_nothing_and_an_unknown_filter_is_named() -> None:
    assert len(shown("@")) == len(SETTINGS)
    assert parse("@colour run").unknown == ("@colour",)
    assert parse("@layer:EU run").filters == (("layer", "eu"),)


def test_a_row_that_no_longer_passes_stays_until_something_else_is_asked() -> None:
    view = View(CURRENT)
    view.ask(CURRENT, "@changed", ALL, lambda _: {})
    after = CURRENT.choose({"tools.steps": None}).after
    assert "tools.steps" in view.items()
    view.ask(after, "@changed", ALL, lambda _: {})
    assert "tools.steps" not in view.items()


def test_every_filter_is_in_the_help() -> None:
    assert set(FILTERS) == set(NAMES)
    text = text_of(help_lines(100))
    for name in NAMES:
        assert f"@{name}" in text


def test_coverage_is_asked_of_the_targets_themselves() -> None:
    coverage = CoverageOf()
    assert set(coverage.levels(CURRENT, "json").values()) == {"instructed"} or coverage.levels(
        CURRENT, "json"
    )
    assert coverage.levels(CURRENT, "no-such-target") == {}
    assert coverage.levels(CURRENT, "json") is coverage.levels(CURRENT, "json")


def test_plain_files_of_all_values_count_neither_as_held_nor_as_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = [one for one in registry.all_targets() if one.group == "plain"]
    assert {one.id for one in plain} == {"json", "toml", "yaml", "env", "text"}
    monkeypatch.setattr(registry, "all_targets", lambda: plain)
    assert CoverageOf().levels(CURRENT, "") == {}
    assert set(CoverageOf().levels(CURRENT, "json").values()) == {"instructed"}


# ------------------------------------------------------------------ categories


def test_categories_count_what_is_changed_and_held() -> None:
    found = groups(CURRENT)
    assert [g.id for g in found.values()][:3] == [ALL, "audience", "tools"]
    assert (found["tools"].total, found["tools"].changed, found["tools"].held) == (4, 2, 0)
    assert group_tail(found["content"]) == "•1 ■1"
    for room in (16, 29):
        line = group_item(found["content"], room)
        assert line_width(line) <= room + 1
        assert text_of([line]).rstrip().endswith("•1 ■1")


# ------------------------------------------------------------------- comparing


def test_comparing_names_what_differs_and_takes_it() -> None:
    beside = with_preset(CURRENT, POLICY.presets["bold"].preferences, "Bold")
    assert beside.differences(CURRENT) == ["tools.shell", "tools.steps"]
    assert beside.ghost(CURRENT, "tools.shell") == "listed"
    assert beside.ghost(CURRENT, "style.length") is None
    assert beside.taking(["tools.shell"]) == {"tools.shell": "listed"}


def test_comparing_with_defaults_takes_choices_back() -> None:
    beside = with_defaults(CURRENT, "the defaults")
    assert beside.differences(CURRENT) == ["tools.shell", "tools.steps"]
    assert beside.taking(["tools.steps"]) == {"tools.steps": None}


def test_another_profile_is_judged_by_the_bounds_that_hold_here() -> None:
    beside = with_profile(CURRENT, Profile("other", (), {"tools.steps": 400}))
    assert beside.ghost(CURRENT, "tools.steps") == 50


# --------------------------------------------------------------------- presets


def test_an_offer_says_what_changes_and_what_is_refused() -> None:
    made = offer(CURRENT, POLICY.presets["bold"])
    assert made.whole is None
    assert made.part is not None
    assert dict(made.part.changed) == {"tools.shell": ("sandbox", "listed")}
    text = text_of(offer_lines(CURRENT, made, 90))
    assert "Running commands  Inside a sandbox → Listed safe ones" in text
    assert "`tools.steps` cannot be `100`: organisation `school` leaves it out" in text


def test_a_preset_that_fits_is_offered_whole() -> None:
    made = offer(session(), POLICY.presets["bold"])
    assert made.whole is not None
    assert len(made.whole.changed) == 2
    again = offer(made.whole.after, POLICY.presets["bold"])
    assert again.whole is None
    assert "everything in it is chosen already" in text_of(offer_lines(made.whole.after, again, 60))


def test_a_preset_says_which_layers_it_is_meant_for() -> None:
    preset = Preset("pupil", "Pupil", "", ("school",), {})
    assert "meant for school, which does not apply here" in text_of(
        offer_lines(session(), offer(session(), preset), 90)
    )


def test_own_presets_are_listed_and_broken_ones_break_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONFIGURATOR_HOME", str(tmp_path))
    assert list(all_presets(session())) == ["bold"]
    (tmp_path / "presets").mkdir()
    (tmp_path / "presets" / "bad.toml").write_text("not toml [", encoding="utf-8")
    assert "bold" in all_presets(session())


# ---------------------------------------------------------------------- layers


def test_each_layer_leaves_less_room_than_the_one_before() -> None:
    rooms = [left for _, left in room_after(CURRENT.composition)]
    assert len(rooms) == 2
    assert 1.0 > rooms[0] > rooms[1] > 0.0


@pytest.mark.parametrize("key", [s.key for s in SETTINGS])
def test_a_share_of_room_is_between_none_and_all(key: str) -> None:
    permitted = CURRENT.composition.permitted[key]
    assert 0.0 <= share(permitted.bounds) <= share(permitted.setting.everything()) <= 1.0


def test_the_layers_tell_what_each_took_away_and_why() -> None:
    society, school = stack(CURRENT)
    text = text_of(standing_lines(CURRENT, school, 90))
    assert text.startswith("your profile names it")
    assert "A school  organisation `school`" in text
    assert "✕ Steps before it checks in  `1` to `500` → `1` to `50`\n  Reason for tools.steps." in text
    assert "cannot be removed" in text_of(standing_lines(CURRENT, society, 90))
    for size in (50, 90):
        assert all(line_width(line) <= size for line in standing_lines(CURRENT, society, size))
        assert line_width(standing_line(school, size, 0.4, 0.8)) <= size


def test_a_layer_that_cannot_be_read_comes_first() -> None:
    troubled = session({"tools.shell": "perhaps"}, obstacles=(Obstacle("eu", "it is not TOML"),))
    text = text_of(trouble_lines(troubled, 90))
    assert text.startswith("⚠ eu cannot be read: nothing is loosened\n  it is not TOML")
    assert "⚠ `tools.shell`" in text


# -------------------------------------------------------------------- commands


def test_every_command_has_words_a_group_and_keys_of_its_own() -> None:
    assert {c.id for c in COMMANDS} == set(LABELS)
    assert {c.group for c in COMMANDS} == set(GROUPS)
    keys = [key for c in COMMANDS for key in c.keys.split(",")]
    assert len(keys) == len(set(keys))
    assert set(ON_THE_BAR) | {"step"} == set(BAR)


def test_every_command_is_in_the_help() -> None:
    text = text_of(help_lines(100))
    for command in COMMANDS:
        assert command.label in text
        assert command.shown in text
    assert all(line_width(line) <= 56 for line in help_lines(56))


def test_a_key_of_the_bar_names_its_action() -> None:
    for shown_as, _ in bar_keys()[1:]:
        assert action_of(shown_as)
    assert action_of("nothing") == ""
