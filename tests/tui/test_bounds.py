"""What moved in the bounds: remembered at a save, shown at a start and while the app is open."""

from __future__ import annotations

import io
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from configurator.policyfile.folder import shipped_folder
from configurator.session.moves import moved_between, moves, stands
from configurator.session.opening import Named, ground, open_session
from configurator.session.remembered import KEPT, moved_since, remember
from configurator.session.saving import save
from configurator.session.session import Session
from configurator.tui.app import ConfiguratorApp
from configurator.tui.editing import Editing
from configurator.tui.moved_lines import moved_lines
from configurator.tui.plain import run
from configurator.tui.tending import Tending
from tests.tui.looks import settings_of, text_of, until_drawn
from tests.tui.test_layers import own as own  # noqa: PLC0414  # a fixture
from tests.tui.world import SCHOOL, saved, session

SIZE = (120, 36)
SHELL = "autonomy.shell"


class Place:
    """A policy folder and a profile of a test's own."""

    def __init__(self, folder: Path) -> None:
        self.policy = folder / "policy"
        shutil.copytree(shipped_folder(), self.policy, ignore=shutil.ignore_patterns("compiled.json"))
        self.named = Named(policy=str(self.policy))
        save(self.open(), {SHELL: "sandbox"}, "cli")

    def open(self) -> Session:
        return open_session(self.named)

    def tighten(self) -> None:
        """The society's file permits less than before."""
        self.edit('loosest = "host"', 'loosest = "ask_each"')

    def edit(self, old: str, new: str) -> None:
        path = self.policy / "society.toml"
        text = path.read_text(encoding="utf-8")
        begin = text.index(f'key = "{SHELL}"')
        rest = text[begin:]
        assert old in rest
        path.write_text(text[:begin] + rest.replace(old, new, 1), encoding="utf-8")

    def ground(self, now: Session) -> list[str]:
        return ground(self.named, now.profile)

    def tending(self) -> tuple[Editing, Tending]:
        editing = Editing(self.open())
        return editing, Tending(editing, self.open, self.ground)


@pytest.fixture
def place(tmp_path: Path, home: Path) -> Place:
    return Place(tmp_path)


def state_file(home: Path) -> Path:
    [path] = (home / "cache" / "bounds").iterdir()
    return path


def test_what_moved_is_found_with_range_value_layer_and_setting(place: Place) -> None:
    assert moved_since(place.open()) == []
    place.tighten()
    after = place.open()
    moved = moved_since(after)
    assert moved is not None
    assert [one.key for one in moved if one.is_held] == [SHELL]
    [one] = [one for one in moved if one.key == SHELL]
    assert one.was is not None
    assert one.now is not None
    assert one.was.value == "sandbox"
    assert one.now.value == "ask_each"
    assert one.was.permitted["loosest"] == "host"
    assert one.now.permitted["loosest"] == "ask_each"
    assert one.by == ("society",)
    text = text_of(moved_lines(after, moved, 90))
    assert "now held by society" in text
    assert "because of" not in text  # nobody else had a hand in it
    save(after, {"style.length": "short"}, "cli")
    assert moved_since(place.open()) == []


def test_what_comes_back_is_told_as_free_again(place: Place) -> None:
    place.tighten()
    save(place.open(), {"style.length": "short"}, "cli")
    place.edit('loosest = "ask_each"', 'loosest = "host"')
    moved = moved_since(place.open())
    assert moved
    assert moved[0].is_free
    assert "free again" in text_of(moved_lines(place.open(), moved, 90))


def test_settings_that_came_and_went_are_told() -> None:
    now = stands(session())
    gone = dict(now)
    stand = gone.pop("tools.shell")
    [came] = moves(gone, now)
    [went] = moves(now, gone)
    assert (came.was, came.now) == (None, stand)
    assert (went.was, went.now) == (stand, None)
    text = text_of(moved_lines(session(), [came, went], 70))
    assert "a setting that is new" in text
    assert "no setting any more" in text


def test_a_wish_that_was_edited_by_hand_is_nobodys_doing() -> None:
    before, after = session({"tools.steps": 5}), session({"tools.steps": 7})
    assert moved_between(before, after)
    assert moves(stands(before), stands(after), same_wishes=False) == []


@pytest.mark.parametrize(
    "harm",
    [
        lambda _raw: b"",
        lambda _raw: b"[]",
        lambda _raw: b"\xff\x00",
        lambda _raw: b"[" * 100_000,
        lambda raw: raw.replace(b'"schema":1', b'"schema":2'),
        lambda raw: raw.replace(b'"stands":{', b'"stands":{"x":3,'),
        lambda raw: raw.replace(b'"must":[', b'"must":[3,'),
        lambda raw: raw.replace(b'"max_chars":', b'"max_chars":"\\u001b[2J","y":'),
        lambda raw: raw.replace(b'"tightest"', b'"tight"'),
    ],
)
def test_a_state_that_is_unreadable_or_foreign_is_no_news_and_no_error(
    place: Place, home: Path, harm: Callable[[bytes], bytes]
) -> None:
    path = state_file(home)
    before = path.read_bytes()
    path.write_bytes(harm(before))
    assert path.read_bytes() != before
    place.tighten()
    assert moved_since(place.open()) is None


def test_states_are_bounded_in_number_and_private(tmp_path: Path, home: Path) -> None:
    for number in range(KEPT + 3):
        remember(session(path=str(tmp_path / f"{number}.toml")))
    files = list((home / "cache" / "bounds").iterdir())
    assert len(files) == KEPT
    assert all(file.stat().st_mode & 0o077 == 0 for file in files)


