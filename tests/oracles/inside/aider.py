"""aider's half: one turn in a project of git, in which the model edits a file and
proposes a command, and nobody is there to answer."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from unittest import mock

import aider.analytics
import aider.main

from tests.oracles.inside.model import Model
from tests.oracles.inside.serve import serve

EDIT = """made.txt
```
<<<<<<< SEARCH
=======
made
>>>>>>> REPLACE
```

```bash
touch ran
```
"""

EARLIER = "# aider chat started at 2026-01-01 00:00:00\n\n#### remember the heron\n\nI will.\n"


def answer(question: Mapping[str, Any]) -> dict[str, Any]:
    """What a turn with these ``files`` does, in a project or, by ``scope``, for a person."""
    here = Path.cwd()
    project = here if question["scope"] == "project" else here.parent / "work"
    home = here if question["scope"] == "user" else here.parent / "home"
    for folder in (project, home):
        folder.mkdir(exist_ok=True)
    os.environ["HOME"] = str(home)
    os.chdir(project)
    _git("init", "-q")
    _git("config", "user.name", "Ann")
    _git("config", "user.email", "ann@example.test")
    _git("commit", "-q", "--allow-empty", "-m", "first")
    Path(".aider.chat.history.md").write_text(EARLIER)
    model = Model(EDIT)
    with (
        mock.patch.object(aider.main, "check_version") as checked,
        mock.patch.object(aider.analytics, "PERCENT", 100),
        mock.patch.object(aider.analytics.Analytics, "enable") as reported,
        mock.patch.object(aider.main, "is_first_run_of_new_version", return_value=False),
    ):
        code = aider.main.main(
            [
                *("--model", "openai/gpt-4o", "--openai-api-base", f"{model.url}/v1"),
                *("--openai-api-key", "k", "--no-stream", "--no-show-model-warnings", "--map-tokens", "0"),
                *("--no-gitignore", "--message", f"Make it as in {model.url}/page"),
            ]
        )
    commit = _git("log", "-1", "--format=%an|%cn|%B")
    return {
        "code": code,
        "asked": len(model.asked),
        "told": model.told(),
        "pages": model.pages,
        "checked": checked.called,
        "reported": reported.called,
        "made": Path("made.txt").exists(),
        "ran": Path("ran").exists(),
        "commit": commit,
    }


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    serve(answer)
