"""The three questions at the first start, and what they lead to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from configurator.domain.profile import Profile
from configurator.policyfile.folder import shipped_folder
from configurator.policyfile.load import load_policy
from configurator.resolution.compose import compose
from configurator.session.session import Session
from configurator.tui.app import ConfiguratorApp
from configurator.tui.first_screen import FirstScreen
from configurator.tui.first_start import Answers, is_first, marker_path, proposal, proposal_lines
from configurator.tui.first_table import OF_BOTH, OF_WHO, PRESETS, PURPOSES, WHO
from tests.tui import world
from tests.tui.looks import screen_text, settings_of, settled, text_of

SIZE = (110, 34)
POLICY = load_policy(shipped_folder())
COMPOSITION = compose(POLICY)


def fresh(folder: Path) -> Session:
    """A profile that was never saved."""
    return Session.of(COMPOSITION, Profile("default", path=str(folder / "default.toml")))


def test_every_answer_leads_to_what_the_shipped_policy_permits(tmp_path: Path) -> None:
    session = fresh(tmp_path)
    for who in WHO:
        for purpose in PURPOSES:
            made = proposal(session, Answers(who, purpose))
            assert made.preset is not None
            assert made.change is not None
            assert made.refusals == ()
            assert made.change.after.raw("audience.age_group") == OF_WHO[who]["audience.age_group"]
            assert not made.change.after.broken
            text = text_of(proposal_lines(session, made, 60))
            assert "Because it is for" in text
            assert "Age of the person using it" in text
    assert set(PRESETS) | set(OF_BOTH) <= {(who, purpose) for who in WHO for purpose in PURPOSES}


def test_what_a_policy_lacks_or_refuses_is_left_out() -> None:
    made = proposal(world.session(), Answers("adult", "software", ("text",)))
    assert made.preset is None
    assert made.change is None
    assert made.title == "start with: an adult"
    text = text_of(proposal_lines(world.session(), made, 60))
    assert "nothing has to change" in text
    assert "then: export to text" in text


def test_bounds_refuse_what_is_proposed_and_say_so(tmp_path: Path) -> None:
    guarded = compose(POLICY, [POLICY.layers["guardian_teen"]])
    session = Session.of(guarded, Profile("default", path=str(tmp_path / "default.toml")))
    made = proposal(session, Answers("adult", "security"))
    assert made.refusals
    assert "What the bounds do not permit" in text_of(proposal_lines(session, made, 60))


def test_only_a_profile_that_was_never_saved_is_asked_about(tmp_path: Path, home: Path) -> None:
    assert is_first(fresh(tmp_path))
    assert not is_first(Session.of(COMPOSITION, Profile("default")))
    assert not is_first(world.session(path=str(tmp_path / "default.toml")))  # nothing to propose
    home.mkdir()
    Path(marker_path()).touch()
    assert not is_first(fresh(tmp_path))
    Path(marker_path()).unlink()
    (tmp_path / "default.toml").write_text("schema = 1\n", encoding="utf-8")
    assert not is_first(fresh(tmp_path))


async def asked(app: ConfiguratorApp, pilot: Pilot[Any]) -> FirstScreen:
    """The questions, once they are on the screen."""
    for _ in range(50):
        await pilot.pause()
        if isinstance(app.screen, FirstScreen) and app.screen.items and app.screen.picker.items:
            return app.screen
    raise AssertionError(screen_text(app))


async def test_three_answers_are_one_step_and_lead_to_the_export(tmp_path: Path) -> None:
    app = ConfiguratorApp(fresh(tmp_path), environment={})
    async with app.run_test(size=SIZE) as pilot:
        await asked(app, pilot)
        await pilot.pause()
        assert "Who is it for?" in screen_text(app)
        await pilot.press("down", "down", "enter")
        assert "What is it for?" in screen_text(app)
        await pilot.press("down", "down", "down", "enter", "space", "down", "space", "enter")
        await pilot.pause()
        text = screen_text(app)
        assert "Software developer" in text
        assert "Teenager, 13 to 17 → Adult (says so)" in text
        await pilot.press("enter")
        await pilot.pause()
        screen = settings_of(app)
        assert screen.editing.unsaved().changes["autonomy.shell"] == "sandbox"
        assert "start with: Software developer" in screen.foot.text
        assert screen.export_ids == ["claude-code", "codex"]
        assert screen_text(app).count("[■]") == 2
        assert not is_first(fresh(tmp_path))
        await pilot.press("escape", "u")
        assert screen.editing.unsaved().changes == {}


@pytest.mark.parametrize("keys", [(), ("enter",), ("enter", "enter"), ("enter", "enter", "enter")])
async def test_escape_skips_everything_at_any_point_and_for_good(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    app = ConfiguratorApp(fresh(tmp_path), environment={})
    async with app.run_test(size=(60, 15)) as pilot:
        await asked(app, pilot)
        await pilot.press(*keys, "escape")
        await pilot.pause()
        assert app.screen is settings_of(app)
        assert settings_of(app).editing.unsaved().changes == {}
        assert "`p` shows the presets" in settings_of(app).foot.text
    assert not is_first(fresh(tmp_path))


async def test_the_mouse_answers_too_and_one_can_go_back(tmp_path: Path) -> None:
    app = ConfiguratorApp(fresh(tmp_path), environment={})
    async with app.run_test(size=SIZE) as pilot:
        screen = await asked(app, pilot)
        await pilot.click("#picker", offset=(5, 1))
        assert screen.given[0] == "teen"
        await pilot.press("backspace")
        assert screen.picker.current == "teen"
        await pilot.press("enter")
        await pilot.pause()  # the next question takes the place of this one before it can be clicked
        await pilot.click("#picker", offset=(5, 1))
        await pilot.pause()
        await pilot.click("#picker", offset=(5, 0))
        assert screen.tools == {"claude-code"}
        await pilot.click("#dialog-keys", offset=(12, 0))  # `space`, then `enter`
        await settled(pilot)
        assert screen.tools == set()
        await pilot.click("#dialog-keys", offset=(20, 0))
        await settled(pilot)
        assert screen.made is not None
        assert screen.made.answers.purpose == "homework"
