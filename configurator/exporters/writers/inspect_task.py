"""Inspect's files: a task with a sample for each setting, and a policy that approves tools.

A value in the task is JSON on one line, which Python reads as it stands: texts, numbers
and tables of them are written alike in both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from configurator.exporters.evals.suite import Test, suite
from configurator.exporters.formats.documents import document
from configurator.exporters.formats.scalars import quoted
from configurator.exporters.marks import head
from configurator.exporters.writers.draft import Draft

_CODE = '''

def holds(test, reply):
    """Whether a reply is as it has to be, as far as that takes no model."""
    return bool(
        reply.strip()
        and re.search(test["matches"], reply, re.ASCII)
        and not (test["avoids"] and re.search(test["avoids"], reply, re.ASCII))
        and not (test["most_words"] and len(reply.split()) > test["most_words"])
    )


@scorer(metrics=[accuracy()])
def followed():
    async def score(state, target):
        test, reply = TESTS[state.metadata["setting"]], state.output.completion
        if not holds(test, reply):
            return Score(value=INCORRECT, answer=reply)
        if not test["rubric"]:
            return Score(value=CORRECT, answer=reply)
        judge = get_model(role="grader")
        said = await judge.generate(f"{test['rubric']}\\n\\nThe reply to judge:\\n{reply}\\n\\n{ASK}")
        verdicts = re.findall(r"VERDICT: (YES|NO)\\b", said.completion)
        value = {"YES": CORRECT, "NO": INCORRECT}[verdicts[-1]] if verdicts else NOANSWER
        return Score(value=value, answer=reply, explanation=said.completion)

    return score


@task
def behavior():
    return Task(
        dataset=MemoryDataset(
            [
                Sample(
                    id=key,
                    input=[ChatMessageSystem(content=SYSTEM), ChatMessageUser(content=test["ask"])],
                    metadata=test["metadata"],
                )
                for key, test in TESTS.items()
            ]
        ),
        solver=generate(),
        scorer=followed(),
        metadata=ABOUT,
    )
'''

_IMPORTS = """
import re

from inspect_ai import Task, task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.model import ChatMessageSystem, ChatMessageUser, get_model
from inspect_ai.scorer import CORRECT, INCORRECT, NOANSWER, Score, accuracy, scorer
from inspect_ai.solver import generate
"""

_ASK = "Does the reply keep to it? End with a line that says VERDICT: YES or VERDICT: NO."

_APPROVERS: Mapping[str, Mapping[str, str]] = {
    "reject": {"name": "auto", "decision": "reject"},
    "human": {"name": "human"},
    "approve": {"name": "auto", "decision": "approve"},
}
"""What may be done with a call of a tool, tightest first: the first rule that fits decides."""


def task_file(draft: Draft) -> str:
    """The task. Which model is tested and which judges is said on Inspect's command line."""
    made = suite(draft.choices, draft.sentences)
    lines = [
        f'{head("the models are named when it is run")}"""Does a model keep to what it is told?"""',
        _IMPORTS,
        f"SYSTEM = {quoted(made.system)}",
        f"ASK = {quoted(_ASK)}",
        f"ABOUT = {quoted(made.metadata)}",
        "TESTS = {",
        *(f"    {quoted(test.setting)}: {quoted(_sample(test))}," for test in made.tests),
        "}",
    ]
    return "\n".join(lines) + "\n" + _CODE


def _sample(test: Test) -> dict[str, Any]:
    return {
        "ask": test.ask,
        "matches": test.check.matches,
        "avoids": test.check.avoids,
        "most_words": test.check.most_words,
        "rubric": test.rubric,
        "metadata": test.metadata,
    }


def approval_file(draft: Draft) -> str:
    """Rules by tool. What nothing names is a person's to approve, call by call."""
    rules = [rule for decision in _APPROVERS for rule in _rules(draft.keys, decision)]
    return document("yaml", {"approvers": [*rules, {**_APPROVERS["human"], "tools": "*"}]})


def _rules(keys: Mapping[str, str], decision: str) -> Iterator[dict[str, Any]]:
    """The rule for all tools with one decision. Inspect lets a name stand for all that
    begin so; only what is approved has to be that very tool."""
    end = "(*" if decision == "approve" else ""
    if tools := [f"{tool}{end}" for tool in sorted(keys) if keys[tool] == decision]:
        yield {**_APPROVERS[decision], "tools": tools}
