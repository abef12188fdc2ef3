"""Conditions of a patch: other settings, scopes, and the tighter case instead."""

from __future__ import annotations

from typing import Any

import pytest

from configurator.exporters.render import Rendered, render
from configurator.exporters.table import (
    ByValue,
    Choice,
    Copied,
    Patch,
    PerItem,
    Row,
    Scope,
    Target,
    TargetFile,
    Told,
)
from tests.unit.exporters.helpers import amount, chosen, members, scale

FILES = {
    "settings": TargetFile("s.json", "u.json", "json"),
    "mine": TargetFile("", "mine.json", "json"),
    "prompt": TargetFile("P.md", "U.md", "markdown"),
}
NETWORK = scale("autonomy.network", ("off", "open"))
OPEN = {"autonomy.network": ("open",)}


def done(row: Row, *choices: Choice, scope: Scope = "project", orders: Any = None) -> Rendered:
    rows = (row, ByValue("autonomy.network", {"off": Patch({"net": 0}), "open": Patch({"net": 1})}))
    target = Target("t", "Tool", "1", FILES, rows, orders=orders or {"net": (0, 1)})
    return render(target, choices, scope)


def shell(**cases: Any) -> ByValue:
    return ByValue("autonomy.shell", cases)


def test_a_need_that_is_met_changes_nothing() -> None:
    row = shell(free=Patch({"a": 2}, needs=OPEN, otherwise="ask"), ask=Patch({"a": 1}))
    result = done(row, chosen(scale(), "free"), chosen(NETWORK, "open"))
    assert result.patches["settings"]["a"] == 2
    assert not result.coverage["autonomy.shell"].rounded


def test_an_unmet_need_gives_the_tighter_case_and_says_why() -> None:
    row = shell(free=Patch({"a": 2}, needs=OPEN, otherwise="ask"), ask=Patch({"a": 1}, note="asks"))
    result = done(row, chosen(scale(), "free"), chosen(NETWORK, "off"))
    assert result.patches["settings"]["a"] == 1
    coverage = result.coverage["autonomy.shell"]
    assert (coverage.level, coverage.rounded) == ("enforced", True)
    assert coverage.note == "not possible while `autonomy.network` is `off`; written as `ask`; asks"


def test_a_need_of_a_setting_that_is_not_there_is_unmet() -> None:
    row = shell(free=Patch({"a": 2}, needs=OPEN, otherwise="ask"), ask=Patch({"a": 1}))
    assert done(row, chosen(scale(), "free")).patches["settings"]["a"] == 1


def test_a_set_has_to_hold_all_that_is_needed() -> None:
    row = shell(
        free=Patch({"a": 2}, needs={"autonomy.tools": ("read", "web")}, otherwise="ask"), ask=Told("asks")
    )
    tools = members()
    for items, level in (({"read", "web", "shell"}, "enforced"), ({"read"}, "instructed")):
        result = done(row, chosen(scale(), "free"), chosen(tools, frozenset(items)))
        assert result.coverage["autonomy.shell"].level == level
    assert "`autonomy.tools` lacks `web`" in result.coverage["autonomy.shell"].note
    assert not result.coverage["autonomy.shell"].rounded


def test_falling_back_goes_on_until_a_case_fits() -> None:
    row = shell(
        free=Patch({"a": 2}, only="user", otherwise="ask"),
        ask=Patch({"a": 1}, needs=OPEN, otherwise="never"),
        never=Patch({"a": 0}),
    )
    choices = chosen(scale(), "free"), chosen(NETWORK, "off")
    assert done(row, *choices).patches["settings"]["a"] == 0
    note = done(row, *choices).coverage["autonomy.shell"].note
    assert "`--scope user`; written as `ask`" in note
    assert "written as `never`" in note
    assert done(row, *choices, scope="user").patches["settings"]["a"] == 2


