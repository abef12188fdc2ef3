"""LibreChat's own schema: it takes the file, and drops nothing of it."""

from __future__ import annotations

from tests.oracles.frame import Ask, Case, Client, Oracle

FILE = "librechat.yaml"


def complaints(ask: Ask, case: Case) -> list[str]:
    """What the schema says; a key below the top that it does not know it drops without a word."""
    answer = ask({"text": case.files[FILE]})
    return [answer["error"]] if "error" in answer else list(answer["complaints"])


ORACLE = Oracle(
    "librechat",
    Client("librechat", npm=("librechat-data-provider@0.8.524", "js-yaml@4.3.0")),
    complaints,
    form=True,
)
