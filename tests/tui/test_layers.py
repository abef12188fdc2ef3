"""Layers in the app: seen first, done as one step, undone, kept over a crash, saved."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

import pytest

from configurator.errors import ConfiguratorError
from configurator.session.layering import kept, others, restack, stack, without
from configurator.session.moves import moved_between
from configurator.session.session import Session
from configurator.store import journal
from configurator.store.profiles import edit
from configurator.store.reading import read_profile
from configurator.tui.app import ConfiguratorApp
from configurator.tui.draft import Draft
from configurator.tui.editing import Editing
from configurator.tui.plain import run
from configurator.tui.tending import Tending
from configurator.tui.typed_paths import completed
from tests.tui.looks import screen_text, settings_of
from tests.tui.test_tending import die
from tests.tui.world import SCHOOL, saved, session

SIZE = (110, 40)

OWN = """
schema = 1
id = "mine"
kind = "guardian"
title = "My own"

[[source]]
id = "house"
title = "Rules of the house"

[[bound]]
key = "tools.shell"
loosest = "ask"
reason = "It is enough."
source = [{ id = "house", at = "1" }]
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A layer in a file."""
    path = tmp_path / "mine.toml"
    path.write_text(OWN, encoding="utf-8")
    return path


def layers_of(editing: Editing) -> tuple[str, ...]:
    return editing.session.profile.layers


def layers_in(path: str) -> tuple[str, ...]:
    return read_profile(path, "default").layers


async def test_a_layer_is_seen_added_undone_redone_and_saved(tmp_path: Path) -> None:
    current = saved(str(tmp_path), {"tools.steps": 400})
    app = ConfiguratorApp(current, environment={})
    async with app.run_test(size=SIZE) as pilot:
        screen = settings_of(app)
        await pilot.press("a")
        await pilot.pause()
        assert "for everyone" in screen_text(app)
        await pilot.press("down")
        assert "A school" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        text = screen_text(app)
        assert "1 bound changed: 1 now holds your value" in text
        assert "`1` to `500` → `1` to `50`" in text
        assert "400 steps → 50 steps" in text
        assert "now held by organisation `school`" in text
        assert screen.editing.unsaved().count == 0
        await pilot.press("enter")
        await pilot.pause()
        assert "layer added: school" in screen.foot.text
        assert "1 unsaved" in screen_text(app)
        assert screen.editing.session.raw("tools.steps") == 50
        assert layers_in(current.profile.path) == ()
        await pilot.press("d")
        await pilot.pause()
        assert "Layers  none → school" in screen_text(app)
        await pilot.press("escape", "u")
        assert "undone: layer added: school" in screen.foot.text
        assert screen.editing.session.raw("tools.steps") == 400
        assert screen.editing.unsaved().count == 0
        await pilot.press("ctrl+r", "s")
        assert "saved 1 change" in screen.foot.text
    assert layers_in(current.profile.path) == ("school",)
    [entry] = journal.read(journal.journal_path(current.profile.path))
    assert (entry.what, entry.about, entry.state["layers"]) == ("layers", "school", ["school"])


async def test_ones_own_layer_is_removed_and_nobody_elses(tmp_path: Path) -> None:
    current = restack(saved(str(tmp_path), {"tools.steps": 400}), ("school",)).after
    app = ConfiguratorApp(current, environment={})
    async with app.run_test(size=SIZE) as pilot:
        screen = settings_of(app)
        await pilot.press("a", "x")
        await pilot.pause()
        assert "society's part of the policy and cannot be removed" in screen_text(app)
        await pilot.press("down", "x")
        await pilot.pause()
        assert "free again" in screen_text(app)
        await pilot.press("escape")
        assert screen.editing.session.raw("tools.steps") == 50
        await pilot.press("x", "enter")
        await pilot.pause()
        assert "layer removed: school" in screen.foot.text
        assert screen.editing.session.raw("tools.steps") == 400


@pytest.fixture
def managed(tmp_path: Path, own: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The layer in a folder of the administrator's."""
    folder = tmp_path / "managed"
    folder.mkdir(mode=0o755)
    own.rename(folder / "mine.toml").chmod(0o644)
    tmp_path.chmod(0o755)
    monkeypatch.setenv("CONFIGURATOR_MANAGED", str(folder))
    return folder


