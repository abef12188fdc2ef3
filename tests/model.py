"""What DESIGN.md says, once more, by enumerating every value: slow, and hard to get wrong.

Nothing here is shared with the program. Settings, layers and profiles are plain dicts (``strategies.py``
builds the program's objects from the same dicts), bounds are plain sets of permitted values, and every
rule is a search through those sets. A text stands for its length, so that its values can be enumerated.

    setting    {"key", "kind", "labels", "low", "high", "step", "looser", "max_chars", "context"},
               and of some texts a "pattern"
    span       {"tight", "loose"} for ordered kinds, {"options"} for choice, {"max"} for text
    line       {"span", "default", "gates": [{"beyond", "by"}]}
    condition  {"id", "when": [{"key", "test", "value"}], "then": [{"key", "loose"}]}
    layer      {"id", "kind", "lines": {key: line}, "grants": [{"key", "upto"}], "may_grant", "conditions"}
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, combinations
from typing import Any

Desc = Mapping[str, Any]

KINDS = ("society", "jurisdiction", "provider", "organisation", "guardian")
ORDERED = ("scale", "switch", "amount", "members")


# ------------------------------------------------------------ values and their order


def universe(setting: Desc) -> list[Any]:
    """Every value of a setting, tightest first where the kind has a total order."""
    kind = setting["kind"]
    if kind == "amount":
        grid = [
            n
            for n in range(setting["low"], setting["high"] + 1)
            if not (n - setting["low"]) % setting["step"]
        ]
        return grid if setting["looser"] == "higher" else grid[::-1]
    if kind == "members":
        items = setting["labels"]
        sizes = (combinations(items, size) for size in range(len(items) + 1))
        return [frozenset(subset) for subset in chain.from_iterable(sizes)]
    if kind == "text":
        return list(range(setting["max_chars"] + 1))
    return list(setting["labels"])


def no_looser(setting: Desc, a: Any, b: Any) -> bool:
    """Whether ``a`` is as tight as ``b`` or tighter."""
    if setting["kind"] == "members":
        return bool(a <= b) if setting["looser"] == "more" else bool(a >= b)
    if setting["kind"] == "amount":
        return bool(a <= b) if setting["looser"] == "higher" else bool(a >= b)
    labels = list(setting["labels"])
    return labels.index(a) <= labels.index(b)


def loosest_under(setting: Desc, pool: Iterable[Any], limits: Sequence[Any]) -> Any:
    """Of ``pool``, what is no looser than any of ``limits``, and the loosest of that; None if none is."""
    under = [v for v in pool if all(no_looser(setting, v, limit) for limit in limits)]
    return next((v for v in under if all(no_looser(setting, other, v) for other in under)), None)


def tightest(setting: Desc, pool: Iterable[Any]) -> Any:
    values = list(pool)
    return next(v for v in values if all(no_looser(setting, v, other) for other in values))


def in_span(setting: Desc, span: Desc) -> frozenset[Any]:
    """The values that a span permits."""
    if setting["kind"] == "choice":
        return frozenset(v for v in universe(setting) if v in span["options"])
    if setting["kind"] == "text":
        return frozenset(v for v in universe(setting) if v <= span["max"])
    return frozenset(
        v
        for v in universe(setting)
        if no_looser(setting, span["tight"], v) and no_looser(setting, v, span["loose"])
    )


def permits(setting: Desc, permitted: frozenset[Any], value: Any) -> bool:
    return (len(value) if setting["kind"] == "text" else value) in permitted


def nearest(setting: Desc, permitted: frozenset[Any], asked: Any) -> Any:
    """The permitted value closest to ``asked``; None for kinds without an order."""
    if permits(setting, permitted, asked):
        return asked
    if setting["kind"] not in ORDERED:
        return None
    if setting["kind"] == "members":
        must, may = frozenset.intersection(*permitted), frozenset.union(*permitted)
        return must | (asked & may)
    below = loosest_under(setting, permitted, [asked])
    return tightest(setting, permitted) if below is None else below


# ------------------------------------------------------------ layers


@dataclass
class Permitted:
    """What the layers leave of one setting. ``steps`` are pairs of a layer's id and what it left."""

    values: frozenset[Any]
    default: Any = None
    steps: list[tuple[str, frozenset[Any]]] = field(default_factory=list)


@dataclass
class Whole:
    """All layers together. ``conflicts`` are triples of key, upper and lower party."""

    settings: Mapping[str, Desc]
    layers: list[Desc]
    permitted: dict[str, Permitted]
    conditions: list[Desc]
    conflicts: list[tuple[str, str, str]]
    obstacles: Sequence[str]

    def stopper(self, key: str) -> str | None:
        if self.obstacles:
            return self.obstacles[0]
        return next((lower for at, _, lower in self.conflicts if at == key), None)


