"""The client's half of the talk, in Python: one process for each question.

What a client keeps while it runs, in registers and caches, so goes with the question.
Runs in the client's environment, which has none of this program's packages.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.clients.fake_model import raise_loopback

LONGEST = 120
"""Seconds for one question."""


def serve(answer: Callable[[Mapping[str, Any]], dict[str, Any]]) -> None:
    """Answer each line of the input, by a process that starts in a folder of its own
    with the question's ``files``. An exception is the answer's ``error``."""
    if sys.platform == "linux":
        raise_loopback()
    out = os.fdopen(os.dup(1), "w")
    for line in sys.stdin:
        out.write(_apart(answer, json.loads(line)) + "\n")
        out.flush()


def _apart(answer: Callable[[Mapping[str, Any]], dict[str, Any]], question: Mapping[str, Any]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder) / "answer.json"
        child = os.fork()
        if child == 0:
            signal.alarm(LONGEST)
            _answer(answer, question, Path(folder), said)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        return said.read_text() if said.exists() else json.dumps({"error": f"it ended with {status}"})


def _answer(answer: Any, question: Mapping[str, Any], folder: Path, said: Path) -> None:
    quiet = os.open(folder / "printed", os.O_CREAT | os.O_RDWR)
    for stream in (1, 2):
        os.dup2(quiet, stream)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    project = folder / "project"
    project.mkdir()
    for name, text in question.get("files", {}).items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text)
    os.chdir(project)
    try:
        found = answer(question)
    except BaseException as error:  # noqa: BLE001  # a client may raise, or exit by, anything
        found = {"error": f"{type(error).__name__}: {error}", "traceback": traceback.format_exc()}
    found["printed"] = (folder / "printed").read_text(errors="replace")[-4000:]
    said.write_text(json.dumps(found))
