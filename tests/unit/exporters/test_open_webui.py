"""Open WebUI's entry: one model, a prompt that is no template, and the owner's choice of a model."""

from __future__ import annotations

import json
from typing import Any

import pytest

from configurator.exporters import prompt, registry
from configurator.exporters.render import Sentence, render
from configurator.exporters.writers.draft import Draft
from configurator.exporters.writers.open_webui import entry_file
from tests.unit.exporters import shipped
from tests.unit.exporters.helpers import HOSTILE, Project

TARGET = registry.target("open-webui")
FILE = ".ai/open-webui-model.json"


def entry(*sentences: Sentence, before: str = "") -> dict[str, Any]:
    (found,) = json.loads(entry_file(Draft(TARGET, [], sentences, {"base_model_id": "llama3.2"}, before)))
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("background", shipped.backgrounds())
def test_it_says_what_it_was_to_say(background: str) -> None:
    done = render(TARGET, shipped.choices(shipped.backgrounds()[background]), "project")
    assert entry(*done.sentences)["params"] == {"system": prompt.one_text(done.sentences)}


@pytest.mark.parametrize(
    "text", [*HOSTILE, "{{USER_EMAIL}}", "{{{USER_NAME}}}", "{{ env | text }}", "a }} b", '"}], {"id": "x"']
)
def test_a_text_is_no_template(text: str) -> None:
    for sentence in (Sentence("a.b", text, "bound"), Sentence("a.b", "Note: {value}", "own", text)):
        found = entry(sentence, Sentence("c.d", "Last.", "default"))
        assert found.keys() == {"$written_by", "base_model_id", "meta", "params"}
        assert "{{" not in found["params"]["system"]
        assert "}}" not in found["params"]["system"]
        assert "Last." in found["params"]["system"]


def test_the_model_that_a_person_chose_stays(project: Project) -> None:
    choices = shipped.choices(shipped.backgrounds()["defaults"])
    project.export(choices, TARGET)
    before = project.read(FILE)
    project.put(FILE, before.replace("llama3.2", "qwen3:8b"))
    project.export(choices, TARGET)
    assert project.read(FILE) == before.replace("llama3.2", "qwen3:8b")


@pytest.mark.parametrize("before", ["", "[]", "{}", '[{"base_model_id": 3}]', "[", "[" * 100_000])
def test_a_file_that_names_none_has_the_tables(before: str) -> None:
    assert entry(before=before)["base_model_id"] == "llama3.2"


def test_what_is_not_to_be_used_is_off(project: Project) -> None:
    choices = shipped.choices(shipped.backgrounds()["tightest"])
    project.export(choices, TARGET)
    (found,) = json.loads(project.read(FILE))
    assert found["meta"]["capabilities"] == dict.fromkeys(
        ("memory", "web_search", "code_interpreter", "terminal"), False
    )
