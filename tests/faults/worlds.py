"""A person's folders in one place, and what can be seen of them from outside."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from configurator.cli.main import main
from configurator.domain.policy import ApprovalKey
from configurator.store import journal

TEMPORARY = re.compile(r"\.configurator-[0-9a-f]{16}\.tmp")

UNDER_WAY = re.compile(r"exports\.(staging|moving|undoing)\.json")

LABELS = ("error: ", "错误：")

NOT_WHAT_PEOPLE_WROTE = ("home/cache/", "home/bounds/")

LONG_AGO = 1_000_000_000
"""A moment that makes whatever was left behind old."""


class Ran(NamedTuple):
    """One command: its exit code and both streams."""

    code: int
    out: str
    err: str


class World:
    """Below ``root``: ``home`` (the program's), ``project`` (exported to), ``user`` (the home folder)."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.home, self.project, self.user = root / "home", root / "project", root / "user"
        self.key: ApprovalKey | None = None

    @contextlib.contextmanager
    def entered(self) -> Iterator[None]:
        """The program's surroundings are these folders."""
        given = {"CONFIGURATOR_HOME": str(self.home), "HOME": str(self.user), "PATH": os.environ["PATH"]}
        before = os.getcwd()
        with mock.patch.dict(os.environ, given, clear=True):
            os.chdir(self.project)
            try:
                yield
            finally:
                os.chdir(before)

    def make(self) -> None:
        """Empty folders."""
        for folder in (self.project, self.user):
            folder.mkdir(parents=True)

    def put(self, name: str, text: str) -> Path:
        """A file that the person wrote."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_text(text, encoding="utf-8")
        return path

    def run(self, *arguments: str, typed: str = "") -> Ran:
        """One command in this process."""
        out, err = io.StringIO(), io.StringIO()
        with (
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            mock.patch.object(sys, "stdin", io.StringIO(typed)),
        ):
            try:
                code = main(arguments)
            except SystemExit as ended:
                code = int(ended.code or 0)
        return Ran(code, out.getvalue(), err.getvalue())

    # ------------------------------------------------------- seen from outside

    def files(self) -> dict[str, Path]:
        """Every file, by its path below the root."""
        found = (path for path in sorted(self.root.rglob("*")) if path.is_symlink() or not path.is_dir())
        return {str(path.relative_to(self.root)): path for path in found}

    def litter(self) -> list[str]:
        """Files that nobody asked for."""
        names = [name for name in self.files() if TEMPORARY.search(name) or UNDER_WAY.search(name)]
        return [name for name in names if not name.startswith(NOT_WHAT_PEOPLE_WROTE)]

    def age(self) -> None:
        """Make what was left behind old."""
        for name, path in self.files().items():
            if TEMPORARY.search(name):
                os.utime(path, (LONG_AGO, LONG_AGO))

    def units(self) -> dict[str, Any]:
        """What has to be old or new, each as a whole. All that exports touch is one."""
        found: dict[str, Any] = {}
        exported: dict[str, Any] = {}
        for name, path in self.files().items():
            if name.startswith(NOT_WHAT_PEOPLE_WROTE) or name.endswith(".lock") or TEMPORARY.search(name):
                continue
            if UNDER_WAY.search(name):
                continue
            if name.endswith(".journal.jsonl"):
                found[name] = self._entries(path)
            elif name.startswith(("project/", "user/")) or name.endswith("exports.json"):
                exported[name] = (path.read_bytes(), path.stat().st_mode & 0o777)
            else:
                found[name] = (path.read_bytes(), path.stat().st_mode & 0o777)
        folders = sorted(str(path.relative_to(self.root)) for path in self.project.rglob("*/"))
        return found | {"exports": (exported, folders)}

    def _entries(self, path: Path) -> list[Any]:
        troubles = journal.verify(str(path))
        assert not troubles, troubles
        return [
            (e.number, e.front, e.what, e.about, dict(e.changes), dict(e.state))
            for e in journal.read(str(path))
        ]

    def settings(self) -> Mapping[str, Any]:
        """What holds, in every profile, without anything remembered."""
        shutil.rmtree(self.home / "cache", ignore_errors=True)
        found = {}
        for name in self._profiles():
            shown = self.run("show", "--json", "--profile", name)
            assert shown.code == 0, shown
            assert "cannot be used" not in shown.err, shown.err
            found[name] = {key: one["value"] for key, one in json.loads(shown.out)["settings"].items()}
        return found

    def _profiles(self) -> list[str]:
        listed = self.run("profile", "list", "--json")
        assert listed.code == 0, listed
        return [str(one["name"]) for one in json.loads(listed.out)]
