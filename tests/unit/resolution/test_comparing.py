"""Two policies by example: what is wider, and by which profile."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from configurator.domain.bounds import AnyBounds, Bounds, Length, OneOf, sets_span
from configurator.domain.orders import Amount, Members, Scale
from configurator.domain.policy import Catalogue, Condition, Demand, Gate, Grant, Layer, Line, Policy, Trigger
from configurator.domain.settings import Setting
from configurator.resolution.check import Checker
from configurator.resolution.comparing import Comparison, _smallest, compare
from configurator.resolution.compose import Composition, compose

LEVELS = Scale(("never", "ask", "host"))
SHELL = Setting("a.shell", "scale", "T", "D", LEVELS, {name: name for name in LEVELS.levels})
NETWORK = replace(SHELL, key="a.network")
NOTE = Setting("a.note", "text", "T", "D", None, max_chars=10)


def amount(step: int = 1, low: int = 0, high: int = 100, key: str = "a.limit") -> Setting:
    return Setting(key, "amount", "T", "D", Amount(low, high, step), unit="EUR")


def choice(*names: str, key: str = "a.tone") -> Setting:
    return Setting(key, "choice", "T", "D", None, {name: name for name in names})


def members(*names: str) -> Setting:
    return Setting("a.tools", "members", "T", "D", Members(names), {name: name for name in names})


def whole(*settings: Setting, layers: tuple[Layer, ...] = (), **bounds: AnyBounds) -> Composition:
    """A society that permits everything of these settings, or the bounds named after them."""
    return under(settings, (), bounds, layers)


def under(
    settings: tuple[Setting, ...],
    conditions: tuple[Condition, ...] = (),
    bounds: dict[str, AnyBounds] | None = None,
    layers: tuple[Layer, ...] = (),
    **defaults: Any,
) -> Composition:
    named = {key: (bounds or {}).get(key.partition(".")[2]) for key in (one.key for one in settings)}
    lines = {
        one.key: Line(one.key, named[one.key] or one.everything(), default=defaults.get(one.key[2:]))
        for one in settings
    }
    society = Layer("society", "society", "Society", lines=lines, conditions=conditions)
    return compose(
        Policy("p", "1.0.0", "", Catalogue({s.key: s for s in settings}, {"a": "A"}), society), layers
    )


def holds(trigger: str, held: str, name: str = "c", beyond: str = "never", to: str = "never") -> Condition:
    """While ``trigger`` is looser than ``beyond``, ``held`` is no looser than ``to``."""
    demand = Demand(held, Bounds.between(LEVELS, "never", to))
    return Condition(name, "T", (Trigger(trigger, "looser_than", beyond, LEVELS),), (demand,))


def profiles(found: Comparison) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    return [dict(one.profile) for one in found.wider], [dict(one.profile) for one in found.narrower]


def test_the_same_is_equal() -> None:
    one = under((SHELL, NETWORK, NOTE), (holds("a.shell", "a.network"),))
    assert compare(one, one) == Comparison((), (), ())
    assert compare(one, one).relation == "equal"


def test_bounds_that_end_earlier_are_narrower() -> None:
    first, second = whole(SHELL), whole(SHELL, shell=Bounds.between(LEVELS, "never", "ask"))
    found = compare(first, second)
    assert (found.relation, profiles(found)) == ("narrower", ([], [{"a.shell": "host"}]))
    assert [(v.key, v.kind, v.blamed) for v in found.narrower[0].refused] == [
        ("a.shell", "out-of-bounds", "society")
    ]
    assert compare(second, first).relation == "wider"


def test_a_condition_more_is_narrower_and_two_preferences_show_it() -> None:
    first, second = under((SHELL, NETWORK)), under((SHELL, NETWORK), (holds("a.shell", "a.network"),))
    found = compare(first, second)
    assert found.relation == "narrower"
    assert profiles(found)[1] == [{"a.shell": "ask", "a.network": "ask"}]
    assert found.narrower[0].key == "a.network"


def test_a_tighter_default_is_wider_where_a_condition_fires_on_it() -> None:
    """Nobody asks for `a.shell`, and what holds `a.network` is its default."""
    condition = (holds("a.shell", "a.network"),)
    found = compare(
        under((SHELL, NETWORK), condition, shell="ask"), under((SHELL, NETWORK), condition, shell="never")
    )
    assert (found.relation, profiles(found)[0]) == ("wider", [{"a.network": "ask"}])


def test_a_condition_that_tightens_a_default_lets_more_through() -> None:
    """One setting has to be loose for another to be tight, so that a third is not held."""
    third = replace(SHELL, key="a.third")
    settings = (SHELL, NETWORK, third)
    chain = (holds("a.network", "a.third", "two"),)
    first = under(settings, chain, network="ask")
    second = under(settings, (holds("a.shell", "a.network", "one"), *chain), network="ask")
    found = compare(first, second)
    assert found.relation == "neither"
    assert {"a.shell": "ask", "a.third": "ask"} in profiles(found)[0]


def test_a_grant_is_wider_and_a_gate_narrower() -> None:
    gate = Gate("ask", Bounds.between(LEVELS, "never", "ask"), ("guardian",))
    society = Layer(
        "society", "society", "S", lines={"a.shell": Line("a.shell", SHELL.everything(), gates=(gate,))}
    )
    policy = Policy("p", "1.0.0", "", Catalogue({"a.shell": SHELL}, {"a": "A"}), society)
    granted = compose(policy, [Layer("mum", "guardian", "M", grants=(Grant("a.shell", "host"),))])
    gated = compose(policy)
    assert compare(whole(SHELL), gated).relation == "narrower"
    assert profiles(compare(gated, granted)) == ([{"a.shell": "host"}], [])
    assert compare(whole(SHELL), granted).relation == "equal"


def test_a_setting_of_one_alone_is_permitted_by_that_one_alone() -> None:
    found = compare(whole(SHELL), whole(SHELL, NETWORK))
    assert (found.relation, profiles(found)[0]) == ("wider", [{"a.network": "never"}])
    assert found.wider[0].refused[0].kind == "unknown-setting"


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [
        (amount(10), amount(5), "wider"),
        (amount(10), amount(15), "neither"),
        (amount(4), amount(6), "neither"),
        (amount(2, 1), amount(2, 0), "neither"),
        (amount(7, 0, 6), amount(5, 0, 4), "equal"),
        (amount(10**9, 0, 10**18), amount(10**9 + 7, 0, 10**18), "neither"),
        (amount(6, 0, 10**30), amount(3, 0, 10**30), "wider"),
        (choice("dry", "warm", key="a.limit"), amount(), "neither"),
        (choice("dry", "warm"), choice("warm", "dry", "odd"), "wider"),
        (choice("never", "ask", "host", key="a.shell"), SHELL, "equal"),
        (members("b", "c"), members("c", "b"), "equal"),
        (members("b", "c"), members("b", "c", "d"), "wider"),
        (choice("dry", "warm", key="a.note"), NOTE, "wider"),
        (replace(NOTE, max_chars=0), NOTE, "wider"),
        (NOTE, replace(NOTE, max_chars=9), "narrower"),
    ],
)  # fmt: skip
def test_what_a_setting_is_counts_too(first: Setting, second: Setting, relation: str) -> None:
    found = compare(whole(first), whole(second))
    assert found.relation == relation
    for differences, one, other in (
        (found.wider, whole(second), whole(first)),
        (found.narrower, whole(first), whole(second)),
    ):
        for difference in differences:
            assert Checker(one).violations(difference.profile) == []
            assert Checker(other).violations(difference.profile)


def test_sets_are_told_apart_item_by_item() -> None:
    """Thirty items have a thousand million sets."""
    tools = members(*(f"t{number}" for number in range(30)))
    every = frozenset(tools.ids)
    order: Any = tools.order
    assert compare(whole(tools), whole(tools)).relation == "equal"
    less = whole(tools, tools=sets_span(order, frozenset(), every - {"t7"}))
    assert profiles(compare(whole(tools), less)) == ([], [{"a.tools": ["t7"]}])
    must = whole(tools, tools=sets_span(order, frozenset({"t7"}), every))
    assert profiles(compare(whole(tools), must)) == ([], [{"a.tools": []}])


def test_what_is_looser_for_one_may_be_tighter_for_the_other() -> None:
    tools, fewer = members("b", "c"), replace(members("b", "c"), order=Members(("b", "c"), "fewer"))
    assert compare(whole(tools), whole(fewer)).relation == "equal"


def test_conditions_that_go_round_together() -> None:
    first = under((SHELL, NETWORK), (holds("a.shell", "a.network"),))
    second = under((SHELL, NETWORK), (holds("a.network", "a.shell"),))
    assert compare(first, second).relation == "equal"  # either way: not both
    looser = under((SHELL, NETWORK), (holds("a.network", "a.shell", beyond="ask"),))
    found = compare(first, looser)
    assert (found.relation, profiles(found)[0][0]) == ("wider", {"a.shell": "ask", "a.network": "ask"})


def test_each_of_several_conditions_counts() -> None:
    """Two settings can hold a third, and one of them a fourth too."""
    third, fourth = replace(SHELL, key="a.third"), replace(SHELL, key="a.fourth")
    settings = (SHELL, NETWORK, third, fourth)
    one, two, three = (
        holds("a.shell", "a.third", "one"),
        holds("a.network", "a.third", "two"),
        holds("a.shell", "a.fourth", "three"),
    )
    found = compare(under(settings), under(settings, (one, two, three)))
    assert profiles(found) == (
        [],
        [{"a.network": "ask", "a.third": "ask"}, {"a.shell": "ask", "a.fourth": "ask"}],
    )
    fewer = compare(under(settings, (one, two, three)), under(settings, (two, three)))
    assert profiles(fewer) == ([{"a.shell": "ask", "a.third": "ask"}], [])
    fewer = compare(under(settings, (one, two, three)), under(settings, (one, three)))
    assert profiles(fewer) == ([{"a.network": "ask", "a.third": "ask"}], [])
    fewer = compare(under(settings, (one, two, three)), under(settings, (one, two)))
    assert profiles(fewer) == ([{"a.shell": "ask", "a.fourth": "ask"}], [])


def test_what_only_one_side_has_fires_nothing_on_the_other() -> None:
    extra = replace(SHELL, key="a.extra")
    more = under((SHELL, NETWORK, extra), (holds("a.extra", "a.network"),))
    found = compare(under((SHELL, NETWORK), (holds("a.shell", "a.network"),)), more)
    wider = [{"a.shell": "ask", "a.network": "ask"}, {"a.extra": "never"}]
    assert profiles(found) == (wider, [])
    assert [[v.key for v in one.refused] for one in found.wider] == [["a.network"], ["a.extra"]]


def test_what_a_refusal_does_not_need_is_left_out() -> None:
    settings = (SHELL, NETWORK, amount(), choice("dry", "warm"))
    ours, theirs = Checker(under(settings)), Checker(under(settings, (holds("a.shell", "a.network"),)))
    whole_profile = {
        "a.limit": 7,
        "a.shell": "host",
        "a.tone": "dry",
        "a.network": "host",
    }
    assert _smallest(whole_profile, "a.network", ours, theirs) == {"a.shell": "host", "a.network": "host"}
    # what is left has to be permitted: here a looser network is what keeps the limit from being held
    tied = Checker(
        under(settings, (holds("a.shell", "a.network"),), {"limit": Bounds.between(amount().order, 0, 5)})  # type: ignore[arg-type]  # an amount
    )
    assert _smallest(whole_profile, "a.limit", ours, tied) == {"a.limit": 7}


# ------------------------------------------------------------ texts with a form


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [
        (replace(NOTE, pattern="[a-z]*"), replace(NOTE, pattern="[a-z]*"), "equal"),
        (replace(NOTE, pattern="[a-z]*"), NOTE, "wider"),
        (replace(NOTE, pattern="b*"), replace(NOTE, pattern="a*"), "neither"),
        (replace(NOTE, pattern="(xy)*"), replace(NOTE, pattern="(vw)*"), "undecided"),
        (replace(NOTE, pattern="(xy)*", max_chars=9), replace(NOTE, pattern="(xy)*"), "undecided"),
        (replace(NOTE, pattern="(xy)*", max_chars=0), replace(NOTE, max_chars=0), "equal"),
        (replace(NOTE, pattern="(xy)*"), choice("xy", "", key="a.note"), "undecided"),
    ],
)  # fmt: skip
def test_of_a_form_nobody_claims_what_they_do_not_know(
    first: Setting, second: Setting, relation: str
) -> None:
    found = compare(whole(first), whole(second))
    assert found.relation == relation
    assert found.undecided == (("a.note",) if relation == "undecided" else ())


def test_options_are_one_of_the_values() -> None:
    first, second = (
        whole(choice("dry", "warm")),
        whole(choice("dry", "warm"), tone=OneOf(("dry", "warm"), frozenset({"dry"}))),
    )
    assert profiles(compare(first, second)) == ([], [{"a.tone": "warm"}])


def test_a_shorter_text_is_narrower() -> None:
    found = compare(whole(NOTE), whole(NOTE, note=Length(4)))
    assert (found.relation, len(profiles(found)[1][0]["a.note"])) == ("narrower", 5)
