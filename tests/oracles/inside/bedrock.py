"""cfn-lint's half: what it has against a template."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cfnlint.api import lint
from cfnlint.config import ManualArgs

from tests.oracles.inside.serve import serve


def answer(question: Mapping[str, Any]) -> dict[str, Any]:
    """Its matches in the text ``template``."""
    found = lint(question["template"], config=ManualArgs(regions=["us-east-1"]))
    return {"matches": [f"{match.rule.id} {match.message}" for match in found]}


if __name__ == "__main__":
    serve(answer)
