"""Gemini CLI: `gemini mcp list` and a policy load for complaints, one ACP turn for behaviour."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from .sandbox import Call, Json, Outcome, Turn, Verdict, command, environment, with_model

DRIVER = Path(__file__).with_name("acp_turn.py")
CANCELLED = "was canceled by the user"
ABSENT = ("not found in registry", "not found.")
REFUSED = ("denied by policy", "Access denied", "Path not in workspace")
NOISE = ("Error in:", "Invalid ", "Policy file error", "cleanup disabled", "SyntaxError")


def variables(home: Path, root: Path, trusted: bool) -> dict[str, str]:
    """Trust is kept in its own file; without it project settings are not read at all."""
    trust = home.with_name(home.name + ".trust.json")
    trust.write_text(json.dumps({str(root): "TRUST_FOLDER"} if trusted else {}))
    own = {
        "GEMINI_CLI_TRUSTED_FOLDERS_PATH": str(trust),
        "GEMINI_API_KEY": "x",
        "GOOGLE_GEMINI_BASE_URL": "{url}",
        "GEMINI_CLI_NO_RELAUNCH": "true",
    }
    return environment(home, own)


def complaints(root: Path, home: Path) -> list[str]:
    """Settings and policies by a command that only loads them; a turn says nothing of either.

    Unknown keys are silent here: hold what is written against the published schema as well.
    """
    seen = command(["gemini", "mcp", "list"], root, variables(home, root, trusted=True))
    if seen.exit not in {0, 1}:
        return [f"gemini exited {seen.exit}: {seen.stderr.strip()}"]
    return complaint_lines(seen.stderr)


def complaint_lines(text: str) -> list[str]:
    """Only lines that speak of settings: the client also warns about the terminal."""
    return [line.strip() for line in text.splitlines() if any(mark in line for mark in NOISE)]


def attempt(
    root: Path,
    home: Path,
    calls: Sequence[Call],
    flags: Sequence[str] = (),
    trusted: bool = True,
    session: Path | None = None,
) -> Turn:
    """What becomes of each call; every question is refused. The ``session`` is in the folder
    where the program is started, or in one below it."""
    argv = [sys.executable, "-I", str(DRIVER), str(session or root), "1", "gemini", "--acp"]
    argv += ["-m", "gemini-2.5-pro", *flags]
    run = with_model(argv, root, variables(home, root, trusted), calls)
    requests = run.main_requests
    outcomes = tuple(outcome(answer) for request in requests[-1:] for answer in answers(request))
    return Turn(outcomes, frozenset(n for r in requests[:1] for n in offered(r)), run)


def answers(request: Json) -> list[Json]:
    """The answers to all calls so far, which each request carries."""
    parts = [part for content in request["contents"] for part in content.get("parts", [])]
    return [part["functionResponse"]["response"] for part in parts if "functionResponse" in part]


def outcome(answer: Json) -> Outcome:
    """Gemini words each case differently, and gives no other sign."""
    text = str(answer.get("error") or answer)
    verdict: Verdict = "ran"
    if CANCELLED in text:
        verdict = "asked"
    elif any(mark in text for mark in REFUSED):
        verdict = "refused"
    elif "error" in answer and any(mark in text for mark in ABSENT):
        verdict = "absent"
    return Outcome(verdict, text)


def offered(request: Json) -> list[str]:
    """Tool names as declared."""
    groups = [tool.get("functionDeclarations", []) for tool in request.get("tools", [])]
    return [function["name"] for group in groups for function in group]
