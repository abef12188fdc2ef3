"""What gateways are given, without a gateway: `tests/oracles` has what they do with it."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from configurator.exporters import registry
from configurator.exporters.topics import DENIED, TOPICS
from tests.unit.exporters import shipped
from tests.unit.exporters.helpers import Project


def exported(project: Project, id_: str, **settings: Any) -> dict[str, Any]:
    """The files of the loosest profile with ``settings``, read, by the end of their path."""
    values = {**shipped.backgrounds()["loosest"], **{k.replace("__", "."): v for k, v in settings.items()}}
    files = project.plan(shipped.choices(values), registry.target(id_)).files
    return {file.path.rpartition("/")[2]: yaml.safe_load(file.after or "") for file in files}


# ------------------------------------------------------------ LibreChat


@pytest.mark.parametrize(("days", "hours"), [(0, 1), (1, 24), (30, 720), (365, 8760), (730, 8760)])
def test_days_are_hours_to_librechat_and_a_year_at_most(project: Project, days: int, hours: int) -> None:
    interface = exported(project, "librechat", privacy__memory_days=days)["librechat.yaml"]["interface"]
    assert (interface["generalChatRetention"], interface["retentionMode"]) == (hours, "all")


def test_no_day_costs_more_than_it_may(project: Project) -> None:
    """What is left, and what is filled up at once, may be spent in one day; a cent is 10000 credits."""
    balance = exported(project, "librechat", money__model_budget=200)["librechat.yaml"]["balance"]
    assert balance["startBalance"] + balance["refillAmount"] == 200 * 10_000
    assert (balance["refillIntervalValue"], balance["refillIntervalUnit"]) == (1, "days")
    assert balance["enabled"] is balance["autoRefillEnabled"] is True


def test_an_owners_own_file_stays(project: Project) -> None:
    mine = "# mine\nversion: '1.2.1'\nendpoints:\n  openAI:\n    titleConvo: true  # yes\ninterface:\n  prompts: true\n"
    project.put("librechat.yaml", mine)
    choices = shipped.choices(shipped.backgrounds()["tightest"])
    project.export(choices, registry.target("librechat"))
    text = project.read("librechat.yaml")
    assert text.startswith("# mine\n")
    found = yaml.safe_load(text)
    assert found["endpoints"]["openAI"] == {"titleConvo": True}
    assert found["interface"]["prompts"] is True
    assert found["interface"]["webSearch"] is False
    project.unexport(choices, "librechat")
    assert project.read("librechat.yaml") == mine


# ------------------------------------------------------------ NeMo Guardrails


def test_a_model_is_asked_about_every_denied_topic_and_no_other(project: Project) -> None:
    for values in shipped.backgrounds().values():
        files = project.plan(shipped.choices(values), registry.target("nemo-guardrails")).files
        text = next(file.after or "" for file in files if file.path.endswith("prompts.yml"))
        (task,) = yaml.safe_load(text)["prompts"]
        denied = {name for key, topics in DENIED.items() for name in topics.get(values[key], ())}
        assert task["task"] == "self_check_output"
        assert {name for name in TOPICS if f"- {name}: {TOPICS[name]}" in task["content"]} == denied
        assert task["content"].count("{{") == 1
        assert "{{ bot_response }}" in task["content"]


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("payment_card", "4111 1111 1111 1111"),
        ("payment_card", "378282246310005"),
        ("credentials", "ghp_abcdefghijklmnopqrstuvwxyz0123456789"),
        ("credentials", "-----BEGIN RSA PRIVATE KEY-----"),
        ("government_id", "123-45-6789"),
        ("", "2026-11-24 at 10:30, order 1234, flask 4111, sk-etch"),
    ],
)
def test_numbers_and_keys_are_known_where_they_are_to_be_masked(
    project: Project, item: str, text: str
) -> None:
    for redacted in shipped.permitted_values("privacy.redact"):
        config = exported(project, "nemo-guardrails", privacy__redact=redacted)["config.yml"]
        patterns = config["rails"]["config"]["regex_detection"]["input"]["patterns"]
        assert any(re.search(pattern, text) for pattern in patterns) is (item in redacted)
