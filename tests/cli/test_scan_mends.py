"""From a loose tool to a mended one in two commands: `scan`, and the one that it names."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pytest

from configurator.exporters import registry
from configurator.exporters.present import Present
from tests.cli.conftest import Run

CLAUDE = {"permissions": {"allow": ["Bash", "Edit(//**)"], "defaultMode": "acceptEdits"}}
CODEX = 'approval_policy = "never"\nsandbox_mode = "danger-full-access"\n'
GEMINI = {"tools": {"allowed": ["run_shell_command", "write_file"]}, "security": {"disableYoloMode": False}}
OPENCODE = {"permission": {"bash": "allow", "edit": "allow"}}
QWEN = {"permissions": {"allow": ["Bash", "Edit"]}, "tools": {"approvalMode": "auto"}}
CODE = {"chat.tools.global.autoApprove": True, "chat.tools.terminal.autoApprove": {"/.*/": True}}

ZED = {
    "theme": None,
    "agent": {
        "tool_permissions": {
            "default": "allow",
            "tools": {"terminal": {"default": "allow", "always_allow": [{"pattern": "."}]}},
        }
    },
}
GOOSE = "GOOSE_MODE: auto\nGOOSE_TELEMETRY_ENABLED: true\n"
AIDER = "yes-always: true\nrestore-chat-history: true\ntest-cmd: make test\nauto-test: true\n"
CONTINUE = "allow:\n  - Bash\n  - Write\n"
LIBRECHAT = "version: 1.3.17\ninterface:\n  runCode: true\n  webSearch: true\n"

LOOSE: dict[str, tuple[str, str, Any]] = {
    "claude-code": (".claude/settings.json", ".claude/settings.json", CLAUDE),
    "codex": (".codex/config.toml", ".codex/config.toml", CODEX),
    "gemini-cli": (".gemini/settings.json", ".gemini/settings.json", GEMINI),
    "opencode": (".config/opencode/opencode.json", "opencode.json", OPENCODE),
    "qwen-code": (".qwen/settings.json", ".qwen/settings.json", QWEN),
    "copilot-cli": (".copilot/settings.json", "", {"defaultPermissionMode": "allow-all"}),
    "vscode-copilot": (".config/Code/User/settings.json", ".vscode/settings.json", CODE),
    "cursor": (".cursor/sandbox.json", ".cursor/sandbox.json", {"networkPolicy": {"default": "allow"}}),
    "zed": (".config/zed/settings.json", "", ZED),
    "goose": (".config/goose/config.yaml", "", GOOSE),
    "aider": (".aider.conf.yml", ".aider.conf.yml", AIDER),
    "librechat": ("", "librechat.yaml", LIBRECHAT),
    "continue": (".continue/permissions.yaml", "", CONTINUE),
}
"""By tool, its file in the home folder and in a project, and loose settings in it."""

PLANTED = [
    pytest.param(id_, places, id=f"{id_}: {'+'.join(places) or 'none'}")
    for id_, (user, project, _data) in LOOSE.items()
    for places in (("user",), ("project",), ("user", "project"))
    if all({"user": user, "project": project}[place] for place in places)
]


@pytest.fixture
def user(tmp_path: Path) -> Path:
    """The person's home folder, empty; the project below it is where the program is started."""
    folder = tmp_path / "user"
    folder.mkdir()
    return folder


def plant(id_: str, places: tuple[str, ...], home: Path, root: Path) -> None:
    user, project, data = LOOSE[id_]
    for place in places:
        path = home / user if place == "user" else root / project
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(data if isinstance(data, str) else json.dumps(data))


def named(out: str) -> list[list[str]]:
    return [shlex.split(line.partition(": ")[2])[1:] for line in out.splitlines() if "mend it:" in line]


def test_every_tool_that_is_read_back_is_tried() -> None:
    read = {target.id for target in registry.all_targets() if target.present != Present()}
    assert read == {*LOOSE}


@pytest.mark.parametrize(("id_", "places"), PLANTED)
def test_one_command_leads_to_a_clean_scan(
    id_: str, places: tuple[str, ...], run: Run, user: Path, tmp_path: Path
) -> None:
    plant(id_, places, user, tmp_path)
    before = run("scan", id_)
    assert f"{id_} " in before.out
    (mend,) = named(before.out)
    done = run(*mend)
    assert done.code == 0, done.err
    after = run("scan", "--strict")
    assert after.code == 0, (mend, before.out, after.out)


@pytest.mark.parametrize("id_", LOOSE)
@pytest.mark.parametrize("uses", [False, True])
def test_after_an_export_to_the_project_too(
    id_: str, uses: bool, run: Run, user: Path, tmp_path: Path
) -> None:
    if uses and LOOSE[id_][0]:
        (user / LOOSE[id_][0]).parent.mkdir(parents=True, exist_ok=True)
    assert run("export", id_).code == 0
    before = run("scan", id_)
    for mend in named(before.out):
        assert run(*mend).code == 0
    after = run("scan", "--strict")
    assert len(named(before.out)) <= 1, before.out
    assert after.code == 0, (before.out, after.out)


DROPPED = "exclude:\n  - Bash\nnote: mine\n"


def test_a_file_that_is_dropped_is_named_and_not_written_into(run: Run, user: Path) -> None:
    file = user / ".continue" / "permissions.yaml"
    file.parent.mkdir()
    file.write_text(DROPPED)
    before = run("scan", "continue")
    assert before.code == 2
    assert "~/.continue/permissions.yaml: `note` is none of the keys that Continue takes" in before.out
    assert "autonomy.shell is `host`" in before.out
    assert named(before.out) == []
    refused = run("export", "continue", "--scope", "user")
    assert refused.code == 1
    assert "the tool would drop the whole file" in refused.err
    assert file.read_text() == DROPPED

    file.write_text("allow:\n  - Bash\n")
    (mend,) = named(run("scan", "continue").out)
    assert run(*mend).code == 0
    assert run("scan", "--strict").code == 0
