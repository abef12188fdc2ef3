"""promptfoo runs the suite against the models, and its results are read back."""

from __future__ import annotations

from tests.oracles.frame import Ask, Case, Client, Oracle
from tests.oracles.models import FALTERS, IGNORES, KEEPS, Knowledge, against, known

SUITE = "evals/promptfooconfig.yaml"


def complaints(ask: Ask, case: Case) -> list[str]:
    """What promptfoo says, and where a verdict is not the one that the model deserves."""
    knowledge = known(case, "promptfoo")
    found = _left(ask, case, knowledge, KEEPS, IGNORES)
    if not found and case.profile not in _faltered:
        _faltered.add(case.profile)
        found = _left(ask, case, knowledge, FALTERS)
    return found


_faltered: set[str] = set()
"""The profiles whose export a model that falters was asked about: once is enough."""


def _left(ask: Ask, case: Case, knowledge: Knowledge, *models: str) -> list[str]:
    answer = ask({"files": dict(case.files), **knowledge.question(*models)})
    if "error" in answer:
        return [answer["error"]]
    return [line for model in models for line in against(answer["results"][model], model, knowledge)]


ORACLE = Oracle(
    "promptfoo",
    Client(
        "promptfoo",
        npm=("promptfoo@0.121.20", "@libsql/linux-x64-gnu@0.5.29"),
        npm_options=("--omit=optional", "--omit=peer", "--ignore-scripts"),
    ),
    complaints,
    opposites={type_: f"not-{type_}" for type_ in ("regex", "word-count", "llm-rubric")}
    | {"not-regex": "regex"},
    profiles=("few",),
    few=("autonomy.untrusted_text", "influence.nudges", "style.length", "style.bluntness"),
    parts=("models",),
)