@pytest.mark.usefixtures("managed")
async def test_a_managed_layer_says_who_set_it_and_stays(tmp_path: Path) -> None:
    current = restack(saved(str(tmp_path)), ()).after
    assert [one.owner for one in stack(current)] == ["society", "managed"]
    with pytest.raises(ConfiguratorError, match="cannot be removed"):
        without(current, ["mine"])
    app = ConfiguratorApp(current, environment={})
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("a", "down", "x")
        await pilot.pause()
        said = "".join(re.findall("│(.*)│", screen_text(app)))  # in the box; a long path is folded
        assert "the administrator of this machine set it" in " ".join(said.split())
        assert "mine.toml" in "".join(said.split())


async def test_the_path_of_a_file_is_judged_while_it_is_typed(tmp_path: Path, own: Path, home: Path) -> None:
    app = ConfiguratorApp(saved(str(tmp_path), {"tools.shell": "listed"}), environment={})
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("a", "f", *str(tmp_path), *"/mi")
        await pilot.pause()
        assert "[unreadable]" in screen_text(app) or "[usage]" in screen_text(app)
        await pilot.press("tab")
        await pilot.pause()
        assert "My own" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "Let guardian `mine` apply" in screen_text(app)
        assert not (home / "layers").exists()
        await pilot.press("enter")
        await pilot.pause()
        screen = settings_of(app)
        assert "layer added: mine" in screen.foot.text
        assert layers_of(screen.editing) == ("mine",)
        assert screen.editing.session.raw("tools.shell") == "ask"
        assert (home / "layers" / "mine.toml").read_text(encoding="utf-8") == OWN


def test_what_is_completed_is_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "layer_a.toml").touch()
    (tmp_path / "layer_b.toml").touch()
    (tmp_path / "letter.txt").touch()
    (tmp_path / "other").mkdir()
    assert completed(f"{tmp_path}/l") == f"{tmp_path}/layer_"
    assert completed(f"{tmp_path}/layer_a") == f"{tmp_path}/layer_a.toml"
    assert completed(f"{tmp_path}/o") == f"{tmp_path}/other{os.sep}"
    assert completed(f"{tmp_path}/nothing/x") == f"{tmp_path}/nothing/x"
    assert completed("a\0b/c") == "a\0b/c"


def test_a_file_never_takes_the_place_of_another_layer(tmp_path: Path, own: Path) -> None:
    current = saved(str(tmp_path))
    assert kept(current, str(own)) == "mine"
    assert kept(current, str(own)) == "mine"
    assert [one.name for one in others(current)] == ["school", "mine"]
    own.write_text(OWN.replace('"ask"', '"sandbox"'), encoding="utf-8")
    with pytest.raises(ConfiguratorError, match="already, and it says something else"):
        kept(current, str(own))


def test_a_crash_keeps_an_unsaved_layer_and_others_keep_theirs(tmp_path: Path, home: Path, own: Path) -> None:
    current = saved(str(tmp_path), {"tools.steps": 400})
    kept(current, str(own))
    editing = Editing(current)
    editing.apply(restack(current, ("school",)), "added")
    crashed = Tending(editing, None)
    crashed.keep()
    die(crashed._draft)
    edit(current.profile.path, {}, ("mine",))

    later = Editing(restack(current, ("mine",)).after)
    said = Tending(later, None).restore()
    assert said is not None
    assert said.message.startswith("restored 1 change")
    assert layers_of(later) == ("mine", "school")
    later.undo()
    assert layers_of(later) == ("mine",)
    assert Draft(current.profile.path).left_behind().count == 0


def test_a_draft_of_layers_that_is_none_restores_nothing(home: Path) -> None:
    folder = home / "cache" / "unsaved"
    folder.mkdir(parents=True)
    for raw in ("3", "[]", '["school"]', '[["a"], 3]', "[[1], [2]]"):
        draft = Draft("/some/default.toml")
        (folder / f"{draft._stem}.1.json").write_text(f'{{"layers": {raw}}}', encoding="utf-8")
        assert draft.left_behind().count in (0, 1)


