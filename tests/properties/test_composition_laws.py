"""Layers only narrow, in whatever order they come."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from configurator.domain.bounds import Bounds
from configurator.domain.orders import Scale
from configurator.domain.policy import Condition, Demand, Trigger
from configurator.resolution.check import Checker
from configurator.resolution.compose import Composition, topological
from tests import model
from tests.properties.built import bounds_of, composed
from tests.strategies import askings, layers, raw_profiles, worlds
from tests.worlds import World


def permitted_values(world: World, composition: Composition) -> dict[str, frozenset[Any]]:
    """For every setting the values that the program permits, asked one by one."""
    return {
        key: frozenset(
            value
            for value in model.universe(setting)
            if ("x" * value if setting["kind"] == "text" else value) in composition.permitted[key].bounds
        )
        for key, setting in world.settings.items()
    }


@st.composite
def extended(draw: st.DrawFn, *, anchored: bool = False, grants: bool = False) -> tuple[World, World]:
    """A world, and the same world with one layer more, which may come anywhere in the order of kinds."""
    world = draw(worlds(anchored=anchored, others=2))
    more = draw(layers(world, "extra", grants=grants))
    return world, world.with_layers([*world.layers, more])


@given(worlds())
def test_layers_permit_what_the_model_permits(world: World) -> None:
    whole = world.modelled()
    expected = {key: permitted.values for key, permitted in whole.permitted.items()}
    assert permitted_values(world, world.composed()) == expected


@given(worlds())
def test_defaults_are_what_the_model_finds(world: World) -> None:
    permitted = world.composed().permitted
    expected = {key: one.default for key, one in world.modelled().permitted.items()}
    assert {key: permitted[key].default for key in permitted} == expected
    assert all(one.default in one.bounds for one in permitted.values())


@given(worlds())
def test_conflicts_name_the_two_parties_that_leave_nothing(world: World) -> None:
    conflicts = [(c.key, c.upper, c.lower) for c in world.composed().conflicts]
    assert sorted(conflicts) == sorted(world.modelled().conflicts)


@given(worlds(others=2))
def test_in_a_conflict_the_upper_layers_bounds_hold(world: World) -> None:
    composition = world.composed()
    for conflict in composition.conflicts:
        steps = composition.permitted[conflict.key].steps
        lost = [step for step in steps if step.layer.id == conflict.lower]
        assert all(step.after == step.before for step in lost)
        assert not composition.permitted[conflict.key].bounds.is_empty


@given(worlds(), st.data())
def test_the_order_of_layers_is_irrelevant(world: World, data: st.DataObject) -> None:
    society, *rest = world.layers
    other = world.with_layers([society, *data.draw(st.permutations(rest))]).composed()
    this = world.composed()
    assert (this.permitted, this.conditions, this.conflicts) == (
        other.permitted,
        other.conditions,
        other.conflicts,
    )


@given(worlds(), st.data())
def test_a_layer_given_twice_counts_once(world: World, data: st.DataObject) -> None:
    again = world.with_layers(
        [*world.layers, *data.draw(st.lists(st.sampled_from(world.layers), max_size=2))]
    )
    assert again.composed() == world.composed()


@given(extended(grants=False, anchored=True))
def test_a_layer_never_widens(drawn: tuple[World, World]) -> None:
    before, after = (world.composed() for world in drawn)
    assert not after.conflicts or before.conflicts or any(c.lower != "extra" for c in after.conflicts)
    for key, permitted in after.permitted.items():
        assert permitted.bounds <= before.permitted[key].bounds  # type: ignore[operator]  # one setting


@given(worlds())
def test_every_step_only_narrows(world: World) -> None:
    for permitted in world.composed().permitted.values():
        for step in permitted.steps:
            assert step.after <= step.before  # type: ignore[operator]  # one setting
        ends = [permitted.setting.everything(), *(step.after for step in permitted.steps)]
        assert [step.before for step in permitted.steps] == ends[:-1]
        assert permitted.bounds == ends[-1]


@given(extended(grants=False, anchored=True), st.data())
def test_a_layer_without_grants_never_admits_a_refused_value(
    drawn: tuple[World, World], data: st.DataObject
) -> None:
    world, more = drawn
    before, after = (one.composed() for one in drawn)
    raw = data.draw(raw_profiles(world))
    outside = [v.key for v in Checker(before).violations(raw) if v.kind != "condition"]
    still = [v.key for v in Checker(after).violations(raw) if v.kind != "condition"]
    assume(not before.conflicts and not after.conflicts)
    assert set(outside) <= set(still)
    assert len(more.layers) == len(world.layers) + 1


@given(extended(grants=False, anchored=True), st.data())
def test_a_layer_without_grants_never_admits_a_refused_profile(
    drawn: tuple[World, World], data: st.DataObject
) -> None:
    """Where every trigger is asked for: a trigger at its default may be tightened with the default."""
    world, _ = drawn
    before, after = (one.composed() for one in drawn)
    assume(not before.conflicts and not after.conflicts)
    asked = data.draw(askings(world, every=True))
    raw = {key: before.permitted[key].setting.plain(value) for key, value in asked.items()}
    if Checker(before).violations(raw):
        assert Checker(after).violations(raw)


@given(worlds())
def test_a_grant_never_reaches_past_the_bounds_of_the_layer_that_made_the_gate(world: World) -> None:
    found = permitted_values(world, world.composed())
    conflicts = {key for key, *_ in world.modelled().conflicts}
    for layer in world.layers:
        for key in layer["lines"].keys() - conflicts:
            assert found[key] <= model.in_span(world.settings[key], layer["lines"][key]["span"])


@given(worlds())
def test_a_grant_by_one_who_may_not_grant_changes_nothing(world: World) -> None:
    powerless = [{**layer, "may_grant": False} for layer in world.layers]
    grantless = [{**layer, "grants": [], "may_grant": False} for layer in world.layers]
    ours = composed(world.settings, powerless)
    theirs = composed(world.settings, grantless)
    assert permitted_values(world, ours) == permitted_values(world, theirs)
    for key, permitted in ours.permitted.items():
        for step in permitted.steps:
            line = next(one for one in world.layers if one["id"] == step.layer.id)["lines"][key]
            assert len(step.closed) == len(line["gates"])


@given(worlds())
def test_a_gate_stands_open_only_where_a_grant_opens_all_of_its_range(world: World) -> None:
    for key, permitted in world.composed().permitted.items():
        for step in permitted.steps:
            line = next(one for one in world.layers if one["id"] == step.layer.id)["lines"][key]
            reach = model.contribution(world.settings[key], line, world.layers)
            whole_range = model.in_span(world.settings[key], line["span"])
            assert bool(step.closed) == (reach != whole_range)
            assert permitted_values(world, world.composed())[key] <= reach or step.after == step.before


@given(worlds())
def test_settings_come_after_everything_that_may_hold_them(world: World) -> None:
    composition = world.composed()
    place = {key: n for n, key in enumerate(composition.keys)}
    assert sorted(composition.keys) == sorted(world.settings)
    for condition in (c for layer in composition.layers for c in layer.conditions):
        for demand in condition.then:
            assert all(place[trigger.key] < place[demand.key] for trigger in condition.when)
            assert condition in composition.conditions[demand.key]


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=7))
def test_conditions_are_ordered_if_and_only_if_they_form_no_cycle(edges: list[tuple[int, int]]) -> None:
    """An edge runs from a trigger to what it holds; following edges back to the start is a cycle."""
    scale = Scale(("no", "yes"))
    drawn = [
        Condition(
            f"c{n}",
            "T",
            (Trigger(f"a.{trigger}", "looser_than", "no", scale),),
            (Demand(f"a.{held}", Bounds.between(scale, "no", "no")),),
        )
        for n, (trigger, held) in enumerate(edges)
    ]
    reach = set(edges)
    for _ in range(5):
        reach |= {(a, d) for a, b in reach for c, d in reach if b == c}
    keys = [f"a.{n}" for n in (3, 0, 4, 1, 2)]
    if any(a == b for a, b in reach):
        with pytest.raises(ValueError, match="cycle"):
            topological(keys, drawn)
    else:
        place = {key: n for n, key in enumerate(topological(keys, drawn))}
        assert sorted(place) == sorted(keys)
        assert all(place[f"a.{trigger}"] < place[f"a.{held}"] for trigger, held in edges)


@given(worlds(anchored=True, others=0))
def test_an_anchored_world_has_no_conflict_among_layers(world: World) -> None:
    """The tests above lean on this."""
    composition = world.composed()
    assert all(c.lower not in {layer.id for layer in composition.layers} for c in composition.conflicts)
    for key, anchor in world.anchors.items():
        span = world.layers[0]["lines"][key]["span"]
        assert anchor in bounds_of(world.settings[key], span)
