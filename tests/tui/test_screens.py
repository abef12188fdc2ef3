"""A picture of every screen there is. A screen without one fails."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

import configurator.tui
from configurator.domain.profile import Profile
from configurator.exporters.plan import FilePlan, Plan
from configurator.exporters.registry import target
from configurator.exporters.scan.fires import Because
from configurator.exporters.table import Coverage
from configurator.policyfile.folder import shipped_folder
from configurator.policyfile.load import load_policy
from configurator.resolution.compose import compose
from configurator.session.moves import moved_between
from configurator.session.scanning import Finding, Scanned
from configurator.session.scanning import Told as ToldIn
from configurator.session.session import Session
from configurator.store.journal import Entry
from configurator.tui.app import ConfiguratorApp
from configurator.tui.editing import Editing
from configurator.tui.export_screen import ExportPreview, Told, UnexportPreview
from configurator.tui.first_screen import FirstScreen
from configurator.tui.journal_screen import JournalScreen, Return
from configurator.tui.leaving import Unsaved
from configurator.tui.loosening import Approving, Loosening
from configurator.tui.moved_screen import MovedScreen
from configurator.tui.scan_screen import ScanScreen
from configurator.tui.target_chooser import TargetChooser
from tests.tui.looks import screen_text, settings_of, settled
from tests.tui.world import SCHOOL, session

Opening = Callable[[Pilot[Any]], Any]

PROJECT = "/home/me/project"
PREFERENCES = {"tools.shell": "listed", "content.violence": "graphic", "style.length": "short"}


def pressing(key: str, *keys: str) -> Opening:
    """Opens a screen by keys, with the cursor on ``key``."""

    async def act(pilot: Pilot[Any]) -> None:
        settings_of(pilot.app).go_to(key)
        for pressed in keys:
            await pilot.press(pressed)
            await settled(pilot)

    return act


def pushing(make: Callable[[Editing], Screen[Any]], *keys: str) -> Opening:
    """Opens a screen that ``make`` makes: one that shows paths or times of this machine otherwise."""

    async def act(pilot: Pilot[Any]) -> None:
        pilot.app.push_screen(make(settings_of(pilot.app).editing))
        await settled(pilot)
        await pilot.press(*keys)
        await settled(pilot)

    return act


def plan() -> Plan:
    files = (
        FilePlan(f"{PROJECT}/AGENTS.md", None, "## How to behave\n\n- Ask first.\n", ("agents-md",)),
        FilePlan(f"{PROJECT}/settings.json", '{"a": 1}\n', '{"a": 2}\n', ("agents-md",)),
    )
    coverage = {"agents-md": {"tools.shell": Coverage("instructed", note="the agent's settings decide")}}
    return Plan(PROJECT, files, coverage, ("a remark",))


def gone() -> Plan:
    files = (
        FilePlan(f"{PROJECT}/AGENTS.md", "mine\n\n## How to behave\n", "mine\n", ("agents-md",)),
        FilePlan(f"{PROJECT}/settings.json", '{"a": 1}\n', None, ("agents-md",)),
    )
    return Plan(PROJECT, files, {}, ("a remark",))


def entries() -> list[Entry]:
    changes = {"tools.shell": ["ask", "listed"]}
    return [Entry(1, "then", "tui", "0" * 64, "choose", "", changes, {}, "", "")]


def scanned() -> list[Scanned]:
    """A tool that is looser than a bound, and one whose instructions say something else."""
    because = (Because("permissions.allow", "Bash", f"{PROJECT}/.claude/settings.json"),)
    finding = Finding("tools.shell", "host", "listed", "bounds", because, said=True, mends=("user",))
    told = ToldIn(f"{PROJECT}/AGENTS.md", "project", "differs")
    return [
        Scanned(target("claude-code"), (), (), (finding,), ()),
        Scanned(target("agents-md"), (), (), (), (told,)),
    ]


def unsaved(editing: Editing) -> Screen[Any]:
    editing.apply(editing.propose({"tools.shell": "sandbox"}), "more")
    return Unsaved(editing)


def moved(editing: Editing) -> Screen[Any]:
    asked = {"tools.steps": 400}
    return MovedScreen(editing.session, moved_between(session(asked), session(asked, layers=(SCHOOL,))))


def loosening(editing: Editing) -> Screen[Any]:
    editing.apply(editing.propose({"tools.steps": 40, "content.violence": "mild"}), "more")
    return Loosening(editing, ["tools.steps"])


def approving(_editing: Editing) -> Screen[Any]:
    """On the shipped policy: the one of the tests knows no second person."""
    asked = {"oversight.loosening": "second_person", "autonomy.shell": "host"}
    shipped = compose(load_policy(shipped_folder()))
    return Approving(Editing(Session.of(shipped, Profile("default", preferences=asked))))


async def consequence(pilot: Pilot[Any]) -> None:
    """A choice that makes a condition hold another setting."""
    await pressing("tools.network", "right")(pilot)
    await pressing("tools.shell", "right")(pilot)


SCREENS: dict[str, tuple[Opening, str]] = {
    "SettingsScreen": (pressing("content.violence"), "Violence in stories"),
    "PickEditor": (pressing("tools.shell", "enter", "end"), "cannot be `host`"),
    "CheckEditor": (pressing("tools.kit", "enter", "down", "space"), "Change files"),
    "AmountEditor": (pressing("tools.steps", "enter"), "1 to 1000"),
    "TextEditor": (pressing("style.note", "enter"), "of 40 characters"),
    "Consequence": (consequence, "This holds something else"),
    "ExplainScreen": (pressing("content.violence", "question_mark"), "Why is it so?"),
    "Page": (pressing("tools.shell", "f1"), "Help"),
    "Menu": (pressing("tools.shell", "c"), "Go to a category"),
    "PresetScreen": (pressing("tools.shell", "p"), "Presets"),
    "Loosening": (pushing(loosening), "Steps before it checks in"),
    "Approving": (pushing(approving), "A second person approves"),
    "Leaving": (pressing("tools.shell", "right", "q"), "Save before you quit?"),
    "Unsaved": (pushing(unsaved), "Not saved yet"),
    "LayerScreen": (pressing("tools.shell", "a", "down"), "apply here"),
    "LayerFile": (pressing("tools.shell", "a", "f", "slash", "x", "full_stop", *"toml"), "/x.toml"),
    "Restacking": (pressing("tools.shell", "a", "down", "x"), "Take school off the profile"),
    "MovedScreen": (pushing(moved), "Since you last saved"),
    "TargetChooser": (pushing(lambda e: TargetChooser(e.session, ["codex"]), "down"), "Which tools"),
    "ExportPreview": (pushing(lambda e: ExportPreview(e, plan())), "What changes in the files"),
    "UnexportPreview": (pushing(lambda e: UnexportPreview(e, gone())), "Take back what exports wrote?"),
    "Told": (pushing(lambda _e: Told({"AGENTS.md": "## How to behave\n\n- Ask first.\n"})), "Ask first."),
    "JournalScreen": (pushing(lambda e: JournalScreen(e.session, entries(), ())), "Listed safe ones"),
    "Return": (
        pushing(lambda e: Return(e.session, 1, e.propose({"tools.shell": "ask"}))),
        "Back to entry 1",
    ),
    "ScanScreen": (
        pushing(lambda e: ScanScreen(e.session, scanned())),
        "configurator export claude-code --scope user",
    ),
    "FirstScreen": (pushing(lambda e: FirstScreen(e.session), "down"), "Who is it for?"),
}
"""Every screen by its class, how it is opened, and what can be read on it."""


def classes() -> set[type[Any]]:
    """Every screen that is not only a base of others."""
    for module in pkgutil.iter_modules(configurator.tui.__path__):
        importlib.import_module(f"configurator.tui.{module.name}")
    found: set[type[Any]] = set()
    waiting: list[type[Any]] = [Screen]
    while waiting:
        below = waiting.pop().__subclasses__()
        waiting += below
        found |= {one for one in below if one.__module__.startswith("configurator.tui.")}
    return {one for one in found if not one.__subclasses__()}


def test_every_screen_has_a_picture() -> None:
    assert {one.__name__ for one in classes()} == set(SCREENS)


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen(snap_compare: Callable[..., bool], name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened, readable = SCREENS[name]
    monkeypatch.setattr(TargetChooser, "root", PROJECT)

    async def look(pilot: Pilot[Any]) -> None:
        await settled(pilot)
        await opened(pilot)
        text = screen_text(pilot.app)
        assert readable in text
        assert type(pilot.app.screen).__name__ == name

    environment = {"CONFIGURATOR_THEME": "dark", "TERM": "xterm"}
    app = ConfiguratorApp(session(PREFERENCES, layers=(SCHOOL,)), environment=environment)
    assert snap_compare(app, terminal_size=(80, 24), run_before=look)