def compose(settings: Mapping[str, Desc], layers: Iterable[Desc], obstacles: Sequence[str] = ()) -> Whole:
    ordered = sorted(layers, key=lambda layer: (KINDS.index(layer["kind"]), layer["id"]))
    conflicts: list[tuple[str, str, str]] = []
    permitted = {key: _permit(settings[key], ordered, conflicts) for key in settings}
    conditions = [condition for layer in ordered for condition in layer["conditions"]]
    for condition in conditions:
        for demand in condition["then"]:
            key = demand["key"]
            if not permitted[key].values & _demanded(settings[key], demand):
                upper = _who_left_nothing(permitted[key].steps, _demanded(settings[key], demand))
                conflicts.append((key, upper, condition["id"]))
    return Whole(settings, ordered, permitted, conditions, conflicts, obstacles)


def _permit(setting: Desc, layers: list[Desc], conflicts: list[tuple[str, str, str]]) -> Permitted:
    key, values = setting["key"], frozenset(universe(setting))
    steps: list[tuple[str, frozenset[Any]]] = []
    stated: list[Any] = []
    for layer in layers:
        line = layer["lines"].get(key)
        if line is None:
            continue
        offered = contribution(setting, line, layers)
        if not frozenset.intersection(in_span(setting, line["span"]), *gates_leave(setting, line, layers)):
            conflicts.append((key, layer["id"], layer["id"]))
        if values & offered:
            values &= offered
        else:
            conflicts.append((key, _who_left_nothing(steps, offered), layer["id"]))
        steps.append((layer["id"], values))
        if line["default"] is not None:
            stated.append(line["default"])
    return Permitted(values, _default(setting, values, stated), steps)


def contribution(setting: Desc, line: Desc, layers: Iterable[Desc]) -> frozenset[Any]:
    """What one line permits: its span, less what its gates close and nobody grants.

    A gate that would leave nothing beside those before it does not count.
    """
    values = in_span(setting, line["span"])
    for left in gates_leave(setting, line, layers):
        values = values & left or values
    return values


def gates_leave(setting: Desc, line: Desc, layers: Iterable[Desc]) -> list[frozenset[Any]]:
    """What each gate of a line leaves, with what is granted."""
    found = []
    for gate in line["gates"]:
        grants = [
            grant["upto"]
            for layer in layers
            if layer["kind"] in gate["by"] and layer["may_grant"]
            for grant in layer["grants"]
            if grant["key"] == setting["key"]
        ]
        found.append(_opened(setting, [gate["beyond"], *grants]))
    return found


def _opened(setting: Desc, ends: list[Any]) -> frozenset[Any]:
    """Everything up to the loosest of ``ends`` (sets: up to all of them together)."""
    if setting["kind"] == "choice":
        return frozenset().union(*ends)
    uppers = [u for u in [*universe(setting), *ends] if all(no_looser(setting, end, u) for end in ends)]
    return frozenset(v for v in universe(setting) if all(no_looser(setting, v, u) for u in uppers))


def _who_left_nothing(steps: list[tuple[str, frozenset[Any]]], offered: frozenset[Any]) -> str:
    """The first party after which nothing of ``offered`` was left: the other side of the conflict."""
    return next(who for who, left in steps if not left & offered)


def _default(setting: Desc, values: frozenset[Any], stated: list[Any]) -> Any:
    kind = setting["kind"]
    if kind == "choice":
        first = next(v for v in universe(setting) if v in values)
        return stated[-1] if stated and stated[-1] in values else first
    if kind == "text":
        return stated[-1] if stated and permits(setting, values, stated[-1]) else ""
    if not stated:
        return tightest(setting, values)
    return nearest(setting, values, loosest_under(setting, [*universe(setting), *stated], stated))


# ------------------------------------------------------------ what holds


@dataclass
class Held:
    """What holds for one setting. ``by`` is the condition, layer or conflicting party that holds it."""

    value: Any
    asked: Any
    origin: str
    condition: str | None = None
    stopped: bool = False


def resolve(whole: Whole, asked: Mapping[str, Any]) -> dict[str, Held]:
    """The effective profile: settings in any order in which triggers come before what they hold."""
    found: dict[str, Held] = {}
    waiting = list(whole.settings)
    while waiting:
        key = next(k for k in waiting if _triggers_of(whole, k) <= found.keys())
        waiting.remove(key)
        found[key] = _effective(whole, key, asked.get(key), found)
    return found


def _triggers_of(whole: Whole, key: str) -> set[str]:
    on_key = [c for c in whole.conditions if any(d["key"] == key for d in c["then"])]
    return {trigger["key"] for condition in on_key for trigger in condition["when"]}


