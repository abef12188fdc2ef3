from __future__ import annotations

from typing import Any

import pytest

from configurator.exporters.merging import merge
from configurator.exporters.render import render
from configurator.exporters.table import (
    ByValue,
    Copied,
    Gap,
    Instructed,
    Patch,
    PerItem,
    Row,
    Target,
    TargetFile,
    Told,
    Unsupported,
)
from tests.unit.exporters.helpers import amount, chosen, members, note, scale

FILES = {
    "settings": TargetFile("s.json", "u.json", "json"),
    "prompt": TargetFile("P.md", "U.md", "markdown"),
    "mine": TargetFile("", "mine.json", "json"),
}


def target(*rows: Row, files: Any = None, **extra: Any) -> Target:
    return Target("t", "Tool", "1", FILES if files is None else files, rows, **extra)


def test_a_patch_is_enforced_and_not_told() -> None:
    row = ByValue("autonomy.shell", {"never": Patch({"a": {"b": 1}}, note="seen")})
    done = render(target(row), [chosen(scale(), "never")], "project")
    assert done.patches == {"settings": {"a": {"b": 1}}}
    assert done.sentences == ()
    assert (done.coverage["autonomy.shell"].level, done.coverage["autonomy.shell"].note) == (
        "enforced",
        "seen",
    )


def test_a_patch_that_is_also_told_keeps_its_sentence() -> None:
    row = ByValue("autonomy.shell", {"never": Patch({"a": 1}, also_told=True, rounded=True)})
    done = render(target(row), [chosen(scale(), "never")], "project")
    assert [s.text for s in done.sentences] == ["Shell: never."]
    assert done.coverage["autonomy.shell"].rounded


def test_a_patch_for_another_scope_is_told_instead() -> None:
    row = ByValue("autonomy.shell", {"free": Patch({"a": 1}, only="user")})
    done = render(target(row), [chosen(scale(), "free")], "project")
    assert done.patches == {}
    assert [s.key for s in done.sentences] == ["autonomy.shell"]
    assert done.coverage["autonomy.shell"].level == "instructed"
    assert "own files" in done.coverage["autonomy.shell"].note
    assert render(target(row), [chosen(scale(), "free")], "user").patches == {"settings": {"a": 1}}


def test_a_patch_for_a_file_that_the_scope_lacks_is_told_instead() -> None:
    row = ByValue("autonomy.shell", {"never": Patch({"a": 1}, file="mine")})
    assert (
        render(target(row), [chosen(scale(), "never")], "project").coverage["autonomy.shell"].level
        == "instructed"
    )
    assert render(target(row), [chosen(scale(), "never")], "user").patches == {"mine": {"a": 1}}


def test_what_cannot_be_told_is_unsupported() -> None:
    files = {"settings": TargetFile("s.json", "", "json")}
    done = render(target(Instructed("autonomy.shell"), files=files), [chosen(scale(), "never")], "project")
    assert done.sentences == ()
    assert done.coverage["autonomy.shell"].level == "unsupported"
    assert "takes no instructions" in done.coverage["autonomy.shell"].note
    elsewhere = {**files, "prompt": TargetFile("", "P.md", "markdown")}
    row = Instructed("autonomy.shell")
    done = render(target(row, files=elsewhere), [chosen(scale(), "never")], "project")
    assert "no file for instructions in this scope" in done.coverage["autonomy.shell"].note


@pytest.mark.parametrize(
    ("row", "because"),
    [
        (Unsupported("autonomy.shell", "no such thing"), "no such thing"),
        (ByValue("autonomy.shell", {"never": Gap("not here")}), "not here"),
        (Instructed("other.key"), "not among the settings that Tool was checked for"),
    ],
)
def test_a_gap_says_why_and_nothing_is_told(row: Row, because: str) -> None:
    done = render(target(row), [chosen(scale(), "never")], "project")
    assert (done.sentences, done.patches) == ((), {})
    assert done.coverage["autonomy.shell"].level == "unsupported"
    assert done.coverage["autonomy.shell"].note == because


def test_a_value_the_table_does_not_know_is_told() -> None:
    done = render(target(ByValue("autonomy.shell", {"ask": Told()})), [chosen(scale(), "never")], "project")
    assert done.coverage["autonomy.shell"].level == "instructed"
    assert "not among the values" in done.coverage["autonomy.shell"].note


def test_two_rows_about_one_setting_are_a_mistake() -> None:
    with pytest.raises(ValueError, match=r"two rows for autonomy\.shell"):
        render(target(Instructed("autonomy.shell"), Unsupported("autonomy.shell", "x")), [], "project")


@pytest.mark.parametrize(
    ("looser", "value", "written", "rounded"),
    [
        ("higher", 50, 50, False),
        ("higher", 500, 100, True),  # the tool cannot keep it as long: less is tighter
        ("higher", 5, None, False),  # the tool cannot keep it as short: then it is told
        ("lower", 5, 10, True),
        ("lower", 500, None, False),
    ],
)
def test_an_amount_beyond_the_tools_range_is_never_written_looser(
    looser: str, value: int, written: int | None, rounded: bool
) -> None:
    row = Copied("privacy.days", at="a.days", lowest=10, highest=100)
    done = render(target(row), [chosen(amount(looser=looser), value)], "project")
    coverage = done.coverage["privacy.days"]
    if written is None:
        assert (done.patches, coverage.level) == ({}, "instructed")
    else:
        assert done.patches == {"settings": {"a": {"days": written}}}
        assert (coverage.level, coverage.rounded) == ("enforced", rounded)


