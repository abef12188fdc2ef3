"""The laws of DESIGN.md, each as far as it can be seen in one person's life, judged by the model alone.

Every function raises AssertionError where its law is broken. `Seen` is what the program says of one profile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests import model
from tests.life.bounds import SETTINGS
from tests.life.person import Wishes
from tests.model import no_looser


@dataclass(frozen=True)
class Seen:
    """Of each setting, the effective value and PERMITTED of the command line's JSON."""

    values: Mapping[str, Any]
    permitted: Mapping[str, Mapping[str, Any]]


def values_of(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Raw values as the model has them: sets as sets."""
    return {key: frozenset(one) if isinstance(one, list) else one for key, one in raw.items()}


def span_of(key: str, permitted: Mapping[str, Any]) -> frozenset[Any]:
    """The values that PERMITTED spells."""
    setting = SETTINGS[key]
    if "options" in permitted:
        return frozenset(permitted["options"])
    if "max_chars" in permitted:
        return frozenset(range(permitted["max_chars"] + 1))
    if "must" in permitted:
        ends = frozenset(permitted["must"]), frozenset(permitted["may"])
    else:
        ends = permitted["tightest"], permitted["loosest"]
    return model.in_span(setting, {"tight": ends[0], "loose": ends[1]})


def law_1_layers_only_narrow(whole: model.Whole, seen: Seen) -> None:
    """What is permitted is what every layer permits."""
    for key, permitted in seen.permitted.items():
        found, wanted = span_of(key, permitted), whole.permitted[key].values
        assert found == wanted, (
            f"law 1: {key} permits {permitted}, the layers leave {sorted(map(str, wanted))}"
        )


def law_2_inside_bounds_and_conditions(whole: model.Whole, seen: Seen) -> None:
    """Every value is one that the layers permit, and no looser than a condition that fires demands."""
    for key, value in seen.values.items():
        assert model.permits(SETTINGS[key], whole.permitted[key].values, value), f"law 2: {key} is {value}"
    found = {key: model.Held(value, None, "") for key, value in seen.values.items()}
    for condition in whole.conditions:
        if not any(model.fires(SETTINGS, trigger, found) for trigger in condition["when"]):
            continue
        for demand in condition["then"]:
            key, setting = demand["key"], SETTINGS[demand["key"]]
            values = whole.permitted[key].values
            tightest = model.tightest(setting, values)
            kept = no_looser(setting, seen.values[key], demand["loose"]) or seen.values[key] == tightest
            assert kept, f"law 2: {key} is {seen.values[key]} against condition {condition['id']}"


def law_3_honoured_and_never_looser_than_asked(whole: model.Whole, wishes: Wishes, seen: Seen) -> None:
    """A permitted wish holds exactly; none is ever made looser but where the bounds leave nothing as tight."""
    asked = wishes.readable()
    refused = {one["key"] for one in model.violations(whole, wishes.preferences)}
    for key, wish in asked.items():
        setting, value = SETTINGS[key], seen.values[key]
        if key not in refused:
            assert value == wish, f"law 3: {key} was asked to be {wish} and is {value}"
        elif setting["kind"] in model.ORDERED:
            floor = model.nearest(setting, whole.permitted[key].values, wish)
            kept = no_looser(setting, value, wish) or value == floor
            assert kept, f"law 3: {key} is {value}, looser than {wish}"


def law_4_held_at_the_nearest(whole: model.Whole, wishes: Wishes, seen: Seen) -> None:
    """What holds is what the model finds by trying every value."""
    wanted = {key: held.value for key, held in model.resolve(whole, wishes.readable()).items()}
    for key, value in seen.values.items():
        assert value == wanted[key], f"law 4: {key} is {value}, the nearest permitted value is {wanted[key]}"


def law_6_no_more_than_held(granted: Mapping[str, Any], effective: Mapping[str, Any], target: str) -> None:
    """An exported file grants nothing looser than what was effective then."""
    for key, value in granted.items():
        kept = no_looser(SETTINGS[key], value, effective[key])
        assert kept, f"law 6: {target} grants {key} = {value}, and {effective[key]} holds"


def law_7_every_path_says_the_same(library: Seen, command: Seen) -> None:
    """A session and the command line say the same of the same files."""
    assert library == command, f"law 7: {library} in a session, {command} in `show`"


def law_7_check_is_the_validator(whole: model.Whole, wishes: Wishes, code: int) -> None:
    """`check` exits 2 on what cannot be read, 1 on what is not permitted, 0 otherwise."""
    wrong = bool(model.violations(whole, wishes.preferences) or whole.obstacles)
    wanted = 2 if wishes.broken else int(wrong)
    assert code == wanted, f"law 7: `check` exits {code}, not {wanted}"


def law_8_unreadable_stops_loosening(whole: model.Whole, seen: Seen) -> None:
    """Where a layer cannot be read, or two leave nothing, nothing is looser than its default."""
    for key, value in seen.values.items():
        if whole.stopper(key) and SETTINGS[key]["kind"] in model.ORDERED:
            default = whole.permitted[key].default
            assert no_looser(SETTINGS[key], value, default), f"law 8: {key} is {value}, looser than {default}"


def refusal(whole: model.Whole, wishes: Wishes, changes: Mapping[str, Any]) -> int:
    """Law 7, for every path to a value: the exit code of choosing ``changes``."""
    if wishes.broken:
        return 2
    codes = [0]
    for key, raw in changes.items():
        if raw is None:
            codes.append(0 if key in SETTINGS or key in wishes.preferences else 2)
            continue
        kinds = {one["kind"] for one in model.violations(whole, {key: raw})}
        codes.append(2 if kinds & {"unknown-setting", "not-a-value"} else int(bool(kinds - {"condition"})))
    return max(codes)
