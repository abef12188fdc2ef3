"""Bounds are sets of values: every law of theirs, against sets that were enumerated."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from configurator.domain.bounds import AnyBounds, Bounds
from configurator.domain.orders import is_comparable, is_looser
from tests import model
from tests.model import Desc
from tests.properties.built import bounds_of, order_of, setting_of
from tests.strategies import grant_ends, readable, settings, spans, values
from tests.worlds import ORDERED


@st.composite
def pairs(draw: st.DrawFn, kinds: tuple[str, ...] = (*ORDERED, "choice", "text")) -> tuple[Desc, Desc, Desc]:
    """A setting and two spans of it."""
    setting = draw(settings(kinds=kinds))
    return setting, draw(spans(setting)), draw(spans(setting))


@st.composite
def crossing(draw: st.DrawFn) -> tuple[Desc, Desc]:
    """An ordered setting and a span from anywhere to anywhere: it may permit nothing."""
    setting = draw(settings(kinds=ORDERED))
    return setting, {"tight": draw(readable(setting)), "loose": draw(readable(setting))}


def permitted_by(setting: Desc, bounds: AnyBounds) -> frozenset[Any]:
    """The values that the program permits, asked one by one."""
    if setting["kind"] == "text":
        return frozenset(n for n in model.universe(setting) if "x" * n in bounds)
    return frozenset(value for value in model.universe(setting) if value in bounds)


@given(pairs())
def test_bounds_permit_what_the_model_permits(drawn: tuple[Desc, Desc, Desc]) -> None:
    setting, span, _ = drawn
    assert permitted_by(setting, bounds_of(setting, span)) == model.in_span(setting, span)


@given(crossing())
def test_ends_that_cross_or_miss_the_grid_permit_what_lies_between(drawn: tuple[Desc, Desc]) -> None:
    setting, span = drawn
    bounds = bounds_of(setting, span)
    assert permitted_by(setting, bounds) == model.in_span(setting, span)
    assert bounds.is_empty == (not model.in_span(setting, span))


@given(pairs())
def test_a_meet_permits_what_both_permit(drawn: tuple[Desc, Desc, Desc]) -> None:
    setting, a, b = drawn
    met = bounds_of(setting, a) & bounds_of(setting, b)  # type: ignore[operator]  # one setting
    assert permitted_by(setting, met) == model.in_span(setting, a) & model.in_span(setting, b)
    assert met.is_empty == (not permitted_by(setting, met))


@given(pairs())
def test_equal_bounds_are_equal_sets(drawn: tuple[Desc, Desc, Desc]) -> None:
    setting, a, b = drawn
    same = model.in_span(setting, a) == model.in_span(setting, b)
    if setting["kind"] == "text":  # lengths beyond what the catalogue holds may differ
        same = a == b
    assert (bounds_of(setting, a) == bounds_of(setting, b)) == same


@given(pairs(ORDERED))
def test_empty_bounds_have_one_spelling(drawn: tuple[Desc, Desc, Desc]) -> None:
    setting, a, b = drawn
    met = bounds_of(setting, a) & bounds_of(setting, b)  # type: ignore[operator]  # one setting
    order = order_of(setting)
    assert order is not None
    assert (met == Bounds(order, None)) == met.is_empty


@given(pairs())
def test_no_wider_is_subset(drawn: tuple[Desc, Desc, Desc]) -> None:
    setting, a, b = drawn
    if setting["kind"] == "text":
        assert (bounds_of(setting, a) <= bounds_of(setting, b)) == (a["max"] <= b["max"])  # type: ignore[operator]  # one setting
        return
    subset = model.in_span(setting, a) <= model.in_span(setting, b)
    assert (bounds_of(setting, a) <= bounds_of(setting, b)) == subset  # type: ignore[operator]  # one setting


@given(pairs(), st.data())
def test_meets_commute_associate_and_are_idempotent(
    drawn: tuple[Desc, Desc, Desc], data: st.DataObject
) -> None:
    setting, *two = drawn
    a, b, c = (bounds_of(setting, span) for span in (*two, data.draw(spans(setting))))
    assert a & b == b & a  # type: ignore[operator]  # one setting
    assert (a & b) & c == a & (b & c)  # type: ignore[operator]  # one setting
    assert a & a == a  # type: ignore[operator]  # one setting
    assert a & setting_of(setting).everything() <= a  # type: ignore[operator]  # one setting


@given(pairs(), st.data())
def test_nearest_is_what_the_model_finds(drawn: tuple[Desc, Desc, Desc], data: st.DataObject) -> None:
    setting, span, _ = drawn
    asked = data.draw(readable(setting))
    bounds = bounds_of(setting, span)
    if setting["kind"] == "text":
        assert bounds.nearest(asked) == (asked if len(asked) <= span["max"] else None)
    else:
        assert bounds.nearest(asked) == model.nearest(setting, model.in_span(setting, span), asked)


@given(pairs(), st.data())
def test_a_permitted_value_is_its_own_nearest(drawn: tuple[Desc, Desc, Desc], data: st.DataObject) -> None:
    setting, span, _ = drawn
    bounds = bounds_of(setting, span)
    asked: Any = data.draw(readable(setting))
    near: Any = bounds.nearest(asked)
    assert (near == asked) == (asked in bounds)


@given(pairs(ORDERED), st.data())
def test_nearest_is_permitted_and_idempotent(drawn: tuple[Desc, Desc, Desc], data: st.DataObject) -> None:
    setting, span, _ = drawn
    bounds = bounds_of(setting, span)
    near = bounds.nearest(data.draw(readable(setting)))
    assert near in bounds
    assert bounds.nearest(near) == near  # type: ignore[arg-type]  # ordered: never None


@given(pairs(("amount", "scale")), st.data())
def test_nothing_permitted_is_nearer(drawn: tuple[Desc, Desc, Desc], data: st.DataObject) -> None:
    """Between asked and nearest, on the tighter side, lies no permitted value; nor does any on the way."""
    setting, span, _ = drawn
    asked = data.draw(readable(setting))
    near = bounds_of(setting, span).nearest(asked)
    for value in model.in_span(setting, span) - {near}:
        if model.no_looser(setting, near, asked):  # nothing is both no looser than asked, and looser than it
            assert model.no_looser(setting, value, near) or not model.no_looser(setting, value, asked)
        else:  # all that is permitted is looser than asked, and this is the least of it
            assert model.no_looser(setting, near, value)


@given(pairs(("members",)), st.data())
def test_no_permitted_set_differs_in_fewer_items(drawn: tuple[Desc, Desc, Desc], data: st.DataObject) -> None:
    setting, span, _ = drawn
    asked = data.draw(readable(setting))
    near = bounds_of(setting, span).nearest(asked)
    assert all(len(asked ^ near) < len(asked ^ v) for v in model.in_span(setting, span) - {near})


@given(pairs(ORDERED), st.data())
def test_nearest_keeps_tighter_and_looser_apart(drawn: tuple[Desc, Desc, Desc], data: st.DataObject) -> None:
    """A tightening is never turned into a loosening: what is asked tighter stays no looser."""
    setting, span, _ = drawn
    a, b = data.draw(readable(setting)), data.draw(readable(setting))
    bounds = bounds_of(setting, span)
    if model.no_looser(setting, a, b):
        assert model.no_looser(setting, bounds.nearest(a), bounds.nearest(b))


@given(pairs(), st.data())
def test_extending_adds_what_lies_up_to_the_value(
    drawn: tuple[Desc, Desc, Desc], data: st.DataObject
) -> None:
    setting, span, _ = drawn
    if setting["kind"] == "text":
        return
    upto = data.draw(grant_ends(setting))
    wider = permitted_by(setting, bounds_of(setting, span).extended_to(upto))
    own = model.in_span(setting, span)
    assert own <= wider
    if setting["kind"] == "choice":
        assert wider == own | upto
    elif setting["kind"] != "members":
        tight = model.tightest(setting, own)
        assert wider - own == {
            v
            for v in model.universe(setting)
            if model.no_looser(setting, tight, v) and model.no_looser(setting, v, upto) and v not in own
        }


@given(settings(kinds=ORDERED), st.data())
def test_tighter_and_looser_are_what_the_model_says(setting: Desc, data: st.DataObject) -> None:
    order = order_of(setting)
    assert order is not None
    a, b = data.draw(readable(setting)), data.draw(readable(setting))
    under, over = model.no_looser(setting, a, b), model.no_looser(setting, b, a)
    assert is_looser(order, a, b) == (over and not under)
    assert is_comparable(order, a, b) == (under or over)
    if under:
        assert (order.tighter_of(a, b), order.looser_of(a, b)) == (a, b)
    assert order.tightest == model.tightest(setting, model.universe(setting))
    assert all(model.no_looser(setting, value, order.loosest) for value in model.universe(setting))


@given(settings(kinds=("amount",)), st.integers(-40, 60))
def test_neighbours_on_the_grid_enclose_an_amount(setting: Desc, value: int) -> None:
    order, grid = order_of(setting), model.universe(setting)
    assert order is not None
    tighter = [v for v in grid if model.no_looser(setting, v, value)]
    looser = [v for v in grid if model.no_looser(setting, value, v)]
    assert order.tighten(value) == (tighter[-1] if tighter else grid[0])
    assert order.loosen(value) == (looser[0] if looser else grid[-1])


@given(settings(), st.data())
def test_a_value_reads_back_as_itself(setting: Desc, data: st.DataObject) -> None:
    value = data.draw(values(setting))
    built = setting_of(setting)
    assert built.read(built.plain(value)) == value
    assert value in built.everything()
