from __future__ import annotations

import os
from pathlib import Path

import pytest

from configurator.errors import InvalidError, UsageError
from configurator.exporters.apply import drift, write
from configurator.session.exporting import choices, plan_export
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
