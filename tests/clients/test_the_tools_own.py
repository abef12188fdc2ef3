"""What a client does by itself, beside the model's doing: reports, tool servers, updates."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from configurator.exporters.table import Scope
from tests.unit.exporters import shipped

from . import claude, codex
from .conftest import need
from .exported import by_program
from .probe import CLIENTS, PROGRAMS
from .sandbox import Call, Run, command, with_model

SERVER = Path(__file__).with_name("tool_server.py")
EVERYTHING = {"autonomy.tools": shipped.settings()["autonomy.tools"].ids, "oversight.show_plan": "show"}
TOOLS = [
    ("claude-code", "mcp__helper__lookup"),
    ("gemini-cli", "mcp_helper_lookup"),
    ("qwen-code", "mcp__helper__lookup"),
]
ALLOWED = {"permissions": {"allow": ["mcp__helper__lookup"]}, "enableAllProjectMcpServers": True}


def codex_once(root: Path, home: Path) -> Run:
    """`codex exec` reports when it ends; the app server, which is killed, does not."""
    argv = ["codex", "exec", *codex.provider(), *codex.overrides(root, trusted=True)]
    return with_model([*argv, "--skip-git-repo-check", "do it"], root, codex.variables(home), [])


def connections(client: str, usage: str, scope: Scope, place: Path) -> tuple[str, ...]:
    """Every connection that the client asks for, other than to the model."""
    root, home = place / "project", place / "home"
    root.mkdir(parents=True)
    home.mkdir()
    by_program([client], {"privacy.usage_data": usage}, scope, root, home)
    run = codex_once(root, home) if client == "codex" else CLIENTS[client].attempt(root, home, []).run
    assert run.exit == 0, run.stderr
    return run.hosts


@pytest.mark.parametrize("scope", shipped.SCOPES)
@pytest.mark.parametrize(
    ("client", "maker"),
    [
        ("claude-code", "api.anthropic.com"),
        ("codex", "ab.chatgpt.com"),
        ("gemini-cli", "play.googleapis.com"),
        ("qwen-code", "gb4w8c3ygj-default-sea.rum.aliyuncs.com"),
    ],
)
def test_no_usage_data_is_reported(client: str, maker: str, scope: Scope, tmp_path: Path) -> None:
    """Claude Code asks its maker for other things as well, so there it is fewer connections."""
    need(PROGRAMS[client])
    closed = connections(client, "none", scope, tmp_path / "closed")
    tries = (connections(client, "statistics", scope, tmp_path / f"open {n}") for n in range(3))
    assert any(closed.count(maker) < opened.count(maker) for opened in tries)  # it may end before it reports
    assert client == "claude-code" or maker not in closed


def with_server(client: str, root: Path, home: Path) -> Path:
    """A project that brings a tool server, and a person who has let it be used; its mark."""
    mark = home.with_name("started")
    helper = {"command": sys.executable, "args": [str(SERVER), str(mark)], "trust": True}
    servers = {"mcpServers": {"helper": helper}}
    own: Mapping[str, Any] = ALLOWED
    file = home / ".claude" / "settings.json"
    if client != "claude-code":
        own, file = servers, home / f".{client.partition('-')[0]}" / "settings.json"
    else:
        (root / ".mcp.json").write_text(json.dumps(servers))
    file.parent.mkdir()
    file.write_text(json.dumps(own))
    return mark


@pytest.mark.parametrize("scope", shipped.SCOPES)
@pytest.mark.parametrize(("client", "tool"), TOOLS)
def test_without_tool_servers_none_is_started(
    client: str, tool: str, scope: Scope, root: Path, home: Path
) -> None:
    need(PROGRAMS[client])
    mark = with_server(client, root, home)
    by_program([client], EVERYTHING | {"autonomy.tool_servers": "none"}, scope, root, home)
    turn = CLIENTS[client].attempt(root, home, [Call(tool, {})])
    assert turn.verdicts == ["absent"]
    assert not mark.exists()


@pytest.mark.parametrize(("client", "tool"), TOOLS)
def test_an_approved_tool_server_stays(client: str, tool: str, root: Path, home: Path) -> None:
    need(PROGRAMS[client])
    mark = with_server(client, root, home)
    by_program([client], EVERYTHING | {"autonomy.tool_servers": "approved"}, "project", root, home)
    turn = CLIENTS[client].attempt(root, home, [Call(tool, {})])
    assert turn.verdicts != ["absent"]
    assert mark.exists()


@pytest.mark.parametrize("scope", shipped.SCOPES)
@pytest.mark.parametrize(
    ("updates", "said"), [("off", "disabled"), ("ask", "disabled"), ("automatic", "enabled")]
)
@pytest.mark.usefixtures("claude_client")
def test_claude_code_does_not_update_itself(
    updates: str, said: str, scope: Scope, root: Path, home: Path
) -> None:
    by_program(["claude-code"], {"oversight.updates": updates}, scope, root, home)
    seen = command(["claude", "doctor"], root, claude.variables(home))
    assert f"Auto-updates: {said}" in seen.stdout
