"""Violations by example: kind, nearest, and whom they blame."""

from __future__ import annotations

from dataclasses import replace

import pytest

from configurator.domain.bounds import Bounds, Length, OneOf, sets_span
from configurator.domain.policy import Citation, Condition, Demand, Gate, Grant, Layer, Line, Trigger
from configurator.resolution import check
from configurator.resolution.check import Checker
from configurator.resolution.compose import Obstacle
from configurator.resolution.resolve import Hold, resolve
from configurator.resolution.tables import lookup
from configurator.resolution.violation import held_violation
from configurator.resolution.wording import conflict_words, refusal
from tests.unit.resolution.small import AGES, ITEMS, SETTINGS, TENS, YOUNG, between, only, org, world


def test_a_value_out_of_bounds_blames_the_layer_with_its_reason_and_source() -> None:
    found = only(world(org("a.limit", between(0, 50))), limit=80)
    assert (found.kind, found.blamed, found.nearest) == ("out-of-bounds", "firm", 50)
    assert (found.reason, found.source) == ("the firm says so", ("Handbook, p. 3",))


def test_a_value_between_two_steps_is_the_catalogues_matter() -> None:
    found = only(world(org("a.limit", between(0, 50))), limit=37)
    assert (found.kind, found.blamed, found.nearest) == ("out-of-bounds", "catalogue", 30)
    assert "in steps of 10" in found.reason


@pytest.mark.parametrize("asked", [77, 1000, 10**40])
def test_an_amount_past_a_layers_bounds_blames_that_layer_on_the_grid_or_off(asked: int) -> None:
    found = only(world(org("a.limit", between(0, 50))), limit=asked)
    assert (found.blamed, found.reason, found.nearest) == ("firm", "the firm says so", 50)


@pytest.mark.parametrize(("asked", "near"), [(1000, 100), (-10, 0), (10**40, 100)])
def test_an_amount_outside_the_range_is_not_told_about_steps(asked: int, near: int) -> None:
    """110 of 0 to 100 in steps of ten lies on every step there is."""
    found = only(world(), limit=asked)
    assert (found.kind, found.blamed, found.nearest) == ("out-of-bounds", "society", near)
    assert found.reason == "society says so"


def test_a_gated_value_says_who_could_grant_it() -> None:
    gate = Gate(30, between(0, 30), ("organisation", "guardian"), "only with a budget")
    line = Line("a.limit", between(0, 80), "society says so", gates=(gate,))
    found = only(world(limit=line), limit=60)
    assert (found.kind, found.blamed, found.nearest) == ("out-of-bounds", "society", 30)
    assert found.reason.startswith("only with a budget; needs a grant by a layer of kind `organisation`")
    assert only(world(limit=line), limit=90).reason == "society says so"


def test_a_condition_holds_what_bounds_permit() -> None:
    composition = world(conditions=(YOUNG,))
    found = only(composition, limit=50, age="teen")
    assert (found.key, found.kind, found.blamed, found.nearest) == ("a.limit", "condition", "young", 20)
    assert (found.reason, found.detail) == ("they have little", "Young people spend little")
    assert Checker(composition).violations({"a.limit": 50}) == []
    assert Checker(composition).violations({"a.limit": 20, "a.age": "child"}) == []


def test_a_default_can_be_held_without_being_a_violation() -> None:
    composition = world(conditions=(YOUNG,))
    assert Checker(composition).violations({"a.age": "child"}) == []
    held = resolve(composition, {"a.age": "child"})["a.limit"]
    assert (held.value, held.asked, held.origin, held.held_by) == (20, None, "held", "young")


def test_a_condition_fires_on_what_holds_and_not_on_what_was_asked() -> None:
    """Adults only: the age that was asked for is out of bounds, so it demands nothing."""
    adults = Line("a.age", Bounds.between(AGES, "adult", "adult"), default="adult")
    composition = world(conditions=(YOUNG,), age=adults)
    found = Checker(composition).violations({"a.age": "child", "a.limit": 50})
    assert [violation.key for violation in found] == ["a.age"]


def test_a_demand_that_bounds_leave_no_room_for_holds_the_tightest_permitted_value() -> None:
    line = Line("a.limit", between(40, 90), default=60)
    composition = world(conditions=(YOUNG,), limit=line)
    assert resolve(composition, {"a.age": "teen", "a.limit": 50})["a.limit"].value == 40
    assert resolve(composition, {"a.age": "teen"})["a.limit"].value == 40
    found = only(composition, age="teen", limit=50)
    assert (found.kind, found.blamed, found.nearest) == ("condition", "young", 40)
    assert Checker(composition).violations({"a.age": "teen", "a.limit": 40}) == []
    stopped = only(
        composition, age="adult", limit=70
    )  # the policy contradicts itself: no loosening meanwhile
    assert (stopped.kind, stopped.blamed, stopped.nearest) == ("unreadable", "young", 60)


