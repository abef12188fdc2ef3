"""Who judges, and what each of them cannot say.

A judge is made for a ground and then judges profiles: for each preference it gives what is wrong with it, and
nothing where it is permitted. Validators say all that the reference says; formats say only whether. One more
judge is one more row of ``JUDGES``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import jsonschema

from configurator.domain.settings import NotAValueError
from configurator.policyfile.jsonschema import profile_schema
from configurator.policyfile.load import load_policy, read_layer
from configurator.resolution.check import Checker, Violation, held_violation
from configurator.resolution.compose import Composition, Obstacle, compose
from configurator.resolution.resolve import resolve
from configurator.store.reading import profile_from
from tests import model
from tests.differential import spelling
from tests.differential.cases import Ground
from tests.differential.spelling import UnspeakableError

Said = tuple[str, str, Any] | str | None
"""Of one preference: kind, party to blame and nearest value; of a format: that it is refused; None: permitted."""

REFUSED = "refused"


@dataclass(frozen=True)
class Verdict:
    """What a judge says of each preference, and of which it cannot be asked, with why."""

    said: Mapping[str, Said]
    unspoken: Mapping[str, str]


Judging = Callable[[Mapping[str, Any]], Verdict]


@dataclass(frozen=True)
class Blind:
    """A rule that a format cannot say: it may permit what breaks it, and never the other way round.

    ``about`` gets the raw value, and the kind of violation that the reference finds.
    """

    rule: str
    about: Callable[[Any, str], bool]


@dataclass(frozen=True)
class Judge:
    """``made`` raises UnspeakableError where the format has no way to say what holds on a ground."""

    name: str
    made: Callable[[Ground], Judging]
    says_why: bool = True
    blind: tuple[Blind, ...] = ()
    needs: str = ""

    @property
    def is_there(self) -> bool:
        """Whether the package that it needs is installed."""
        return not self.needs or find_spec(self.needs) is not None


# ------------------------------------------------------------ validators


def reference(ground: Ground) -> Judging:
    """The model: bounds and conditions as plain sets."""
    whole = ground.world.modelled(ground.obstacles)

    def judge(raw: Mapping[str, Any]) -> Verdict:
        found = {one["key"]: one for one in model.violations(whole, raw)}
        said = {key: _why(found[key]) if key in found else None for key in raw}
        return Verdict(said, {})

    return judge


def _why(one: Mapping[str, Any]) -> Said:
    near = one["nearest"]
    return one["kind"], one["blamed"], frozenset(near) if isinstance(near, list) else near


def _violations(raw: Mapping[str, Any], found: list[Violation]) -> dict[str, Said]:
    by_key = {violation.key: _why(violation._asdict()) for violation in found}
    return {key: by_key.get(key) for key in raw}


def validator(ground: Ground) -> Judging:
    """The validator of every front end."""
    checker = Checker(ground.world.composed(ground.obstacles))
    return lambda raw: Verdict(_violations(raw, checker.violations(raw)), {})


def resolver(ground: Ground) -> Judging:
    """What resolution holds, told as `explain` tells it; of what can be read."""
    composition = ground.world.composed(ground.obstacles)

    def judge(raw: Mapping[str, Any]) -> Verdict:
        values, unread = readable(composition, raw)
        effective = resolve(composition, values)
        held = [
            held_violation(composition, effective[key]) for key in values if effective[key].origin == "held"
        ]
        return Verdict(_violations(values, held), dict.fromkeys(unread, "what is no value of a setting"))

    return judge


def readable(composition: Composition, raw: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The values that ``raw`` spells, and the keys that spell none."""
    values, unread = {}, []
    for key, one in raw.items():
        try:
            values[key] = composition.permitted[key].setting.read(one)
        except (KeyError, NotAValueError):
            unread.append(key)
    return values, unread


def files(ground: Ground) -> Judging:
    """Policy, layers and profile in the words of their files, read and judged by the validator."""
    with TemporaryDirectory() as folder:
        spelling.write(ground.world, Path(folder))
        policy = load_policy(folder)
        own = sorted(Path(folder, "own").glob("*.toml"))
        layers = [*policy.layers.values(), *(read_layer(str(path), policy, may_grant=False) for path in own)]
    obstacles = tuple(Obstacle(name, "cannot be read") for name in ground.obstacles)
    checker = Checker(compose(policy, layers, obstacles))

    def judge(raw: Mapping[str, Any]) -> Verdict:
        text, unspoken = spelling.profile(raw)
        found = profile_from(text, "p.toml", "p").preferences
        return Verdict(_violations(found, checker.violations(found)), unspoken)

    return judge


# ------------------------------------------------------------ formats


