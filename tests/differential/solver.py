"""The comparison of two policies as a question to z3.

What layers leave of each setting comes from the model; how conditions hold what is asked and what is not, and so
whether a profile is permitted, is said here as formulas. A text is the number of a text that the policies name, or
stands for its length.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import z3

from tests import model
from tests.model import Desc
from tests.worlds import WORDS, World

NAMES = {name: place for place, name in enumerate((*WORDS, "reed"))}
UNNAMED = 1000
"""Texts that no policy names: this and their length."""


def relation(first: World, second: World) -> str:
    """The second, seen from the first."""
    asking = Asking(first, second)
    ours, theirs = (asking.permits(world) for world in (first, second))
    wider, narrower = (_possible(asking, a, z3.Not(b)) for a, b in ((theirs, ours), (ours, theirs)))
    return {(False, False): "equal", (True, False): "wider", (False, True): "narrower"}.get(
        (wider, narrower), "neither"
    )


def _possible(asking: Asking, *formulas: Any) -> bool:
    solver = z3.Solver()
    solver.add(*asking.sense, *formulas)
    answer = solver.check()
    assert answer != z3.unknown
    return bool(answer == z3.sat)


class Asking:
    """A profile as variables: of each setting whether it is asked for, and what."""

    def __init__(self, *worlds: World) -> None:
        described: dict[str, Desc] = {key: one for world in worlds for key, one in world.settings.items()}
        self.kinds = {key: one["kind"] for key, one in described.items()}
        self.asked = {key: z3.Bool(f"{key} asked") for key in described}
        self.texts = _texts(worlds)
        self.values: dict[str, Any] = {}
        self.sense: list[Any] = []
        """That every variable stands for some value."""
        for key, kind in self.kinds.items():
            if kind == "members":
                self.values[key] = {name: z3.Bool(f"{key} {name}") for name in NAMES}
            else:
                self.values[key] = z3.Int(key)
            if kind == "text":
                number = self.values[key]
                named = [number == place for place in self.texts.values()]
                self.sense.append(z3.Or(number > UNNAMED, *named))

    def permits(self, world: World) -> Any:
        """That the profile is permitted under all layers of ``world``."""
        side = Side(self, world)
        return z3.And(
            *(
                z3.Implies(asked, side.permits(key) if key in world.settings else z3.BoolVal(val=False))
                for key, asked in self.asked.items()
            )
        )


def _texts(worlds: tuple[World, ...]) -> dict[str, int]:
    every = [
        line["default"]
        for world in worlds
        for layer in world.layers
        for key, line in layer["lines"].items()
        if world.settings[key]["kind"] == "text" and line["default"]
    ]
    return {text: place for place, text in enumerate(dict.fromkeys(("", *every)))}


class Side:
    """One policy: what holds for the profile of an `Asking`."""

    def __init__(self, asking: Asking, world: World) -> None:
        self.asking = asking
        self.settings: Mapping[str, Desc] = world.settings
        self.whole = world.modelled()
        self._effective: dict[str, Any] = {}

    def permits(self, key: str) -> Any:
        """That what is asked of ``key`` is in bounds, is not stopped, and meets every demand that fires."""
        setting, permitted = self.settings[key], self.whole.permitted[key]
        value = self.asking.values[key]
        formulas = [self._among(key, value, permitted.values)]
        if self.whole.stopper(key) is not None:
            ordered = setting["kind"] in model.ORDERED
            limit = permitted.default
            formulas.append(self._under(key, value, limit) if ordered else self._same(key, value, limit))
        for fires, limit in self._limits(key):
            formulas.append(z3.Implies(fires, self._under(key, value, limit)))
        return z3.And(*formulas)

    def _limits(self, key: str) -> list[tuple[Any, Any]]:
        """Of each demand on ``key`` when it fires, and the loosest value that it leaves."""
        setting, values = self.settings[key], self.whole.permitted[key].values
        found = []
        for condition in self.whole.conditions:
            for demand in condition["then"]:
                if demand["key"] == key:
                    fires = z3.Or(*(self._fires(trigger) for trigger in condition["when"]))
                    left = model.loosest_under(setting, values, [demand["loose"]])
                    found.append((fires, model.tightest(setting, values) if left is None else left))
        return found

    def _fires(self, trigger: Desc) -> Any:
        key, value = trigger["key"], self.effective(trigger["key"])
        if trigger["test"] == "looser_than":
            return z3.Not(self._under(key, value, trigger["value"]))
        if trigger["test"] == "at_most":
            return self._under(key, value, trigger["value"])
        there = trigger["test"] == "has_any"
        return z3.Or(*(value[item] if there else z3.Not(value[item]) for item in trigger["value"]))

    def effective(self, key: str) -> Any:
        """What holds for ``key``: what is asked, or the default under every demand that fires."""
        if key not in self._effective:
            setting, default = self.settings[key], self.whole.permitted[key].default
            held = self._constant(key, default)
            for fires, limit in self._limits(key):
                held = self._choose(fires, self._tightened(setting, held, self._constant(key, limit)), held)
            self._effective[key] = self._choose(self.asking.asked[key], self.asking.values[key], held)
        return self._effective[key]

    # -------------------------------------------------------- values as variables

    def _constant(self, key: str, value: Any) -> Any:
        kind = self.settings[key]["kind"]
        if kind == "members":
            return {name: z3.BoolVal(name in value) for name in NAMES}
        if kind == "text":
            return self.asking.texts[value]
        return z3.IntVal(value if kind == "amount" else NAMES[value])

    def _choose(self, fires: Any, one: Any, other: Any) -> Any:
        if isinstance(one, dict):
            return {name: z3.If(fires, one[name], other[name]) for name in NAMES}
        return z3.If(fires, one, other)

    def _tightened(self, setting: Desc, one: Any, other: Any) -> Any:
        if isinstance(one, dict):
            join = z3.And if setting["looser"] == "more" else z3.Or
            return {name: join(one[name], other[name]) for name in NAMES}
        under = self._rank(setting, one) <= self._rank(setting, other)
        return z3.If(under, one, other)

    def _rank(self, setting: Desc, value: Any) -> Any:
        """A number that is higher where the value is looser."""
        if setting["kind"] == "amount":
            return value if setting["looser"] == "higher" else -value
        rank = z3.IntVal(-1)
        for place, name in enumerate(setting["labels"]):
            rank = z3.If(value == NAMES[name], z3.IntVal(place), rank)
        return rank

    def _under(self, key: str, value: Any, limit: Any) -> Any:
        """That ``value`` is no looser than ``limit``."""
        setting = self.settings[key]
        if setting["kind"] != "members":
            return self._rank(setting, value) <= self._rank(setting, self._constant(key, limit))
        if setting["looser"] == "more":
            return z3.And(*(z3.Not(value[name]) for name in NAMES if name not in limit))
        return z3.And(*(value[name] for name in limit))

    def _same(self, key: str, value: Any, other: Any) -> Any:
        return value == self._constant(key, other)

    def _among(self, key: str, value: Any, permitted: frozenset[Any]) -> Any:
        setting = self.settings[key]
        if setting["kind"] == "text":
            longest = max(permitted)
            named = [value == place for text, place in self.asking.texts.items() if len(text) <= longest]
            return z3.Or(z3.And(value > UNNAMED, value <= UNNAMED + longest), *named)
        if setting["kind"] != "members":
            return z3.Or(*(value == self._constant(key, one) for one in permitted))
        must, may = frozenset.intersection(*permitted), frozenset.union(*permitted)
        return z3.And(
            *(value[name] for name in must), *(z3.Not(value[name]) for name in NAMES if name not in may)
        )