@pytest.mark.parametrize("turned", [False, True])
def test_a_trigger_that_is_held_itself_fires_by_what_holds(turned: bool) -> None:
    """Young people spend little, and who spends much keeps no art. One checker, whatever it saw before."""
    rich = Condition(
        "rich",
        "Rich people keep no art",
        (Trigger("a.limit", "looser_than", 20, TENS),),
        (Demand("a.topics", sets_span(ITEMS, frozenset(), frozenset({"work"}))),),
        "they might",
    )
    checker = Checker(world(conditions=(rich, YOUNG)))
    asked = {"a.limit": 50, "a.topics": ["art"]}
    profiles = [({**asked, "a.age": "adult"}, ["rich"]), ({**asked, "a.age": "teen"}, ["young"])]
    for raw, blamed in profiles[::-1] if turned else profiles:
        assert [violation.blamed for violation in checker.violations(raw)] == blamed


def test_bounds_are_told_before_conditions_and_all_of_a_profile_at_once() -> None:
    composition = world(org("a.topics", sets_span(ITEMS, frozenset({"law"}), frozenset({"law", "work"}))),
                        conditions=(YOUNG,))  # fmt: skip
    raw = {"a.limit": 90, "a.no": 1, "a.topics": ["art"], "a.age": "teen", "a.name": 5, "a.tone": "odd"}
    found = [
        (v.key.removeprefix("a."), v.kind, v.blamed, v.nearest) for v in Checker(composition).violations(raw)
    ]
    assert found == [
        ("limit", "condition", "young", 20),
        ("no", "unknown-setting", "catalogue", None),
        ("topics", "out-of-bounds", "firm", ["law"]),
        ("name", "not-a-value", "catalogue", None),
        ("tone", "not-a-value", "catalogue", None),
    ]


def test_an_unreadable_layer_stops_loosening_and_nothing_else() -> None:
    composition = world(obstacles=(Obstacle("eu", "it cannot be read"),))
    found = only(composition, limit=40)
    assert (found.kind, found.blamed, found.nearest, found.reason) == (
        "unreadable",
        "eu",
        30,
        "it cannot be read",
    )
    assert Checker(composition).violations({"a.limit": 10, "a.topics": [], "a.tone": "dry"}) == []
    assert only(composition, topics=["art", "work"]).nearest == ["work"]
    assert (
        only(composition, topics=["art", "law"]).nearest == []
    )  # neither tighter nor looser than the default


@pytest.mark.parametrize(("name", "value"), [("tone", "warm"), ("name", "Zoë")])
def test_nothing_is_nearer_among_options_and_texts(name: str, value: str) -> None:
    found = only(world(obstacles=(Obstacle("eu", "it cannot be read"),)), **{name: value})
    assert (found.kind, found.nearest) == ("unreadable", None)


def test_a_conflict_stops_loosening_of_its_setting_alone() -> None:
    high = Layer("eu", "jurisdiction", "EU", lines={"a.limit": Line("a.limit", between(60, 100), default=70)})
    composition = world(high, org("a.limit", between(0, 50)))
    found = only(composition, limit=80)
    assert (found.kind, found.blamed, found.nearest) == ("unreadable", "firm", 60)
    assert found.reason == "`eu` and `firm` leave no value between them"
    assert Checker(composition).violations({"a.limit": 60, "a.tone": "warm"}) == []


class Almost(str):
    """Equal to a text, and of another type."""

    __slots__ = ()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limit", True),
        ("limit", 10.0),
        ("age", Almost("teen")),
        ("tone", Almost("dry")),
        ("name", Almost("Zoë")),
        ("topics", [Almost("work")]),
        ("topics", ["work", "work"]),
        ("topics", ("work",)),
        ("topics", [["work"]]),
        ("name", "a\x1b[0m"),
        ("name", None),
    ],
)
def test_the_fast_look_up_is_as_exact_as_reading(name: str, value: object) -> None:
    assert only(world(), **{name: value}).kind == "not-a-value"


