"""The settings that govern the tool, in the app: asked once, waiting, lapsing, renewed, approved."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest

from configurator.session.layering import restack, stack
from configurator.session.opening import Named, open_session
from configurator.session.session import Session
from configurator.session.signing import key_for
from configurator.store import clock
from configurator.store.layers import set_approval
from configurator.store.profiles import edit
from configurator.tui.app import ConfiguratorApp
from configurator.tui.editing import Editing, Unsaved
from configurator.tui.plain import run
from tests.tui.looks import screen_text, settings_of

DAY = date(2030, 3, 1).toordinal()
SHELL, WAY, HOMEWORK = "autonomy.shell", "oversight.loosening", "advice.homework"
WIDE = (200, 50)


class Calendar:
    day = DAY


@pytest.fixture(autouse=True)
def calendar(monkeypatch: pytest.MonkeyPatch) -> Calendar:
    """A day of the test's own."""
    one = Calendar()
    monkeypatch.setattr(clock, "today", lambda: one.day)
    return one


def opened() -> Session:
    return open_session(Named())


def profile(home: Path, **preferences: str) -> Path:
    """The default profile, with the rule for loosening, or a shell."""
    path = home / "profiles" / "default.toml"
    keys = {"shell": SHELL, "way": WAY, "network": "autonomy.network"}
    edit(str(path), {keys[name]: raw for name, raw in preferences.items()})
    return path


def app_of(session: Session) -> ConfiguratorApp:
    return ConfiguratorApp(session, opened, environment={})


@pytest.mark.parametrize("size", [(60, 15), WIDE])
async def test_saving_a_loosening_asks_once_in_plain_words(home: Path, size: tuple[int, int]) -> None:
    path = profile(home, shell="never")
    app = app_of(opened())
    async with app.run_test(size=size) as pilot:
        settings_of(app).go_to(SHELL)
        await pilot.press("right", "right", "s")
        await pilot.pause()
        assert "This loosens" in screen_text(app)
        assert "Running commands (autonomy.shell)" in screen_text(app)
        await pilot.press("n", "s")
        await pilot.pause()
        assert 'shell = "never"' in path.read_text(encoding="utf-8")
        await pilot.press("y")
        await pilot.pause()
    assert 'shell = "allow_list"' in path.read_text(encoding="utf-8")
    assert "[loosened.autonomy.shell]\non = 2030-03-01" in path.read_text(encoding="utf-8")


async def test_saving_a_tightening_asks_nothing(home: Path) -> None:
    path = profile(home, way="confirm")
    app = app_of(opened())
    async with app.run_test(size=WIDE) as pilot:
        settings_of(app).go_to(SHELL)
        await pilot.press("left", "s")
        await pilot.pause()
    assert 'shell = "never"' in path.read_text(encoding="utf-8")


async def test_what_waits_says_until_when_and_holds_once_it_is_a_new_day(
    home: Path, calendar: Calendar
) -> None:
    profile(home, way="next_day")
    app = app_of(opened())
    async with app.run_test(size=WIDE) as pilot:
        screen = settings_of(app)
        screen.go_to(SHELL)
        await pilot.press("right", "s")
        await pilot.pause()
        text = " ".join(screen_text(app).split())
        assert "1 waiting until 2030-03-02" in text
        assert "`allow_list` holds from 2030-03-02 on: loosening takes a night" in text
        assert screen.editing.session.raw(SHELL) == "ask_each"
        screen.find("@waiting")
        assert list(screen.in_sight) == [SHELL]
        calendar.day += 1
        app.tend()
        await pilot.pause()
        assert screen.editing.session.raw(SHELL) == "allow_list"
        assert "waiting" not in screen_text(app)


async def test_a_lapse_is_told_before_and_after_and_a_key_renews(home: Path, calendar: Calendar) -> None:
    path = profile(home)
    session = opened()
    editing = Editing(session)
    editing.apply(session.choose({SHELL: "sandbox", "autonomy.network": "open"}), "loosened")
    editing.save()
    calendar.day += 85
    app = app_of(opened())
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert "2 loosened settings lapse soon, the first on 2030-05-30" in screen_text(app)
    calendar.day += 5
    app = app_of(opened())
    async with app.run_test(size=WIDE) as pilot:
        screen = settings_of(app)
        await pilot.pause()
        assert "2 loosened settings lapsed" in screen_text(app)
        assert "2 lapsed since 2030-05-30" in screen_text(app)
        screen.go_to(SHELL)
        await pilot.press("n")
        assert screen.editing.session.raw(SHELL) == "sandbox"
        assert screen.editing.unsaved().changes == {SHELL: "sandbox"}
        await pilot.press("u")
        assert screen.editing.session.raw(SHELL) == "ask_each"
        assert screen.editing.unsaved().changes == {}
        await pilot.press("N", "s", "y")
        await pilot.pause()
        assert screen.editing.session.raw("autonomy.network") == "open"
        assert screen.editing.unsaved().changes == {}
    assert path.read_text(encoding="utf-8").count("\non = 2030-05-30") == 2


