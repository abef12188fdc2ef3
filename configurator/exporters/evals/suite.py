"""One test for each setting that an AI is told, from the setting's probe. Pure.

Free text of a person's is never part of a test: it stands in what the AI is told, and
nowhere else in a suite.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from configurator.domain.frozen import dataclass, replace
from configurator.domain.probes import BEYOND, Check, beyond
from configurator.domain.settings import written
from configurator.exporters import prompt
from configurator.exporters.render import Sentence
from configurator.exporters.table import Choice

SCHEMA = 1
MARK = "configurator"
"""The key of a suite's metadata under which its results are known as ours."""

NO_PROBE, NO_CHECK = "no-probe", "no-check"
"""Why a setting has no test: nothing is asked about it, or nothing at its value."""


@dataclass(frozen=True, slots=True)
class Test:
    """What is asked about one setting at one value, and how the reply is judged.

    ``rubric`` is for a model that judges; empty where none has to.
    """

    setting: str
    value: str
    rank: str
    ask: str
    check: Check
    rubric: str = ""

    @property
    def metadata(self) -> dict[str, str]:
        """What its result carries."""
        return {"setting": self.setting, "value": self.value, "rank": self.rank}


@dataclass(frozen=True, slots=True)
class Suite:
    """What the AI is told, the tests, and why other settings have none."""

    system: str
    tests: Sequence[Test]
    untested: Mapping[str, str]

    @property
    def metadata(self) -> dict[str, Any]:
        """What the results of the whole suite carry."""
        told = [{"setting": test.setting, "value": test.value} for test in self.tests]
        untested = [{"setting": setting, "why": why} for setting, why in self.untested.items()]
        return {MARK: {"schema": SCHEMA, "told": told, "untested": untested}}


def suite(choices: Sequence[Choice], sentences: Sequence[Sentence]) -> Suite:
    """A test for every setting with a sentence, in the order of the settings."""
    said = {sentence.key: sentence for sentence in sentences}
    tests: list[Test] = []
    untested: dict[str, str] = {}
    for choice in choices:
        if choice.setting.key not in said:
            continue
        found = _test(choice, said[choice.setting.key])
        if isinstance(found, Test):
            tests.append(found)
        else:
            untested[choice.setting.key] = found
    return Suite(prompt.one_text(sentences), tests, untested)


def _test(choice: Choice, sentence: Sentence) -> Test | str:
    """The test of one setting, or why there is none."""
    setting = choice.setting
    if not setting.checks or sentence.data:
        return NO_PROBE
    check = next((check for check in setting.checks if check.is_for(choice.value)), None)
    if check is None:
        return NO_CHECK
    places = {"{value}": setting.wording(choice.value), BEYOND: beyond(setting.order, choice.value)}
    ask = check.ask or setting.probe
    if BEYOND in ask and not places[BEYOND]:
        return NO_CHECK
    check = replace(
        check,
        ask="",
        judged=_filled(check.judged, places),
        followed=_filled(check.followed, places),
        ignored=_filled(check.broken, places),
    )
    return Test(
        setting=setting.key,
        value=written(setting.plain(choice.value)),
        rank=choice.rank,
        ask=_words(_filled(ask, places)),
        check=check,
        rubric=_rubric(check, sentence.text) if check.judged else "",
    )


def _filled(text: str, places: Mapping[str, str]) -> str:
    for name, value in places.items():
        text = text.replace(name, value)
    return text


def _words(text: str) -> str:
    """``text`` as words: no place to be filled in, and no name of a file to be read."""
    return prompt.literal(f" {text}" if text.startswith(("file:", "package:")) else text)


def _rubric(check: Check, told: str) -> str:
    lines = (
        f"An AI was told: {told}",
        f"Its reply keeps to that if it {check.judged}.",
        f"A reply that keeps to it, for example: {check.followed}",
        f"A reply that does not, for example: {check.ignored}",
    )
    return "\n".join(_words(line) for line in lines)
