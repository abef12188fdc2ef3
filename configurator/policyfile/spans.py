"""Bounds, gates, triggers and demands as policy files spell them.

Each function raises ValueError where the words do not make one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from configurator.domain.bounds import AnyBounds, Bounds, Length, OneOf, meet, sets_span, within
from configurator.domain.orders import Amount, Members, Scale
from configurator.domain.policy import Demand, Gate, Trigger
from configurator.domain.settings import Setting, Value, listed
from configurator.messages import _

FITTING: dict[str, tuple[str, ...]] = {
    "scale": ("tightest", "loosest", "fixed"),
    "switch": ("tightest", "loosest", "fixed"),
    "amount": ("min", "max"),
    "choice": ("permit",),
    "members": ("must", "may"),
    "text": ("max_chars",),
}
"""The keys with which a file spells bounds, by kind of setting."""

TRIGGERS = ("looser_than", "at_most", "has_any", "lacks_any")
"""The keys with which a file says when a condition fires."""

SPELLINGS = tuple(dict.fromkeys(name for names in FITTING.values() for name in names))


def span_from(setting: Setting, raw: Mapping[str, Any]) -> AnyBounds:
    """The bounds that a file spells for ``setting``. Raises ValueError.

    An end that is not given stays open; giving none at all is an error, because
    a line that says nothing is most likely a line that lost its value.
    """
    given = [name for name in SPELLINGS if raw.get(name) is not None]
    fitting = FITTING[setting.kind]
    if wrong := [name for name in given if name not in fitting]:
        raise ValueError(
            _(
                "`{name}` does not fit `{key}`, whose kind is `{kind}`: use {names}",
                name=wrong[0],
                key=setting.key,
                kind=setting.kind,
                names=listed(fitting),
            )
        )
    if not given and not raw.get("_open"):
        names = listed(fitting)
        raise ValueError(
            _("`{key}` is named, but no bounds are given: use {names}", key=setting.key, names=names)
        )
    bounds = _spelled(setting, raw)
    if bounds.is_empty:
        raise ValueError(_("the bounds of `{key}` permit nothing", key=setting.key))
    return bounds


def _spelled(setting: Setting, raw: Mapping[str, Any]) -> AnyBounds:
    order = setting.order
    if isinstance(order, Scale):
        tightest = raw.get("fixed") or raw.get("tightest") or order.tightest
        loosest = raw.get("fixed") or raw.get("loosest") or order.loosest
        return Bounds.between(order, setting.read(tightest), setting.read(loosest))
    if isinstance(order, Amount):
        low = raw["min"] if raw.get("min") is not None else order.low
        high = raw["max"] if raw.get("max") is not None else order.high
        if low > high:
            raise ValueError(_("`min` is above `max` for `{key}`", key=setting.key))
        ends = (low, high) if order.looser == "higher" else (high, low)
        return Bounds.between(order, *ends)
    if isinstance(order, Members):
        must = setting.read(raw.get("must") or [])
        may = setting.read(raw["may"]) if raw.get("may") is not None else frozenset(order.items)
        return sets_span(order, must, may)
    if setting.kind == "choice":
        for option in raw["permit"]:
            setting.read(option)
        return OneOf(setting.ids, frozenset(raw["permit"]))
    return Length(raw["max_chars"])


def upto_from(setting: Setting, raw: Any) -> Value:
    """The loosest end that a gate or a grant names: a value, or for a choice its options."""
    if setting.kind != "choice":
        return setting.read(raw)
    if type(raw) is not list:
        message = _("what is named of `{key}`, a choice, is a list of its options", key=setting.key)
        raise ValueError(message)
    return frozenset(setting.read(option) for option in raw)


def gates_from(setting: Setting, bounds: AnyBounds, raws: Iterable[Mapping[str, Any]]) -> tuple[Gate, ...]:
    """The gates on ``bounds``. Raises ValueError where they close or leave nothing."""
    gates: list[Gate] = []
    left = bounds
    for raw in raws:
        gate = _gate(setting, bounds, raw)
        left = meet(left, gate.ungranted)
        if left.is_empty:
            raise ValueError(_("the gate on `{key}` leaves nothing without a grant", key=setting.key))
        gates.append(gate)
    return tuple(gates)


def _gate(setting: Setting, bounds: AnyBounds, raw: Mapping[str, Any]) -> Gate:
    beyond = upto_from(setting, raw["beyond"])
    ungranted: AnyBounds
    if setting.order is not None:
        ungranted = Bounds.between(setting.order, setting.order.tightest, beyond)
    elif setting.kind == "choice":
        ungranted = OneOf(setting.ids, beyond)
    else:
        raise ValueError(_("the length of a text cannot be gated"))
    if within(bounds, ungranted):
        raise ValueError(_("the gate on `{key}` closes nothing: the bounds end before it", key=setting.key))
    return Gate(beyond, ungranted, tuple(raw["granted_by"]), raw.get("reason", ""))


def trigger_from(setting: Setting, raw: Mapping[str, Any]) -> Trigger:
    """Raises ValueError unless it fires on something looser, or on a context."""
    given = [name for name in TRIGGERS if raw.get(name) is not None]
    if len(given) != 1:
        raise ValueError(
            _("a trigger on `{key}` needs one of {names}", key=setting.key, names=listed(TRIGGERS))
        )
    test: Any = given[0]
    if setting.order is None:
        raise ValueError(_("`{key}` has no order, so no condition can fire on it", key=setting.key))
    if test == "at_most" and not setting.context:
        raise ValueError(
            _(
                "a condition may fire on something looser, not on something tighter: `{key}` is no context setting",
                key=setting.key,
            )
        )
    if isinstance(setting.order, Members):
        fits = "has_any" if setting.order.looser == "more" else "lacks_any"
        if test != fits:
            raise ValueError(
                _("a trigger on `{key}` fires on something looser with `{name}`", key=setting.key, name=fits)
            )
    elif test not in ("looser_than", "at_most"):
        raise ValueError(
            _(
                "`{name}` does not fit `{key}`, whose kind is `{kind}`",
                name=test,
                key=setting.key,
                kind=setting.kind,
            )
        )
    return Trigger(setting.key, test, setting.read(raw[test]), setting.order)


def demand_from(setting: Setting, raw: Mapping[str, Any]) -> Demand:
    """Raises ValueError where it would ask for something looser."""
    if setting.order is None:
        raise ValueError(
            _("`{key}` has no order, so no condition can demand something tighter of it", key=setting.key)
        )
    if setting.context:
        raise ValueError(_("`{key}` is a fact about the person: no condition may hold it", key=setting.key))
    bounds = span_from(setting, raw)
    whole = Bounds.all_of(setting.order)
    if not isinstance(bounds, Bounds) or bounds.span is None or bounds.span[0] != setting.order.tightest:
        raise ValueError(
            _("the demand on `{key}` asks for something looser; a condition only tightens", key=setting.key)
        )
    if bounds == whole:
        raise ValueError(_("the demand on `{key}` demands nothing", key=setting.key))
    return Demand(setting.key, bounds)
