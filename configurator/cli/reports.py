"""Violations and findings in the forms that code hosts read: SARIF, and workflow commands.

Source: SARIF 2.1.0 (OASIS), sections 3.19, 3.27; GitHub Actions, workflow commands.
"""

from __future__ import annotations

from typing import Any

from configurator import __version__
from configurator.messages import clauses


def sarif(results: list[dict[str, Any]]) -> dict[str, Any]:
    """One run with a result for each violation."""
    found = [(r["path"], violation) for r in results for violation in r["violations"]]
    kinds = sorted({violation["json"]["kind"] for _, violation in found})
    return {
        "version": "2.1.0",
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "configurator",
                        "version": __version__,
                        "rules": [
                            {"id": kind, "shortDescription": {"text": kind.replace("-", " ")}}
                            for kind in kinds
                        ],
                    }
                },
                "results": [
                    {
                        "ruleId": violation["json"]["kind"],
                        "level": violation.get("level", "error"),
                        "message": {"text": clauses((violation["message"], violation["hint"]))},
                        "locations": [_location(path, violation["line"])],
                    }
                    for path, violation in found
                ],
            }
        ],
    }


def _location(path: str, line: int) -> dict[str, Any]:
    from urllib.parse import quote

    place: dict[str, Any] = {"artifactLocation": {"uri": quote(path.replace("\\", "/"))}}
    if line:
        place["region"] = {"startLine": line}
    return {"physicalLocation": place}


def github_lines(result: dict[str, Any]) -> list[str]:
    """A workflow command for each violation; its text cannot start another."""
    lines = []
    for violation in result["violations"]:
        place = f"file={_escaped(result['path'], in_property=True)}"
        if violation["line"]:
            place += f",line={violation['line']}"
        text = clauses((violation["message"], violation["hint"]))
        level = violation.get("level", "error")
        lines.append(f"::{level} {place},title={violation['json']['kind']}::{_escaped(text)}")
    return lines


def _escaped(text: str, *, in_property: bool = False) -> str:
    pairs = [("%", "%25"), ("\r", "%0D"), ("\n", "%0A")]
    if in_property:
        pairs += [(":", "%3A"), (",", "%2C")]
    for old, new in pairs:
        text = text.replace(old, new)
    return text
