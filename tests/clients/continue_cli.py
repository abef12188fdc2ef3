"""Continue's command line: its own log for complaints, sessions in a terminal for behaviour."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from .sandbox import Call, Json, Outcome, Run, Turn, Verdict, environment, with_model

DRIVER = Path(__file__).with_name("continue_turn.py")
ASKED, REFUSED, ABSENT = "Permission denied by user", "blocked by security policy", "not found"
LOG = ".continue/logs/cn.log"
RG = "#!/bin/sh\necho ripgrep 14.0.0\n"


def variables(home: Path, extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """A search program is put in its way: without one it has no tool to search with."""
    found = environment(home, extra or {})
    programs = home.with_name(home.name + ".bin")
    programs.mkdir(exist_ok=True)
    (programs / "rg").write_text(RG)
    (programs / "rg").chmod(0o755)
    return {**found, "PATH": f"{programs}:{found['PATH']}"}


def able(calls: Sequence[Call]) -> Mapping[str, str]:
    """Many edits at once are for a model of which it knows that it can."""
    return {"MODEL": "llama"} if any(call.name == "MultiEdit" for call in calls) else {}


def run(
    root: Path, home: Path, calls: Sequence[Call], *flags: str, extra: Mapping[str, str] | None = None
) -> Run:
    argv = [sys.executable, "-I", str(DRIVER), "{url}", *flags]
    return with_model(argv, root, variables(home, extra), calls)


def complaints(root: Path, home: Path) -> list[str]:
    """What it writes into its log against the file: to the person it says nothing and goes on."""
    seen = run(root, home, [], "alone")
    found = [line for line in seen.stderr.splitlines() if line.strip()] if seen.exit else []
    log = (home / LOG).read_text() if (home / LOG).is_file() else ""
    lines = [line for line in log.splitlines() if "[warn]" in line or "[error]" in line]
    return found + ([seen.stdout] if seen.exit else []) + [line for line in lines if "permissions" in line]


def attempt(
    root: Path,
    home: Path,
    calls: Sequence[Call],
    flags: Sequence[str] = (),
    extra: Mapping[str, str] | None = None,
) -> Turn:
    """What becomes of each call in a session with a person, who says no to every question."""
    seen = run(root, home, calls, *flags, extra={**able(calls), **(extra or {})})
    results = [outcome(text) for text in answers(seen.main_requests[-1:])]
    return Turn(tuple(results), offered(seen), seen)


def alone(root: Path, home: Path, *calls: Call) -> Turn:
    """What becomes of calls where nobody is there to be asked; one that is refused ends the session."""
    seen = run(root, home, calls, "alone", extra=able(calls))
    results = [outcome(text) for text in answers(seen.main_requests[-1:])]
    results += [Outcome("refused", "")] if len(results) < len(calls) else []
    return Turn(tuple(results), offered(seen), seen)


def offered(seen: Run) -> frozenset[str]:
    """The names of the tools that the model was offered at first."""
    return frozenset(tool["function"]["name"] for r in seen.main_requests[:1] for tool in r["tools"])


def answers(requests: Sequence[Json]) -> Iterator[str]:
    """The answers to all calls so far, which each request carries."""
    for request in requests:
        for message in request["messages"]:
            if message["role"] == "tool":
                yield json.dumps(message["content"])


def outcome(text: str) -> Outcome:
    """It words each case differently, and gives no other sign."""
    verdict: Verdict = "ran"
    if ASKED in text:
        verdict = "asked"
    elif REFUSED in text:
        verdict = "refused"
    elif text.startswith('"Tool ') and text.endswith(f'{ABSENT}"'):
        verdict = "absent"
    return Outcome(verdict, text)