def test_a_layer_of_this_run_alone_is_neither_news_nor_remembered(place: Place, home: Path) -> None:
    before = state_file(home).read_bytes()
    passing = open_session(Named(policy=str(place.policy), layers=("school",)))
    assert moved_since(passing) is None
    save(passing, {"style.length": "short"}, "cli")
    assert state_file(home).read_bytes() == before


async def test_the_list_is_shown_at_the_start_once_and_leads_to_the_setting(place: Place) -> None:
    place.tighten()
    app = ConfiguratorApp(place.open(), place.open, environment={}, ground=place.ground)
    async with app.run_test(size=SIZE) as pilot:
        await until_drawn(pilot, "Since you last saved")
        await until_drawn(pilot, "1 now holds your value")
        await pilot.press("enter")
        await pilot.pause()
        assert settings_of(app).current == SHELL
        await pilot.press("m")
        assert "no bounds changed" in settings_of(app).foot.text
    assert moved_since(place.open()) == []


async def test_a_policy_that_changes_while_open_is_told_and_listed(place: Place) -> None:
    app = ConfiguratorApp(place.open(), place.open, environment={}, ground=place.ground)
    async with app.run_test(size=SIZE) as pilot:
        while app._may_ask:  # until it has looked at what to show at a start
            await pilot.pause()
        screen = settings_of(app)
        app.tend()
        assert screen.editing.session.raw(SHELL) == "sandbox"
        place.tighten()
        app.tend()
        await pilot.pause()
        assert "1 now holds your value" in screen.foot.text
        assert "`m` shows them" in screen.foot.text
        assert screen.editing.session.raw(SHELL) == "ask_each"
        await pilot.press("m")
        await until_drawn(pilot, "Since you last saved")
        place.edit('loosest = "ask_each"', 'loosest = "host"')
        app.tend()  # not under a box that was made from what was read before
        assert screen.editing.session.raw(SHELL) == "ask_each"
        await pilot.press("escape")
        await pilot.pause()
        app.tend()
        assert screen.editing.session.raw(SHELL) == "sandbox"


def test_a_policy_that_cannot_be_read_any_more_stops_loosening_until_it_can(place: Place) -> None:
    editing, tending = place.tending()
    default = editing.session.effective[SHELL].default
    good = (place.policy / "society.toml").read_bytes()
    (place.policy / "society.toml").write_text("not toml [", encoding="utf-8")
    said = tending.look()
    assert said is not None
    assert said.is_error
    assert "not valid TOML" in said.message
    assert "nothing is loosened" in said.hint
    assert editing.session.composition.obstacles[0].layer == "policy"
    assert editing.session.effective[SHELL].value == default
    assert editing.session.profile.preferences[SHELL] == "sandbox"
    assert not tending.is_current()
    assert tending.look() is None
    (place.policy / "society.toml").write_bytes(good)
    assert "can be read again" in (tending.look() or said).message
    assert editing.session.effective[SHELL].value == "sandbox"
    assert tending.is_current()


def test_a_layer_of_ones_own_and_one_of_the_administrator_are_watched(
    place: Place, own: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = own.read_text(encoding="utf-8").replace("tools.shell", SHELL).replace('"ask"', '"ask_each"')
    (home / "layers").mkdir(parents=True)
    mine = home / "layers" / "mine.toml"
    mine.write_text(text.replace('"ask_each"', '"sandbox"'), encoding="utf-8")
    save(place.open(), {}, "cli", layers=("mine",))
    folder = tmp_path / "managed"
    folder.mkdir(mode=0o755)
    tmp_path.chmod(0o755)
    monkeypatch.setenv("CONFIGURATOR_MANAGED", str(folder))
    editing, tending = place.tending()
    assert tending.look() is None
    mine.write_text(text, encoding="utf-8")
    said = tending.look()
    assert said is not None
    assert said.message == "1 bound changed: 1 now holds your value"
    assert editing.session.effective[SHELL].held_by == "mine"
    ruled = folder / "ruled.toml"
    ruled.write_text(text.replace('"mine"', '"ruled"').replace('"ask_each"', '"never"'), encoding="utf-8")
    ruled.chmod(0o644)
    assert tending.look() is not None
    assert editing.session.raw(SHELL) == "never"
    assert "ruled" in [layer.id for layer in editing.session.composition.layers]


def test_nothing_is_read_where_nothing_changed(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    _, tending = place.tending()

    def never(*_arguments: object, **_options: object) -> int:
        raise AssertionError("a file was opened")

    monkeypatch.setattr(os, "open", never)
    monkeypatch.setattr(os, "listdir", never)
    assert tending.look() is None


def test_without_a_screen_it_is_told_at_the_start_once(place: Place) -> None:
    place.tighten()
    for is_news in (True, False):
        out = io.StringIO()
        run(place.open(), io.StringIO("bounds\nquit\n"), out)
        assert ("1 now holds your value" in out.getvalue()) == is_news
        assert "no bounds changed since you last saved" in out.getvalue()


def test_what_is_kept_holds_no_wish_in_words(tmp_path: Path, home: Path) -> None:
    current = saved(str(tmp_path), {"style.note": "my name"})
    remember(current)
    stand = json.loads(state_file(home).read_text(encoding="utf-8"))["stands"]["tools.steps"]
    assert stand[0] == {"tightest": 1, "loosest": 500, "step": 1, "unit": "steps"}
    assert moved_since(Session.of(session(layers=(SCHOOL,)).composition, current.profile))
