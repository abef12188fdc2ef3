"""Exports of all targets that a project has files for, beside programs that write files for AI tools too."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from configurator.exporters import registry
from tests.benchmarks.timing import command, interleaved, row

PROGRAM = str(Path(sysconfig.get_path("scripts"), "configurator"))

RULESYNC = [
    "claudecode",
    "codexcli",
    "opencode",
    "qwencode",
    "copilot",
    "cursor",
    "agentsmd",
    "zed",
    "goose",
    "cline",
    "roo",
    "kilo",
    "junie",
    "warp",
    "amp",
    "augmentcode",
    "deepagents",
    "factorydroid",
    "kiro",
    "replit",
    "rovodev",
    "takt",
    "pi",
    "crush",
    "aiassistant",
    "devin",
    "vibe",
]
RULER = [
    "claude",
    "codex",
    "gemini-cli",
    "opencode",
    "qwen",
    "copilot",
    "cursor",
    "agentsmd",
    "zed",
    "goose",
    "cline",
    "roo",
    "kilocode",
    "junie",
    "warp",
    "aider",
    "amp",
    "augmentcode",
    "kiro",
    "crush",
    "pi",
    "amazonqcli",
    "antigravity",
    "factory",
    "firebase",
    "firebender",
    "jetbrains-ai",
    "jules",
    "mistral",
    "openhands",
    "trae",
    "windsurf",
]
"""All tools of each peer, first those that we have too."""


def targets() -> list[str]:
    """Those with files in a project."""
    found = (registry.target(id_) for id_ in registry.TARGETS)
    return [target.id for target in found if any(file.path_in("project") for file in target.files.values())]


def rows(rounds: int) -> Iterator[str]:
    """`export` into an empty project beside each peer, then `export --check`."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder, "home")
        environment = {"CONFIGURATOR_HOME": str(home), "HOME": str(home)}
        command([PROGRAM, "preset", "apply", "developer"], environment)()
        project = Path(folder, "project")
        export = [PROGRAM, "export", *targets(), "--root", str(project)]
        ours = _emptied(project, command(export, environment))
        for name, words, prepare in PEERS:
            tools = len(words[3].split(","))
            what = f"`export` of all {COUNT} targets against `{name}` for {tools} tools"
            if shutil.which(words[0]) is None:
                yield f"| {what} | - | not installed (`.ci/install-peers`) | - | <= 0.25 |"
                continue
            peer = Path(folder, words[0])
            prepare(peer, home)
            theirs = command(words, environment, str(peer))
            times = interleaved({"ours": ours, "theirs": theirs}, max(3, rounds // 3))
            yield row(what, times["ours"], times["theirs"], "<= 0.25")
        nothing = command([sys.executable, "-c", "pass"], {})
        times = interleaved({"pass": nothing, "ours": command([*export, "--check"], environment)}, rounds)
        yield row(
            "`export --check` of all targets against `python -c pass`", times["ours"], times["pass"], "<= 5"
        )


def _emptied(project: Path, task: Callable[[], object]) -> Callable[[], object]:
    def run() -> object:
        shutil.rmtree(project, ignore_errors=True)
        project.mkdir()
        return task()

    return run


def _initialised(program: str) -> Callable[[Path, Path], None]:
    """A project with what the program's own first command puts there."""

    def prepare(folder: Path, home: Path) -> None:
        folder.mkdir()
        variables = {"HOME": str(home)}
        subprocess.run(["git", "init", "-q", str(folder)], check=True)
        command([program, "init"], variables, str(folder))()

    return prepare


COUNT = len(targets())
PEERS = (
    (
        "rulesync generate",
        ["rulesync", "generate", "--targets", ",".join(RULESYNC[:COUNT]), "--features", "rules,permissions"],
        _initialised("rulesync"),
    ),
    ("ruler apply", ["ruler", "apply", "--agents", ",".join(RULER[:COUNT])], _initialised("ruler")),
)
"""Each for as many tools as we have targets: its name, its command, and how its project is made."""
