"""cfn-lint judges the CloudFormation template of a Bedrock guardrail."""

from __future__ import annotations

import json

from tests.oracles.frame import Ask, Case, Client, Oracle

TEMPLATE = ".ai/bedrock-guardrail.template.json"


def complaints(ask: Ask, case: Case) -> list[str]:
    """What cfn-lint says: it knows the schema of the resource, not what passes. The name
    of the resource is a name to it, and to people what their own templates refer to."""
    answer = ask({"template": case.files[TEMPLATE]})
    found = [answer["error"]] if "error" in answer else list(answer["matches"])
    if not found and json.loads(case.files[TEMPLATE])["Resources"].keys() != {"Guardrail"}:
        found.append("the resource has another name")
    return found


ORACLE = Oracle("bedrock", Client("bedrock", pins=("cfn-lint",)), complaints, ("template",), form=True)
