"""Nothing is read, written, started or connected to but what has to be: seen by the interpreter's audit hook."""

from __future__ import annotations

import fnmatch
import json
import os
import socket
import stat
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from configurator.cli.verbs import VERBS
from configurator.exporters.plan import BACKUP
from configurator.exporters.registry import TARGETS, target
from configurator.policyfile.folder import shipped_folder
from tests.authority.watched import COMMANDS
from tests.faults.scenarios import LAYER

ROOT = Path(__file__).parents[2]

SYNCED = {"project", "user", "user/.config", "user/.cache"}
"""Folders in which something was made, and which are therefore opened to be synced."""

EXPORTS = ("export", "unexport")

FRIEND = LAYER.replace("club", "friend").replace("organisation", "guardian")

SECRETS = (
    "user/.ssh/id_ed25519",
    "user/.netrc",
    "user/.aws/credentials",
    "user/.config/gh/hosts.yml",
    "user/.claude/.credentials.json",
    "user/.claude.json",
    "user/.codex/auth.json",
    "user/.gemini/oauth_creds.json",
    "user/.qwen/oauth_creds.json",
    "user/.local/share/opencode/auth.json",
    "user/.git-credentials",
    "user/.bash_history",
    "user/Documents/diary.txt",
    "project/.env.production",
    "project/secrets.yaml",
    "project/.git/config",
    "project/src/main.py",
)
"""What lies about where the program works. None of it is its business."""

SYSTEM = ("/etc/", "/usr/", "/lib", "/proc/", "/sys/", "/dev/", "/Library/")
"""What the interpreter and its libraries read by themselves."""


OWN = ("user/.config/configurator", "user/.cache/configurator")
"""The program's folders, which are there after it; the folders above them may be made."""

PASSPHRASE = {"user/friend.toml", "user/friend.toml.lock", "user/.configurator-*.tmp"}
"""What `layer passphrase` writes: the file that is named on its line."""

NAMED = {"user/club.toml", "user/club.toml.lock", "user/results.json", *PASSPHRASE}
"""What is read because a command line names it."""


class Event(NamedTuple):
    """What ``command`` did; ``about`` is a path, or what else it was about."""

    command: str
    what: str
    about: str


class Watched(NamedTuple):
    root: Path
    events: list[Event]

    def of(self, *what: str) -> list[Event]:
        return [event for event in self.events if event.what in what]

    def within(self, event: Event) -> str:
        """The path of an event below the root; empty where it lies elsewhere."""
        whole = os.path.normpath(os.path.join(self.root / "project", event.about))
        return os.path.relpath(whole, self.root) if whole.startswith(f"{self.root}{os.sep}") else ""


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Watched:
    root = tmp_path_factory.mktemp("world")
    for name in SECRETS:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("a secret", encoding="utf-8")
    (root / "user/club.toml").write_text(LAYER, encoding="utf-8")
    (root / "user/friend.toml").write_text(FRIEND, encoding="utf-8")
    (root / "user/results.json").write_text("{}", encoding="utf-8")
    (root / "project/CLAUDE.md").write_text("# Ours\n", encoding="utf-8")
    environment = {
        "HOME": str(root / "user"),
        "PATH": os.environ["PATH"],
        "PYTHONDONTWRITEBYTECODE": "1",
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm-256color",
    }
    words = [sys.executable, "-m", "tests.authority.watched", str(root), shipped_folder()]
    done = subprocess.run(
        words,
        cwd=ROOT,
        env={**environment, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return Watched(root, [Event(*json.loads(line)) for line in done.stdout.splitlines()])


def test_every_command_was_watched() -> None:
    tried = {" ".join(line.split()[: len(verb.name.split())]) for line in COMMANDS for verb in VERBS}
    assert {verb.name for verb in VERBS} - {"serve"} <= tried


def test_the_watch_sees_what_is_done(watched: Watched) -> None:
    """Otherwise nothing below could fail."""
    written = {(event.command.split()[0], watched.within(event)) for event in watched.of("write")}
    assert {("export", "project/AGENTS.md"), ("set", f"{OWN[0]}/profiles/default.toml.lock")} <= written
    assert ("layer", "user/friend.toml") in written
    assert {event.command for event in watched.of("read")} > {"the app", "edit --plain", "scan"}
    assert ("the", f"{OWN[0]}/profiles/default.toml") in written, [one for one in written if one[0] == "the"]


def test_nothing_is_connected_to_or_listened_on(watched: Watched) -> None:
    assert watched.of("network") == []
    assert {event.about for event in watched.of("socket")} <= {str(int(socket.AF_UNIX))}
    assert {event.command for event in watched.of("socket")} <= {
        "the app"
    }  # the event loop wakes itself with one


def test_no_other_program_is_started(watched: Watched) -> None:
    assert watched.of("process") == []


def test_nothing_is_written_but_in_its_own_folders_and_where_exports_go(watched: Watched) -> None:
    ours = exported(places())
    for event in watched.of("write"):
        path = watched.within(event)
        if event.about == os.devnull or is_own(path) or path in ("user/.config", "user/.cache"):
            continue
        assert path, event
        assert is_one(path, ours if event.command.startswith(EXPORTS) else PASSPHRASE), event
        assert event.command.startswith((*EXPORTS, "layer passphrase")), event


def places() -> set[str]:
    """Where targets have files, below a home folder or a project."""
    files = [file for id_ in TARGETS for file in target(id_).files.values()]
    return {path for file in files for path in (file.path_in("user"), file.path_in("project")) if path}


def exported(names: set[str]) -> set[str]:
    """Files that exports may write, with their folders, backups and temporary files."""
    found: set[str] = set()
    for base in ("user", "project"):
        for place in names:
            path = os.path.join(base, place)
            found |= {path, path + BACKUP, os.path.join(os.path.dirname(path), ".configurator-*.tmp")}
            while (path := os.path.dirname(path)) not in ("user", "project"):
                found.add(path)
    return found


def is_own(path: str) -> bool:
    return any(path == own or path.startswith(f"{own}/") for own in OWN)


def is_one(path: str, patterns: set[str]) -> bool:
    return path in patterns or any(fnmatch.fnmatchcase(path, one) for one in patterns if "*" in one)


def test_nothing_is_read_but_its_own_files_and_those_of_the_tools(watched: Watched) -> None:
    present = [one for id_ in TARGETS for one in target(id_).present.sources]
    imported = {
        name for id_ in TARGETS for file in target(id_).files.values() for name in file.imports_if_new
    }
    sources = {source.path.lstrip("/") for source in present}
    known = exported(places() | sources | imported) | NAMED | SYNCED
    program = (str(ROOT), sys.prefix, sys.base_prefix, *sys.path[1:], *SYSTEM)
    for event in watched.of("read", "list"):
        path = watched.within(event)
        if not path:
            assert event.about.startswith(tuple(filter(None, program))) or event.about in (".", ""), event
        elif not is_own(path):
            assert event.what == "list" or is_one(path, known), event


def test_no_secret_is_read(watched: Watched) -> None:
    opened = {watched.within(event) for event in watched.of("read", "write")}
    assert not opened & set(SECRETS)
    assert all((watched.root / name).read_text(encoding="utf-8") == "a secret" for name in SECRETS)


def test_what_is_written_is_the_persons_alone(watched: Watched) -> None:
    """With a umask of nothing: no other default stands in."""
    for own in (watched.root / name for name in OWN):
        found = [own, *own.rglob("*")]
        assert len(found) > 5
        for path in found:
            bits = stat.S_IMODE(path.lstat().st_mode)
            assert bits == (0o700 if path.is_dir() else 0o600), (path, oct(bits))
