"""Claude Code: `claude doctor` for complaints, a headless run with the fake model for behaviour."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from .sandbox import Call, Json, Outcome, Run, Turn, Verdict, command, environment, with_model

ABSENT = "No such tool available"
REFUSED = ("has been denied", "denied by your permission settings", "denied access", "in plan mode")


def variables(home: Path) -> dict[str, str]:
    """`{url}` is filled in by the fake model's wrapper; IS_SANDBOX lets root pass skip flags."""
    own = {"ANTHROPIC_BASE_URL": "{url}", "ANTHROPIC_API_KEY": "x", "IS_SANDBOX": "1"}
    return environment(home, own | {"CLAUDE_CONFIG_DIR": str(home / ".claude")})


def complaints(root: Path, home: Path) -> list[str]:
    """What the client says against the settings files; it exits 0 whatever it finds."""
    seen = command(["claude", "doctor"], root, variables(home))
    if seen.exit != 0:
        return [f"claude doctor exited {seen.exit}: {seen.stderr.strip()}"]
    _, found, block = seen.stdout.partition("Invalid settings\n")
    return list(bullets(block)) if found else []


def bullets(block: str) -> Iterator[str]:
    """The bullets of one doctor block; the advice indented below them is left out."""
    for line in block.splitlines():
        if not line.startswith(("- ", "  ")):
            return
        if line.startswith("- "):
            yield line[2:]


def trust(root: Path, home: Path) -> None:
    """Project allow rules count only in a trusted folder, which is the one with ``.git`` in it:
    a sandbox that was killed may leave one further up. This is state, not a settings file."""
    state = home / ".claude" / ".claude.json"
    state.parent.mkdir(parents=True, exist_ok=True)
    known = {str(folder): {"hasTrustDialogAccepted": True} for folder in (root, *root.parents)}
    state.write_text(json.dumps({"hasCompletedOnboarding": True, "projects": known}))


def attempt(
    root: Path, home: Path, calls: Sequence[Call], flags: Sequence[str] = (), trusted: bool = True
) -> Turn:
    """What becomes of each call. Headless, every question goes unanswered."""
    if trusted:
        trust(root, home)
    argv = ["claude", "-p", "do it", "--output-format", "stream-json", "--verbose", *flags]
    run = with_model(argv, root, variables(home), calls)
    seen = list(events(run))
    unanswered = {denial["tool_use_id"] for event in seen for denial in denials(event)}
    outcomes = tuple(outcome(result, unanswered) for event in seen for result in results(event))
    tools = frozenset(tool["name"] for r in run.main_requests[:1] for tool in r["tools"])
    return Turn(outcomes, tools, run)


def events(run: Run) -> Iterator[Json]:
    """The stream, without lines that are no JSON."""
    for line in run.stdout.splitlines():
        if line.startswith("{"):
            yield json.loads(line)


def denials(event: Json) -> list[Json]:
    """The final event lists every call that a rule, a mode or an unanswered question stopped."""
    return event.get("permission_denials", []) if event.get("type") == "result" else []


def results(event: Json) -> list[Json]:
    """Tool results come back as user messages."""
    content = event["message"]["content"] if event.get("type") == "user" else []
    blocks = content if isinstance(content, list) else []
    return [block for block in blocks if block.get("type") == "tool_result"]


def outcome(result: Json, unanswered: set[str]) -> Outcome:
    """A stopped call was asked about unless its text says that a rule or a mode refused it."""
    text = str(result["content"])
    verdict: Verdict = "ran"
    if ABSENT in text:
        verdict = "absent"
    elif any(mark in text for mark in REFUSED):
        verdict = "refused"
    elif result["tool_use_id"] in unanswered:
        verdict = "asked"
    return Outcome(verdict, text)
