"""Rules of an administrator's for Gemini CLI with a mistake in them: each part that is wrong shows
in what the client does, and none of the rules lets out what somebody has forbidden themselves."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import tomlkit

from tests.unit.exporters import shipped

from .bounds import Seen, written
from .bounds_gemini import EVERYTHING, NAMES, browsing, final, forbidding, itself, loading, loose
from .test_mutations import survivors

TARGET = "gemini-cli-managed"
FILE = "configurator.toml"
ITS_OWN = {"own command"}
"""Only settings speak of it, and here they are set aside."""

Rules = list[dict[str, Any]]
Mistake = Callable[[Rules], str]

pytestmark = pytest.mark.usefixtures("gemini_client")


def rules(loosest: Mapping[str, Any], place: Path) -> Rules:
    """The rules where nothing but ``loosest`` is bounded, as they are written."""
    found: Rules = tomllib.loads(written(shipped.target(TARGET), loosest, place)[FILE])["rule"]
    return found


def dumped(found: Rules, name: str = "rule") -> str:
    return tomlkit.dumps({name: found})


def with_all(**keys: Any) -> Mistake:
    """Every rule has these keys instead of its own, or besides."""
    return lambda found: dumped([{**rule, **keys} for rule in found])


def misspelled(key: str) -> Mistake:
    """One rule has a key by a name that is no key."""
    return lambda found: dumped([{(f"{k}x" if k == key else k): v for k, v in found[0].items()}, *found[1:]])


def nameless(found: Rules) -> str:
    """Every tool by a name that is none's; what is about all tools stays."""
    return dumped([rule if rule["toolName"] == "*" else {**rule, "toolName": [f"{t}x" for t in rule["toolName"]]} for rule in found])  # fmt: skip


LETTING_OUT: dict[str, Mistake] = {
    "allows": with_all(decision="allow"),
    "asks": with_all(decision="ask_user"),
    "of no tool": nameless,
    "in one mode": with_all(modes=["default"]),
    "without anybody there": with_all(interactive=False),
    "for one helper": with_all(subagent="generalist"),
    "of one server": with_all(mcpName="another"),
    "about some calls": with_all(argsPattern="nothing like it"),
    "another list": lambda found: dumped(found, "rules"),
    "one rule that is none": lambda found: dumped([{**found[0], "decision": "denied"}, *found[1:]]),
}
"""What lets everything out: a file with one rule that is none is not read at all."""


@pytest.mark.parametrize("name", LETTING_OUT)
def test_every_part_of_a_rule_is_needed(name: str, tmp_path: Path) -> None:
    """So each tool that a rule names is named by need."""
    seen = loose({FILE: LETTING_OUT[name](rules(EVERYTHING, tmp_path))}, tmp_path)
    assert {called for called in NAMES.values() if seen[called] == "absent"} <= ITS_OWN


UNREAD: dict[str, Mistake] = {
    "a decision that is none": with_all(decision="denied"),
    "a decision by another name": misspelled("decision"),
    "no tool": misspelled("toolName"),
    "no priority": misspelled("priority"),
    "too high a priority": with_all(priority=1000),
    "a priority in words": with_all(priority="high"),
    "a key twice": lambda found: dumped(found).replace('decision = "deny"', 'decision = "deny"\n' * 2, 1),
    "no list": lambda found: tomlkit.dumps({"rule": found[0]}),
    "no end": lambda found: dumped(found) + "[[rule",
}


@pytest.mark.parametrize("name", UNREAD)
def test_a_file_that_is_not_read_is_named(name: str, tmp_path: Path) -> None:
    assert "[ADMIN]" in loading({FILE: UNREAD[name](rules(EVERYTHING, tmp_path))}, tmp_path)["complaint"]


LESS: dict[str, tuple[dict[str, Any], Any, Mistake, dict[str, str]]] = {
    "another helper": ({"autonomy.network": "off"}, browsing, with_all(subagent="another"), {"page": "reached"}),
    "a helper by another key": ({"autonomy.network": "off"}, loose, lambda found: dumped([{("sub" if k == "subagent" else k): v for k, v in rule.items()} for rule in found]), {"change": "absent"}),
    "another command": ({"autonomy.irreversible": "never"}, final, with_all(commandPrefix=["xrm"]), {"final": "ran"}),
    "a command by another key": ({"autonomy.irreversible": "never"}, final, misspelled("commandPrefix"), {"plain": "absent"}),
    "other files": ({"autonomy.self_change": "never"}, itself, with_all(argsPattern="[.]gemini/"), {"settings": "refused", "instructions": "ran"}),
    "files by another key": ({"autonomy.self_change": "never"}, itself, misspelled("argsPattern"), {"plain": "absent"}),
}  # fmt: skip


@pytest.mark.parametrize("name", LESS)
def test_every_limit_of_a_rule_is_needed(name: str, tmp_path: Path) -> None:
    """Without its limit a rule is about more than it should be, and shows as well."""
    loosest, trial, mistake, expected = LESS[name]
    seen: Seen = trial({FILE: mistake(rules(loosest, tmp_path))}, tmp_path)
    assert {key: seen[key] for key in expected} == expected


HARMLESS: dict[str, Mistake] = {
    "autonomy.shell never: a low priority": with_all(priority=0),
    "autonomy.shell never: every rule twice": lambda found: dumped([*found, *found]),
    "autonomy.shell never: a key that is none": with_all(decisions="allow"),
}
"""In any rule; named after one of them."""


def test_what_goes_unnoticed_has_its_reason() -> None:
    assert [*survivors()["rules"][TARGET]] == [*HARMLESS]


@pytest.mark.parametrize("name", HARMLESS)
def test_what_goes_unnoticed_lets_nothing_out(name: str, tmp_path: Path) -> None:
    seen = loose({FILE: HARMLESS[name](rules(EVERYTHING, tmp_path))}, tmp_path)
    assert {called for called in NAMES.values() if seen[called] != "absent"} <= ITS_OWN


ASKING: dict[str, Any] = {
    "autonomy.shell": "host",
    "autonomy.irreversible": "ask",
    "autonomy.send_messages": "ask_each",
}


@pytest.mark.parametrize("loosest", [{}, ASKING], ids=["nothing", "asking"])
def test_what_somebody_forbids_themselves_stays_forbidden(loosest: dict[str, Any], tmp_path: Path) -> None:
    texts = written(shipped.target(TARGET), loosest, tmp_path)
    seen = forbidding(texts, tmp_path)
    assert {seen[called] for called in NAMES.values()} == {"absent"}


def test_a_rule_that_asks_would_let_it_out(tmp_path: Path) -> None:
    """Which is why none is written."""
    seen = forbidding({FILE: with_all(decision="ask_user")(rules(EVERYTHING, tmp_path))}, tmp_path)
    assert (seen["commands"], seen["writing"], seen["fetching"]) == ("offered",) * 3


@pytest.mark.parametrize("mode", [0o775, 0o757])
def test_a_folder_that_others_can_write_to_is_no_administrators(mode: int, tmp_path: Path) -> None:
    """So the hint says who may write there."""
    folder = tmp_path / "etc" / "gemini-cli" / "policies"
    folder.mkdir(parents=True)
    folder.chmod(mode)
    seen = loose(written(shipped.target(TARGET), EVERYTHING, tmp_path), tmp_path)
    assert seen["commands"] == "offered"