def in_json(value: Any) -> bool:
    """Whether JSON has this very value. Python's own number of no number is not JSON's."""
    if type(value) is list:
        return all(map(in_json, value))
    if type(value) is dict:
        return all(type(key) is str for key in value) and all(map(in_json, value.values()))
    if type(value) is float:
        return value - value == 0
    if type(value) is int:
        return abs(value) < spelling.LONGEST_NUMBER
    return value is None or type(value) in (bool, str)


NO_JSON = "a value that JSON does not have, or a number that Python does not write"


def schema(ground: Ground) -> Judging:
    """The JSON Schema of profiles, preference by preference: it sees no two together."""
    document = profile_schema(ground.world.composed(ground.obstacles))
    judging = jsonschema.Draft202012Validator(document)

    def judge(raw: Mapping[str, Any]) -> Verdict:
        unspoken = {key: NO_JSON for key, value in raw.items() if not in_json(value)}
        unspoken |= {key: spelling.NO_CATEGORY for key in raw if "." not in key}
        said: dict[str, Said] = {}
        for key in raw.keys() - unspoken.keys():
            category, _, name = key.partition(".")
            profile = {"schema": 1, "preferences": {category: {name: raw[key]}}}
            said[key] = None if judging.is_valid(profile) else REFUSED
        return Verdict(said, unspoken)

    return judge


def cedar(ground: Ground) -> Judging:
    """Cedar with the exported files of the profile: is what was asked permitted?"""
    from tests.engines.asking_cedar import allowed
    from tests.engines.asking_cedar import files as exported
    from tests.engines.engine import choices_of

    composition = ground.world.composed(ground.obstacles)

    def judge(raw: Mapping[str, Any]) -> Verdict:
        unspoken = {key: NO_JSON for key, value in raw.items() if not in_utf8(value)}
        keys = [key for key in raw if key not in unspoken]
        some = exported(choices_of(composition, readable(composition, raw)[0]))
        answers = allowed(some, [(key, raw[key]) for key in keys])
        said: dict[str, Said] = {
            key: None if answer else REFUSED for key, answer in zip(keys, answers, strict=True)
        }
        return Verdict(said, unspoken)

    return judge


def rego(ground: Ground) -> Judging:
    """The exported module and data in a runtime's engine: does a profile of one preference keep within them?"""
    from tests.engines.control_profiles import answers, drafted
    from tests.engines.engine import choices_of
    from tests.engines.profiles import document

    some = drafted(choices_of(ground.world.composed(ground.obstacles), {}))

    def judge(raw: Mapping[str, Any]) -> Verdict:
        unspoken = {key: NO_JSON for key, value in raw.items() if not in_utf8(value)}
        unspoken |= {key: spelling.NO_CATEGORY for key in raw if "." not in key}
        keys = [key for key in raw if key not in unspoken]
        valid = answers(some, [document({key: raw[key]}) for key in keys])
        said: dict[str, Said] = {key: None if one else REFUSED for key, one in zip(keys, valid, strict=True)}
        return Verdict(said, unspoken)

    return judge


def in_utf8(value: Any) -> bool:
    """Whether the value can be put to an engine that takes JSON as UTF-8."""
    try:
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, ValueError):
        return False
    return in_json(value)


# ------------------------------------------------------------ the tables

CONDITION = Blind(
    "conditions: what one setting permits depends on another",
    lambda _raw, reason: reason == "condition",
)
STOPPED = Blind(
    "an unreadable layer or a conflict: what may not be loosened meanwhile",
    lambda _raw, reason: reason == "unreadable",
)
DECIMAL = Blind(
    "whole decimals: 3.0 is the whole number 3 to JSON Schema and to Rego",
    lambda raw, reason: type(raw) is float and raw.is_integer() and reason == "not-a-value",
)
SURROGATE = Blind(
    "half a surrogate pair: not every engine of patterns can name one, and no file holds one",
    lambda raw, _reason: type(raw) is str and any("\ud800" <= one <= "\udfff" for one in raw),
)
TWICE = Blind(
    "an item listed twice: a set of Cedar's has every item once",
    lambda raw, _reason: type(raw) is list and len(raw) > len(set(map(str, raw))),
)

JUDGES: tuple[Judge, ...] = (
    Judge("validator", validator),
    Judge("resolver", resolver),
    Judge("files", files),
    Judge("JSON Schema", schema, says_why=False, blind=(CONDITION, STOPPED, DECIMAL, SURROGATE)),
    Judge("Cedar", cedar, says_why=False, blind=(TWICE,), needs="cedarpy"),
    Judge("Rego", rego, says_why=False, blind=(CONDITION, STOPPED, DECIMAL), needs="agent_control_spec"),
)

__all__ = ["JUDGES", "Blind", "Judge", "UnspeakableError", "Verdict", "reference"]
