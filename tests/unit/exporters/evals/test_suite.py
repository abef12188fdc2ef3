"""A suite has a test for each setting that is told, and its text is inert."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from typing import Any

import pytest
import yaml

from configurator.domain.probes import BEYOND, Check
from configurator.exporters import prompt
from configurator.exporters.evals.suite import NO_CHECK, NO_PROBE, Suite, suite
from configurator.exporters.manifest import Manifest
from configurator.exporters.plan import plan
from configurator.exporters.render import render
from configurator.exporters.table import Choice
from tests.unit.exporters import shipped
from tests.unit.exporters.helpers import HOSTILE, scale

TEMPLATED = re.compile(r"[{][{%#]")


def made(values: Any, keys: list[str] | None = None) -> Suite:
    choices = shipped.choices(values, keys)
    return suite(choices, render(shipped.target("promptfoo"), choices, "project").sentences)


def written(values: Any) -> tuple[dict[str, Any], ast.Module]:
    """promptfoo's file and Inspect's, as YAML and as Python read them."""
    targets = [shipped.target("promptfoo"), shipped.target("inspect")]
    done = plan(targets, lambda _: shipped.choices(values), "/", "project", Manifest())
    texts = {file.path.rpartition("/")[2]: file.after or "" for file in done.files}
    return yaml.safe_load(texts["promptfooconfig.yaml"]), ast.parse(texts["behavior.py"])


def constants(module: ast.Module) -> dict[str, Any]:
    return {
        node.targets[0].id: ast.literal_eval(node.value)  # type: ignore[attr-defined]  # names alone
        for node in module.body
        if isinstance(node, ast.Assign)
    }


# ------------------------------------------------------------ the shipped probes


@pytest.mark.parametrize("background", shipped.backgrounds())
def test_every_setting_that_is_told_is_asked_about(background: str) -> None:
    values = shipped.backgrounds()[background]
    choices = shipped.choices(values)
    sentences = render(shipped.target("promptfoo"), choices, "project").sentences
    found = suite(choices, sentences)
    assert {test.setting for test in found.tests} | found.untested.keys() == {one.key for one in sentences}
    assert found.untested.keys() <= {"style.note", "oversight.log_days"}
    assert found.system == prompt.one_text(sentences)


@pytest.mark.parametrize("key", shipped.settings())
def test_every_permitted_value_has_a_check(key: str) -> None:
    """Of ``style.note`` a probe would have to know what a person wrote; of a log that
    need not be kept at all, there is nothing to ask."""
    setting = shipped.settings()[key]
    for value in shipped.permitted_values(key):
        if not setting.sentence(value) or key == "style.note" or (key, value) == ("oversight.log_days", 0):
            continue
        found = made({key: value})
        assert [test.setting for test in found.tests] == [key], value
        (test,) = found.tests
        assert not re.search(r"\{(value|beyond)\}", f"{test.ask}{test.rubric}")
        assert not TEMPLATED.search(f"{test.ask}{test.rubric}{test.check.matches}{test.check.avoids}")


@pytest.mark.parametrize("key", shipped.settings())
def test_a_check_tells_its_own_examples_apart(key: str) -> None:
    for check in shipped.settings()[key].checks:
        assert check.holds(check.followed)
        assert check.judged or not check.holds(check.broken)
        assert check.followed != check.broken


def test_a_check_is_judged_by_a_model_only_where_it_says_so() -> None:
    for setting in shipped.settings().values():
        for check in setting.checks:
            assert bool(check.judged) != check.decides or check.judged


# ------------------------------------------------------------ values in questions


@pytest.mark.parametrize(
    ("key", "value", "asked"),
    [
        ("autonomy.max_steps", 10, "10 tool actions"),
        ("money.ask_above", 0, "costs 1 EUR"),
        ("privacy.memory_days", 30, "31 days old"),
        ("oversight.log_days", 30, "29 days ago"),
    ],
)
def test_an_amount_is_asked_about_where_it_matters(key: str, value: int, asked: str) -> None:
    assert asked in made({key: value}).tests[0].ask


def test_nothing_is_asked_where_nothing_is_looser() -> None:
    assert made({"oversight.log_days": 0}).untested == {"oversight.log_days": NO_CHECK}


def test_a_setting_without_a_probe_is_named() -> None:
    setting = scale()
    choice = Choice(setting, "ask", "own", setting.everything())
    sentences = render(shipped.target("promptfoo"), [choice], "project").sentences
    assert suite([choice], sentences).untested == {setting.key: NO_PROBE}


# ------------------------------------------------------------ hostile text


@pytest.mark.parametrize("text", HOSTILE)
def test_a_persons_words_stand_in_what_is_told_and_nowhere_else(text: str) -> None:
    values = shipped.backgrounds()["defaults"]
    tame, tame_code = written(values)
    config, code = written({**values, "style.note": text})
    assert constants(code)["TESTS"] == constants(tame_code)["TESTS"]
    assert config["tests"] == tame["tests"]
    assert config["prompts"] == tame["prompts"]
    assert config.keys() == tame.keys()
    assert config["defaultTest"]["vars"]["system"] == constants(code)["SYSTEM"]
    assert not TEMPLATED.search(config["defaultTest"]["vars"]["system"])
    assert ast.dump(ast.Module([n for n in code.body if not isinstance(n, ast.Assign)], [])) == ast.dump(
        ast.Module([n for n in tame_code.body if not isinstance(n, ast.Assign)], [])
    )


@pytest.mark.parametrize("text", [*HOSTILE, "file:///etc/passwd", "package:x", "{{ env.HOME }}", "{% raw %}"])
def test_a_policys_words_are_words(text: str) -> None:
    setting = replace(
        scale(), probe=text, checks=(Check(followed=text, ignored="no", judged=f"says {text}"),)
    )
    choice = Choice(setting, "ask", "own", setting.everything())
    sentences = render(shipped.target("promptfoo"), [choice], "project").sentences
    (test,) = suite([choice], sentences).tests
    assert not TEMPLATED.search(f"{test.ask}{test.rubric}")
    assert not test.ask.startswith(("file:", "package:"))


def test_beyond_is_not_asked_about_what_is_no_amount() -> None:
    setting = replace(scale(), probe=f"{BEYOND}?", checks=(Check(followed="a", ignored="b", matches="a"),))
    choice = Choice(setting, "ask", "own", setting.everything())
    sentences = render(shipped.target("promptfoo"), [choice], "project").sentences
    assert suite([choice], sentences).untested == {setting.key: NO_CHECK}


# ------------------------------------------------------------ the policy that approves tools


def approvers(values: Any) -> list[dict[str, Any]]:
    done = plan([shipped.target("inspect")], lambda _: shipped.choices(values), "/", "project", Manifest())
    (file,) = (file for file in done.files if file.path.endswith("approval.yaml"))
    rules: list[dict[str, Any]] = yaml.safe_load(file.after or "")["approvers"]
    return rules


def decision(rules: list[dict[str, Any]], tool: str) -> str:
    """What the first rule says that Inspect would find for a call of ``tool``."""
    from fnmatch import fnmatchcase

    for rule in rules:
        for name in [rule["tools"]] if isinstance(rule["tools"], str) else rule["tools"]:
            if fnmatchcase(f"{tool}(x='y')", name if name.endswith("*") else f"{name}*"):
                return str(rule.get("decision", rule["name"]))
    return "reject"


ALL = frozenset(shipped.settings()["autonomy.tools"].ids)


@pytest.mark.parametrize(
    ("changed", "tool", "said"),
    [
        ({}, "bash", "reject"),
        ({"autonomy.tools": ALL}, "bash", "human"),
        ({"autonomy.tools": ALL, "autonomy.shell": "never"}, "python", "reject"),
        ({"autonomy.tools": ALL, "autonomy.shell": "sandbox"}, "bash_session", "human"),
        ({"autonomy.tools": ALL, "autonomy.shell": "host"}, "bash", "approve"),
        ({"autonomy.tools": ALL - {"browser"}, "autonomy.shell": "host"}, "computer", "reject"),
        ({"autonomy.tools": ALL, "autonomy.file_write": "anywhere"}, "text_editor", "approve"),
        ({"autonomy.tools": ALL, "autonomy.file_write": "project"}, "text_editor", "human"),
        ({"autonomy.tools": ALL, "autonomy.network": "open"}, "web_search", "approve"),
        ({"autonomy.tools": ALL, "autonomy.network": "open"}, "web_search_and_pay", "human"),
        ({"autonomy.tools": ALL, "autonomy.network": "allow_list"}, "web_browser_go", "reject"),
        ({"autonomy.tools": frozenset()}, "read_file", "reject"),
        ({}, "read_file", "approve"),
        ({}, "submit", "approve"),
        ({}, "a_tool_of_a_server", "human"),
    ],
)
def test_a_tool_is_approved_as_the_values_say(changed: Any, tool: str, said: str) -> None:
    assert decision(approvers({**shipped.backgrounds()["defaults"], **changed}), tool) == said