def test_a_layer_that_somebody_adds_meanwhile_is_taken_in_and_stays(tmp_path: Path, own: Path) -> None:
    current = saved(str(tmp_path), {"tools.steps": 400})
    kept(current, str(own))
    editing = Editing(current)

    def reopen() -> Session:
        profile = read_profile(current.profile.path, "default")
        return Session.of(restack(current, profile.layers).after.composition, profile)

    tending = Tending(editing, reopen)
    editing.apply(restack(current, ("school",)), "added")
    edit(current.profile.path, {}, ("mine",))
    said = tending.look()
    assert said is not None
    assert "its layers are others now: mine" in said.hint
    assert layers_of(editing) == ("mine", "school")
    edit(current.profile.path, {}, ("mine", "eu"))  # too late to be seen before the save
    editing.save()
    assert layers_in(current.profile.path) == ("mine", "eu", "school")


def test_a_layer_that_cannot_be_read_any_more_can_be_removed(tmp_path: Path, own: Path, home: Path) -> None:
    current = saved(str(tmp_path), {"tools.shell": "listed"})
    kept(current, str(own))
    (home / "layers" / "mine.toml").write_text("not toml [", encoding="utf-8")
    broken = restack(current, ("mine",)).after
    assert stack(broken)[-1].owner == "profile"
    assert broken.raw("tools.shell") == "ask"
    assert restack(broken, without(broken, ["mine"])).after.raw("tools.shell") == "listed"


def test_what_moves_names_settings_that_a_condition_holds_because_of_it() -> None:
    before = session({"tools.shell": "sandbox", "tools.network": "ask_new"})
    after = session({"tools.shell": "sandbox", "tools.network": "ask_new"}, layers=(SCHOOL,))
    assert [one.key for one in moved_between(before, after)] == ["tools.steps"]
    assert moved_between(before, before) == []


async def test_a_comparison_goes_on_under_the_new_layers(tmp_path: Path) -> None:
    current = saved(str(tmp_path), {"tools.steps": 400})
    app = ConfiguratorApp(current, environment={})
    async with app.run_test(size=SIZE) as pilot:
        screen = settings_of(app)
        await pilot.press("v", "down", "enter")
        await pilot.pause()
        screen.apply(restack(screen.editing.session, ("school",)), "layer added: school")
        assert screen.comparison is not None
        assert screen.comparison.other.composition is screen.editing.session.composition
        assert screen.comparison.other.raw("tools.steps") == 50


async def test_the_journal_brings_layers_back_too(tmp_path: Path) -> None:
    current = saved(str(tmp_path))
    editing = Editing(current)
    editing.apply(editing.propose({"tools.steps": 40}), "")
    editing.save()
    editing.apply(restack(editing.session, ("school",)), "")
    editing.save()
    app = ConfiguratorApp(editing.session, environment={})
    async with app.run_test(size=SIZE) as pilot:
        screen = settings_of(app)
        await pilot.press("J")
        await pilot.pause()
        assert "layers school" in screen_text(app)
        assert "layers of the profile: school" in screen_text(app)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert "become those of then: none" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert layers_of(screen.editing) == ()
        assert screen.editing.unsaved().layers == (("school",), ())
        await pilot.press("u")
        assert layers_of(screen.editing) == ("school",)


def talk(current: Session, *answers: str) -> tuple[int, str]:
    out = io.StringIO()
    return run(current, io.StringIO("".join(f"{answer}\n" for answer in answers)), out), out.getvalue()


def test_layers_without_a_screen(tmp_path: Path, own: Path) -> None:
    current = saved(str(tmp_path), {"tools.steps": 400})
    code, said = talk(
        current, "layers", "layer add school", "n", "layer add school", "y", f"layer add {own}", "y",
        "layer remove society", "layer", "undo", "redo", "save", "quit",
    )  # fmt: skip
    assert code == 0
    assert "society: Society (for everyone)" in said
    assert "  school: A school" in said
    assert "1 bound changed: 1 now holds your value" in said
    assert "left as it was" in said
    assert "layer added: mine" in said
    assert "error: society applies to everyone here and cannot be removed" in said
    assert "`layers` names them" in said
    assert layers_in(current.profile.path) == ("school", "mine")
    _, said = talk(restack(current, ("school", "mine")).after, "layer remove school", "y", "save")
    assert "layer removed: school" in said
    assert layers_in(current.profile.path) == ("mine",)
