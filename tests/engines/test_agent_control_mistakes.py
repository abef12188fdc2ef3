"""Every single mistake in manifest, policy or data is noticed, or listed in `survivors.json` with its reason."""

from __future__ import annotations

import functools
import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from configurator.domain.bounds import Bounds
from configurator.domain.orders import Amount
from configurator.exporters.table import Choice
from tests.engines.control import (
    DECIDING,
    FEW,
    KINDS,
    Files,
    acs,
    at_rest,
    decided,
    expected,
    files,
    own_manifest,
    some_values,
)
from tests.engines.control_profiles import answers, differences
from tests.engines.profiles import NO_PROFILES
from tests.mutations.data import general, mutants
from tests.unit.exporters import shipped

pytestmark = pytest.mark.long

SURVIVORS = Path(__file__).with_name("survivors.json")

POINTS = (
    "agent_startup", "input", "pre_model_call", "post_model_call",
    "pre_tool_call", "post_tool_call", "output", "agent_shutdown",
)  # fmt: skip
OF_EACH_KIND = ("privacy.redact", "oversight.log_days", "style.language", "style.note", "oversight.updates")


@functools.cache
def worlds() -> list[Mapping[str, Any]]:
    """Values between which each answer of each label differs."""
    return [some_values(random.Random(seed)) for seed in range(8)]


def of_worlds(values: Mapping[str, Any]) -> list[Choice]:
    """Of each kind some, and an amount whose steps do not begin at nothing."""
    order = Amount(3, 40, 4)
    days = replace(shipped.settings()["privacy.memory_days"], key="mine.days", order=order)
    odd = Choice(days, 7, "own", Bounds.between(order, 7, 23))
    return [*shipped.choices(values, [*DECIDING, *OF_EACH_KIND]), odd]


def noticed(mutant: Files, values: Mapping[str, Any], folder: Path) -> bool:
    """Whether runtime, calls, profiles or the values in the data tell that something is wrong."""
    choices = of_worlds(values)
    try:
        tools = {name: list(one) for name, one in FEW.items()} | {"alone": "read_files", "alone_no": "no"}
        own = own_manifest(mutant.put(folder).parent, tools)
        acs.validate_manifest_file(str(own))
        wanted = {name: expected(values, one) for name, one in FEW.items()}
        wanted |= {"my_other": "deny", "alone": expected(values, ["read_files"]), "alone_no": "deny"}
        said = {choice.setting.key: choice.setting.plain(choice.value) for choice in choices}
        return (
            json.loads(mutant.data).get("settings") != said
            or decided(own, list(wanted)) != wanted
            or decided(own, KINDS) != {kind: expected(values, [kind]) for kind in KINDS}
            or not at_rest(own)
            or any(answers(mutant, NO_PROFILES))
            or bool(differences(mutant, choices))
        )
    except (ValueError, RuntimeError):
        return True


def survivors(
    found: Iterator[tuple[str, Files]], values: Sequence[Mapping[str, Any]], folder: Path
) -> list[str]:
    """The mistakes that nothing notices at any of ``values``. Only the first file that is not as it was counts."""
    made = [files(of_worlds(one), folder / str(place)) for place, one in enumerate(values)]
    return sorted(
        {
            _general(name)
            for name, mutant in found
            if not any(
                noticed(_changed(made[0], mutant, one), at, folder / "mutant")
                for one, at in zip(made, values, strict=True)
            )
        }
    )


def _general(mistake: str) -> str:
    """What is true of one tool, point or element is of all."""
    names = "|".join((*KINDS, *POINTS, "[0-9]+"))
    return re.sub(rf"^(tools|intervention_points)\.({names})(?=[. ])", r"\1.*", general(mistake))


def _changed(before: Files, mutant: Files, here: Files) -> Files:
    """What ``mutant`` made of ``before``, made of ``here``."""
    parts = ("manifest", "policy", "profile", "data")
    return replace(here, **{p: getattr(mutant, p) for p in parts if getattr(mutant, p) != getattr(before, p)})


def in_text(text: str, swaps: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """``text`` with one word put for another, at each place, or without one of its lines.

    The import is for engines of OPA before 1.0; this one reads the same without it.
    """
    for find, put in swaps:
        for place in range(text.index("\n"), len(text)):
            if text.startswith(find, place):
                yield f"{find} {put} at {place}", text[:place] + put + text[place + len(find) :]
    lines = text.split("\n")
    for place, line in enumerate(lines):
        if line.strip() and not line.startswith(("#", "import")):
            yield f"without {line.strip()}, {place}", "\n".join(lines[:place] + lines[place + 1 :])


SWAPS = (
    ("==", "!="), ("!=", "=="), (">=", "<="), ("<=", ">="), ("> 0", ">= 0"), ("<=", "<"), (">=", ">"),
    ("deny", "allow"), ("escalate", "allow"), ("deny", "dney"), ("escalate", "warn"), ("allow", "deny"),
    ("verdicts", "verdict"), ("tools", "tool"), ("security_labels", "security_label"), ("tool.", "tools."),
    ("pre_tool_call", "pre_tool"), ("bounds[", "bound["), ("low", "lo"), ("high", "hi"), ("may", "must"),
    ("must", "may"), ("max_chars", "max"), ("named", "name"), (".pattern", ".patern"), ("preferences", "preference"),
    ("not ", ""), ("is_string", "is_array"), ("is_array", "is_string"), ("is_number", "is_string"), (" - ", " + "),
    ("is_object", "is_array"), ("package behavior", "package behaviour"), ("query", "qery"), ("%", "/"),
)  # fmt: skip


def test_every_mistake_in_the_policy_is_noticed(tmp_path: Path) -> None:
    some = files(of_worlds(worlds()[0]), tmp_path / "some")
    found = [
        *((f"policy: {name}", replace(some, policy=text)) for name, text in in_text(some.policy, SWAPS)),
        *((f"profile: {name}", replace(some, profile=text)) for name, text in in_text(some.profile, SWAPS)),
    ]
    assert len(found) > 150
    assert survivors(iter(found), worlds(), tmp_path) == []


OPEN: Mapping[str, Any] = {
    "autonomy.tools": frozenset(KINDS), "autonomy.file_write": "ask_each",
    "autonomy.network": "ask_new", "autonomy.shell": "ask_each", "autonomy.send_messages": "ask_each",
    "money.per_day": 1,
}  # fmt: skip
"""All tools are there, so that one that is forgotten is missed."""


def telling(mistake: str) -> bool:
    """Of settings that stand in the data alike, one is enough."""
    above, _, rest = mistake.partition(".")
    alike = above in {"bounds", "settings"} and any(rest.startswith(key) for key in DECIDING[1:])
    return not alike


def test_every_mistake_in_manifest_and_data_is_noticed(tmp_path: Path) -> None:
    kept = json.loads(SURVIVORS.read_text())
    values = {**worlds()[0], **OPEN}
    some = files(of_worlds(values), tmp_path / "some")
    for name, part, made in (
        ("behavior.manifest.yaml", "manifest", yaml.safe_load(some.manifest)),
        ("data.json", "data", json.loads(some.data)),
    ):
        found = [
            (one, replace(some, **{part: json.dumps(mutant)}))
            for one, mutant in mutants(made)
            if telling(one)
        ]
        assert len(found) > 150
        assert survivors(iter(found), [values], tmp_path) == sorted(kept[name]), name