def _effective(whole: Whole, key: str, asked: Any, found: Mapping[str, Held]) -> Held:
    setting, permitted = whole.settings[key], whole.permitted[key]
    wanted = permitted.default if asked is None else asked
    value = nearest(setting, permitted.values, wanted)
    if value is None:
        value = permitted.default
    moved = value
    if whole.stopper(key) is not None:
        moved = _not_past_default(setting, permitted, value)
    stopped, value = moved != value, moved
    room, blamed = permitted.values, None
    for condition in whole.conditions:
        for demand in condition["then"]:
            if demand["key"] == key and any(fires(whole.settings, t, found) for t in condition["when"]):
                demanded = _demanded(setting, demand)
                blamed = blamed or (None if value in demanded else condition["id"])
                room = room & demanded or frozenset({tightest(setting, room)})
    held = value if blamed is None else nearest(setting, room, value)
    if held == value:
        blamed = None
    origin = "held" if held != wanted else ("default" if asked is None else "preference")
    return Held(held, asked, origin, blamed, stopped)


def _not_past_default(setting: Desc, permitted: Permitted, value: Any) -> Any:
    if setting["kind"] not in ORDERED:
        return permitted.default
    return loosest_under(setting, permitted.values, [value, permitted.default])


def fires(settings: Mapping[str, Desc], trigger: Desc, found: Mapping[str, Held]) -> bool:
    setting, value = settings[trigger["key"]], found[trigger["key"]].value
    if trigger["test"] == "looser_than":
        return not no_looser(setting, value, trigger["value"])
    if trigger["test"] == "at_most":
        return no_looser(setting, value, trigger["value"])
    if trigger["test"] == "has_any":
        return any(item in value for item in trigger["value"])
    return any(item not in value for item in trigger["value"])


def _demanded(setting: Desc, demand: Desc) -> frozenset[Any]:
    return frozenset(v for v in universe(setting) if no_looser(setting, v, demand["loose"]))


# ------------------------------------------------------------ what is not permitted


def is_refused_character(character: str) -> bool:
    """By the Unicode database, not by a list of ranges."""
    code = ord(character)
    return (
        unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
        or unicodedata.bidirectional(character)
        in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
        or 0xFFF9 <= code <= 0xFFFB
        or 0xE0000 <= code <= 0xE007F
    )


def read(setting: Desc, raw: Any) -> Any:
    """The value that a raw value spells; None where it spells none."""
    kind = setting["kind"]
    if kind == "amount":
        return raw if type(raw) is int else None
    if kind == "members":
        good = type(raw) is list and all(type(item) is str and item in setting["labels"] for item in raw)
        return frozenset(raw) if good and all(raw.count(item) == 1 for item in raw) else None
    if type(raw) is not str:
        return None
    if kind == "text":
        return None if any(map(is_refused_character, raw)) or _has_another_form(setting, raw) else raw
    return raw if raw in setting["labels"] else None


def _has_another_form(setting: Desc, raw: str) -> bool:
    """Whether a text that fits is not as the setting's pattern says."""
    pattern = setting.get("pattern", "")
    return pattern != "" and len(raw) <= setting["max_chars"] and re.fullmatch(pattern, raw) is None


def violations(whole: Whole, preferences: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Everything that is wrong with raw preferences, in the order given."""
    values = {
        key: value
        for key, raw in preferences.items()
        if key in whole.settings and (value := read(whole.settings[key], raw)) is not None
    }
    held = resolve(whole, values)
    found = [
        {"key": key, "kind": "unknown-setting" if key not in whole.settings else "not-a-value"}
        | {"blamed": "catalogue", "nearest": None}
        if key not in values
        else _violation(whole, key, held[key])
        for key in preferences
    ]
    return [violation for violation in found if violation is not None]


def _violation(whole: Whole, key: str, held: Held) -> dict[str, Any] | None:
    setting, permitted = whole.settings[key], whole.permitted[key]
    ordered = setting["kind"] in ORDERED
    if not permits(setting, permitted.values, held.asked):
        near = nearest(setting, permitted.values, held.asked)
        blamed = _blamed(setting, permitted, held.asked)
        return {"key": key, "kind": "out-of-bounds", "blamed": blamed, "nearest": near}
    if held.value == held.asked:
        return None
    near = held.value if ordered else None
    if held.condition is not None:
        return {"key": key, "kind": "condition", "blamed": held.condition, "nearest": near}
    return {"key": key, "kind": "unreadable", "blamed": whole.stopper(key), "nearest": near}


def _blamed(setting: Desc, permitted: Permitted, asked: Any) -> str:
    """The first layer that leaves the value out. An amount off the grid stands for its neighbour there:
    where every layer permits that one, steps are the catalogue's matter, and the range is the first layer's."""
    if setting["kind"] != "amount":
        return next(who for who, left in permitted.steps if not permits(setting, left, asked))
    settled = nearest(setting, frozenset(universe(setting)), asked)
    between_steps = setting["low"] <= asked <= setting["high"]
    nobody = "catalogue" if between_steps else permitted.steps[0][0]
    return next((who for who, left in permitted.steps if settled not in left), nobody)
