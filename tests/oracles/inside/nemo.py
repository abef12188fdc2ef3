"""NeMo's half: a conversation with a model that says what it is told to."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

os.environ |= {"NEMO_GUARDRAILS_NO_USAGE_STATS": "1", "DO_NOT_TRACK": "1"}

from nemoguardrails import RailsConfig
from nemoguardrails.testing import FakeLLMModel, TestChat

from tests.oracles.inside.serve import serve


class Model(FakeLLMModel):  # type: ignore[misc]  # a class of a package that is not installed here
    """Keeps what it is asked."""

    def __init__(self, says: list[str]) -> None:
        super().__init__(responses=says)
        self.asked: list[str] = []

    async def generate_async(self, prompt: Any, **more: Any) -> Any:
        """The next thing that it says."""
        self.asked.append(str(prompt))
        return await super().generate_async(prompt, **more)


def answer(question: Mapping[str, Any]) -> dict[str, Any]:
    """What comes back for each of ``turns``: a message, and what a model says to it, in
    a configuration of somebody's own that imports the folder ``imports``."""
    own = Path("own")
    own.mkdir()
    own.joinpath("config.yml").write_text(
        json.dumps(
            {
                "models": [{"type": "main", "engine": "fake", "model": "m"}],
                "import_paths": question["imports"],
            }
        )
    )
    found = []
    for message, says in question["turns"]:
        model = Model(says)
        chat = TestChat(RailsConfig.from_path(str(own)), llm=model)
        said = chat.app.generate(messages=[{"role": "user", "content": message}])
        found.append({"said": said["content"], "asked": model.asked})
    return {"found": found}


if __name__ == "__main__":
    serve(answer)
