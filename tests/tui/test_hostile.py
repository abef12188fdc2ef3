"""Text and files that mean harm, or are merely enormous."""

from __future__ import annotations

import errno
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from configurator.domain.bounds import Bounds
from configurator.domain.policy import Catalogue
from configurator.errors import ConfiguratorError
from configurator.policyfile.folder import shipped_folder
from configurator.policyfile.load import load_policy
from configurator.tui.app import ConfiguratorApp
from configurator.tui.tending import Tending
from tests.tui.looks import screen_text, settings_of, settled, type_ahead
from tests.tui.world import POLICY, SETTINGS, SHELL, _line, _scale, saved, session

SIZE = (100, 30)
EVIL = "\x1b[2J\x1b]0;owned\x07\u202egnp.exe\u2066\x9b31m\r\n[red]" + "W" * 10_000


def refused_in(text: str) -> set[str]:
    """The characters that a terminal would obey."""
    return {c for c in text if (c < " " and c != "\n") or "\x7f" <= c <= "\x9f" or c in "\u202e\u2066\u200f"}


# ----------------------------------------------------------------- text


@pytest.mark.parametrize(
    "title", ["\\u001b[2J", "\\u202eevil", "\\u0007", "\\u009b31m"], ids=["escape", "direction", "bell", "C1"]
)
def test_a_policy_file_with_such_a_title_is_refused(tmp_path: Path, title: str) -> None:
    folder = tmp_path / "policies"
    shutil.copytree(shipped_folder(), folder)
    file = folder / "catalogue" / "content.toml"
    old = 'title = "Violence in stories and answers"'
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, f'title = "{title}{"W" * 10_000}"'), encoding="utf-8")
    with pytest.raises(ConfiguratorError) as caught:
        load_policy(str(folder))
    said = "".join(str(one) + one.hint for one in (caught.value, *caught.value.others))
    assert not refused_in(said)
    assert len(str(caught.value)) < 2000


async def test_a_title_of_ten_thousand_characters_is_cut_everywhere() -> None:
    hostile = [
        replace(one, title=EVIL, description=EVIL) if one.key == "tools.shell" else one for one in SETTINGS
    ]
    catalogue = replace(POLICY.catalogue, settings={one.key: one for one in hostile})
    app = ConfiguratorApp(
        session({"style.note": EVIL[:30]}, policy=replace(POLICY, catalogue=catalogue)), environment={}
    )
    async with app.run_test(size=SIZE) as pilot:
        screen = settings_of(app)
        screen.go_to("tools.shell")
        for keys in (
            (),
            ("question_mark",),
            ("enter",),
            ("right",),
            ("d",),
            ("p",),
            ("ctrl+p", *"run"),
            ("R",),
        ):
            await pilot.press(*keys)
            await settled(pilot)
            text = screen_text(app)
            assert not refused_in(text), keys
            assert "q quit" in text or app.screen is not screen
            await pilot.press("escape", "escape")
            await settled(pilot)
            screen.go_to("tools.shell")


async def test_a_preference_that_acts_is_inert_in_the_list_and_in_its_editor() -> None:
    app = ConfiguratorApp(session({"style.note": "a\x1b[31mb\u202ec"}), environment={})
    async with app.run_test(size=SIZE) as pilot:
        settings_of(app).go_to("style.note")
        for keys in ((), ("question_mark",), ("enter",)):
            await pilot.press(*keys)
            await settled(pilot)
            assert not refused_in(screen_text(app))
            await pilot.press("escape")
            await settled(pilot)


async def test_a_file_name_that_acts_is_spelled_out(tmp_path: Path) -> None:
    folder = tmp_path / "x\x1b[31m\u202e"
    folder.mkdir()
    app = ConfiguratorApp(saved(str(folder)), environment={})
    async with app.run_test(size=(160, 30)) as pilot:
        settings_of(app).go_to("tools.shell")
        await pilot.press("right", "d")
        await settled(pilot)
        assert not refused_in(screen_text(app))
        await pilot.press("escape", "s")
        await settled(pilot)
        assert "saved 1 change to" in screen_text(app)
        assert not refused_in(screen_text(app))