@pytest.mark.parametrize("otherwise", ["ask", "free"])
def test_falling_back_to_the_same_or_a_looser_case_is_a_mistake_in_the_table(otherwise: str) -> None:
    row = shell(
        ask=Patch({"a": 1}, needs=OPEN, otherwise=otherwise),
        free=Patch({"a": 2}, needs=OPEN, otherwise="ask"),
    )
    with pytest.raises(ValueError, match="is not tighter than"):
        done(row, chosen(scale(), "ask"), chosen(NETWORK, "off"))


def test_a_fallback_that_another_catalogue_lacks_is_told() -> None:
    row = shell(free=Patch({"a": 2}, needs=OPEN, otherwise="sandbox"))
    result = done(row, chosen(scale(), "free"), chosen(NETWORK, "off"))
    assert result.coverage["autonomy.shell"].level == "instructed"
    assert "a" not in result.patches["settings"]


def test_an_unmet_need_without_a_fallback_is_told() -> None:
    result = done(shell(free=Patch({"a": 2}, needs=OPEN)), chosen(scale(), "free"), chosen(NETWORK, "off"))
    assert [sentence.key for sentence in result.sentences] == ["autonomy.shell"]


def test_keys_that_were_not_seen_to_hold_are_written_and_told() -> None:
    result = done(shell(never=Patch({"a": 0}, level="instructed")), chosen(scale(), "never"))
    assert result.patches["settings"] == {"a": 0}
    assert result.coverage["autonomy.shell"].level == "instructed"
    assert len(result.sentences) == 1


@pytest.mark.parametrize(("network", "level"), [("open", "enforced"), ("off", "instructed")])
def test_what_holds_only_beside_another_value_is_written_all_the_same(network: str, level: str) -> None:
    row = shell(never=Patch({"a": 0}, holds_while=OPEN))
    result = done(row, chosen(scale(), "never"), chosen(NETWORK, network))
    assert result.patches["settings"]["a"] == 0
    assert result.coverage["autonomy.shell"].level == level
    assert ("not enforced while" in result.coverage["autonomy.shell"].note) == (level == "instructed")


def test_further_patches_come_where_their_own_conditions_are_met() -> None:
    row = shell(
        never=Patch(
            {"a": 0}, further=(Patch({"b": 0}, needs=OPEN), Patch({"c": 0}, file="mine"), Patch({"d": 0}))
        )
    )
    choices = chosen(scale(), "never"), chosen(NETWORK, "off")
    assert done(row, *choices).patches["settings"] == {"a": 0, "d": 0, "net": 0}
    assert done(row, *choices, scope="user").patches["mine"] == {"c": 0}


def test_a_value_that_another_row_holds_tighter_is_reported_as_rounded() -> None:
    row = shell(free=Patch({"net": 1}), ask=Patch({}, further=(Patch({"net": 1}),)))
    for value, rounded in (("free", True), ("ask", False)):
        result = done(row, chosen(scale(), value), chosen(NETWORK, "off"))
        assert result.patches["settings"] == {"net": 0}
        assert result.coverage["autonomy.shell"].rounded == rounded
        assert not result.coverage["autonomy.network"].rounded


def test_an_item_that_was_not_seen_to_hold_is_told() -> None:
    absent = {"read": Patch({"a": 0}), "web": Patch({"b": 0}, level="instructed"), "shell": Patch({"c": 0})}
    result = done(PerItem("autonomy.tools", absent=absent), chosen(members(), frozenset[str]()))
    assert result.patches["settings"] == {"a": 0, "b": 0, "c": 0}
    coverage = result.coverage["autonomy.tools"]
    assert (coverage.level, coverage.note) == ("instructed", "enforced for read, shell; told for web")


def test_an_amount_may_need_keys_beside_it_and_say_some_values_otherwise() -> None:
    row = Copied("privacy.days", "keep.days", lowest=1, level="instructed", beside={"keep": {"on": True}},
                 special={0: Patch({"keep": {"nothing": True}})})  # fmt: skip
    result = done(row, chosen(amount(), 7))
    assert result.patches["settings"] == {"keep": {"days": 7, "on": True}}
    assert result.coverage["privacy.days"].level == "instructed"
    assert done(row, chosen(amount(), 0)).patches["settings"] == {"keep": {"nothing": True}}
