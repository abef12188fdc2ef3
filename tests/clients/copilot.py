"""GitHub Copilot CLI: the keys it takes, and one headless run with the fake model."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from .sandbox import Call, Outcome, Turn, Verdict, command, environment, namespaces, with_model

ABSENT = "does not exist"
ASKED = "no interactive user response"


def variables(home: Path) -> dict[str, str]:
    """Offline, with a provider of the person's own: no account is needed."""
    own = {
        "COPILOT_OFFLINE": "true",
        "COPILOT_PROVIDER_BASE_URL": "{url}/v1",
        "COPILOT_PROVIDER_API_KEY": "configurator-test",
        "COPILOT_MODEL": "gpt-4o",
    }
    return environment(home, own)


def taken(root: Path, home: Path) -> dict[str, Any]:
    """The settings that it read and has a help text for. What may not be so is not among them."""
    seen = command(["copilot", "config", "--list", "--json"], root, variables(home))
    assert seen.exit == 0, seen.stderr
    found: dict[str, Any] = json.loads(seen.stdout)
    help_text = command(["copilot", "help", "config"], root, variables(home)).stdout
    return {key: value for key, value in found.items() if f"\n  `{key}`:" in help_text}


def attempt(root: Path, home: Path, calls: Sequence[Call]) -> Turn:
    """What becomes of each call. Headless, every question goes unanswered."""
    argv = ["copilot", "-p", "do it", "--output-format", "json"]
    run = with_model(argv, root, variables(home), calls)
    tools = frozenset(name(tool) for r in run.main_requests[:1] for tool in r["tools"])
    return Turn(tuple(outcome(data) for data in results(run.stdout)), tools, run)


def name(tool: dict[str, Any]) -> str:
    """Functions and free-form tools name themselves at different places."""
    return str(tool.get("name") or tool.get(tool["type"], {}).get("name"))


def results(stdout: str) -> Iterator[dict[str, Any]]:
    """The finished tool calls of the stream."""
    for line in stdout.splitlines():
        event = json.loads(line) if line.startswith("{") else {}
        if event.get("type") == "tool.execution_complete":
            yield event["data"]


def outcome(data: dict[str, Any]) -> Outcome:
    """A call that failed says in words whether it was the unanswered question."""
    text = str(data.get("error") or data.get("result"))
    verdict: Verdict = "asked" if ASKED in text else "absent" if ABSENT in text else "ran"
    return Outcome(verdict, text)


def settings_read(root: Path, home: Path) -> dict[str, Any]:
    """Every setting as the client's own server answers it, out of its files or by default."""
    argv = [*namespaces(), "copilot", "--headless", "--no-auto-update", "--stdio"]
    pipe = subprocess.PIPE
    env = environment(home, {})
    with subprocess.Popen(
        argv, cwd=root, env=env, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "user.settings.get", "params": {}}).encode()
        server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        server.stdin.flush()
        answer = next(one for one in _messages(server.stdout) if one.get("id") == 1)
        server.kill()
    return {key: one["value"] for key, one in answer["result"]["settings"].items()}


def _messages(stream: IO[bytes]) -> Iterator[dict[str, Any]]:
    """Every message, each behind the lines that say how long it is."""
    for line in stream:
        if line.lower().startswith(b"content-length:"):
            length = int(line.partition(b":")[2])
            while stream.readline().strip():
                pass
            yield json.loads(stream.read(length))
