from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from configurator.exporters.render import Sentence, everything, render, sentence_for, untold
from configurator.exporters.table import (
    Allowed,
    ByValue,
    Copied,
    Coverage,
    Everything,
    Gap,
    Instructed,
    Level,
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


def test_free_text_is_quoted_behind_its_lead_or_not_told_at_all() -> None:
    told = sentence_for(chosen(note(), "in rhyme", "bound"))
    assert told == Sentence("style.note", "In their words: {value}", "bound", "in rhyme")
    assert sentence_for(chosen(replace(note(), says={}), "in rhyme")) is None


def test_what_is_enforced_stays_so_where_nothing_can_be_told() -> None:
    files = {"settings": TargetFile("s.json", "u.json", "json")}
    row = ByValue("autonomy.shell", {"never": Patch({"a": 1}, also_told=True)})
    done = render(target(row, files=files), [chosen(scale(), "never")], "project")
    assert (done.patches, done.sentences) == ({"settings": {"a": 1}}, ())
    assert done.coverage["autonomy.shell"] == Coverage("enforced")


@pytest.mark.parametrize(
    ("files", "because"),
    [
        ({"settings": TargetFile("s.json", "", "json")}, "Tool takes no instructions"),
        ({"prompt": TargetFile("", "P.md", "markdown")}, "Tool has no file for instructions in this scope"),
    ],
)
def test_why_it_cannot_be_told_is_said_of_the_tool(files: Any, because: str) -> None:
    row = Instructed("autonomy.shell", "asked for")
    done = render(target(row, files=files), [chosen(scale(), "never")], "project")
    assert done.coverage == {"autonomy.shell": Coverage("unsupported", note=f"asked for; {because}")}


@pytest.mark.parametrize(
    ("level", "cut"),
    [("instructed", "unsupported"), ("enforced", "enforced"), ("unsupported", "unsupported")],
)
def test_what_did_not_fit_is_unsupported_unless_the_tool_holds_it(level: Level, cut: Level) -> None:
    before = Coverage(level, rounded=True, note="known")
    assert untold(before, "no room") == Coverage(cut, rounded=True, note="known; no room")
    assert untold(Coverage(level), "no room") == Coverage(cut, note="no room")


# ------------------------------------------------------- the row for everything


def test_the_row_for_everything_takes_what_no_other_row_is_about() -> None:
    rows = (Unsupported("autonomy.shell", "no shell"), Everything("instructed", "carried"))
    done = render(target(*rows), [chosen(scale(), "never"), chosen(amount(), 7)], "project")
    assert done.coverage == {
        "autonomy.shell": Coverage("unsupported", note="no shell"),
        "privacy.days": Coverage("instructed", note="carried"),
    }
    assert [s.text for s in done.sentences] == ["Days: 7."]
    assert everything(target(*rows)) is rows[1]
    assert everything(target(rows[0])) is None


def test_everything_is_carried_where_nothing_is_told() -> None:
    files = {"settings": TargetFile("s.json", "u.json", "json")}
    done = render(target(Everything("instructed"), files=files), [chosen(scale(), "never")], "project")
    assert (done.sentences, done.coverage) == ((), {"autonomy.shell": Coverage("instructed")})


@pytest.mark.parametrize("count", [2, 3])
def test_two_rows_for_everything_are_a_mistake(count: int) -> None:
    with pytest.raises(ValueError, match=r"^target t has two rows for everything$"):
        render(target(*[Everything("enforced")] * count), [], "project")


# ------------------------------------------------------------- patches that meet


RULES: dict[str, Any] = {
    "orders": {"mode": ("deny", "ask", "allow"), "rules.mode": ("deny", "ask", "allow")},
    "keyed": {"rules": "name"},
}


def rule(mode: str, **more: str) -> dict[str, Any]:
    return {"mode": mode, "rules": [{"name": "shell", "mode": mode, **more}]}


def test_what_is_fixed_is_written_whatever_the_values_are() -> None:
    fixed = (Patch({"read": ["P.md"]}), Patch({"a": 1}, file="mine"), Patch({"b": 2}, only="user"))
    for scope, patches in (
        ("project", {"settings": {"read": ["P.md"]}}),
        ("user", {"settings": {"read": ["P.md"], "b": 2}, "mine": {"a": 1}}),
    ):
        done = render(target(fixed=fixed), [], scope)  # type: ignore[arg-type]  # a scope
        assert (done.patches, done.coverage) == (patches, {})


@pytest.mark.parametrize(("fixed", "own"), [("ask", "allow"), ("allow", "ask")])
def test_a_row_beside_what_is_fixed_is_never_looser_than_either(fixed: str, own: str) -> None:
    row = ByValue("autonomy.shell", {"never": Patch(rule(own, own="yes"))})
    one = target(row, fixed=(Patch(rule(fixed)), Patch(rule(fixed, fixed="yes"))), **RULES)
    done = render(one, [chosen(scale(), "never")], "project")
    assert done.patches == {"settings": rule("ask", own="yes", fixed="yes")}
    held = Coverage("enforced", rounded=True, note="`mode` is held tighter by another setting")
    assert done.coverage["autonomy.shell"] == (held if own == "allow" else Coverage("enforced"))


def test_a_setting_that_another_holds_tighter_says_at_which_key() -> None:
    rows = (
        ByValue("autonomy.shell", {"free": Patch({"rules": [{"name": "x", "mode": "allow"}]}, note="seen")}),
        ByValue("b.x", {"never": Patch({"rules": [{"name": "x", "mode": "deny"}]})}),
        ByValue("c.x", {"never": Patch({"list": ["a"]})}),
        ByValue("d.x", {"never": Patch({"list": ["a", "b"]})}),
    )
    one = target(*rows, orders={**RULES["orders"], "list": Allowed(("none", "a", "b"))}, keyed=RULES["keyed"])
    choices = [chosen(scale(), "free"), *(chosen(scale(key), "never") for key in ("b.x", "c.x", "d.x"))]
    done = render(one, choices, "project")
    assert done.patches == {"settings": {"rules": [{"name": "x", "mode": "deny"}], "list": ["a"]}}
    tighter = "`{}` is held tighter by another setting".format
    assert done.coverage == {
        "autonomy.shell": Coverage("enforced", True, f"seen; {tighter('rules.mode')}"),
        "b.x": Coverage("enforced"),
        "c.x": Coverage("enforced"),
        "d.x": Coverage("enforced", True, tighter("list")),
    }


def test_a_setting_is_not_said_to_be_held_by_what_goes_with_its_own_patch() -> None:
    first = Patch({"mode": "ask"}, further=(Patch({"further": "allow"}),))
    rows = (
        ByValue("autonomy.shell", {"free": first}),
        ByValue("b.x", {"never": Patch({"further": "deny"})}),
    )
    one = target(*rows, orders={"further": ("deny", "allow")})
    done = render(one, [chosen(scale(), "free"), chosen(scale("b.x"), "never")], "project")
    assert done.patches == {"settings": {"mode": "ask", "further": "deny"}}
    assert done.coverage["autonomy.shell"] == Coverage("enforced")