def test_text_and_options_are_looked_up_in_their_own_bounds() -> None:
    composition = world(
        org("a.name", Length(3)), tone=Line("a.tone", OneOf(("warm", "dry"), frozenset({"dry"})), "dry only")
    )
    assert Checker(composition).violations({"a.name": "🙂🙂🙂", "a.tone": "dry"}) == []
    assert (only(composition, name="four").kind, only(composition, name="four").nearest) == (
        "out-of-bounds",
        None,
    )
    assert (only(composition, tone="warm").blamed, only(composition, tone="warm").nearest) == (
        "society",
        None,
    )


@pytest.mark.parametrize(
    ("first", "then"), [([1], [True]), ([True], [1.0]), (["work", 1], ["work", True]), (1.0, True), ([], ())]
)
def test_equal_values_of_different_types_are_not_mistaken_for_each_other(first: object, then: object) -> None:
    checker = Checker(world())
    checker.violations({"a.topics": first})
    assert repr(checker.violations({"a.topics": then})) == repr(
        Checker(world()).violations({"a.topics": then})
    )


def test_what_is_forgotten_to_save_memory_is_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    composition = world(conditions=(YOUNG,))
    profiles = [
        {"a.age": age, "a.limit": limit, "a.topics": topics}
        for limit in (0, 10, 20, 25, "none")
        for topics in ([], ["work"], ["play"])
        for age in AGES.levels
    ]
    kept = Checker(composition)
    expected = [kept.violations(profile) for profile in profiles]
    for name in ("ROOMS", "REMEMBERED"):
        monkeypatch.setattr(check, name, 1)
    forgetful = Checker(composition)
    assert [forgetful.violations(profile) for profile in profiles + profiles] == expected + expected
    assert len(forgetful._kept) == len(forgetful._known) == 1
    assert len(forgetful._rooms) <= 4


def _gates(options: tuple[frozenset[str], ...]) -> tuple[Gate, ...]:
    return tuple(Gate(some, OneOf(TONES, some), ("guardian",)) for some in options)


TONES = ("warm", "dry")
SOME_TONES = [frozenset({"warm"}), frozenset({"dry"}), frozenset(TONES)]
PAIRS = [(), *((one, other) for one in SOME_TONES for other in SOME_TONES)]


@pytest.mark.parametrize("granted", [None, *SOME_TONES])
@pytest.mark.parametrize("theirs", PAIRS)
@pytest.mark.parametrize("ours", PAIRS)
def test_whatever_two_gates_on_a_choice_leave_everything_is_judged_with_a_reason(
    ours: tuple[frozenset[str], ...], theirs: tuple[frozenset[str], ...], granted: frozenset[str] | None
) -> None:
    """Of one layer, of two, with a grant and without, where nothing is left among them too."""
    every = OneOf(TONES, frozenset(TONES))
    tone = Line("a.tone", every, "society says so", default="dry", gates=_gates(ours))
    firm = org("a.tone", every, gates=_gates(theirs))
    grants = () if granted is None else (Grant("a.tone", granted),)
    mum = Layer("mum", "guardian", "Mum", grants=grants, may_grant=True)
    whole = world(firm, mum, tone=tone)
    bounds = whole.permitted["a.tone"].bounds
    assert not bounds.is_empty
    assert resolve(whole, {})["a.tone"].value in bounds
    for asked in TONES:
        violations = Checker(whole).violations({"a.tone": asked})
        assert violations or asked in bounds
        for one in violations:
            assert one.reason
            assert all(refusal(whole, one))
    for conflict in whole.conflicts:
        assert conflict.upper in ("society", "firm")
        assert "leave no value between them" in conflict_words(conflict)


def test_what_is_no_value_is_told_as_it_was_asked() -> None:
    found = only(world(), limit="x")
    assert (found.key, found.asked, found.kind, found.blamed) == ("a.limit", "x", "not-a-value", "catalogue")
    assert (found.reason, found.permitted) == ("the text `x` is not a whole number of EUR", between(0, 100))
    assert only(world(), no="x").asked == "x"


def test_gates_that_leave_nothing_stop_loosening() -> None:
    gates = (Gate(30, between(0, 30), ("guardian",)), Gate(60, between(60, 100), ("guardian",)))
    composition = world(limit=Line("a.limit", between(0, 100), "society says so", gates=gates, default=10))
    found = only(composition, limit=20)
    assert (found.kind, found.blamed, found.nearest) == ("unreadable", "society", 10)
    assert found.reason == "the gates of `society` leave no value between them"


STOPPED = (Obstacle("eu", "it cannot be read"),)


