"""Results as promptfoo and Inspect write them, made by hand for one suite."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from configurator.exporters.evals.suite import Suite, suite
from configurator.exporters.render import render
from tests.unit.exporters import shipped

Kept = Mapping[str, bool | None]
"""By setting whether the reply kept to it; None where nothing judged it."""


def some_suite() -> Suite:
    """Of three settings, one of which has no probe."""
    keys = ["autonomy.shell", "style.length", "style.note"]
    values = {**shipped.backgrounds()["defaults"], "style.length": "short", "style.note": "my words"}
    choices = shipped.choices(values, keys)
    return suite(choices, render(shipped.target("promptfoo"), choices, "project").sentences)


def promptfoo(kept: Kept, made: Suite | None = None, model: str = "m") -> dict[str, Any]:
    """promptfoo's results. What is not in ``kept`` was not run."""
    made = made or some_suite()
    results = [
        {
            "provider": {"id": model, "label": ""},
            "testCase": {"metadata": test.metadata},
            "success": kept[test.setting] is True,
            "failureReason": 0 if kept[test.setting] else 1,
            "gradingResult": {"componentResults": [_component(kept[test.setting])]},
        }
        for test in made.tests
        if test.setting in kept
    ]
    return {"results": {"results": results}, "config": {"metadata": made.metadata}}


def _component(kept: bool | None) -> dict[str, Any]:
    return {"pass": kept is True, "metadata": {"graderError": True} if kept is None else None}


def inspect(kept: Kept, made: Suite | None = None) -> dict[str, Any]:
    """Inspect's log."""
    made = made or some_suite()
    letters = {True: "C", False: "I", None: "N"}
    samples = [
        {"metadata": test.metadata, "scores": {"followed": {"value": letters[kept[test.setting]]}}}
        for test in made.tests
        if test.setting in kept
    ]
    return {"eval": {"metadata": made.metadata, "model": "m"}, "samples": samples}


def packed(log: Mapping[str, Any]) -> bytes:
    """The same log as an archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, sample in enumerate(log["samples"]):
            archive.writestr(f"samples/{number}.json", json.dumps(sample))
        archive.writestr("header.json", json.dumps({"eval": log["eval"]}))
    return buffer.getvalue()
