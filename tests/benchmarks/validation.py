"""All violations of a profile, through the library, against other validators on the same policy.

The schema given to jsonschema-rs says the same rules: bounds, and conditions as
if/then over effective triggers. msgspec, pydantic and cerberus say bounds alone
(`models.py`), and are asked about profiles on which that decides. All sides are first
held to the same verdicts.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from typing import Any

import jsonschema_rs

from configurator.domain.policy import Condition, Trigger
from configurator.policyfile.folder import shipped_folder
from configurator.policyfile.jsonschema import setting_schema
from configurator.policyfile.load import load_policy
from configurator.resolution.check import Checker
from configurator.resolution.compose import Composition, Permitted, compose
from configurator.resolution.resolve import resolve
from tests.benchmarks.models import bounds_decide, missing, peers
from tests.benchmarks.timing import OWN, interleaved, row

FULL, SPARSE, PROFILES = 77, 8, 200

FEW = 20
"""Profiles for a validator that takes milliseconds for each."""


def rows(rounds: int) -> Iterator[str]:
    composition = compose(load_policy(shipped_folder()))
    checker, judge = Checker(composition), jsonschema_rs.validator_for(schema(composition))
    for name, count, goal in (("full, 77 settings", FULL, "< 1"), ("sparse, 8 choices", SPARSE, "<= 0.1")):
        profiles = [random_profile(composition, count, seed) for seed in range(PROFILES)]
        _same_verdicts(checker, judge, profiles)
        for kind, some in _split(checker, profiles).items():
            if not some:
                continue
            ours = _task(checker.violations, some)
            theirs = _task(partial(_every_error, judge), some)
            times = interleaved({"ours": ours, "theirs": theirs}, rounds, OWN)
            each = {side: taken / len(some) for side, taken in times.items()}
            what = f"{name}, {kind} ({len(some)} profiles), against jsonschema-rs, every error"
            yield row(what, each["ours"], each["theirs"], goal)
    yield from _beside_models(composition, checker, rounds)


def _beside_models(composition: Composition, checker: Checker, rounds: int) -> Iterator[str]:
    """Rows against the libraries that say bounds alone; ours judges conditions too."""
    here = peers(composition)
    for name, count in (("full, 77 settings", FULL), ("sparse, 8 choices", SPARSE)):
        made = [random_profile(composition, count, seed) for seed in range(PROFILES)]
        kinds = _split(checker, [one for one in made if bounds_decide(composition, checker.violations(one))])
        for peer, kind in product(here, ("valid", "invalid")):
            some = kinds[kind][: FEW if peer.package == "cerberus" else PROFILES]
            for one in some:
                if peer.flat(one) != (kind == "valid"):
                    raise SystemExit(f"{peer.package} disagrees on {one}")
            tasks = {"ours": _task(checker.violations, some), "theirs": _task(peer.flat, some)}
            times = interleaved(tasks, rounds, OWN)
            what = f"{name}, {kind} ({len(some)} profiles), against {peer.package}: {peer.judges}"
            yield row(what, times["ours"] / len(some), times["theirs"] / len(some), "< 1")
    yield from missing(here)


def _every_error(judge: Any, profile: dict[str, Any]) -> object:
    return list(judge.iter_errors(profile))


def _task(check: Callable[[Any], object], profiles: list[dict[str, Any]]) -> Callable[[], object]:
    def run() -> object:
        for profile in profiles:
            check(profile)
        return None

    return run


def _split(checker: Checker, profiles: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    return {
        "mixed": profiles,
        "valid": [p for p in profiles if not checker.violations(p)],
        "invalid": [p for p in profiles if checker.violations(p)],
    }


def _same_verdicts(checker: Checker, judge: Any, profiles: list[dict[str, Any]]) -> None:
    for profile in profiles:
        if bool(checker.violations(profile)) == judge.is_valid(profile):
            raise SystemExit(f"the two disagree on {profile}")


def random_profile(composition: Composition, count: int, seed: int) -> dict[str, Any]:
    """A random profile; every second one is valid, the others have some faults."""
    chance = random.Random(seed)  # repeatable, not secret
    keys = chance.sample(list(composition.permitted), count)
    chosen = {key: _value(composition.permitted[key], chance) for key in keys}
    effective = resolve(composition, chosen)
    valid = seed % 2 == 0
    return {
        key: composition.permitted[key].setting.plain(effective[key].value if valid else value)
        for key, value in chosen.items()
    }


def _value(permitted: Permitted, chance: random.Random) -> Any:
    setting = permitted.setting
    if setting.kind == "amount":
        order: Any = setting.order
        return chance.randrange(order.low, order.high + 1, order.step)
    if setting.kind == "members":
        return frozenset(name for name in setting.ids if chance.random() < 0.6)
    if setting.kind == "text":
        return ""
    return chance.choice(setting.ids)


# ------------------------------------------------------------ the same rules as a schema


def schema(composition: Composition) -> dict[str, Any]:
    properties = {key: _bare(setting_schema(p)) for key, p in composition.permitted.items()}
    conditions = {id(c): c for found in composition.conditions.values() for c in found}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "allOf": [_implication(composition, condition) for condition in conditions.values()],
    }


def _bare(schema: Any) -> Any:
    """Without titles and descriptions: only what is judged."""
    if isinstance(schema, dict):
        dropped = {"title", "description", "default", "x-taplo"}
        return {key: _bare(value) for key, value in schema.items() if key not in dropped}
    return [_bare(item) for item in schema] if isinstance(schema, list) else schema


def _implication(composition: Composition, condition: Condition) -> dict[str, Any]:
    demands = {}
    for demand in condition.then:
        narrowed = composition.permitted[demand.key]
        met = Permitted(narrowed.setting, narrowed.bounds & demand.bounds, narrowed.default, ())  # type: ignore[operator]  # one shape
        demands[demand.key] = _bare(setting_schema(met))
    fires = [_fires(composition, trigger) for trigger in condition.when]
    return {"if": {"anyOf": fires}, "then": {"properties": demands}}


def _fires(composition: Composition, trigger: Trigger) -> dict[str, Any]:
    """A trigger as a schema; where nothing is said the default decides."""
    permitted = composition.permitted[trigger.key]
    setting = permitted.setting
    test: dict[str, Any]
    if trigger.test == "has_any":
        test = {"contains": {"enum": sorted(trigger.value)}}
    elif setting.kind == "amount":
        higher = getattr(setting.order, "looser", "") == "higher"
        test = {"exclusiveMinimum" if higher else "exclusiveMaximum": trigger.value}
    else:
        test = {"enum": [name for name in setting.ids if trigger.fires(name)]}
    fires = {"properties": {trigger.key: test}}
    return fires if trigger.fires(permitted.default) else {**fires, "required": [trigger.key]}
