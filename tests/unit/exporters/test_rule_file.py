"""A rule read back as an editor reads it: one head, which says that it always holds, and Markdown."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from configurator.errors import RefusedError
from configurator.exporters import prompt, registry
from configurator.exporters.render import Sentence
from configurator.exporters.writers.draft import Draft
from configurator.exporters.writers.rule import rule_file
from tests.unit.exporters import shipped
from tests.unit.exporters.helpers import HOSTILE, Project

CURSOR = registry.target("cursor")
HEADS: dict[str, Any] = {"cursor": {"description": str, "alwaysApply": bool}}


def read(text: str) -> tuple[dict[str, Any], str]:
    """The head's keys and what stands below it."""
    opening, head, body = text.split("---\n", 2)
    assert opening == ""
    found: dict[str, Any] = yaml.safe_load(head)
    assert len(found) == head.count("\n"), "one key on each line"
    return found, body


def exported(project: Project, id_: str) -> str:
    target = registry.target(id_)
    planned = project.plan(shipped.choices(shipped.backgrounds()["defaults"]), target)
    (text,) = [file.after for file in planned.files if file.path.endswith(target.files["prompt"].project)]
    return text or ""


@pytest.mark.parametrize("id_", HEADS)
def test_it_always_holds(project: Project, id_: str) -> None:
    head, body = read(exported(project, id_))
    assert {name: type(value) for name, value in head.items()} == HEADS[id_]
    assert head["alwaysApply"] is True
    assert body.startswith(f"\n{prompt.HEADING}\n")


@pytest.mark.parametrize("text", [*HOSTILE, "---", "--- alwaysApply: false"])
def test_hostile_text_opens_no_second_head(text: str) -> None:
    for sentence in (Sentence("a.b", text, "bound"), Sentence("a.b", "Note: {value}", "own", text)):
        written = rule_file(Draft(CURSOR, [], (sentence,), {"alwaysApply": True}))
        assert written.splitlines().count("---") == 2
        assert read(written)[0]["alwaysApply"] is True


def test_somebody_elses_rule_is_not_replaced(project: Project) -> None:
    path = CURSOR.files["prompt"].project
    theirs = "---\ndescription: mine\nalwaysApply: true\n---\nBe brief.\n"
    project.put(path, theirs)
    with pytest.raises(RefusedError, match="was not written by this program"):
        project.export(shipped.choices(shipped.backgrounds()["defaults"]), CURSOR)
    assert project.read(path) == theirs


def test_a_rule_that_was_changed_by_hand_is_written_anew(project: Project) -> None:
    choices = shipped.choices(shipped.backgrounds()["defaults"])
    project.export(choices, CURSOR)
    path = CURSOR.files["prompt"].project
    written = project.read(path)
    project.put(path, written.replace("alwaysApply: true", "alwaysApply: false"))
    project.export(choices, CURSOR)
    assert project.read(path) == written