def test_all_that_is_wrong_is_told_while_a_layer_cannot_be_read() -> None:
    raw = {"a.no": 1, "a.limit": "x", "a.topics": ["work", "art"], "a.age": "teen", "a.tone": "warm"}
    found = Checker(world(obstacles=STOPPED, conditions=(YOUNG,))).violations(raw)
    assert [(v.key, v.kind, v.asked) for v in found] == [
        ("a.no", "unknown-setting", 1),
        ("a.limit", "not-a-value", "x"),
        ("a.topics", "unreadable", ["work", "art"]),
        ("a.tone", "unreadable", "warm"),
    ]


@pytest.mark.parametrize("obstacles", [(), STOPPED])
def test_a_condition_is_told_with_what_was_asked_and_its_sources(obstacles: tuple[Obstacle, ...]) -> None:
    young = replace(YOUNG, sources=(Citation("Code", "12"), Citation("Study", "")))
    found = only(world(obstacles=obstacles, conditions=(young,)), limit=30, age="teen")
    assert (found.kind, found.asked, found.nearest) == ("condition", 30, 20)
    assert (found.source, found.permitted) == (("Code, 12", "Study"), between(0, 100))


def test_what_another_setting_holds_back_is_told_without_a_reason() -> None:
    held = resolve(world(), {"a.limit": 30}, {"a.limit": Hold(10, "a.way", 5)})["a.limit"]
    found = held_violation(world(), held)
    assert (found.kind, found.blamed, found.nearest, found.reason) == ("unreadable", "a.way", 10, "")


@pytest.mark.parametrize(("form", "fits"), [("[a-z]*", True), ("[A-Z]+", False), ("", True)])
def test_no_text_at_all_fits_where_its_form_has_it(form: str, fits: bool) -> None:
    assert ("" in lookup(replace(SETTINGS["a.name"], pattern=form), Length(3))) == fits


def test_what_nothing_can_be_remembered_by_is_told_as_it_was_asked() -> None:
    assert only(world(), name={"a": 1}).asked == {"a": 1}
    assert only(world(), topics=[["work"]]).asked == [["work"]]


def test_no_more_is_remembered_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "REMEMBERED", 2)
    checker = Checker(world(conditions=(YOUNG,)))
    for number in range(1, 9):
        found = checker.violations({"a.limit": number, "a.age": f"age {number}"})
        assert [violation.asked for violation in found] == [number, f"age {number}"]
        assert len(checker._known) <= 2
        assert all(len(known) <= 2 for _, _, known in checker._triggers)


def test_a_set_may_be_all_that_is_permitted_and_no_more_than_it_must() -> None:
    span = sets_span(ITEMS, frozenset({"law"}), frozenset({"law", "work"}))
    checker = Checker(world(org("a.topics", span)))
    for topics, kinds in (
        (["law"], []),
        (["law", "work"], []),
        (["work"], ["out-of-bounds"]),
        ([], ["out-of-bounds"]),
        (["law", "art"], ["out-of-bounds"]),
        (["law", "law"], ["not-a-value"]),
    ):
        assert [violation.kind for violation in checker.violations({"a.topics": topics})] == kinds, topics
    assert Checker(world()).violations({"a.topics": ["work", "art", "law"]}) == []


def test_an_amount_may_be_either_end_of_its_bounds() -> None:
    checker = Checker(world(org("a.limit", between(20, 50))))
    found = {value: [v.kind for v in checker.violations({"a.limit": value})] for value in (10, 20, 50, 60)}
    assert found == {10: ["out-of-bounds"], 20: [], 50: [], 60: ["out-of-bounds"]}


def test_every_condition_that_holds_a_trigger_counts_for_what_is_remembered() -> None:
    lawful = Condition(
        "lawful",
        "T",
        (Trigger("a.topics", "has_any", frozenset({"law"}), ITEMS),),
        (Demand("a.limit", between(0, 10)),),
    )
    rich = Condition(
        "rich",
        "T",
        (Trigger("a.limit", "looser_than", 20, TENS),),
        (Demand("a.tone", OneOf(("warm", "dry"), frozenset({"dry"}))),),
    )
    checker = Checker(world(conditions=(YOUNG, lawful, rich)))
    asked = {"a.limit": 50, "a.tone": "warm"}
    for more, blamed in (
        ({"a.age": "adult"}, ["rich"]),
        ({"a.age": "teen"}, ["young"]),
        ({"a.topics": ["law"]}, ["lawful"]),
        ({"a.topics": ["work"]}, ["rich"]),
    ):
        assert [violation.blamed for violation in checker.violations({**asked, **more})] == blamed