async def test_pasted_text_brings_nothing_that_acts_and_no_line_is_lost() -> None:
    from textual import events

    app = ConfiguratorApp(session(), environment={})
    async with app.run_test(size=SIZE) as pilot:
        settings_of(app).go_to("style.note")
        await pilot.press("enter")
        await settled(pilot)
        app.post_message(events.Paste("one\ntw\x1b[31mo\u202e"))
        await settled(pilot)
        assert app.screen.field.value == "one tw[31mo"  # type: ignore[attr-defined]


# ----------------------------------------------------------------- size


async def test_ten_thousand_settings_open_and_are_found() -> None:
    many = [
        _scale(
            f"c{n % 50}.s{n}",
            f"Setting number {n}",
            SHELL,
            ("Never", "Asks", "Listed", "Sandboxed", "Anywhere"),
        )
        for n in range(10_000)
    ]
    lines = {one.key: _line(one.key, Bounds.between(SHELL, "never", "sandbox"), "ask") for one in many}
    society = replace(POLICY.society, lines=lines, conditions=(), notes=())
    catalogue = Catalogue({one.key: one for one in many}, {f"c{n}": f"Category {n}" for n in range(50)})
    policy = replace(POLICY, catalogue=catalogue, society=society, layers={}, presets={})
    app = ConfiguratorApp(session({"c7.s4257": "listed"}, policy=policy), environment={})
    async with app.run_test(size=SIZE) as pilot:
        screen = settings_of(app)
        assert "10000 of 10000" in screen_text(app)
        await type_ahead(pilot, "/number 4257\r")
        assert list(screen.in_sight) == ["c7.s4257"]
        await pilot.press("right")
        assert screen.editing.unsaved().changes == {"c7.s4257": "sandbox"}
        await pilot.press("escape", "escape")
        await type_ahead(pilot, "/@changed\r")
        assert list(screen.in_sight) == ["c7.s4257"]
        await pilot.press("escape", "escape", "end")
        assert screen.current == screen.list.items[-1]
        await type_ahead(pilot, "/nosuchthing\r")
        assert list(screen.in_sight) == []


# ----------------------------------------------------------------- files


def test_a_file_that_breaks_and_is_mended_while_open(tmp_path: Path) -> None:
    from configurator.tui.editing import Editing

    editing = Editing(saved(str(tmp_path), {"tools.shell": "never"}))
    path = tmp_path / "default.toml"
    right = path.read_text(encoding="utf-8")
    editing.apply(editing.propose({"style.length": "short"}), "short")
    tending = Tending(editing, None)
    path.write_text("not toml [", encoding="utf-8")
    said = tending.look()
    assert said is not None
    assert said.is_error
    assert "not valid TOML" in said.message
    assert tending.look() is None  # said once
    path.unlink()
    path.mkdir()
    said = tending.look()
    assert said is not None
    assert "is not a file" in said.message
    path.rmdir()
    path.symlink_to(path)
    tending.look()
    path.unlink()
    path.write_text(right, encoding="utf-8")
    said = tending.look()
    assert said is not None
    assert not said.is_error
    assert "can be read again" in said.message
    assert editing.session.profile.preferences == {"tools.shell": "never", "style.length": "short"}
    assert editing.unsaved().changes == {"style.length": "short"}


@pytest.mark.parametrize("call", ["configurator.files.write.os.fsync", "configurator.files.write.os.replace"])
async def test_a_full_disk_keeps_the_change_and_the_draft_and_says_so(
    tmp_path: Path, home: Path, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = ConfiguratorApp(saved(str(tmp_path), {"tools.shell": "ask"}), environment={})
    before = (tmp_path / "default.toml").read_text(encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    async with app.run_test(size=SIZE) as pilot:
        screen = settings_of(app)
        screen.go_to("tools.shell")
        with monkeypatch.context() as patched:
            patched.setattr(call, full)
            await pilot.press("right", "s")
            await settled(pilot)
            said = " ".join(screen.foot.text.split())
            assert "the disk is full" in said
            assert "what you changed is kept here" in said
            app.tending.keep()  # nor can the draft be written
        assert screen.editing.unsaved().changes == {"tools.shell": "listed"}
        assert (tmp_path / "default.toml").read_text(encoding="utf-8") == before
        app.tending.keep()
        assert len(list((home / "cache" / "unsaved").glob("*.json"))) == 1
        await pilot.press("s")
        await settled(pilot)
        assert "saved 1 change" in screen.foot.text
