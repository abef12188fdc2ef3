"""`scan` and `import` as a person meets them: what is said, what mends it, what is taken."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

LOOSE = {
    "permissions": {"allow": ["Bash", "Edit(//**)"], "defaultMode": "bypassPermissions"},
    "theme": "dark",
}


@pytest.fixture
def user(tmp_path: Path) -> Path:
    """The person's home folder, with a project below it that the program is started in."""
    folder = tmp_path / "user"
    folder.mkdir()
    return folder


def put(folder: Path, name: str, data: Any) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(data if isinstance(data, str) else json.dumps(data))
    return path


def mends(out: str) -> list[list[str]]:
    return [shlex.split(line.partition(": ")[2])[1:] for line in out.splitlines() if "mend it:" in line]


def findings(run: Run, *arguments: str) -> dict[str, dict[str, Any]]:
    targets = run("scan", *arguments, "--json").data["targets"]
    assert len(targets) == 1
    return {finding["key"]: finding for finding in targets[0]["findings"]}


def test_where_no_tool_is_configured_there_is_nothing_to_say(run: Run, user: Path) -> None:
    done = run("scan")
    assert (done.code, done.out) == (0, "")
    assert "no AI tool that is known is configured here" in done.err
    assert run("scan", "--json").data == {"schema": 1, "targets": []}


def test_a_loose_tool_is_named_with_its_keys_and_mended_by_the_command_it_names(run: Run, user: Path) -> None:
    settings = put(user, ".claude/settings.json", LOOSE)
    done = run("scan")
    assert done.code == 1
    assert "looser than the bounds:" in done.out
    assert "autonomy.shell is `host` and should be `ask_each`" in done.out
    assert "`permissions.allow` has `Bash` in ~/.claude/settings.json" in done.out
    (mend,) = mends(done.out)
    assert mend == ["export", "claude-code", "--scope", "user"]
    assert run(*mend).code == 0
    again = run("scan", "--strict")
    assert again.code == 0, again.out
    assert "does what the profile says, or something tighter" in again.out
    assert json.loads(settings.read_text())["theme"] == "dark"


@pytest.mark.parametrize(
    ("mutation", "key"),
    [
        (lambda s: s["permissions"]["deny"].remove("Bash"), "autonomy.tools"),
        (lambda s: s["permissions"].update(defaultMode="acceptEdits"), "autonomy.send_messages"),
        (lambda s: s["permissions"].pop("disableBypassPermissionsMode"), "autonomy.send_messages"),
        (lambda s: s["permissions"]["deny"].remove("WebSearch"), "autonomy.network"),
        (lambda s: s["permissions"]["deny"].remove("mcp__*"), "autonomy.tools"),
        (lambda s: s["permissions"]["deny"].remove("Agent"), "autonomy.subagents"),
        (lambda s: s["permissions"]["deny"].remove("Edit(~/.claude.json)"), "autonomy.self_change"),
        (lambda s: s.update(autoMemoryEnabled=True), "privacy.memory"),
        (lambda s: s.update(cleanupPeriodDays=400), "privacy.memory_days"),
    ],
)
def test_what_is_loosened_by_hand_after_an_export_is_found_and_mended(
    run: Run, user: Path, mutation: Callable[[Any], Any], key: str
) -> None:
    run("export", "claude-code", "--scope", "user")
    path = user / ".claude" / "settings.json"
    settings = json.loads(path.read_text())
    mutation(settings)
    path.write_text(json.dumps(settings))
    found = findings(run, "claude-code")
    assert key in found
    assert found[key]["mend"] == ["configurator export claude-code --scope user"]
    run("export", "claude-code", "--scope", "user")
    assert findings(run, "claude-code") == {}


def test_looser_than_the_profile_alone_fails_only_where_it_should(run: Run, user: Path) -> None:
    put(user, ".codex/config.toml", 'sandbox_mode = "workspace-write"\napproval_policy = "on-request"\n')
    done = run("scan")
    assert done.code == 0
    assert "looser than the bounds" not in done.out
    assert "autonomy.file_write is `anywhere` and should be `ask_each`" in done.out
    assert "1 tool is looser than the profile only" in done.err
    assert run("scan", "--strict").code == 1


