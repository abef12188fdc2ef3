"""Layers by example: who wins, who is named, what a grant can open."""

from __future__ import annotations

from typing import Any

import pytest

from configurator.domain.bounds import Bounds, OneOf
from configurator.domain.orders import Amount, Scale
from configurator.domain.policy import Catalogue, Condition, Demand, Gate, Grant, Layer, Line, Policy, Trigger
from configurator.domain.settings import Setting
from configurator.resolution.compose import Composition, Conflict, compose, topological
from configurator.resolution.wording import conflict_words

TENS = Amount(0, 100, 10)
LIMIT = Setting("a.limit", "amount", "T", "D", TENS, unit="EUR")
TONE = Setting("a.tone", "choice", "T", "D", None, {"warm": "W", "dry": "D", "odd": "O"})


def line(low: int, high: int, **more: Any) -> Line:
    return Line("a.limit", Bounds.between(TENS, low, high), **more)


def tones(*permitted: str, default: str | None = None) -> Line:
    return Line("a.tone", OneOf(TONE.ids, frozenset(permitted)), default=default)


def layer(name: str, kind: Any, *lines: Line, **more: Any) -> Layer:
    return Layer(name, kind, name, lines={one.key: one for one in lines}, **more)


def under(society: Layer, *layers: Layer) -> Composition:
    settings = {setting.key: setting for setting in (LIMIT, TONE) if setting.key in society.lines}
    return compose(Policy("p", "1.0.0", "", Catalogue(settings, {"a": "A"}), society), layers)


def society(*lines: Line, **more: Any) -> Layer:
    return layer("society", "society", *(lines or (line(0, 100),)), **more)


def span(composition: Composition) -> Any:
    return composition.permitted["a.limit"].bounds.span  # type: ignore[union-attr]  # an amount


def gated(low: int, high: int, beyond: int, *by: Any) -> Line:
    return line(low, high, gates=(Gate(beyond, Bounds.between(TENS, 0, beyond), by),))


def test_layers_meet() -> None:
    whole = under(society(), layer("eu", "jurisdiction", line(0, 70)), layer("mum", "guardian", line(20, 90)))
    assert span(whole) == (20, 70)
    assert whole.conflicts == ()


def test_layers_are_sorted_by_kind_and_then_by_name() -> None:
    named = [
        layer(*of) for of in (("z", "guardian"), ("b", "jurisdiction"), ("a", "guardian"), ("c", "provider"))
    ]
    assert [one.id for one in under(society(), *named).layers] == ["society", "b", "c", "a", "z"]


def test_an_empty_meet_leaves_the_upper_bounds_and_names_both() -> None:
    whole = under(
        society(), layer("org", "organisation", line(60, 90)), layer("mum", "guardian", line(0, 50))
    )
    assert span(whole) == (60, 90)
    assert [(c.key, c.upper, c.lower) for c in whole.conflicts] == [("a.limit", "org", "mum")]
    assert whole.stopped("a.limit") == "mum"


def test_a_conflict_names_the_layer_that_left_nothing_and_not_the_last_one_before() -> None:
    whole = under(
        society(),
        layer("eu", "jurisdiction", line(60, 100)),
        layer("llm", "provider", line(0, 90)),
        layer("mum", "guardian", line(0, 50)),
    )
    assert [(c.upper, c.lower) for c in whole.conflicts] == [("eu", "mum")]


def test_a_demand_without_room_names_the_layer_that_leaves_none() -> None:
    scale = Scale(("no", "yes"))
    ask = Setting("a.ask", "scale", "T", "D", scale, {"no": "N", "yes": "Y"})
    condition = Condition(
        "calm",
        "Calm",
        (Trigger("a.ask", "looser_than", "no", scale),),
        (Demand("a.limit", Bounds.between(TENS, 0, 20)),),
    )
    first = society(line(0, 100), Line("a.ask", Bounds.all_of(scale)), conditions=(condition,))
    policy = Policy("p", "1.0.0", "", Catalogue({"a.limit": LIMIT, "a.ask": ask}, {"a": "A"}), first)
    others = [layer("eu", "jurisdiction", line(30, 100)), layer("mum", "guardian", line(0, 90))]
    whole = compose(policy, others)
    assert [(c.key, c.upper, c.lower) for c in whole.conflicts] == [("a.limit", "eu", "calm")]
    assert whole.keys.index("a.ask") < whole.keys.index("a.limit")


def test_a_gate_closes_what_lies_beyond_it() -> None:
    whole = under(society(gated(0, 100, 30, "organisation")))
    assert span(whole) == (0, 30)
    assert len(whole.permitted["a.limit"].steps[0].closed) == 1


