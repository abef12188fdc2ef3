"""The program's objects, built from the descriptions that ``model.py`` reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from configurator.domain.bounds import AnyBounds, Bounds, Length, OneOf, sets_span
from configurator.domain.orders import Amount, Members, Order, Scale
from configurator.domain.policy import Catalogue, Condition, Demand, Gate, Grant, Layer, Line, Policy, Trigger
from configurator.domain.settings import Setting
from configurator.resolution.compose import Composition, Obstacle, compose
from tests.model import Desc


def order_of(setting: Desc) -> Order[Any] | None:
    if setting["kind"] == "amount":
        return Amount(setting["low"], setting["high"], setting["step"], setting["looser"])
    if setting["kind"] == "members":
        return Members(setting["labels"], setting["looser"])
    return Scale(setting["labels"]) if setting["kind"] == "scale" else None


def setting_of(setting: Desc) -> Setting:
    return Setting(
        key=setting["key"],
        kind=setting["kind"],
        title="T",
        description="D",
        order=order_of(setting),
        labels={label: label.title() for label in setting["labels"]},
        unit="EUR" if setting["kind"] == "amount" else "",
        max_chars=setting["max_chars"] if setting["kind"] == "text" else 0,
        pattern=setting.get("pattern", ""),
        context=setting["context"],
    )


def bounds_of(setting: Desc, span: Desc) -> AnyBounds:
    if setting["kind"] == "choice":
        return OneOf(setting["labels"], frozenset(span["options"]))
    if setting["kind"] == "text":
        return Length(span["max"])
    order = order_of(setting)
    if isinstance(order, Members):
        ends = (span["tight"], span["loose"])
        return sets_span(order, *(ends if order.looser == "more" else ends[::-1]))
    return Bounds.between(order, span["tight"], span["loose"]) if order is not None else Length(0)


def gate_of(setting: Desc, gate: Desc) -> Gate:
    order = order_of(setting)
    ungranted: AnyBounds = OneOf(setting["labels"], gate["beyond"]) if order is None else Length(0)
    if order is not None:
        ungranted = Bounds.between(order, order.tightest, gate["beyond"])
    return Gate(gate["beyond"], ungranted, gate["by"], "gated")


def condition_of(described: Mapping[str, Desc], raw: Desc, layer: str) -> Condition:
    when = [(trigger, order_of(described[trigger["key"]])) for trigger in raw["when"]]
    then = [(demand, order_of(described[demand["key"]])) for demand in raw["then"]]
    return Condition(
        id=raw["id"],
        title=raw["id"],
        when=tuple(Trigger(t["key"], t["test"], t["value"], order) for t, order in when if order),
        then=tuple(
            Demand(d["key"], Bounds.between(order, order.tightest, d["loose"])) for d, order in then if order
        ),
        reason=f"reason of {raw['id']}",
        layer=layer,
    )


def layer_of(described: Mapping[str, Desc], raw: Desc) -> Layer:
    name = raw["id"]
    built = {
        key: Line(
            key,
            bounds_of(described[key], line["span"]),
            reason=f"reason of {name}",
            default=line["default"],
            gates=tuple(gate_of(described[key], gate) for gate in line["gates"]),
        )
        for key, line in raw["lines"].items()
    }
    return Layer(
        id=name,
        kind=raw["kind"],
        title=name,
        lines=built,
        conditions=tuple(condition_of(described, condition, name) for condition in raw["conditions"]),
        grants=tuple(Grant(grant["key"], grant["upto"]) for grant in raw["grants"]),
        may_grant=raw["may_grant"],
    )


def composed(
    described: Mapping[str, Desc], drawn: Iterable[Desc], obstacles: tuple[str, ...] = ()
) -> Composition:
    """The society is the first of ``drawn``; the rest in the order given."""
    society, *rest = (layer_of(described, layer) for layer in drawn)
    catalogue = Catalogue({key: setting_of(raw) for key, raw in described.items()}, {"a": "A"})
    policy = Policy("p", "1.0.0", "0" * 64, catalogue, society)
    return compose(policy, rest, tuple(Obstacle(name, f"{name} cannot be read") for name in obstacles))