async def test_a_second_person_approves_in_the_app(home: Path, calendar: Calendar) -> None:
    layer = home / "layers" / "friend.toml"
    layer.parent.mkdir(parents=True)
    layer.write_text('schema = 1\nid = "friend"\nkind = "guardian"\ntitle = "A friend"\n', encoding="utf-8")
    set_approval(str(layer), key_for("four words that rhyme"))
    path = profile(home, way="second_person", shell="host")
    edit(str(path), {}, ("friend",))
    calendar.day = clock.written(str(path)) or 0  # what has no mark counts from there
    app = app_of(opened())
    async with app.run_test(size=WIDE) as pilot:
        screen = settings_of(app)
        screen.go_to(SHELL)
        await pilot.press("o")
        await pilot.pause()
        assert "A second person approves" in screen_text(app)
        assert "Asks every time → Anything on this computer" in screen_text(app)
        await pilot.press(*"xyzzy", "enter")
        await pilot.pause()
        assert "this passphrase approves nothing here" in screen_text(app)
        assert "xyzzy" not in screen_text(app)
        await pilot.press(*"four", "space", *"words", "space", *"that", "space", *"rhyme", "enter")
        await pilot.pause()
        assert screen.editing.session.raw(SHELL) == "host"
        assert "approved: 1" in screen_text(app)
        await pilot.press("o")
        assert "nothing waits for a second person" in screen_text(app)
    assert "signature = " in path.read_text(encoding="utf-8")


async def test_what_is_not_saved_is_asked_before_it_is_exported(home: Path, tmp_path: Path) -> None:
    profile(home)
    app = app_of(opened())
    async with app.run_test(size=WIDE) as pilot:
        settings_of(app).go_to(SHELL)
        await pilot.press("right", "e", "enter")
        await pilot.pause()
        assert "This loosens" in screen_text(app)
        await pilot.press("n")
        await pilot.pause()
        assert "not saved yet; they are exported too" not in screen_text(app)


def test_marks_follow_the_file_and_not_the_steps(home: Path, calendar: Calendar) -> None:
    """Undo, redo and what others write meanwhile: the mark is the difference from the file."""
    path = profile(home)
    editing = Editing(opened())
    for raw in ("allow_list", "sandbox", "host"):
        editing.apply(editing.propose({SHELL: raw}), raw)
    editing.undo()
    editing.undo()
    editing.redo()
    editing.save()
    assert opened().profile.loosened[SHELL].to == "sandbox"
    editing.undo()
    editing.undo()
    editing.undo()
    assert editing.unsaved().changes == {SHELL: None}
    edit(str(path), {"style.length": "short"})
    editing.rebase(opened())
    assert editing.unsaved().changes == {SHELL: None}
    editing.redo()
    editing.redo()
    assert editing.unsaved().changes == {}
    assert editing.session.profile.loosened == opened().profile.loosened
    calendar.day += 40
    editing.rebase(opened())
    editing.apply(editing.propose({SHELL: "allow_list"}), "tighter")
    editing.save()
    assert opened().profile.loosened[SHELL].on == DAY


def talk(*answers: str) -> str:
    out = io.StringIO()
    run(opened(), io.StringIO("".join(f"{answer}\n" for answer in answers)), out)
    return out.getvalue()


@pytest.mark.parametrize(("answer", "kept"), [("y", True), ("n", False)])
def test_questions_and_answers_ask_before_a_loosening_is_saved(home: Path, answer: str, kept: bool) -> None:
    path = profile(home)
    said = talk(SHELL, "sandbox", "save", answer, "quit", "n")
    assert "this loosens:\n  Running commands (autonomy.shell): Asks every time → " in said
    assert ('shell = "sandbox"' in path.read_text(encoding="utf-8")) == kept


def test_questions_and_answers_tell_of_a_lapse_and_renew(home: Path, calendar: Calendar) -> None:
    profile(home)
    talk(SHELL, "sandbox", "save", "y")
    calendar.day += 100
    assert "1 loosened setting lapsed and is at its default" in talk("quit")
    talk("renew", "save", "y")
    assert opened().raw(SHELL) == "sandbox"


def test_a_layer_taken_off_in_the_app_goes_the_next_day_and_can_be_taken_back(
    home: Path, calendar: Calendar
) -> None:
    path = profile(home, way="next_day")
    edit(str(path), {}, ("school",))
    editing = Editing(opened())
    editing.apply(restack(editing.session, ()), "layer removed")
    assert [layer.id for layer in editing.session.composition.layers] == ["society", "school"]
    assert ("school", "leaving") in [(one.name, one.owner) for one in stack(editing.session)]
    editing.undo()
    assert editing.unsaved().count == 0
    assert not editing.session.profile.leaving
    editing.redo()
    editing.save()
    assert path.read_text(encoding="utf-8").endswith("[leaving.school]\non = 2030-03-01\n")
    assert [layer.id for layer in opened().composition.layers] == ["society", "school"]
    calendar.day += 1
    assert [layer.id for layer in opened().composition.layers] == ["society"]


async def test_taking_a_layer_off_is_asked_where_it_sets_something_free(
    home: Path, calendar: Calendar
) -> None:
    path = profile(home)
    edit(str(path), {HOMEWORK: "full"}, ("school",))
    calendar.day = clock.written(str(path)) or 0
    held = opened().raw(HOMEWORK)
    app = app_of(opened())
    async with app.run_test(size=WIDE) as pilot:
        screen = settings_of(app)
        screen.apply(restack(screen.editing.session, ()), "layer removed")
        assert screen.editing.session.raw(HOMEWORK) != held
        await pilot.press("s")
        await pilot.pause()
        assert "This loosens" in screen_text(app)
        await pilot.press("n")
    assert 'layers = ["school"]' in path.read_text(encoding="utf-8")


def test_what_was_renewed_and_not_saved_outlives_a_crash(home: Path, calendar: Calendar) -> None:
    profile(home)
    talk(SHELL, "sandbox", "save", "y")
    calendar.day += 100
    lost = Editing(opened())
    lost.apply(lost.session.renew([SHELL]), "renewed")
    again = Editing(opened())
    again.restore(Unsaved(dict(lost.unsaved().changes)))
    assert again.session.raw(SHELL) == "sandbox"
    assert again.unsaved() == lost.unsaved()
