"""Codex: a strict start of the app server for complaints, one turn over it for behaviour."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from .sandbox import Call, Json, Outcome, Turn, Verdict, command, environment, with_model

DRIVER = Path(__file__).with_name("codex_turn.py")
ABSENT = ("unsupported call", "is not a function")
REFUSED = ("patch rejected", "reject command", "rejected:", "approval required by policy")
MODEL = "gpt-5.5"  # offers each tool by itself; newer models wrap them in a script tool


def variables(home: Path) -> dict[str, str]:
    """Codex refuses helpers under the temporary folder, so TMPDIR lies beside the home."""
    codex_home = home / ".codex"
    codex_home.mkdir(parents=True, exist_ok=True)
    return environment(home, {"CODEX_HOME": str(codex_home)})


def overrides(root: Path, trusted: bool) -> list[str]:
    """Trust and model by flag, so that the files under test stay as they were written.

    Only the whole `projects` table works as a flag; a dotted key with the path in it is ignored.
    """
    if not trusted:
        return []  # not the level "untrusted": that one makes Codex ask about everything
    return ["-c", f'projects={{{json.dumps(str(root))}={{trust_level="trusted"}}}}']


def complaints(root: Path, home: Path) -> list[str]:
    """Unknown keys, bad values and broken syntax, in user and project files alike."""
    flags = ["--strict-config", "--print-startup-config", *overrides(root, trusted=True)]
    seen = command(["codex", "app-server", *flags], root, variables(home))
    found = list(rule_complaints(root, home))
    return found if seen.exit == 0 else [startup_error(seen.stderr + seen.stdout), *found]


def startup_error(text: str) -> str:
    """The detail of the JSON error, or the raw text when its shape has changed."""
    for line in text.splitlines():
        if line.startswith("{"):
            data = json.loads(line).get("error", {}).get("data", {})
            return f"{data.get('filePath')}: {data.get('detail')}"
    return text.strip()


def rule_complaints(root: Path, home: Path) -> Iterator[str]:
    """Rule files are read only at the first command, so they are checked one by one."""
    folders = (root / ".codex" / "rules", home / ".codex" / "rules")
    for file in sorted(file for folder in folders for file in folder.glob("*.rules")):
        argv = ["codex", "execpolicy", "check", "--rules", str(file), "true"]
        seen = command(argv, root, variables(home))
        if seen.exit != 0:
            yield f"{file}: {seen.stderr.strip()}"


def provider(model: str = MODEL) -> list[str]:
    """The flags that make the fake model the one that answers."""
    settings = [
        'model_provider="fake"',
        f'model="{model}"',
        'model_providers.fake={name="fake",base_url="{url}/v1",wire_api="responses"}',
    ]
    return [part for setting in settings for part in ("-c", setting)]


def attempt(root: Path, home: Path, calls: Sequence[Call], model: str = MODEL, trusted: bool = True) -> Turn:
    """What becomes of each call; every question is declined."""
    flags = provider(model) + overrides(root, trusted)
    argv = [sys.executable, "-I", str(DRIVER), str(root), "codex", "app-server", *flags]
    run = with_model(argv, root, variables(home), calls)
    seen = json.loads(run.stdout) if run.stdout.startswith("{") else {}
    asked = {question["params"].get("itemId") for question in seen.get("asked", [])}
    requests = run.main_requests
    outcomes = tuple(outcome(item, asked) for item in answers(requests[-1:]))
    return Turn(outcomes, frozenset(name for r in requests[:1] for name in offered(r)), run)


def answers(requests: Sequence[Json]) -> Iterator[Json]:
    """The last request carries the output of every call before it."""
    for request in requests:
        yield from (i for i in request["input"] if i["type"].endswith("call_output"))


def outcome(item: Json, asked: set[str]) -> Outcome:
    """A script tool asks under its own item, so a person's refusal in the text counts too."""
    text = str(item["output"])
    verdict: Verdict = "ran"
    if any(mark in text for mark in ABSENT):
        verdict = "absent"
    elif item["call_id"] in asked or "rejected by user\\" in text or "rejected by user'" in text:
        verdict = "asked"
    elif any(mark in text for mark in REFUSED):
        verdict = "refused"
    return Outcome(verdict, text)


def offered(request: Json) -> Iterator[str]:
    """Tool names, those in namespaces and those that only a script tool's description declares."""
    extra = [i["tools"] for i in request["input"] if i["type"] == "additional_tools"]
    for tools in (request.get("tools") or [], *extra):
        for tool in tools:
            yield from names(tool)


def names(tool: Json) -> Iterator[str]:
    """One entry of the tool list, flattened."""
    if "tools" in tool:
        for inner in tool["tools"]:
            yield from names(inner)
        return
    yield tool.get("name") or tool["type"]
    yield from re.findall(r"declare const tools: \{ (\w+)", tool.get("description", ""))
