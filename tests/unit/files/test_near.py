"""Did you mean: for one name, and for a file full of names that do not exist."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from configurator.cli.main import main
from configurator.files import near

NAMES = ("style.tone", "style.note", "content.violence")


def test_each_of_a_few_names_is_looked_for() -> None:
    assert near.meant_by(["style.tome", "zzz", "content.violense"], NAMES) == {
        "style.tome": "style.tone",
        "content.violense": "content.violence",
    }


@pytest.mark.parametrize("verb", [["check"], ["get", "style.note"]])
@pytest.mark.parametrize("line", ['style.tome{n} = "warm"', "style.note.{n} = 1"])
def test_a_profile_full_of_unknown_settings_does_not_cost_a_look_up_each(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    verb: list[str],
    line: str,
) -> None:
    monkeypatch.setenv("CONFIGURATOR_HOME", str(tmp_path))
    looked: list[str] = []
    usual = difflib.get_close_matches

    def counted(word: str, *names: object, **how: object) -> list[str]:
        looked.append(word)
        return usual(word, *names, **how)  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr(difflib, "get_close_matches", counted)
    (tmp_path / "profiles").mkdir()
    lines = "\n".join(line.format(n=n) for n in range(500))
    (tmp_path / "profiles" / "default.toml").write_text(f"schema = 1\n[preferences]\n{lines}\n")
    assert main(verb) != 0
    capsys.readouterr()
    assert len(looked) <= 2 * near.MOST


def test_the_keys_of_a_profile_do_not_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CONFIGURATOR_HOME", str(tmp_path))
    (tmp_path / "profiles").mkdir()
    lines = "\n".join(f"preferencez{n} = 1" for n in range(500))
    (tmp_path / "profiles" / "default.toml").write_text(f"schema = 1\n{lines}\n")
    assert main(["check"]) == 2
    said = capsys.readouterr().err
    assert said.count("unknown key") == 500
    assert said.count("did you mean `preferences`?") == near.MOST
