"""opencode: `opencode debug config` for complaints, `opencode run` with the fake model for behaviour."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from .sandbox import Call, Json, Outcome, Turn, Verdict, command, environment, with_model

ABSENT = "unavailable tool"
REFUSED = "specified a rule which prevents you"
ASKED = "rejected permission to use this specific tool call"

PROVIDER = {
    "model": "fake/model",
    "small_model": "fake/model",
    "experimental": {"continue_loop_on_deny": True},
    "provider": {
        "fake": {
            "npm": "@ai-sdk/openai-compatible",
            "options": {"baseURL": "{url}/v1", "apiKey": "x"},
            "models": {"model": {"tool_call": True}},
        }
    },
}


def variables(home: Path) -> dict[str, str]:
    """The model is named by a variable, so that the files under test stay as they were exported."""
    own = {
        "OPENCODE_CONFIG_CONTENT": json.dumps(PROVIDER),
        "OPENCODE_DISABLE_MODELS_FETCH": "1",
        "OPENCODE_ENABLE_EXA": "1",
    }
    return environment(home, own)


def complaints(root: Path, home: Path) -> list[str]:
    """What it says against its files, and their top-level keys that it dropped without a word."""
    seen = command(["opencode", "debug", "config"], root, variables(home))
    if seen.exit != 0:
        return [line for line in seen.stderr.splitlines() if line.strip()]
    known = json.loads(seen.stdout)
    return [f"{key} is not known" for key in written(root, home) if key not in known]


def written(root: Path, home: Path) -> Iterator[str]:
    """The top-level keys of the files under test."""
    for path in (root / "opencode.json", home / ".config/opencode/opencode.json"):
        if path.exists():
            yield from json.loads(path.read_text())


def attempt(root: Path, home: Path, calls: Sequence[Call], flags: Sequence[str] = ()) -> Turn:
    """What becomes of each call. Headless, every question is refused."""
    argv = ["opencode", "run", "--format", "json", *flags, "do it"]
    run = with_model(argv, root, variables(home), calls)
    outcomes = tuple(outcome(part["state"]) for part in parts(run.stdout))
    tools = frozenset(tool["function"]["name"] for r in run.main_requests[:1] for tool in r["tools"])
    return Turn(outcomes, tools, run)


def parts(stdout: str) -> Iterator[Json]:
    """The finished tool calls of the stream."""
    for line in stdout.splitlines():
        event = json.loads(line) if line.startswith("{") else {}
        if event.get("type") == "tool_use":
            yield event["part"]


def outcome(state: Json) -> Outcome:
    """A call that failed says in words whether a rule or the unanswered question stopped it."""
    text = str(state.get("error") or state.get("output"))
    verdict: Verdict = "ran"
    if ABSENT in text:
        verdict = "absent"
    elif REFUSED in text:
        verdict = "refused"
    elif ASKED in text:
        verdict = "asked"
    return Outcome(verdict, text)