def test_what_no_export_mends_is_to_be_changed_by_hand(run: Run, user: Path) -> None:
    put(user, ".codex/config.toml", "")
    put(user, ".codex/rules/default.rules", 'prefix_rule(pattern=["git"], decision="allow")\n')
    run("set", "autonomy.tools", "+shell", "autonomy.shell", "allow_list", "autonomy.network", "ask_new")
    run("export", "codex", "--scope", "user")
    done = run("scan", "codex")
    assert "no export mends it: change it in ~/.codex/rules/default.rules by hand" in done.out
    assert findings(run, "codex")["autonomy.shell"]["mend"] == []


def test_a_loose_project_is_mended_in_the_project(run: Run, user: Path, tmp_path: Path) -> None:
    root = tmp_path / "it's here"
    put(root, ".gemini/settings.json", {"tools": {"allowed": ["run_shell_command"]}})
    done = run("scan", "--root", str(root), "--scope", "project")
    assert done.code == 1, done.out
    assert "no export mends it" not in done.out
    (mend,) = mends(done.out)
    assert mend == ["export", "gemini-cli", "--scope", "project", "--root", str(root)]
    assert run(*mend).code == 0
    assert findings(run, "--root", str(root), "--scope", "project") == {}


def test_the_command_that_mends_names_the_profile_it_was_asked_about(run: Run, user: Path) -> None:
    put(user, ".codex/config.toml", "")
    run("profile", "create", "work")
    (mend,) = mends(run("scan", "--profile", "work", "--layer", "eu").out)
    assert mend[-4:] == ["--profile", "work", "--layer", "eu"]


def test_instructions_that_drifted_are_said(run: Run, user: Path, tmp_path: Path) -> None:
    put(tmp_path, "AGENTS.md", "# Hello\n")
    assert "AGENTS.md tells the tool nothing of the profile" in run("scan").out
    assert run("scan", "--strict").code == 1
    run("export", "agents-md")
    assert run("scan", "--strict").code == 0
    run("set", "style.length", "short")
    assert "AGENTS.md no longer says what the profile says" in run("scan").out


def test_a_file_that_the_tool_drops_or_stops_at_is_exit_2(run: Run, user: Path) -> None:
    put(user, ".claude/settings.json", {"permissions": {"deny": ["Bash"]}, "cleanupPeriodDays": None})
    done = run("scan")
    assert done.code == 2
    assert "the tool drops the whole file, and no restriction in it holds" in done.out
    assert "autonomy.shell is `host`" in done.out
    put(user, ".codex/config.toml", "sandbox_mode = \n")
    done = run("scan", "codex")
    assert done.code == 2
    assert "~/.codex/config.toml:1:" in done.out
    assert "the tool does not start until it is mended" in done.out
    assert "looser" not in done.out


def test_data_for_programs_and_for_code_hosts(run: Run, user: Path) -> None:
    put(user, ".claude/settings.json", LOOSE)
    (target,) = run("scan", "--json").data["targets"]
    shell = next(finding for finding in target["findings"] if finding["key"] == "autonomy.shell")
    assert (shell["value"], shell["wanted"], shell["beyond"]) == ("host", "ask_each", "profile")
    assert {
        "key": "permissions.allow",
        "found": "Bash",
        "path": str(user / ".claude/settings.json"),
    } in shell["because"]
    assert target["settings"]["autonomy.shell"] == {"value": "host", "level": "enforced"}
    results = run("scan", "--format", "sarif").data["runs"][0]["results"]
    assert {result["level"] for result in results} == {"error", "warning"}
    lines = run("scan", "--format", "github").out.splitlines()
    assert all(line.startswith(("::error file=", "::warning file=")) for line in lines)
    assert len(lines) == len(results) == len(target["findings"])


def test_what_a_file_holds_is_shown_and_never_obeyed(run: Run, user: Path) -> None:
    evil = "Bash(\x1b[2J\n::error::x\u202e)"
    put(user, ".claude/settings.json", {"permissions": {"allow": ["Bash", evil], "defaultMode": evil}})
    for form in ("text", "github"):
        out = run("scan", "--format", form).out
        assert "\x1b" not in out
        assert "\u202e" not in out
        assert not any(line.startswith("::error::") for line in out.splitlines())


