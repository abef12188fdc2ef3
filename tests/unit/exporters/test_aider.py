"""aider's files against the keys that its own parser takes; it stops at any other.

`tools/aider_keys.py` reads the keys out of the program's package.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from configurator.exporters import registry
from tests.unit.exporters import shipped
from tests.unit.exporters.helpers import Project

AIDER = registry.target("aider")
LISTED: dict[str, Any] = json.loads(Path(__file__).with_name("aider_keys.json").read_text())
KINDS: dict[str, Any] = {"switch": bool, "flag": bool, "number": (int, float), "list": list, "text": str}


def complaints(text: str) -> list[str]:
    """What aider would say against a file."""
    found = []
    tree: Any = yaml.compose(text)
    names = [name.value for name, _ in tree.value]
    for name, value in yaml.safe_load(text).items():
        takes = LISTED["keys"].get(name)
        fits = value in takes if isinstance(takes, list) else takes and isinstance(value, KINDS[takes])
        if not fits or names.count(name) > 1:
            found.append(name)
    return found


def exported(project: Project, values: shipped.Values, scope: Any = "project") -> str:
    (file,) = [
        file
        for file in project.plan(shipped.choices(values), AIDER, scope=scope).files
        if file.path.endswith(".aider.conf.yml")
    ]
    return file.after or ""


def test_the_list_is_of_the_version_that_was_checked() -> None:
    assert LISTED["version"] == AIDER.checked


@pytest.mark.parametrize("scope", shipped.SCOPES)
def test_every_export_is_taken(project: Project, scope: str) -> None:
    for background in shipped.backgrounds().values():
        seen = {exported(project, values, scope) for values in shipped.variations(background, "aider")}
        assert len(seen) > 3
        for text in seen:
            assert complaints(text) == []
            assert "yes-always" not in text, "false takes nothing back there, and true grants"


def _values(**settings: str) -> shipped.Values:
    changed = {f"{key.replace('__', '.')}": value for key, value in settings.items()}
    return {**shipped.backgrounds()["loosest"], **changed}


def test_commits_say_that_an_ai_took_part_unless_they_should_not(project: Project) -> None:
    for value, trailer in (("always", True), ("pull_requests", False), ("when_asked", False)):
        written = yaml.safe_load(exported(project, _values(honesty__commit_credit=value)))
        assert written["attribute-co-authored-by"] is trailer
        assert written.get("attribute-author") is (None if trailer else False)


@pytest.mark.parametrize("value", ["never", "ask_each", "allow_list", "sandbox"])
def test_no_command_is_proposed_where_the_end_of_the_input_would_run_it(project: Project, value: str) -> None:
    assert (
        yaml.safe_load(exported(project, _values(autonomy__shell=value)))["suggest-shell-commands"] is False
    )


def test_foreign_keys_and_comments_stay(project: Project) -> None:
    mine = "# mine\nmodel: x  # the one\nread:\n  - NOTES.md\nedit-format: whole\n"
    project.put(".aider.conf.yml", mine)
    choices = shipped.choices(shipped.backgrounds()["tightest"])
    project.export(choices, AIDER)
    text = project.read(".aider.conf.yml")
    assert text.startswith("# mine\nmodel: x  # the one\n")
    found = yaml.safe_load(text)
    assert found["read"] == ["NOTES.md", "aider.behavior.md"]
    assert found["edit-format"] == "ask"
    assert complaints(text) == []
    project.unexport(choices, "aider")
    assert project.read(".aider.conf.yml") == mine


MUTANTS = {
    "a misspelled key": ("attribute-co-authored-by", "attribute-coauthored-by"),
    "a misspelled mode": ("edit-format: ", "edit-format: x #"),
    "a word for a truth value": ("suggest-shell-commands: false", "suggest-shell-commands: maybe"),
    "a truth value for a mode": ('edit-format: "ask"', "edit-format: true"),
    "a key twice": ("detect-urls: false", "detect-urls: false\ndetect-urls: true"),
    "a text for a list": ("read:", "read: x\nreads:"),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_a_mutant_is_noticed(project: Project, name: str) -> None:
    text = exported(project, shipped.backgrounds()["tightest"])
    mutant = text.replace(*MUTANTS[name], 1)
    assert mutant != text
    assert complaints(mutant)
