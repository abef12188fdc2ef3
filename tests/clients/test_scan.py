"""From a loose tool to a mended one in two commands, seen by the clients themselves."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import need
from .exported import REPOSITORY
from .probe import CLIENTS, PROGRAMS
from .probes import bash, escalate, patch, run, shell
from .probes_more import GET, OWN_CONTINUE, execute, store
from .probes_more import shell as quiet
from .sandbox import Call

LOOSE = {
    "claude-code": (
        ".claude/settings.json",
        '{"permissions": {"allow": ["Bash"], "defaultMode": "acceptEdits"}, "theme": "dark"}',
        bash("touch seen"),
    ),
    "codex": (
        ".codex/config.toml",
        'approval_policy = "never"\nsandbox_mode = "danger-full-access"\n',
        run("touch seen"),
    ),
    "gemini-cli": (
        ".gemini/settings.json",
        '{"tools": {"allowed": ["run_shell_command"]}}',
        shell("touch seen"),
    ),
    "opencode": (
        ".config/opencode/opencode.json",
        '{"permission": {"bash": "allow"}}',
        Call("bash", {"command": "touch seen", "description": "x"}),
    ),
    "qwen-code": (
        ".qwen/settings.json",
        '{"permissions": {"allow": ["Bash", "Edit"]}, "tools": {"approvalMode": "default"}}',
        quiet("touch seen"),
    ),
    "continue": (OWN_CONTINUE, "# mine\nallow:\n  - Bash\n  - Read\n", execute("touch seen")),
}


def program(arguments: list[str], root: Path, home: Path) -> tuple[int, str]:
    """The program as somebody runs it who never ran it before."""
    done = subprocess.run(
        [sys.executable, "-m", "configurator", *arguments],
        cwd=root,
        env={"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize("id_", LOOSE)
def test_two_commands_lead_from_a_loose_tool_to_a_mended_one(id_: str, root: Path, home: Path) -> None:
    need(PROGRAMS[id_])
    name, text, call = LOOSE[id_]
    (home / name).parent.mkdir(parents=True)
    (home / name).write_text(text)
    assert verdict(id_, call, root, home) == "ran"
    (root / "seen").unlink()

    code, said = program(["scan"], root, home)
    assert code == (0 if id_ == "codex" else 1), said
    mends = [line.partition(": ")[2] for line in said.splitlines() if "mend it:" in line]
    assert len(mends) == 1
    program_name, *arguments = shlex.split(mends[0])
    assert program_name == "configurator"
    assert program(arguments, root, home)[0] == 0

    assert verdict(id_, call, root, home) == ("refused" if id_ in ("opencode", "continue") else "absent")
    assert not (root / "seen").exists()
    assert CLIENTS[id_].complaints(root, home) == []
    assert program(["scan", "--strict"], root, home)[0] == 0


UNSET = {
    "claude-code": (
        ".claude/settings.json",
        '{"permissions": {"defaultMode": "default", "disableBypassPermissionsMode": "disable", "disableAutoMode": "disable"}}',
        [(bash("ls"), "ran"), (bash("touch seen"), "asked")],
        {"autonomy.shell": "allow_list"},
    ),
    "codex": (
        ".codex/config.toml",
        "",
        [(run("touch a"), "ran"), (escalate("touch b"), "asked"), (patch("c"), "ran")],
        {"autonomy.shell": "sandbox", "autonomy.network": "ask_new"},
    ),
    "gemini-cli": (
        ".gemini/settings.json",
        '{"security": {"disableYoloMode": true}}',
        [(shell("ls"), "ran"), (shell("touch seen"), "asked")],
        {"autonomy.shell": "allow_list", "autonomy.file_write": "ask_each"},
    ),
    "opencode": (
        ".config/opencode/opencode.json",
        "{}",
        [(Call("bash", {"command": "touch a", "description": "x"}), "ran")],
        {"autonomy.shell": "host", "autonomy.network": "open"},
    ),
    "qwen-code": (
        ".qwen/settings.json",
        '{"tools": {"approvalMode": "default"}}',
        [(quiet("ls"), "ran"), (quiet("touch seen"), "asked")],
        {"autonomy.shell": "allow_list"},
    ),
    "continue": (
        OWN_CONTINUE,
        "ask:\n  - Bash\n",
        [(execute("ls"), "asked"), (GET, "ran"), (store(Path("a")), "asked")],
        {"autonomy.shell": "ask_each", "autonomy.network": "open", "autonomy.file_write": "ask_each"},
    ),
}
"""Files that lock what a flag could loosen and set nothing else, what is tried, and how it is read."""


@pytest.mark.parametrize("id_", UNSET)
def test_what_nothing_sets_is_read_as_the_client_does_it(id_: str, root: Path, home: Path) -> None:
    need(PROGRAMS[id_])
    name, text, calls, values = UNSET[id_]
    (home / name).parent.mkdir(parents=True)
    (home / name).write_text(text)
    found = json.loads(program(["scan", id_, "--json"], root, home)[1])["targets"][0]["settings"]
    assert {key: found[key]["value"] for key in values} == values
    turn = CLIENTS[id_].attempt(root, home, [call for call, _wanted in calls])
    assert turn.verdicts == [wanted for _call, wanted in calls]


def verdict(id_: str, call: Call, root: Path, home: Path) -> str:
    turn = CLIENTS[id_].attempt(root, home, [call])
    assert len(turn.verdicts) == 1, turn.run
    return str(turn.verdicts[0])
