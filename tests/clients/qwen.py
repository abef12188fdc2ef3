"""Qwen Code: `qwen mcp list` and one turn for complaints, turns over ACP for behaviour."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from .gemini import ABSENT, CANCELLED, DRIVER
from .sandbox import Call, Outcome, Turn, Verdict, command, environment, with_model

REFUSED = ("denied by permission rules", "is disabled", "Plan mode blocked", "Plan mode is active")


def variables(home: Path) -> dict[str, str]:
    """The model is named by variables, so that the files under test stay as they were exported."""
    own = {"OPENAI_BASE_URL": "{url}/v1", "OPENAI_API_KEY": "x", "OPENAI_MODEL": "fake"}
    return environment(home, own)


def complaints(root: Path, home: Path) -> list[str]:
    """What it says against its files. Unknown keys, and lists that are none, are silent here."""
    seen = command(["qwen", "mcp", "list"], root, variables(home))
    return [] if seen.exit == 0 else [line for line in seen.stderr.splitlines() if line.strip()]


def attempt(root: Path, home: Path, calls: Sequence[Call], flags: Sequence[str] = ()) -> Turn:
    """What becomes of each call; every question is refused, which ends a turn, so there is one for each."""
    argv = [sys.executable, "-I", str(DRIVER), str(root), str(len(calls) + 1)]
    run = with_model([*argv, "qwen", "--acp", "--auth-type", "openai", *flags], root, variables(home), calls)
    results = [outcome(text) for text in answers(run.main_requests[-1:])]
    tools = frozenset(tool["function"]["name"] for r in run.main_requests[:1] for tool in r["tools"])
    return Turn(tuple(results), tools, run)


def answers(requests: Sequence[dict[str, object]]) -> Iterator[str]:
    """The answers to all calls so far, which each request carries."""
    for request in requests:
        messages = request["messages"]
        assert isinstance(messages, list)
        yield from (json.dumps(message["content"]) for message in messages if message["role"] == "tool")


def outcome(text: str) -> Outcome:
    """Qwen words each case differently, and gives no other sign."""
    verdict: Verdict = "ran"
    if CANCELLED in text:
        verdict = "asked"
    elif any(mark in text for mark in REFUSED):
        verdict = "refused"
    elif any(mark in text for mark in ABSENT):
        verdict = "absent"
    return Outcome(verdict, text)
