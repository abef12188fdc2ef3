"""Policies of many settings, or of many conditions, made in memory of the shipped one.

Files have limits of size, and reading them is another matter: here what counts is what
one more setting or condition costs whoever asks. Names go as in `large.py`.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from configurator.domain.bounds import Bounds
from configurator.domain.orders import Scale
from configurator.domain.policy import Catalogue, Condition, Demand, Layer, Line, Policy, Trigger
from configurator.domain.settings import Setting
from configurator.policyfile.folder import shipped_folder
from configurator.policyfile.load import load_policy
from configurator.resolution.compose import Composition, compose
from configurator.resolution.holding import rest_of
from tests.benchmarks.large import copied


@cache
def of_settings(count: int) -> Composition:
    """``count`` settings, with the conditions of as many whole copies as that has."""
    shipped = load_policy(shipped_folder())
    originals, lines = list(shipped.catalogue.settings.values()), shipped.society.lines
    settings: dict[str, Setting] = {}
    bounds: dict[str, Line] = {}
    for number in range(count):
        original, copy = originals[number % len(originals)], number // len(originals)
        key = copied(original.key, copy)
        settings[key] = replace(original, key=key)
        bounds[key] = replace(lines[original.key], key=key)
    whole = range(count // len(originals))
    conditions = [_copied(one, copy) for copy in whole for one in shipped.society.conditions]
    return _composed(shipped, settings, bounds, tuple(conditions))


@cache
def of_conditions(settings: int, count: int) -> Composition:
    """``settings`` settings and ``count`` conditions between them by chance, no circle among them."""
    like, chance = of_settings(settings), random.Random(count)  # repeatable, not secret
    scales = {key: one.setting.order for key, one in like.permitted.items() if _has_room(like, key)}
    keys = list(scales)
    conditions = []
    for number in range(count):
        first, then = sorted(chance.sample(range(len(keys)), 2))
        trigger, demand = scales[keys[first]], scales[keys[then]]
        assert isinstance(trigger, Scale)
        assert isinstance(demand, Scale)
        when = Trigger(keys[first], "looser_than", chance.choice(trigger.levels[:-1]), trigger)
        room = Bounds.between(demand, demand.tightest, chance.choice(demand.levels))
        conditions.append(Condition(f"c{number}", "C", (when,), (Demand(keys[then], room),), "Law."))
    society = like.policy.society
    return _composed(like.policy, like.policy.catalogue.settings, society.lines, tuple(conditions))


def _has_room(composition: Composition, key: str) -> bool:
    """Whether ``key`` is a scale whose tightest level is permitted, so that every demand leaves something."""
    one = composition.permitted[key]
    return isinstance(one.setting.order, Scale) and one.setting.order.tightest in one.bounds


def _composed(
    shipped: Policy,
    settings: Mapping[str, Setting],
    lines: Mapping[str, Line],
    conditions: tuple[Condition, ...],
) -> Composition:
    """A policy of one society, with what a policy that was read knows of its rest."""
    catalogue = Catalogue(settings, {one.category: one.category for one in settings.values()})
    society: Layer = replace(shipped.society, lines=lines, conditions=conditions, notes=(), rest=None)
    policy = replace(shipped, catalogue=catalogue, society=society, layers={}, presets={})
    rested = replace(society, rest=rest_of(compose(policy)))
    return compose(replace(policy, society=rested))


def _copied(condition: Condition, copy: int) -> Condition:
    return replace(
        condition,
        id=f"{condition.id}_{copy}",
        when=tuple(replace(trigger, key=copied(trigger.key, copy)) for trigger in condition.when),
        then=tuple(Demand(copied(demand.key, copy), demand.bounds) for demand in condition.then),
    )
