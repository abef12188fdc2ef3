"""A policy of five settings, one of each kind, and layers over it."""

from __future__ import annotations

from typing import Any

from configurator.domain.bounds import AnyBounds, Bounds
from configurator.domain.orders import Amount, Members, Scale
from configurator.domain.policy import Catalogue, Citation, Condition, Demand, Layer, Line, Policy, Trigger
from configurator.domain.settings import Setting
from configurator.resolution.check import Checker, Violation
from configurator.resolution.compose import Composition, Obstacle, compose

TENS = Amount(0, 100, 10)
AGES = Scale(("child", "teen", "adult"))
ITEMS = Members(("work", "art", "law"))
SETTINGS = {
    setting.key: setting
    for setting in (
        Setting("a.limit", "amount", "T", "D", TENS, unit="EUR"),
        Setting("a.age", "scale", "T", "D", AGES, {a: a.title() for a in AGES.levels}, context=True),
        Setting("a.topics", "members", "T", "D", ITEMS, {i: i.title() for i in ITEMS.items}),
        Setting("a.tone", "choice", "T", "D", None, {"warm": "Warm", "dry": "Dry"}),
        Setting("a.name", "text", "T", "D", None, max_chars=9),
    )
}


def between(tightest: Any, loosest: Any) -> AnyBounds:
    return Bounds.between(TENS, tightest, loosest)


def world(
    *layers: Layer,
    conditions: tuple[Condition, ...] = (),
    obstacles: tuple[Obstacle, ...] = (),
    **lines: Line,
) -> Composition:
    defaults = {
        "a.age": "adult",
        "a.limit": 30,
        "a.topics": frozenset({"work"}),
        "a.tone": "dry",
        "a.name": "",
    }
    society = Layer(
        "society",
        "society",
        "Society",
        lines={
            key: lines.get(
                key.partition(".")[2], Line(key, one.everything(), "society says so", default=defaults[key])
            )
            for key, one in SETTINGS.items()
        },
        conditions=conditions,
    )
    return compose(Policy("p", "1.0.0", "", Catalogue(SETTINGS, {"a": "A"}), society), layers, obstacles)


def org(key: str, bounds: AnyBounds, **more: Any) -> Layer:
    line = Line(key, bounds, "the firm says so", (Citation("Handbook", "p. 3"),), **more)
    return Layer("firm", "organisation", "Firm", lines={key: line})


def only(composition: Composition, **raw: Any) -> Violation:
    (violation,) = Checker(composition).violations({f"a.{name}": value for name, value in raw.items()})
    return violation


YOUNG = Condition(
    "young",
    "Young people spend little",
    (Trigger("a.age", "at_most", "teen", AGES),),
    (Demand("a.limit", between(0, 20)),),
    "they have little",
)
