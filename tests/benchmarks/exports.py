"""Exports to the targets that a project has files for, beside programs that write files for AI tools too.

Each side writes for as many tools as the other, and among them those that both know.
The first export is into a project that holds nothing but what each side starts from; the
second finds everything as it is to be.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from configurator.exporters import registry
from tests.benchmarks.timing import command, interleaved, processes, row

PROGRAM = str(Path(sysconfig.get_path("scripts"), "configurator"))

SHARED = [
    "claude-code",
    "codex",
    "gemini-cli",
    "opencode",
    "qwen-code",
    "copilot-cli",
    "vscode-copilot",
    "cursor",
    "zed",
    "goose",
    "aider",
    "agents-md",
]
"""Those of our targets that one of the others has too."""

RULESYNC = [
    "claudecode",
    "codexcli",
    "opencode",
    "qwencode",
    "copilotcli",
    "copilot",
    "cursor",
    "zed",
    "goose",
    "agentsmd",
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
    "bob",
    "codebuddy",
    "commandcode",
    "cortexcode",
    "grokcli",
    "kimi-code",
    "musecode",
    "pool",
    "reasonix",
    "tabnine",
    "zcode",
    "zoocode",
    "continue",
]
RULER = [
    "claude",
    "codex",
    "gemini-cli",
    "opencode",
    "qwen",
    "copilot",
    "cursor",
    "zed",
    "goose",
    "aider",
    "agentsmd",
    "cline",
    "roo",
    "kilocode",
    "junie",
    "warp",
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
"""Tools of each peer that it writes rules for into a project, first those that we have too."""


def targets() -> list[str]:
    """Ours with files in a project, first those that others have too."""
    found = (
        registry.target(id_) for id_ in (*SHARED, *(id_ for id_ in registry.TARGETS if id_ not in SHARED))
    )
    return [target.id for target in found if any(file.path_in("project") for file in target.files.values())]


def rows(rounds: int) -> Iterator[str]:
    """`export` beside each peer, first and again, then `export --check`."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder, "home")
        environment = {"CONFIGURATOR_HOME": str(home), "HOME": str(home)}
        command([PROGRAM, "preset", "apply", "developer"], environment)()
        project = Path(folder, "project")
        for name, words, option, tools in PEERS:
            count = min(len(TARGETS), len(tools))
            export = [PROGRAM, "export", *TARGETS[:count], "--root", str(project)]
            what = f"`export` of {count} targets against `{name}` for as many"
            if shutil.which(words[0]) is None:
                yield f"| {what} | - | not installed (`.ci/install-peers`) | - | <= 0.25 |"
                continue
            start, peer = Path(folder, f"{words[0]}-start"), Path(folder, words[0])
            _initialised(words[0], start, home)
            given = [*words, option, ",".join(tools[:count])]
            tasks = {"ours": command(export, environment), "theirs": command(given, environment, str(peer))}
            fresh = {"ours": _fresh(project), "theirs": _fresh(peer, start)}
            for when, before in (("first", fresh), ("again, nothing changed", {})):
                spent = processes(tasks, before, max(3, rounds // 3))
                ours, theirs = spent["ours"], spent["theirs"]
                yield row(f"{what}, {when}", ours.wall, theirs.wall, "<= 0.25")
                yield row(f"{what}, {when}, processor", ours.cpu, theirs.cpu, "<= 0.25")
        yield _checked(project, environment, rounds)


def _checked(project: Path, environment: dict[str, str], rounds: int) -> str:
    export = [PROGRAM, "export", *TARGETS, "--root", str(project)]
    command(export, environment)()
    nothing = command([sys.executable, "-c", "pass"], {})
    times = interleaved({"pass": nothing, "ours": command([*export, "--check"], environment)}, rounds)
    what = f"`export --check` of all {len(TARGETS)} targets against `python -c pass`"
    return row(what, times["ours"], times["pass"], "<= 5")


def _fresh(folder: Path, start: Path | None = None) -> Callable[[], object]:
    """Makes ``folder`` anew: empty, or as ``start`` is."""

    def make() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        if start:
            shutil.copytree(start, folder)
        else:
            folder.mkdir()

    return make


def _initialised(program: str, folder: Path, home: Path) -> None:
    """A project with what the program's own first command puts there."""
    folder.mkdir()
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    command([program, "init"], {"HOME": str(home)}, str(folder))()


TARGETS = targets()
PEERS = (
    ("rulesync generate", ["rulesync", "generate", "--features", "rules,permissions"], "--targets", RULESYNC),
    ("ruler apply", ["ruler", "apply"], "--agents", RULER),
)
"""Each with its name, its command, the option that takes tools, and its tools."""
