from __future__ import annotations

import subprocess
import sys
from importlib.metadata import EntryPoint, EntryPoints
from typing import Any

import pytest

from configurator.errors import InvalidError, UsageError
from configurator.exporters import registry
from configurator.exporters.targets import plain
from configurator.exporters.targets.agents_md import TARGET as AGENTS

STRANGER = EntryPoint("agents-md", "configurator.exporters.targets.agents_md:TARGET", registry.GROUP)


@pytest.fixture
def strangers(monkeypatch: pytest.MonkeyPatch) -> list[EntryPoint]:
    points: list[EntryPoint] = []
    monkeypatch.setattr(
        "importlib.metadata.entry_points", lambda group: EntryPoints(points).select(group=group)
    )
    return points


def test_targets_are_found_by_id() -> None:
    assert registry.target("agents-md") is AGENTS
    assert registry.target("json") is plain.JSON


def test_an_unknown_target_is_refused_with_the_one_that_was_meant(strangers: list[EntryPoint]) -> None:
    with pytest.raises(UsageError, match="unknown target `agent-md`") as caught:
        registry.target("agent-md")
    assert caught.value.hint == "did you mean `agents-md`?"
    with pytest.raises(UsageError) as caught:
        registry.target("zzz")
    assert "lists every target" in caught.value.hint


def test_a_strangers_target_is_loaded_by_name(
    strangers: list[EntryPoint], monkeypatch: pytest.MonkeyPatch
) -> None:
    others = {id_: place for id_, place in registry.TARGETS.items() if id_ != "agents-md"}
    monkeypatch.setattr(registry, "TARGETS", others)
    strangers.append(STRANGER)
    assert registry.target("agents-md") is AGENTS
    assert registry.ids()[-1] == "agents-md"


def test_a_stranger_cannot_take_the_place_of_a_target_in_the_tree(strangers: list[EntryPoint]) -> None:
    strangers.append(EntryPoint("json", "nowhere:TARGET", registry.GROUP))
    assert registry.target("json") is plain.JSON
    assert registry.ids() == list(registry.TARGETS)


@pytest.mark.parametrize(
    "value",
    ["no_such_module:TARGET", "os:no_such_name", "os:path", "configurator.exporters.targets.plain:JSON"],
)
def test_a_broken_stranger_is_named(strangers: list[EntryPoint], value: str) -> None:
    strangers.append(EntryPoint("mine", value, registry.GROUP))
    with pytest.raises(InvalidError, match="mine"):
        registry.target("mine")


def loaded_by(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_one_target_imports_one_table() -> None:
    found = loaded_by("from configurator.exporters import registry; registry.target('agents-md')")
    tables = {name for name in found if name.startswith("configurator.exporters.targets.")}
    assert tables == {"configurator.exporters.targets.agents_md"}
    assert "importlib.metadata" not in found


def test_checking_an_export_imports_no_library(tmp_path: Any) -> None:
    code = (
        "from configurator.exporters import plan, registry, apply; from configurator.exporters.manifest import Manifest\n"
        f"apply.drift(plan.plan([registry.target('agents-md')], lambda _: [], {str(tmp_path)!r}, 'project', Manifest()))"
    )
    found = loaded_by(code)
    assert not found & {"tomlkit", "json5", "textual", "rich", "pydantic", "difflib", "yaml", "tomllib"}