@pytest.mark.parametrize(
    ("kind", "upto", "may_grant", "loosest"),
    [
        ("organisation", 60, True, 60),
        ("organisation", 10, True, 30),  # a grant below the gate opens nothing and closes nothing
        ("organisation", 100, True, 80),  # no grant reaches past the bounds of whoever made the gate
        ("organisation", 100, False, 30),
        ("guardian", 100, True, 30),
        ("jurisdiction", 60, True, 60),
    ],
)
def test_a_grant_opens_a_gate_by_kind_and_up_to_its_end(
    kind: Any, upto: int, may_grant: bool, loosest: int
) -> None:
    grantor = layer("grantor", kind, grants=(Grant("a.limit", upto),), may_grant=may_grant)
    whole = under(society(gated(0, 80, 30, "organisation", "jurisdiction")), grantor)
    assert span(whole) == (0, loosest)
    assert bool(whole.permitted["a.limit"].steps[0].closed) == (loosest < 80)


def test_the_looser_of_two_grants_counts_and_other_settings_do_not() -> None:
    grants = (Grant("a.limit", 50), Grant("a.limit", 70), Grant("a.tone", frozenset({"odd"})))
    whole = under(society(gated(0, 80, 30, "guardian")), layer("mum", "guardian", grants=grants))
    assert span(whole) == (0, 70)


def test_a_gate_on_a_choice_opens_the_options_that_are_granted() -> None:
    closed = Gate(frozenset({"warm"}), OneOf(TONE.ids, frozenset({"warm"})), ("guardian",))
    line_of_tones = Line("a.tone", OneOf(TONE.ids, frozenset({"warm", "dry"})), gates=(closed,))
    grantor = layer("mum", "guardian", grants=(Grant("a.tone", frozenset({"dry", "odd"})),))
    assert under(society(line_of_tones)).permitted["a.tone"].bounds == OneOf(TONE.ids, frozenset({"warm"}))
    opened = under(society(line_of_tones), grantor).permitted["a.tone"].bounds
    assert opened == OneOf(TONE.ids, frozenset({"warm", "dry"}))


def contradictory(default: str) -> Line:
    gates = (
        Gate(frozenset({name}), OneOf(TONE.ids, frozenset({name})), ("guardian",)) for name in ("warm", "dry")
    )
    return Line("a.tone", OneOf(TONE.ids, frozenset({"warm", "dry"})), default=default, gates=tuple(gates))


def test_gates_of_one_layer_that_leave_nothing_are_a_conflict_with_itself() -> None:
    whole = under(society(contradictory("dry")))
    assert whole.conflicts == (Conflict("a.tone", "society", "society"),)
    assert whole.permitted["a.tone"].bounds == OneOf(TONE.ids, frozenset({"warm"}))
    assert conflict_words(whole.conflicts[0]) == (
        "the gates of `society` leave no value between them for `a.tone`"
    )
    assert whole.stopped("a.tone") == "society"


def test_a_grant_takes_part_in_what_gates_leave() -> None:
    grantor = layer("mum", "guardian", grants=(Grant("a.tone", frozenset({"dry"})),))
    whole = under(society(contradictory("dry")), grantor)
    assert whole.conflicts == ()
    assert whole.permitted["a.tone"].bounds == OneOf(TONE.ids, frozenset({"dry"}))


@pytest.mark.parametrize(
    ("defaults", "low", "expected"),
    [
        ((40, 20, 60), 0, 20),
        ((None, 50, None), 0, 50),
        ((None, None, None), 30, 30),
        ((20, None, None), 30, 30),
    ],
)
def test_the_tightest_default_holds_moved_into_the_bounds(
    defaults: tuple[int | None, ...], low: int, expected: int
) -> None:
    first, second, third = defaults
    whole = under(
        society(line(0, 100, default=first)),
        layer("eu", "jurisdiction", line(low, 100, default=second)),
        layer("mum", "guardian", line(0, 100, default=third)),
    )
    assert whole.permitted["a.limit"].default == expected


def test_for_a_choice_the_party_closest_to_the_person_states_the_default() -> None:
    mum = layer("mum", "guardian", tones("warm", "dry", default="dry"))
    eu = layer("eu", "jurisdiction", tones("warm", "dry", "odd", default="odd"))
    first = society(tones("warm", "dry", "odd", default="warm"))
    assert under(first, mum, eu).permitted["a.tone"].default == "dry"
    assert under(first, eu).permitted["a.tone"].default == "odd"
    assert under(first, layer("x", "guardian", tones("odd", "dry"))).permitted["a.tone"].default == "dry"


def test_triggers_come_before_what_they_hold_whatever_the_names() -> None:
    scale = Scale(("no", "yes"))
    demand = Bounds.between(scale, "no", "no")

    def condition(trigger: str, held: str) -> Condition:
        return Condition(
            trigger, "T", (Trigger(trigger, "looser_than", "no", scale),), (Demand(held, demand),)
        )

    chain = [condition("a.z", "a.m"), condition("a.m", "a.a")]
    assert topological(["a.a", "a.m", "a.z"], chain) == ("a.z", "a.m", "a.a")
    with pytest.raises(ValueError, match=r"^conditions form a cycle through a\.a, a\.m, a\.z$"):
        topological(["a.a", "a.m", "a.z"], [*chain, condition("a.a", "a.z")])
    with pytest.raises(ValueError, match=r"cycle through a\.z"):
        topological(["a.z"], [condition("a.z", "a.z")])
