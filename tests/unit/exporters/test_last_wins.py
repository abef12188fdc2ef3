"""Rules of which the last that matches decides: ours beside those that a person wrote."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from configurator.errors import InvalidError, RefusedError
from configurator.exporters.apply import write
from configurator.exporters.last_wins import as_written, in_order
from configurator.exporters.manifest import Manifest, load
from configurator.exporters.places import NAME
from configurator.exporters.plan import Plan, plan
from configurator.exporters.render import render
from configurator.exporters.table import ByValue, Patch, Target, TargetFile
from tests.unit.exporters import shipped

ACTIONS = ("deny", "ask", "allow")
FILE = TargetFile("o.json", "o.json", "json", comments=True, last_wins={"rules": ACTIONS})
ASKING = {"rules": {"run": {"rm *": "deny", "**": "ask"}, "net": "ask", "*_*": "deny"}}


def target(keys: dict[str, Any]) -> Target:
    row = ByValue("autonomy.shell", {"never": Patch({}), "ask_each": Patch(keys)})
    return Target("rules", "Rules", "1", {"settings": FILE}, (row,))


def exported(root: Path, value: str = "ask_each", keys: dict[str, Any] | None = None) -> Plan:
    """One export into ``root``, with the record of those before."""
    record = load(str(root / NAME)) if (root / NAME).exists() else Manifest(str(root / NAME))
    done = plan(
        [target(keys or ASKING)],
        lambda _target: shipped.choices({"autonomy.shell": value}),
        str(root),
        "project",
        record,
    )
    write(done)
    return done


def rules(root: Path) -> Any:
    return json.loads((root / "o.json").read_text())["rules"]


def pairs(table: Any) -> list[Any]:
    """A table with the order of its members."""
    return [(name, pairs(value) if isinstance(value, dict) else value) for name, value in table.items()]


def test_a_new_file_goes_from_broad_to_narrow_and_from_loosest_to_tightest(tmp_path: Path) -> None:
    exported(tmp_path)
    assert pairs(rules(tmp_path)) == [
        ("*_*", "deny"),
        ("net", "ask"),
        ("run", [("**", "ask"), ("rm *", "deny")]),
    ]


def test_other_tables_keep_their_order() -> None:
    keys = {"b": {"z": "deny", "**": "ask"}, "rules": {"z": "deny", "**": "ask"}}
    assert pairs(in_order(keys, {"rules": ACTIONS})) == [
        ("b", [("z", "deny"), ("**", "ask")]),
        ("rules", [("**", "ask"), ("z", "deny")]),
    ]


def test_ours_stand_behind_what_a_person_allows(tmp_path: Path) -> None:
    (tmp_path / "o.json").write_text('{"rules": {"run": {"git *": "allow"}, "other": "allow"}}\n')
    exported(tmp_path)
    assert pairs(rules(tmp_path)["run"]) == [("git *", "allow"), ("**", "ask"), ("rm *", "deny")]


def test_what_a_person_bans_stays_banned(tmp_path: Path) -> None:
    (tmp_path / "o.json").write_text('{\n  "rules": {\n    "run": {\n      "curl *": "deny"\n    }\n  }\n}\n')
    exported(tmp_path)
    assert pairs(rules(tmp_path)["run"]) == [("**", "ask"), ("rm *", "deny"), ("curl *", "deny")]


def test_a_ban_that_can_not_stay_behind_is_told(tmp_path: Path) -> None:
    (tmp_path / "o.json").write_text('{"rules": {"run": {"curl *": "deny", "git *": "allow"}}}\n')
    assert any("`rules.run.curl *`" in note for note in exported(tmp_path).notes)


@pytest.mark.parametrize(
    "before",
    [
        '{"rules": {"run": {"git *": "allow", "curl *": "deny"}}}\n',
        '{\n  // mine\n  "rules": {\n    "run": { "curl *": "deny" }, // and this\n    "net": "deny"\n  }\n}\n',
        '{"rules": {"run": "ask", "net": "allow"}, "more": [1, 2]}\n',
        '{"rules": "ask"}\n',
        '{\n  "rules": { "run": { "**": "allow" } }\n}\n',
        "{}\n",
    ],
)
def test_what_was_there_comes_back_byte_for_byte(tmp_path: Path, before: str) -> None:
    (tmp_path / "o.json").write_text(before)
    exported(tmp_path)
    once = (tmp_path / "o.json").read_text()
    exported(tmp_path)
    assert (tmp_path / "o.json").read_text() == once != before
    exported(tmp_path, "never")
    assert (tmp_path / "o.json").read_text() == before


def test_one_word_for_a_whole_tool_becomes_a_table_with_ours_in_it(tmp_path: Path) -> None:
    (tmp_path / "o.json").write_text('{"rules": {"run": "allow"}}\n')
    exported(tmp_path)
    assert pairs(rules(tmp_path)["run"]) == [("*", "allow"), ("**", "ask"), ("rm *", "deny")]


def test_a_list_is_no_word(tmp_path: Path) -> None:
    (tmp_path / "o.json").write_text('{"rules": {"run": []}}\n')
    with pytest.raises(InvalidError, match="has to be a table"):
        exported(tmp_path)


def test_a_pattern_of_a_persons_behind_a_shared_table_is_refused(tmp_path: Path) -> None:
    text = '{"rules": {"run": {"git *": "allow"}, "*": "allow"}}\n'
    (tmp_path / "o.json").write_text(text)
    with pytest.raises(RefusedError, match="would decide instead"):
        exported(tmp_path)
    assert (tmp_path / "o.json").read_text() == text


def test_what_is_fixed_is_written_at_every_value() -> None:
    fixed = (Patch({"names": ["a"]}, only="project"), Patch({"names": ["b"]}, only="user"))
    whole = Target("rules", "Rules", "1", {"settings": FILE}, fixed=fixed)
    assert [render(whole, [], scope).patches for scope in shipped.SCOPES] == [
        {"settings": {"names": ["a"]}},
        {"settings": {"names": ["b"]}},
    ]


@pytest.mark.parametrize(
    ("found", "read"),
    [
        ({"run": "ask"}, {"run": {"**": "ask"}}),
        ({"run": {"*": "ask", "rm *": "deny"}}, {"run": {"**": "ask", "rm *": "deny"}}),
        ({"run": {"rm *": "deny", "*": "ask"}}, {"run": {"rm *": "deny", "*": "ask"}}),
        ({"run": {"**": "ask", "*": "allow"}}, {"run": {"**": "ask", "*": "allow"}}),
        ({"net": "ask"}, {"net": "ask"}),
        ("ask", "ask"),
    ],
)
def test_what_a_person_wrote_is_read_as_rows_would_write_it(found: Any, read: Any) -> None:
    orders = {"rules.run.**": ACTIONS}
    assert as_written({"rules": found, "run": "ask"}, {"rules": ACTIONS}, orders) == {
        "rules": read,
        "run": "ask",
    }