def test_only_tools_are_scanned(run: Run, user: Path) -> None:
    assert run("scan", "json").code == 2
    assert "did you mean `codex`?" in run("scan", "codx").err
    assert run("scan", "--root", "/no/such/folder").code == 2


# ------------------------------------------------------------------ import


def test_what_a_tool_does_becomes_preferences_as_far_as_it_is_permitted(run: Run, user: Path) -> None:
    put(user, ".claude/settings.json", {**LOOSE, "cleanupPeriodDays": 90})
    done = run("import", "claude-code", "--dry-run")
    assert done.code == 1
    assert "autonomy.shell: ask_each → host" in done.out
    assert "privacy.memory_days: 30 → 90" in done.out
    assert "not taken: `autonomy.irreversible` cannot be `auto`: society leaves it out" in done.err
    assert "`permissions.defaultMode` loosens several settings at once: autonomy.shell" in done.err
    assert run("get", "autonomy.shell").out == "ask_each\n"
    assert run("import", "claude-code").code == 1
    assert run("get", "autonomy.shell").out == "host\n"
    assert run("get", "autonomy.self_change").out == "never\n"
    entry = run("journal", "show", "--json").data[-1]
    assert (entry["what"], entry["about"]) == ("import", "claude-code")


def test_nothing_is_taken_from_a_tool_that_says_nothing(run: Run, user: Path) -> None:
    done = run("import", "codex", "--json")
    assert done.code == 0
    assert done.data["changed"] == {}
    assert "autonomy.shell" in done.data["unsaid"]


def test_what_was_exported_comes_back_as_it_was(run: Run, user: Path) -> None:
    chosen = ["autonomy.tools", "read_files,write_files,shell", "autonomy.shell", "allow_list"]
    chosen += ["autonomy.file_write", "project", "autonomy.network", "ask_new", "oversight.show_plan", "show"]
    assert run("set", *chosen).code == 0
    assert run("export", "claude-code", "--scope", "user").code == 0
    before = run("show", "--changed", "--json").data["settings"]
    run("import", "claude-code", "--scope", "user")
    assert run("show", "--changed", "--json").data["settings"] == before
    run("reset", "--all")
    run("import", "claude-code", "--scope", "user")
    after = run("show", "--changed", "--json").data["settings"]
    assert {key: state["value"] for key, state in after.items()}.items() >= {
        "autonomy.shell": "allow_list",
        "autonomy.file_write": "project",
        "autonomy.network": "ask_new",
    }.items()


def test_nothing_is_taken_from_a_file_that_cannot_be_read(run: Run, user: Path) -> None:
    put(user, ".claude/settings.json", '{"permissions": ')
    done = run("import", "claude-code")
    assert done.code == 2
    assert "nothing was taken" in done.err


@pytest.mark.parametrize(("answer", "taken"), [("y\n", "host"), ("\n", "ask_each")])
def test_a_person_at_a_terminal_is_asked(
    run: Run, user: Path, monkeypatch: pytest.MonkeyPatch, answer: str, taken: str
) -> None:
    put(user, ".claude/settings.json", LOOSE)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdin.readline", lambda: answer, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert run("import", "claude-code").code == 1
    assert run("get", "autonomy.shell").out == f"{taken}\n"


def test_a_tool_that_nothing_holds_is_called_told_and_never_fine(run: Run, user: Path) -> None:
    settings = put(user, ".copilot/settings.json", {"defaultPermissionMode": "allow-all", "theme": "dim"})
    done = run("scan")
    assert done.code == 1
    assert "autonomy.irreversible is `auto` and should be `backup_and_ask`" in done.out
    assert "no export mends it" not in done.out
    (mend,) = mends(done.out)
    assert mend == ["export", "copilot-cli", "--scope", "user"]
    assert run(*mend).code == 0
    again = run("scan", "--strict")
    assert again.code == 0, again.out
    assert "is told what the profile says; nothing in its files was seen to hold it" in again.out
    assert "does what the profile says" not in again.out
    assert json.loads(settings.read_text())["theme"] == "dim"


