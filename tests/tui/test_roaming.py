"""Getting around: categories, palette, presets, comparing, layers, help, theme, export."""

from __future__ import annotations

from pathlib import Path

import pytest

from configurator.store import journal
from configurator.tui.app import ConfiguratorApp, theme_for
from configurator.tui.commands import COMMANDS
from tests.tui.looks import screen_text, settings_of, type_ahead
from tests.tui.world import SCHOOL, saved, session

SIZE = (110, 34)


async def test_the_column_of_categories_shows_counts_and_narrows_the_list() -> None:
    app = ConfiguratorApp(session({"content.violence": "graphic"}), environment={})
    async with app.run_test(size=(160, 34)) as pilot:
        screen = settings_of(app)
        assert "All settings" in screen_text(app)
        assert "•1 ■1" in screen_text(app)
        screen.set_focus(screen.groups)
        await pilot.press("down", "down")
        assert list(screen.in_sight) == ["tools.shell", "tools.network", "tools.steps", "tools.kit"]
        await pilot.press("tab", "right")
        assert screen.editing.unsaved().changes == {"tools.shell": "listed"}
        assert "Tools             •1" in " ".join(screen_text(app).split("\n")) or "•1" in screen_text(app)
        await pilot.press("slash", *"break")
        assert list(screen.in_sight) == ["wellbeing.break_minutes"]


async def test_a_category_is_jumped_to() -> None:
    app = ConfiguratorApp(session(), environment={})
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("c", "down", "down", "down", "enter")
        await pilot.pause()
        assert settings_of(app).current == "content.violence"


async def test_the_palette_runs_commands_and_finds_settings() -> None:
    app = ConfiguratorApp(session(), environment={})
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+p", *"running", "enter")
        await pilot.pause()
        assert settings_of(app).current == "tools.shell"
        await pilot.press("right", "ctrl+p", *"undo", "enter")
        await pilot.pause()
        assert settings_of(app).editing.unsaved().changes == {}


async def test_help_lists_every_command_and_can_be_read_to_its_end() -> None:
    app = ConfiguratorApp(session(), environment={})
    async with app.run_test(size=(60, 15)) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        seen = ""
        for _ in range(12):
            seen += screen_text(app)
            await pilot.press("pagedown")
        for command in COMMANDS:
            assert command.label[:30] in seen, command
        await pilot.press("escape")
        assert app.screen is settings_of(app)


async def test_a_preset_is_seen_then_applied_and_undone_as_one() -> None:
    app = ConfiguratorApp(session(), environment={})
    async with app.run_test(size=SIZE) as pilot:
        screen = settings_of(app)
        await pilot.press("p")
        await pilot.pause()
        assert "Running commands  Asks every time → Listed safe ones" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert screen.editing.unsaved().changes == {"tools.shell": "listed", "tools.steps": 100}
        assert "preset Bold" in screen.foot.text
        await pilot.press("u")
        assert screen.editing.unsaved().changes == {}


async def test_a_preset_beyond_the_bounds_is_applied_only_as_far_as_permitted() -> None:
    app = ConfiguratorApp(session(layers=(SCHOOL,)), environment={})
    async with app.run_test(size=SIZE) as pilot:
        screen = settings_of(app)
        await pilot.press("p")
        await pilot.pause()
        assert "1 refused" in screen_text(app)
        await pilot.press("enter")
        assert screen.editing.unsaved().changes == {}
        await pilot.press("m")
        await pilot.pause()
        assert screen.editing.unsaved().changes == {"tools.shell": "listed"}


async def test_comparing_shows_ghosts_jumps_and_takes() -> None:
    app = ConfiguratorApp(session({"tools.shell": "never", "style.length": "short"}), environment={})
    async with app.run_test(size=SIZE) as pilot:
        screen = settings_of(app)
        await pilot.press("right_square_bracket")
        assert "nothing is compared with" in screen.foot.text
        await pilot.press("v", "enter")
        await pilot.pause()
        assert "the defaults: 2 differ" in screen.foot.text
        assert "Never ◈ Asks" in screen_text(app)
        await pilot.press("right_square_bracket")
        assert screen.current == "tools.shell"
        await pilot.press("right_square_bracket")
        assert screen.current == "style.length"
        await pilot.press("left_square_bracket", "t")
        assert screen.editing.unsaved().changes == {"tools.shell": None}
        await pilot.press("T")
        assert screen.editing.session.profile.preferences == {}
        await pilot.press("T")
        assert "nothing differs" in screen.foot.text
        await pilot.press("v")
        assert screen.comparison is None


async def test_another_profile_can_be_compared_with(tmp_path: Path) -> None:
    folder = tmp_path / "home" / "profiles"
    folder.mkdir(parents=True)
    (folder / "work.toml").write_text("schema = 1\n[preferences.tools]\nsteps = 77\n", encoding="utf-8")
    app = ConfiguratorApp(session(), environment={})
    async with app.run_test(size=SIZE) as pilot:
        screen = settings_of(app)
        screen.compare_with("profile:work")
        await pilot.pause()
        assert "◈ 77 steps" in screen_text(app)
        screen.compare_with("profile:gone")
        assert "there is no profile `gone`" in screen.foot.text


