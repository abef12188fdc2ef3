"""What goose would decide, by the order in which its inspector looks at mode, lists and what only reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
import yaml

from tests.unit.exporters import shipped
from tests.unit.exporters.helpers import Project

REFUSED, ASKED, RUN = range(3)
FOLDER = ".config/goose"
SHELL = {"never": REFUSED, "ask_each": ASKED, "allow_list": ASKED, "sandbox": ASKED, "host": RUN}


def decided(mode: str, lists: Mapping[str, list[str]], tool: str) -> int:
    if mode == "auto":
        return RUN
    for name, decision in (("never_allow", REFUSED), ("always_allow", RUN), ("ask_before", ASKED)):
        if tool in lists[name]:
            return decision
    return ASKED


def read(project: Project) -> tuple[dict[str, Any], dict[str, Any]]:
    files = (f"{FOLDER}/config.yaml", f"{FOLDER}/permission.yaml")
    settings, permissions = (yaml.safe_load(project.read(name)) for name in files)
    return settings, permissions


@pytest.mark.parametrize("background", shipped.backgrounds())
def test_no_command_goes_further_than_the_values(background: str) -> None:
    for values in shipped.variations(shipped.backgrounds()[background], "goose"):
        found = shipped.rendered("goose", values, "user").patches
        may = SHELL[values["autonomy.shell"]] if "shell" in values["autonomy.tools"] else REFUSED
        for tool in ("shell", "developer__shell"):
            mode = found["settings"].get("GOOSE_MODE", "auto")
            assert decided(mode, found["permissions"]["user"], tool) <= may


def test_what_was_always_allowed_is_refused_all_the_same(project: Project) -> None:
    project.put(f"{FOLDER}/config.yaml", "# mine\nGOOSE_MODE: auto # fast\n")
    lists = "  always_allow:\n  - developer__shell\n  ask_before: []\n  never_allow: []\n"
    project.put(f"{FOLDER}/permission.yaml", f"user:\n{lists}")
    values = shipped.backgrounds()["tightest"]
    project.export(shipped.choices(values), shipped.target("goose"), scope="user")
    settings, permissions = read(project)
    assert decided(settings["GOOSE_MODE"], permissions["user"], "developer__shell") == REFUSED
    assert permissions["user"]["always_allow"] == ["developer__shell"], "it is the person's own"
    assert project.read(f"{FOLDER}/config.yaml").startswith('# mine\nGOOSE_MODE: "approve" # fast\n')


@pytest.mark.parametrize("background", shipped.backgrounds())
def test_all_three_lists_are_there_or_goose_would_not_start(project: Project, background: str) -> None:
    project.export(shipped.choices(shipped.backgrounds()[background]), shipped.target("goose"), scope="user")
    _, permissions = read(project)
    assert permissions["user"].keys() == {"always_allow", "ask_before", "never_allow"}
