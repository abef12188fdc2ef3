from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from configurator.domain.bounds import Bounds
from configurator.domain.orders import is_looser
from configurator.errors import InvalidError, UsageError
from configurator.exporters import registry
from configurator.exporters.apply import drift, write
from configurator.exporters.scan.sources import Places, is_tool
from configurator.exporters.table import Target
from configurator.resolution.compose import Obstacle
from configurator.resolution.resolve import resolve
from configurator.session.exporting import choices, choices_for, loosest, plan_export, plan_unexport
from configurator.session.importing import plan_import
from configurator.session.opening import Named, open_session


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONFIGURATOR_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CONFIGURATOR_MANAGED", raising=False)
    (tmp_path / "home" / "profiles").mkdir(parents=True)
    (tmp_path / "project").mkdir()
    return tmp_path


def profile(home: Path, text: str, name: str = "default") -> None:
    (home / "home" / "profiles" / f"{name}.toml").write_text(f"schema = 1\nlayers = []\n{text}")


def test_a_choice_says_who_has_the_say(home: Path) -> None:
    profile(home, '[preferences.style]\nlength = "short"\n[preferences.autonomy]\nsend_messages = "auto"\n')
    ranks = {choice.setting.key: choice.rank for choice in choices(open_session(Named()))}
    assert ranks["style.length"] == "own"
    assert ranks["autonomy.send_messages"] == "bound"  # held below what was asked
    assert ranks["content.mass_casualty"] == "bound"  # one value is permitted
    assert ranks["autonomy.shell"] == "default"
    assert list(ranks) == list(open_session(Named()).effective)


def test_a_session_is_exported_and_recorded_beside_its_profile(home: Path) -> None:
    root = str(home / "project")
    planned = plan_export(open_session(Named()), ["agents-md", "json", "agents-md"], root)
    assert [os.path.basename(file.path) for file in planned.files] == ["AGENTS.md", "behavior.json"]
    write(planned)
    assert (home / "home" / "profiles" / "exports.json").is_file()
    assert drift(plan_export(open_session(Named()), ["agents-md"], root)) == []
    profile(home, '[preferences.style]\nlength = "short"\n')
    assert len(drift(plan_export(open_session(Named()), ["agents-md", "json"], root))) == 2


def test_a_profile_that_is_not_sound_is_not_exported(home: Path) -> None:
    profile(home, '[preferences.style]\nlength = "shrot"\n')
    with pytest.raises(InvalidError):
        plan_export(open_session(Named()), ["json"], str(home / "project"))


def test_an_unknown_target_is_refused(home: Path) -> None:
    with pytest.raises(UsageError, match="unknown target"):
        plan_export(open_session(Named()), ["jsn"], str(home / "project"))


def test_a_broken_record_stops_the_export(home: Path) -> None:
    (home / "home" / "profiles" / "exports.json").write_text("{")
    with pytest.raises(InvalidError, match="the record of exports"):
        plan_export(open_session(Named()), ["json"], str(home / "project"))


def test_bounds_are_the_loosest_values_that_everything_permits(home: Path) -> None:
    profile(home, '[preferences.autonomy]\nshell = "ask_each"\n')
    session = open_session(Named())
    found = {choice.setting.key: choice for choice in loosest(session)}
    assert list(found) == list(session.effective)
    for key, choice in found.items():
        bounds = session.composition.permitted[key].bounds
        assert choice.permitted is bounds
        assert choice.rank == "bound"
        assert choice.value in bounds
        if (
            isinstance(bounds, Bounds)
            and bounds.span is not None
            and key not in session.composition.conditions
        ):
            assert choice.value == bounds.span[1]
    assert found["autonomy.shell"].value != "ask_each"
    # One condition at a time stands in the way of both at once, and of neither alone.
    assert (found["autonomy.network"].value, found["content.security"].value) == ("open", "test_own")
    assert found["audience.age_group"].value == "adult_declared"


@pytest.mark.parametrize(
    "key", ["autonomy.network", "autonomy.subagents", "privacy.memory", "honesty.sources"]
)
def test_somebody_is_permitted_each_loosest_value(home: Path, key: str) -> None:
    profile(home, "")
    session = open_session(Named())
    found = {choice.setting.key: choice.value for choice in loosest(session)}
    tight = {
        other: permitted.bounds.span[0]
        for other, permitted in session.composition.permitted.items()
        if isinstance(permitted.bounds, Bounds) and permitted.bounds.span is not None
    }
    asked = {**tight, "audience.age_group": found["audience.age_group"], key: found[key]}
    assert resolve(session.composition, asked)[key].value == found[key]


def test_a_target_is_given_the_values_that_it_is_made_from(home: Path) -> None:
    profile(home, '[preferences.autonomy]\nshell = "never"\n')
    chosen = choices_for(open_session(Named()))
    own, bounds = Target("t", "T", "1", {}), Target("b", "B", "1", {}, values="bounds")
    shell = {t.id: c.value for t in (own, bounds) for c in chosen(t) if c.setting.key == "autonomy.shell"}
    assert shell["t"] == "never"
    assert shell["b"] != "never"
    assert chosen(own) is chosen(own)


def test_a_layer_that_cannot_be_read_stops_bounds_at_the_defaults(home: Path) -> None:
    profile(home, "")
    session = open_session(Named())
    stopped = replace(session.composition, obstacles=(Obstacle("school", "broken"),))
    for choice in loosest(replace(session, composition=stopped)):
        order = choice.setting.order
        if order is not None:
            default = session.composition.permitted[choice.setting.key].default
            assert not is_looser(order, choice.value, default)


def test_exports_are_taken_back_from_a_profile_that_is_not_sound(home: Path) -> None:
    profile(home, "")
    root = str(home / "project")
    write(plan_export(open_session(Named()), ["codex", "agents-md"], root))
    profile(home, '[preferences.style]\nlength = "shrot"\n')
    with pytest.raises(InvalidError):  # what stays has to be written anew
        plan_unexport(open_session(Named()), ["codex"], root)
    write(plan_unexport(open_session(Named()), [], root))
    assert os.listdir(root) == []


@pytest.mark.parametrize("id_", [id_ for id_ in registry.TARGETS if is_tool(registry.target(id_))])
def test_what_is_exported_is_no_news_when_it_is_imported(home: Path, id_: str) -> None:
    """Whatever the table of the tool rounds or ties together."""
    root, target = str(home / "project"), registry.target(id_)
    for chosen in ("", 'shell = "host"\n', 'shell = "sandbox"\ntools = []\n', 'file_write = "anywhere"\n'):
        profile(home, f"[preferences.autonomy]\n{chosen}")
        session = open_session(Named())
        write(plan_export(session, [id_], root))
        found = plan_import(session, target, Places(str(home / "user"), root, str(home / "machine")))
        assert (found.changes, found.refused) == ({}, {})
        assert found.change.after.effective == session.effective
