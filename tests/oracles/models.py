"""What models answer in a suite of tests: one keeps to what it is told, one does not, one falters.

All know every question. The first looks whether it was told what there is to tell, to
the letter, and answers as one does who was not told wherever it was not; the second never
looks. Another one judges, by whether it knows the reply for one that keeps to it. The one
that falters is asked about half of the settings. It keeps to them, but that every third
of its replies breaks off, and that on another third there is no verdict.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from configurator.errors import ConfiguratorError
from configurator.exporters import prompt, registry
from configurator.exporters.evals.reading import Report, read
from configurator.exporters.evals.suite import NO_CHECK, NO_PROBE, suite
from configurator.exporters.render import render
from tests.oracles.frame import NOTE, Case, worded

KEEPS, IGNORES, FALTERS = "keeps", "ignores", "falters"
UNTESTED = (NO_PROBE, NO_CHECK)


@dataclass(frozen=True)
class Knowledge:
    """What is told, by setting where that matters, and what is asked with both replies;
    the settings about which nothing is asked."""

    system: str
    tests: list[dict[str, str]]
    untested: frozenset[str]

    @property
    def asked(self) -> int:
        """About how many settings the model is asked that falters."""
        return len(self.tests) // 2

    def question(self, *models: str) -> dict[str, Any]:
        """What the models have to know, and how many tests are run."""
        count = self.asked if FALTERS in models else len(self.tests)
        return {"system": self.system, "known": self.tests, "models": models, "count": count}

    def deserved(self, model: str) -> dict[str, tuple[str, str]]:
        """By setting the verdict on ``model``, and why there is none."""
        if model == FALTERS:
            return {
                test["setting"]: ("not-run", "not-asked")
                if number >= self.asked
                else ("not-run", "not-judged")
                if test["lost"]
                else ("followed", "")
                for number, test in enumerate(self.tests)
            }
        verdict = "followed" if model == KEEPS else "not-followed"
        return {test["setting"]: (verdict, "") for test in self.tests}


def known(case: Case, target: str) -> Knowledge:
    """What the models know of a case."""
    choices = worded({**case.values, "style.note": NOTE})
    sentences = render(registry.target(target), choices, case.scope).sentences
    told = {sentence.key: sentence.text for sentence in sentences}
    made = suite(choices, sentences)
    tests = [
        {
            "setting": test.setting,
            "ask": test.ask,
            "told": told[test.setting],
            "followed": test.check.followed,
            "ignored": test.check.ignored,
            "lost": ("reply", "verdict" if test.rubric else "", "")[number % 3],
        }
        for number, test in enumerate(made.tests)
    ]
    return Knowledge(prompt.one_text(sentences), tests, frozenset(made.untested))


def against(results: str, model: str, knowledge: Knowledge) -> Sequence[str]:
    """What is wrong with the results that ``model`` left."""
    try:
        report = _read(results)
    except ConfiguratorError as error:
        return [f"{model}: {error.message}"]
    tested = {one.setting: (one.verdict, one.why) for one in report.findings if one.why not in UNTESTED}
    deserved = knowledge.deserved(model)
    found = [f"{key} {said}" for key, said in tested.items() if deserved.get(key) != said]
    if tested.keys() != deserved.keys():
        found.append(f"{len(tested)} settings for {len(deserved)}")
    if {one.setting for one in report.findings} - tested.keys() != knowledge.untested:
        found.append("other settings without a test")
    return [f"{model}: {line}" for line in found]


def _read(results: str) -> Report:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "results.json"
        path.write_text(results, encoding="utf-8")
        return read(str(path))