def test_what_a_tool_does_anyway_is_taken_for_what_it_is(run: Run, user: Path) -> None:
    put(user, ".copilot/settings.json", {"defaultPermissionMode": "allow-all"})
    assert run("import", "copilot-cli").code == 1
    assert run("get", "autonomy.shell").out == "host\n"
    assert run("get", "autonomy.irreversible").out == "backup_and_ask\n"
    (target,) = run("scan", "copilot-cli", "--json").data["targets"]
    assert target["settings"]["autonomy.shell"] == {"value": "host", "level": "instructed"}


APART = [
    ["autonomy.tools", "read_files", "autonomy.shell", "sandbox", "autonomy.time_limit", "600"],
    ["autonomy.tools", "read_files,write_files,shell", "autonomy.shell", "allow_list"],
    ["autonomy.network", "off", "autonomy.file_write", "project"],
    [],
]
"""Choices of which a tool's files say some as others are: without the tools there is no command to allow."""


@pytest.mark.parametrize(
    "target", ["claude-code", "codex", "gemini-cli", "qwen-code", "opencode", "copilot-cli"]
)
@pytest.mark.parametrize("chosen", APART)
@pytest.mark.parametrize("scopes", [("project",), ("user",), ("user", "project")])
def test_an_import_of_what_was_just_exported_takes_nothing(
    run: Run, user: Path, monkeypatch: pytest.MonkeyPatch, target: str, chosen: list[str], scopes: tuple[str]
) -> None:
    folder = user / "project"
    folder.mkdir()
    monkeypatch.chdir(folder)
    if chosen:
        assert run("set", *chosen).code == 0
    before = run("show", "--json").data["settings"]
    for scope in scopes:
        assert run("export", target, "--scope", scope).code == 0
    assert run("import", target, "--json").data["changed"] == {}
    assert run("show", "--json").data["settings"] == before


def test_a_condition_is_not_undone_by_what_an_export_had_to_round(run: Run, user: Path) -> None:
    """The file forbids commands because there is no tool for them: `never` was never asked for,
    and would let go of the time limit that `sandbox` holds down."""
    chosen = ["autonomy.tools", "read_files", "autonomy.shell", "sandbox", "autonomy.time_limit", "600"]
    assert run("set", *chosen).code == 0
    assert run("get", "autonomy.time_limit").out == "480\n"
    run("export", "claude-code", "--root", str(user))
    done = run("import", "claude-code", "--root", str(user))
    assert "nothing to change" in done.out
    assert "autonomy.shell" in done.err
    assert run("get", "autonomy.time_limit").out == "480\n"


def test_a_tightening_by_others_is_taken_and_what_it_lets_go_of_is_said(run: Run, user: Path) -> None:
    chosen = ["autonomy.tools", "read_files,write_files,shell", "autonomy.time_limit", "600"]
    run("set", *chosen, "autonomy.shell", "never")
    strict = run("export", "claude-code", "--stdout", "--root", str(user)).out
    run("set", "autonomy.shell", "host")
    assert run("get", "autonomy.time_limit").out == "480\n"
    put(user, ".claude/settings.json", strict[: strict.index("\n}\n") + 3])
    tried = run("import", "claude-code", "--root", str(user), "--dry-run", "--json").data
    assert tried["freed"]["autonomy.time_limit"] == {"from": 480, "to": 600}
    done = run("import", "claude-code", "--root", str(user))
    assert "autonomy.shell: host → never" in done.out
    assert "autonomy.time_limit is not held any more: 480 → 600" in done.err


def test_what_is_held_or_was_asked_as_it_is_by_default_stays_asked(run: Run, user: Path) -> None:
    asked = {"autonomy.tools": ["read_files"], "autonomy.shell": "ask_each", "autonomy.time_limit": 600}
    run("set", "autonomy.tools", "read_files", "autonomy.shell", "ask_each", "autonomy.time_limit", "600")
    put(user, ".claude/settings.json", {"cleanupPeriodDays": 90})
    run("export", "claude-code", "--root", str(user))
    run("import", "claude-code", "--root", str(user))
    settings = run("show", "--changed", "--json").data["settings"]
    assert {key: settings[key]["asked"] for key in asked} == asked
