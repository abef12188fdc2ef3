"""VS Code's settings against its own list of them: every key with its type, in a file that it takes it from.

`tools/vscode_keys.py` asks VS Code's workbench for the list. What the keys do is seen in `tests/oracles`.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from configurator.exporters.apply import write
from configurator.exporters.formats import json_text
from configurator.exporters.manifest import Manifest
from configurator.exporters.plan import plan
from configurator.exporters.table import Scope
from tests.mutations.data import mutants
from tests.unit.exporters import polarity, shipped

TARGET = shipped.target("vscode-copilot")
LISTED: dict[str, Any] = json.loads(Path(__file__).with_name("vscode_keys.json").read_text())
KEYS: dict[str, dict[str, Any]] = LISTED["keys"]
PERSONAL = ("application", "machine", "application-machine")
"""Keys of these scopes VS Code takes from a person's own settings alone, and drops without a word elsewhere."""

STARTS = {"chat.permissions.default": "default", "chat.defaultConfiguration": {"approvals": "manual"}}


def complaints(keys: Mapping[str, Any], scope: Scope) -> Iterator[str]:
    """What is wrong with a file of that scope."""
    for name, value in keys.items():
        known = KEYS.get(name)
        if known is None:
            yield f"{name}: no such key"
        elif scope == "project" and known["scope"] in PERSONAL:
            yield f"{name}: not from a project"
        else:
            shape = {"additionalProperties": False, **known["takes"]}
            yield from (one.message for one in jsonschema.Draft7Validator(shape).iter_errors(value))


def looser(mutant: Mapping[str, Any], keys: Mapping[str, Any]) -> bool:
    """Whether a file lets more through; one with a value that has no place in an order does."""
    try:
        return bool(polarity.slack(TARGET, mutant, keys)) or not mutant.items() >= STARTS.items()
    except AssertionError:
        return True


def written(values: shipped.Values, scope: Scope) -> dict[str, Any]:
    return dict(shipped.rendered(TARGET, values, scope).patches["settings"])


def test_the_list_is_of_the_version_that_was_checked() -> None:
    assert LISTED["version"] == TARGET.checked


@pytest.mark.parametrize("scope", shipped.SCOPES)
def test_every_export_is_taken(scope: Scope) -> None:
    seen: set[str] = set()
    for background in shipped.backgrounds().values():
        for values in shipped.variations(background, "vscode-copilot"):
            keys = written(values, scope)
            assert [*complaints(keys, scope)] == []
            assert keys.items() >= STARTS.items(), "a new chat starts where it asks"
            seen |= keys.keys()
    assert any(KEYS[key]["scope"] in PERSONAL for key in seen) is (scope == "user")
    assert len(seen) > 4


@pytest.mark.parametrize("scope", shipped.SCOPES)
def test_every_mistake_is_noticed(scope: Scope) -> None:
    keys = written(shipped.backgrounds()["tightest"], scope)
    unnoticed = [
        mistake
        for mistake, mutant in mutants(keys, TARGET.orders)
        if not [*complaints(mutant, scope)] and not looser(mutant, keys)
    ]
    assert unnoticed == [*UNNOTICED[scope]]


UNNOTICED: dict[Scope, tuple[str, ...]] = {
    "project": (),
    "user": (
        "chat.agent.allowedNetworkDomains said twice",  # the same site
        "chat.agent.allowedNetworkDomains empty",  # no site
        "chat.agent.deniedNetworkDomains said twice",  # the same sites
    ),
}


def test_a_key_in_a_file_that_it_is_not_taken_from_is_noticed() -> None:
    mine = written(shipped.backgrounds()["tightest"], "user")
    dropped = {one.partition(":")[0] for one in complaints(mine, "project")}
    assert dropped == {key for key in mine if KEYS[key]["scope"] in PERSONAL}
    assert len(dropped) > 5


def test_a_project_loosens_nothing_that_is_read_as_the_persons_alone() -> None:
    personal = {*TARGET.present.personal}
    loosening = {key.at for loosens in TARGET.present.loosens for key in loosens.keys if key.at in KEYS}
    keys = loosening | personal | written(shipped.backgrounds()["tightest"], "user").keys()
    assert personal == {key for key in keys if KEYS[key]["scope"] in PERSONAL}
    assert "chat.permissions.default" in loosening - personal


def test_what_is_said_to_hold_out_of_the_box_does() -> None:
    """The reading of unset settings, and of keys that only loosen, rests on these."""
    for key, unset in {
        "chat.tools.terminal.enableAutoApprove": True,
        "chat.tools.global.autoApprove": False,
        "chat.permissions.default": "default",
        "chat.agent.sandbox.enabled": "off",
        "chat.tools.terminal.blockDetectedFileWrites": "outsideWorkspace",
        "telemetry.telemetryLevel": "all",
    }.items():
        assert KEYS[key]["unset"] == unset


def test_comments_in_the_settings_survive(tmp_path: Path) -> None:
    path = tmp_path / ".vscode" / "settings.json"
    path.parent.mkdir()
    text = '{\n  // mine\n  "editor.tabSize": 2 // two\n}\n'
    path.write_text(text)
    values = shipped.backgrounds()["defaults"]
    record = Manifest(str(tmp_path / "exports.json"))
    write(plan([TARGET], lambda _: shipped.choices(values), str(tmp_path), "project", record))
    after = path.read_text()
    assert after.startswith('{\n  // mine\n  "editor.tabSize": 2, // two\n')
    assert json_text.parse(after, "f", "settings", comments=True) == {
        "editor.tabSize": 2,
        **STARTS,
        **written(values, "project"),
    }


def test_the_persons_own_entries_of_a_table_stay(tmp_path: Path) -> None:
    path = tmp_path / ".config" / "Code" / "User" / "settings.json"
    path.parent.mkdir(parents=True)
    mine = {"chat.defaultConfiguration": {"mode": "plan"}, "chat.tools.edits.autoApprove": {"**/*.md": False}}
    path.write_text(json.dumps(mine))
    record = Manifest(str(tmp_path / "exports.json"))
    values = shipped.backgrounds()["tightest"]
    write(plan([TARGET], lambda _: shipped.choices(values), str(tmp_path), "user", record))
    after = json.loads(path.read_text())
    assert after["chat.defaultConfiguration"] == {"mode": "plan", "approvals": "manual"}
    assert after["chat.tools.edits.autoApprove"] == {"**/*.md": False, "**/*": False}
    assert [*complaints(copy.deepcopy(after), "user")] == []
