"""The coverage matrix says of each setting what the tables do with it, over all values."""

from __future__ import annotations

from dataclasses import replace

import pytest

from configurator.cli.matrix import GROUPS
from configurator.exporters import registry, table
from configurator.exporters.matrix import Cell, matrix, uniform
from configurator.exporters.render import render
from configurator.exporters.table import ByValue, Gap, Patch, Target, TargetFile, Told
from tests.unit.exporters import shipped
from tools import reference

FILES = {"settings": TargetFile("a.json", "a.json", "json"), "prompt": TargetFile("A.md", "A.md", "markdown")}
SHELL = dict.fromkeys(("never", "ask_each", "allow_list", "sandbox", "host"), Patch({"a": 1}))


def cell(*rows: ByValue, key: str = "autonomy.shell") -> Cell:
    target = Target("x", "X", "1", FILES, rows)
    chosen = shipped.choices(shipped.backgrounds()["defaults"])
    return matrix([target], chosen)[key]["x"]


def test_a_setting_is_enforced_only_if_every_value_is() -> None:
    assert str(cell(ByValue("autonomy.shell", SHELL))) == "E"
    assert str(cell(ByValue("autonomy.shell", {**SHELL, "host": Told()}))) == "E/T"
    assert str(cell(ByValue("autonomy.shell", {**SHELL, "host": Told(), "never": Gap("no")}))) == "E/T/–"


def test_what_is_the_case_in_one_scope_only_shows() -> None:
    mine = Patch({"a": 1}, only="user")
    assert str(cell(ByValue("autonomy.shell", {**SHELL, "host": mine}))) == "E/T"


def test_what_depends_on_another_setting_shows() -> None:
    held = Patch({"a": 1}, holds_while={"autonomy.network": ("off",)})
    assert str(cell(ByValue("autonomy.shell", {**SHELL, "host": held}))) == "E/T"
    rounds = Patch({"a": 1}, needs={"autonomy.network": ("open",)}, otherwise="never")
    assert str(cell(ByValue("autonomy.shell", {**SHELL, "host": rounds}))) == "E R"


def test_a_level_that_no_policy_permits_does_not_count() -> None:
    """`auto` says nothing to an AI, because it lies beyond all bounds."""
    below = dict.fromkeys(("never", "draft", "ask_each", "known"), Patch({"a": 1}))
    assert str(cell(ByValue("autonomy.send_messages", below), key="autonomy.send_messages")) == "E"


@pytest.mark.parametrize("id_", registry.TARGETS)
def test_no_profile_is_covered_otherwise_than_the_matrix_says(id_: str) -> None:
    target = registry.target(id_)
    for values in shipped.backgrounds().values():
        chosen = shipped.choices(values)
        cells = matrix([target], chosen)
        for scope in shipped.SCOPES:
            if not any(file.path_in(scope) for file in target.files.values()):
                continue
            for key, coverage in render(target, chosen, scope).coverage.items():
                assert coverage.level in cells[key][id_].levels, (key, scope)


def test_a_target_that_treats_all_settings_alike_is_known() -> None:
    targets = [registry.target("json"), registry.target("codex")]
    found = matrix(targets, shipped.choices(shipped.backgrounds()["defaults"]))
    assert uniform(found, "json") == Cell(("instructed",), rounded=False)
    assert uniform(found, "codex") is None


def test_every_group_has_a_title() -> None:
    assert tuple(GROUPS) == table.GROUPS


def test_the_reference_says_what_the_tables_say(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert reference.main(["--check"]) == 0
    codex = registry.target("codex")
    monkeypatch.setattr(registry, "target", lambda _id: replace(codex, checked="0.0.1"))
    assert reference.main(["--check"]) == 1
    assert "python -m tools.reference" in capsys.readouterr().err