def test_an_amount_is_spelled_as_the_tool_wants_it() -> None:
    row = Copied("privacy.days", at="days", spelled="{value}d", also_told=True)
    done = render(target(row), [chosen(amount(), 7)], "project")
    assert done.patches == {"settings": {"days": "7d"}}
    assert len(done.sentences) == 1


def test_an_amount_is_written_in_the_tools_units_wherever_it_wants_it() -> None:
    row = Copied("privacy.days", at="a.hours", also_at=("b.hours",), times=24, highest=100)
    for value, hours in ((0, 0), (7, 168), (500, 2400)):
        done = render(target(row), [chosen(amount(), value)], "project")
        assert done.patches == {"settings": {"a": {"hours": hours}, "b": {"hours": hours}}}
        assert done.coverage["privacy.days"].rounded is (value == 500)


def test_text_is_copied_and_empty_text_is_not() -> None:
    row = Copied("style.note", at="language")
    assert render(target(row), [chosen(note(), "fr")], "project").patches == {"settings": {"language": "fr"}}
    assert render(target(row), [chosen(note(), "")], "project").patches == {}


def per_item(**extra: Any) -> PerItem:
    return PerItem(
        "autonomy.tools",
        present={"read": Patch({}), "web": Patch({"allow": ["Web"]}, only="user")},
        absent={"web": Patch({"deny": ["Web"]}), "shell": Patch({"deny": ["Shell"]})},
        **extra,
    )


def test_a_set_is_enforced_only_if_every_item_is() -> None:
    done = render(target(per_item()), [chosen(members(), frozenset({"read"}))], "project")
    assert done.patches["settings"] == {"deny": ["Web", "Shell"]}
    assert done.coverage["autonomy.tools"].level == "enforced"
    assert done.sentences == ()


def test_a_set_with_an_item_the_tool_cannot_hold_to_is_told_and_says_which() -> None:
    done = render(target(per_item()), [chosen(members(), frozenset({"read", "web"}))], "project")
    assert done.patches["settings"] == {"deny": ["Shell"]}
    assert done.coverage["autonomy.tools"].level == "instructed"
    assert done.coverage["autonomy.tools"].note == "enforced for read, shell; told for web"
    assert [s.text for s in done.sentences] == ["Only read, web."]


def test_ignored_items_do_not_count() -> None:
    done = render(
        target(per_item(ignored=("web",))), [chosen(members(), frozenset({"read", "web"}))], "project"
    )
    assert done.coverage["autonomy.tools"].level == "enforced"


def test_sentences_come_by_rank_and_free_text_last() -> None:
    keys = ("a.x", "b.x", "c.x")
    choices = [
        chosen(note(), "mine"),
        chosen(scale("a.x"), "never", "default"),
        chosen(scale("b.x"), "never", "own"),
        chosen(scale("c.x"), "never", "bound"),
    ]
    rows = [Instructed(key) for key in (*keys, "style.note")]
    done = render(target(*rows), choices, "project")
    assert [s.key for s in done.sentences] == ["c.x", "b.x", "a.x", "style.note"]
    assert done.sentences[-1].data == "mine"


def test_nothing_is_said_where_there_is_nothing_to_say() -> None:
    done = render(target(Instructed("style.note")), [chosen(note(), "")], "project")
    assert done.sentences == ()
    assert done.coverage["style.note"].note == "nothing has to be said at this value"


# ------------------------------------------------------------------ merging


def merged(orders: Any, *patches: Any) -> dict[str, Any]:
    into: dict[str, Any] = {}
    for patch in patches:
        merge(into, patch, orders)
    return into


def test_lists_grow_in_row_order_and_hold_nothing_twice() -> None:
    assert merged({}, {"a": ["x", "y"]}, {"a": ["z", "x"]}) == {"a": ["x", "y", "z"]}
    assert merged({}, {"a": [{"k": 1}]}, {"a": [{"k": 1}, {"k": True}]}) == {"a": [{"k": 1}, {"k": True}]}


@pytest.mark.parametrize("values", [("ask", "allow"), ("allow", "ask")])
def test_the_tighter_of_two_scalars_wins(values: tuple[str, str]) -> None:
    orders = {"p.mode": ("deny", "ask", "allow")}
    assert merged(orders, *({"p": {"mode": value}} for value in values)) == {"p": {"mode": "ask"}}


def test_order_tells_truth_from_one() -> None:
    assert merged({"a": (True, 1)}, {"a": 1}, {"a": True}) == {"a": True}


@pytest.mark.parametrize(
    "patches",
    [
        ({"a": 1}, {"a": 2}),
        ({"a": 1}, {"a": True}),
        ({"a": {"b": 1}}, {"a": 1}),
        ({"a": [1]}, {"a": {"b": 1}}),
        ({"a": 1}, {"a": [1]}),
    ],
)
def test_rows_that_disagree_without_an_order_are_a_mistake(patches: tuple[Any, Any]) -> None:
    with pytest.raises(ValueError, match=r"a is a table|two rows set a"):
        merged({}, *patches)


def test_merging_leaves_the_tables_of_a_target_alone() -> None:
    patch = {"a": {"l": ["x"]}}
    merged({}, patch, {"a": {"l": ["y"]}})
    assert patch == {"a": {"l": ["x"]}}
