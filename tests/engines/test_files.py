"""The files for APIs of models: their makers' packages take each, and notice each mistake.

What neither a package nor a reading of what passes notices is listed in `survivors.json`, by file and with its reason.
"""

from __future__ import annotations

import functools
import itertools
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from configurator.exporters import registry
from configurator.exporters.manifest import Manifest
from configurator.exporters.plan import plan
from tests.mutations.data import general, mutants
from tests.unit.exporters import shipped
from tools import schemas

from .conftest import Listener, need
from .judges import JUDGES
from .passing import looser, passing

APIS = [id_ for id_ in registry.TARGETS if registry.target(id_).group == "APIs"]
SURVIVORS = Path(__file__).with_name("survivors.json")


def files(id_: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """What is exported, read again, by the name of the file."""
    done = plan([registry.target(id_)], lambda _: shipped.choices(values), "/", "project", Manifest())
    return {os.path.basename(file.path): json.loads(file.after or "") for file in done.files}


@functools.cache
def default_files() -> dict[str, Any]:
    """Of one rich profile: everything that can be in a file is in it."""
    values = {
        **shipped.backgrounds()["defaults"],
        "privacy.redact": frozenset(shipped.settings()["privacy.redact"].ids),
        "autonomy.tools": frozenset({"web_search"}),
        "autonomy.network": "open",
        "style.length": "short",
    }
    return {name: data for id_ in APIS for name, data in files(id_, values).items()}


def profiles(id_: str) -> Iterator[Mapping[str, Any]]:
    for background in shipped.backgrounds().values():
        yield from shipped.variations(background, id_)


def test_every_file_has_a_judge() -> None:
    assert default_files().keys() == JUDGES.keys()


@pytest.mark.parametrize("id_", APIS)
def test_their_makers_take_every_file(id_: str) -> None:
    seen = set()
    for values in profiles(id_):
        for name, data in files(id_, values).items():
            package, judge = JUDGES[name]
            need(package)
            if (text := json.dumps(data)) not in seen:
                judge(data)
                seen.add(text)


@pytest.mark.parametrize("name", JUDGES)
def test_every_mistake_is_noticed(name: str) -> None:
    package, judge = JUDGES[name]
    need(package)
    survived = {}
    for mistake, mutant in mutants(default_files()[name]):
        try:
            judge(mutant)
        except Exception:  # noqa: BLE001  # any complaint will do
            continue
        if looser(default_files()[name], mutant):
            continue
        survived[general(mistake)] = mutant
    assert sorted(survived) == sorted(json.loads(SURVIVORS.read_text())[name])


@pytest.mark.parametrize("name", JUDGES)
def test_nothing_that_survives_lets_more_pass(name: str) -> None:
    """None of the packages is needed to see that no bound is among them."""
    listed = json.loads(SURVIVORS.read_text())[name]
    made = [(general(what), mutant) for what, mutant in mutants(default_files()[name])]
    assert {*listed} <= {what for what, _mutant in made}
    assert not [what for what, mutant in made if what in listed and looser(default_files()[name], mutant)]


@pytest.mark.parametrize("name", schemas.SCHEMAS)
def test_kept_schemas_are_those_of_the_packages(name: str) -> None:
    need({"bedrock": "botocore", "azure": "azure.mgmt.cognitiveservices"}[name])
    assert (schemas.FOLDER / f"{name}.json").read_text() == schemas.text(name)


# ------------------------------------------------------------ what is sent


def test_openai_sends_the_file(listener: Listener) -> None:
    need("openai")
    import openai

    client = openai.OpenAI(api_key="k", base_url=listener.url, max_retries=0)
    data = default_files()["openai-response.json"]
    with client, pytest.raises(openai.BadRequestError):
        client.responses.create(model="m", input="hello", **data)
    assert listener.bodies == [{"model": "m", "input": "hello", **data}]


def test_anthropic_sends_the_file(listener: Listener) -> None:
    need("anthropic")
    import anthropic

    client = anthropic.Anthropic(api_key="k", base_url=listener.url, max_retries=0)
    data = default_files()["anthropic-message.json"]
    request: Any = {"model": "m", "max_tokens": 9, "messages": [{"role": "user", "content": "hello"}]}
    with client, pytest.raises(anthropic.BadRequestError):
        client.messages.create(**request, **data)
    assert listener.bodies == [{**request, **data}]


def test_google_sends_the_file(listener: Listener) -> None:
    need("google.genai")
    from google import genai

    data = default_files()["gemini-generate-content.json"]
    config = genai.types.GenerateContentConfig.model_validate(data)
    options = genai.types.HttpOptions(base_url=listener.url)
    client = genai.Client(api_key="k", http_options=options)
    with client, pytest.raises(genai.errors.ClientError):
        client.models.generate_content(model="m", contents="hello", config=config)
    sent = listener.bodies[0]
    assert {name: sent[name] for name in data} == data
    assert sent.keys() - data.keys() <= {"contents", "generationConfig"}


def test_mistral_sends_the_file(listener: Listener) -> None:
    need("mistralai")
    from mistralai.client import Mistral
    from mistralai.client.errors import MistralError

    data = default_files()["mistral-chat.json"]
    with Mistral(api_key="k", server_url=listener.url) as client, pytest.raises(MistralError):
        client.chat.complete(model="m", **data)
    sent = listener.bodies[0]
    filled_in = {"model_name": "mistral-moderation-2603"}
    judged = {**data["guardrails"][0]["moderation_llm_v2"], **filled_in}
    guardrails = [{**data["guardrails"][0], "moderation_llm_v2": judged}]
    assert {name: sent[name] for name in data} == {**data, "guardrails": guardrails}


# ------------------------------------------------------------ what passes


@pytest.mark.parametrize("id_", APIS)
def test_a_tighter_level_lets_no_more_pass(id_: str) -> None:
    """By the makers' own words; and the tightest level takes the tightest step there is."""
    loose = shipped.backgrounds()["loosest"]
    for key in shipped.writing(id_):
        if shipped.settings()[key].kind == "scale":
            made = [files(id_, {**loose, key: level}) for level in shipped.permitted_values(key)]
            for tighter, wider in itertools.pairwise(made):
                assert [place for name in made[0] for place in looser(wider[name], tighter[name])] == [], key


@pytest.mark.parametrize("id_", APIS)
def test_the_tightest_levels_take_the_tightest_steps(id_: str) -> None:
    for data in files(id_, shipped.backgrounds()["tightest"]).values():
        for place, amount in passing(data).items():
            exempt = "PROMPT_ATTACK" in place or "Selfharm" in place
            assert exempt or amount <= LEAST.get(place.rpartition(".")[2], 0.1), place


LEAST = {"action": 1, "max_tool_calls": 1}
"""Masked and not blocked, as the setting says; at least one call."""
