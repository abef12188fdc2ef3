"""Everything that the program writes, as commands a person gives: each from a world that is ready for it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.faults.worlds import Ran, World

MINE = """# mine, and it stays
schema = 1
layers = ["eu"]

[preferences.autonomy]
shell = "never"  # not here
max_steps = 20
"""

LAYER = """# of the club, and it stays
schema = 1
id = "club"
kind = "organisation"
title = "The club"
description = "What the club agreed on."

[[source]]
id = "minutes"
title = "Minutes of the club"

[[bound]]
key = "autonomy.shell"
loosest = "ask_each"
reason = "Agreed at the meeting."
source = [{ id = "minutes" }]
"""


def nothing(world: World) -> None:
    """A person who never started the program."""


def settled(world: World) -> None:
    """A profile that was edited by hand and by the program."""
    world.put("home/profiles/default.toml", MINE)
    assert world.run("set", "autonomy.file_write", "never").code == 0


def exported(world: World) -> None:
    """Files of three tools that people wrote, and an export to them that is looser than what is asked now."""
    settled(world)
    world.put("project/CLAUDE.md", "# Ours\n\nBe kind.\n")
    world.put("project/.claude/settings.json", '{"model": "opus", "permissions": {"allow": ["Bash(ls)"]}}\n')
    world.put("project/.codex/config.toml", 'model = "o"  # mine\n')
    for pair in (("autonomy.shell", "allow_list"), ("autonomy.file_write", "ask_each")):
        assert world.run("set", *pair).code == 0
    ran = world.run("export", *TOOLS)
    assert ran.code == 0, ran.err
    assert world.run("set", "autonomy.shell", "never").code == 0


def with_others_rules(world: World) -> None:
    """A tool's file by somebody else, which says less than what is asked."""
    settled(world)
    world.put("project/.claude/settings.json", '{"cleanupPeriodDays": 10}\n')


def with_layer_file(world: World) -> None:
    settled(world)
    world.put("user/club.toml", LAYER)


def in_chinese(world: World) -> None:
    assert world.run("language", "zh-CN").code == 0


def with_history(world: World) -> None:
    settled(world)
    assert world.run("set", "style.length", "short").code == 0
    assert world.run("reset", "style.length").code == 0


def with_draft(world: World) -> None:
    settled(world)


def copied(world: World) -> None:
    settled(world)
    assert world.run("profile", "copy", "default", "work").code == 0


TOOLS = ("claude-code", "codex", "gemini-cli")


@dataclass(frozen=True)
class Scenario:
    """``does`` is tried in the world that ``given`` made. What ``is_lasting`` is there after
    a power cut, once it was said to be done."""

    name: str
    given: Callable[[World], None]
    does: Callable[[World], Ran]
    is_lasting: bool = True


def command(*arguments: str) -> Callable[[World], Ran]:
    """Giving one command."""
    return lambda world: world.run(*arguments)


def draft(world: World) -> Ran:
    """What the app does every half second while something is not saved."""
    from configurator.tui.draft import Draft
    from configurator.tui.editing import Unsaved

    mine = Draft(str(world.home / "profiles" / "default.toml"))
    mine.keep(Unsaved({"autonomy.shell": "ask_each"}))
    return Ran(0, "", "")


def passphrase(world: World) -> Ran:
    """What `layer passphrase` writes, without the half second that making a key takes."""
    from configurator.domain.policy import ApprovalKey
    from configurator.errors import ConfiguratorError
    from configurator.store.layers import set_approval

    key = ApprovalKey("c2FsdA", 2, 8, 1, "a2V5")
    try:
        set_approval(str(world.user / "club.toml"), key)
    except ConfiguratorError as error:
        return Ran(error.exit_code, "", f"error: {error}\n")
    return Ran(0, "", "")


SCENARIOS = (
    Scenario("first set", nothing, command("set", "autonomy.shell", "never")),
    Scenario("set", settled, command("set", "autonomy.shell", "ask_each", "style.length", "short")),
    Scenario("reset all", settled, command("reset", "--all")),
    Scenario("preset", settled, command("preset", "apply", "developer")),
    Scenario("first export", settled, command("export", *TOOLS)),
    Scenario("tighter export", exported, command("export", *TOOLS)),
    Scenario("unexport", exported, command("unexport", "--all")),
    Scenario("import", with_others_rules, command("import", "claude-code")),
    Scenario("layer from a file", with_layer_file, command("layer", "add", "../user/club.toml")),
    Scenario("passphrase", with_layer_file, passphrase),
    Scenario("layer off", settled, command("layer", "remove", "eu")),
    Scenario("profile create", settled, command("profile", "create", "work")),
    Scenario("profile copy", settled, command("profile", "copy", "default", "work")),
    Scenario("profile use", copied, command("profile", "use", "work")),
    Scenario("profile delete", copied, command("profile", "delete", "work")),
    Scenario("language", nothing, command("language", "zh-CN")),
    Scenario("language back", in_chinese, command("language", "--reset")),
    Scenario("journal restore", with_history, command("journal", "restore", "2")),
    Scenario("renew", settled, command("renew", "--all")),
    Scenario("show", settled, command("show")),
    Scenario("draft", with_draft, draft),
)


def by_name(name: str) -> Scenario:
    """The scenario called ``name``."""
    return next(one for one in SCENARIOS if one.name == name)


def temporary_root() -> str:
    """Where worlds are made: in memory where that is possible, as they are made by the thousand."""
    memory = Path("/dev/shm")
    return str(memory) if os.access(memory, os.W_OK) else ""