async def test_reset_can_take_a_category_or_everything() -> None:
    preferences = {"tools.shell": "never", "tools.steps": 5, "style.length": "short"}
    app = ConfiguratorApp(session(preferences), environment={})
    async with app.run_test(size=SIZE) as pilot:
        screen = settings_of(app)
        screen.go_to("tools.shell")
        await pilot.press("R", "down", "enter")
        await pilot.pause()
        assert screen.editing.session.profile.preferences == {"style.length": "short"}
        await pilot.press("R", "end", "enter")
        await pilot.pause()
        assert screen.editing.session.profile.preferences == {}
        await pilot.press("u", "u")
        assert screen.editing.unsaved().changes == {}


async def test_one_gets_from_a_held_setting_to_what_holds_it() -> None:
    app = ConfiguratorApp(session({"content.violence": "graphic"}), environment={})
    async with app.run_test(size=SIZE) as pilot:
        screen = settings_of(app)
        await type_ahead(pilot, "/violence\r")
        await pilot.press("g")
        assert screen.current == "audience.age"
        await pilot.press("g")
        assert "no other setting holds this one" in screen.foot.text


@pytest.mark.parametrize("size", [(60, 15), (160, 40)])
async def test_ascii_draws_nothing_of_its_own_in_other_characters(size: tuple[int, int]) -> None:
    app = ConfiguratorApp(
        session({"content.violence": "graphic"}), environment={"CONFIGURATOR_GLYPHS": "ascii"}
    )
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "o===#---o---?" in screen_text(app) or size[0] == 60
        for keys in ((), ("f1",), ("escape", "a"), ("escape", "enter"), ("escape", "p"), ("escape", "v")):
            await pilot.press(*keys)
            await pilot.pause()
            assert {character for character in screen_text(app) if not character.isascii()} <= set(
                "自主性の上限"
            )


async def test_layers_and_unsaved_changes_can_be_read() -> None:
    app = ConfiguratorApp(session(layers=(SCHOOL,)), environment={})
    async with app.run_test(size=SIZE) as pilot:
        screen = settings_of(app)
        await pilot.press("a")
        await pilot.pause()
        assert "organisation `school`" in screen_text(app)
        await pilot.press("escape", "d")
        assert "nothing to save" in screen.foot.text
        screen.go_to("tools.shell")
        await pilot.press("right", "d")
        await pilot.pause()
        assert "tools.shell  listed" in screen_text(app)


async def test_the_theme_goes_around_and_keeps_the_screen() -> None:
    app = ConfiguratorApp(session(), environment={})
    async with app.run_test(size=SIZE) as pilot:
        names = [app.theme]
        for _ in range(3):
            await pilot.press("ctrl+t")
            await pilot.pause()
            names.append(app.theme)
            assert "Running commands" in screen_text(app)
        assert names == ["configurator-dark", "configurator-light", "ansi-dark", "configurator-dark"]


@pytest.mark.parametrize(
    ("environment", "theme"),
    [
        ({}, "configurator-dark"),
        ({"CONFIGURATOR_THEME": "light"}, "configurator-light"),
        ({"TERM": "linux"}, "ansi-dark"),
        ({"COLORFGBG": "0;15"}, "configurator-light"),
        ({"COLORFGBG": "15;0"}, "configurator-dark"),
        ({"CONFIGURATOR_THEME": "dark", "COLORFGBG": "0;15"}, "configurator-dark"),
    ],
)
def test_the_theme_suits_the_terminal(environment: dict[str, str], theme: str) -> None:
    assert theme_for(environment) == theme


async def test_an_export_is_looked_at_before_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    app = ConfiguratorApp(saved(str(tmp_path)), environment={})
    async with app.run_test(size=SIZE) as pilot:
        screen = settings_of(app)
        screen.go_to("tools.shell")
        await pilot.press("right", "e")
        await pilot.pause()
        chooser = app.screen
        assert "Which tools, and where to?" in screen_text(app)
        assert f"below {work}" in " ".join(chooser.info.text.split())  # type: ignore[attr-defined]
        chooser.picker.go_to("json")  # type: ignore[attr-defined]
        await pilot.press("space", "enter")
        await pilot.pause()
        text = screen_text(app)
        assert "1 change not saved yet; they are exported too" in text
        assert "create" in text
        assert '"listed"' in app.screen.reader.text  # type: ignore[attr-defined]
        assert list(work.iterdir()) == []
        await pilot.press("w")
        await pilot.pause()
        assert "written: " in screen.foot.text
        assert '"listed"' in "".join(path.read_text(encoding="utf-8") for path in work.iterdir())
        [entry] = journal.read(journal.journal_path(str(tmp_path / "default.toml")))
        assert (entry.front, entry.what, entry.about) == ("tui", "export", f"json in {work}")
        await pilot.press("e", "enter")
        await pilot.pause()
        assert "every file says this already" in screen_text(app)


async def test_the_scope_of_an_export_can_be_the_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/nowhere/at/all")
    app = ConfiguratorApp(session(), environment={})
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("e", "g")
        await pilot.pause()
        assert "for all of your projects, below /nowhere/at/all" in screen_text(app)
