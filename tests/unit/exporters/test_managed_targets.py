"""Managed files: never looser than the loosest value that bounds permit, and what is tighter is said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.domain.bounds import Bounds
from configurator.exporters.render import Rendered, render
from configurator.exporters.table import Choice
from tests.unit.exporters import shipped
from tests.unit.exporters.grants import ASKS, CLOSED, NETWORK, OPEN, SHELL, WRITE

KEYS = ("autonomy.shell", "autonomy.file_write", "autonomy.network", "autonomy.tools", "privacy.memory")


def rendered(loosest: Mapping[str, Any]) -> Rendered:
    """The files where each setting is bounded by its ``loosest`` value, or not at all."""
    choices = []
    for key, setting in shipped.settings().items():
        if setting.order is not None:
            end = loosest.get(key, setting.order.loosest)
            choices.append(
                Choice(setting, end, "bound", Bounds.between(setting.order, setting.order.tightest, end))
            )
    return render(shipped.target("claude-code-managed"), choices, "project")


def reached(settings: Mapping[str, Any]) -> dict[str, int]:
    """How far somebody gets whose own files allow everything, as places on the settings' scales."""
    found = settings.get("permissions", {})
    deny, ask = set(found.get("deny", ())), set(found.get("ask", ()))
    guarded = (
        settings.get("allowManagedHooksOnly") is True
        and settings.get("sandbox") == {"autoAllowBashIfSandboxed": False}
        and found.get("disableAutoMode") == found.get("disableBypassPermissionsMode") == "disable"
    )
    asked = ask if guarded else set()
    commands = 0 if {"Bash", "Monitor", "PowerShell"} <= deny else 1 if {"Bash", "PowerShell"} <= asked else 4
    tools = {"Edit", "Write", "NotebookEdit"}
    own = 0 if {*tools, "Edit(//**)"} <= deny else 1 if tools <= asked else 3
    fetch = CLOSED if "WebFetch" in deny else ASKS if "WebFetch" in asked else OPEN
    return {
        "autonomy.shell": commands,
        "autonomy.file_write": max(own, 3 if commands == 4 else 0),
        "autonomy.network": max(fetch, OPEN if commands == 4 else CLOSED),
        "privacy.memory": 0 if settings.get("autoMemoryEnabled") is False else 3,
    }


@st.composite
def ends(draw: st.DrawFn) -> dict[str, Any]:
    known = shipped.settings()
    return {
        key: draw(st.frozensets(st.sampled_from(known[key].ids)))
        if known[key].kind == "members"
        else draw(st.sampled_from(known[key].ids))
        for key in KEYS
    }


@given(ends())
def test_no_more_than_the_loosest_is_reached_and_what_is_less_is_said(loosest: dict[str, Any]) -> None:
    done = rendered(loosest)
    found = reached(done.patches.get("settings", {}))
    network = NETWORK.index(loosest["autonomy.network"])
    allowed = {
        "autonomy.shell": SHELL.index(loosest["autonomy.shell"]),
        "autonomy.file_write": WRITE.index(loosest["autonomy.file_write"]),
        "autonomy.network": CLOSED if network < ASKS else network,
        "privacy.memory": 3 if loosest["privacy.memory"] == "across" else 0,
    }
    for key, most in allowed.items():
        assert found[key] <= most, (key, done.patches)
    if {"shell", "write_files", "browser"} <= loosest["autonomy.tools"]:
        for key in ("autonomy.shell", "autonomy.file_write", "autonomy.network"):
            assert found[key] == allowed[key] or done.coverage[key].rounded, key


@given(ends())
def test_a_managed_file_allows_nothing(loosest: dict[str, Any]) -> None:
    assert "allow" not in rendered(loosest).patches.get("settings", {}).get("permissions", {})


def test_where_nothing_is_bounded_nothing_is_written() -> None:
    assert not any(rendered({}).patches.values())


@pytest.mark.parametrize("scope", ["user"])
def test_an_administrator_puts_it_in_place(scope: Any) -> None:
    target = shipped.target("claude-code-managed")
    assert not any(file.path_in(scope) for file in target.files.values())
    assert all(place in target.hint for place in ("/etc/", "/Library/", "Program Files"))
