"""Inspect's half: the suite with a model of a question's own, and tools that a policy approves.

The model answers from what it knows; nothing is asked over a network, and no tokens are
counted, which would take one. Whoever is asked for approval declines.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from inspect_ai import Task, eval  # noqa: A004  # Inspect's own name
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.log import write_eval_log
from inspect_ai.model import ModelOutput, ModelUsage, get_model
from inspect_ai.solver import generate, use_tools
from inspect_ai.tool import ToolDef

from tests.oracles.inside.serve import serve

SUITE, APPROVAL = "evals/behavior.py", "evals/approval.yaml"


def answer(question: Mapping[str, Any]) -> dict[str, Any]:
    """What was decided about each of ``tools``, or the log of ``model`` in the suite."""
    return decided(question["tools"]) if "tools" in question else suite(question)


# ------------------------------------------------------------ the suite


def suite(question: Mapping[str, Any]) -> dict[str, Any]:
    """The log, as JSON, without what happened along the way."""
    (name,) = question["models"]
    model = _model(name, lambda messages: reply(name, question, messages))
    judge = _model("judge", lambda messages: verdict(name, question["known"], messages[-1].text))
    (log,) = eval(
        SUITE,
        model=model,
        model_roles={"grader": judge},
        limit=question["count"],
        fail_on_error=False,
        display="none",
        log_dir="logs",
    )
    if log.status != "success":
        return {"error": str(log.error)}
    for sample in log.samples or []:
        sample.events = []
    write_eval_log(log, "log.json", format="json")
    return {"results": Path("log.json").read_text(encoding="utf-8")}


def reply(name: str, question: Mapping[str, Any], messages: Any) -> str:
    """What the model of that name says. Raises LookupError where its reply breaks off."""
    told = [one.text for one in messages if one.role == "system"]
    for test in question["known"]:
        if test["ask"] == messages[-1].text:
            if name == "falters" and test["lost"] == "reply":
                raise LookupError("it broke off")
            kept = name != "ignores" and told == [question["system"]] and test["told"] in told[0]
            return str(test["followed" if kept else "ignored"])
    return "I do not know what you mean."


def verdict(name: str, known: Any, text: str) -> str:
    """What a model says that judges the one of that name."""
    judged = text.rpartition("The reply to judge:\n")[2].rpartition("\n\n")[0]
    test = next((one for one in known if one["followed"] == judged and one["told"] in text), None)
    if name == "falters" and test and test["lost"] == "verdict":
        return "I cannot say."
    return f"It was asked to.\nVERDICT: {'YES' if test else 'NO'}"


def _model(name: str, says: Callable[[Any], str]) -> Any:
    def output(messages: Any, *_: Any) -> Any:
        return _counted(ModelOutput.from_content(name, says(messages)))

    return get_model(f"mockllm/{name}", custom_outputs=output)


def _counted(output: Any) -> Any:
    output.usage = ModelUsage(input_tokens=1, output_tokens=1, total_tokens=2)
    return output


# ------------------------------------------------------------ the policy


def decided(tools: list[str]) -> dict[str, Any]:
    """Who decided about a call of each tool, and how; what ran although nobody approved is an error."""
    ran: list[str] = []
    _decline(len(tools))
    task = Task(
        dataset=MemoryDataset([Sample(id=tool, input=tool) for tool in tools]),
        solver=[use_tools([_tool(name, ran) for name in tools]), generate()],
    )
    model = get_model("mockllm/calls", custom_outputs=_calls)
    (log,) = eval(task, model=model, approval=APPROVAL, display="plain", log_dir="logs", max_samples=1)
    if log.status != "success":
        return {"error": str(log.error)}
    found = {str(sample.id): _decision(sample) for sample in log.samples or []}
    wrong = [tool for tool in tools if (tool in ran) is not (found[tool] == "approve")]
    return {"error": f"ran against the decision, or did not: {wrong}"} if wrong else {"decided": found}


def _calls(messages: Any, *_: Any) -> Any:
    """A call of the tool that the message names, and an end after it."""
    if messages[-1].role == "user":
        return _counted(ModelOutput.for_tool_call("calls", messages[-1].text, {}))
    return _counted(ModelOutput.from_content("calls", "done"))


def _tool(name: str, ran: list[str]) -> Any:
    async def execute() -> str:
        """Note that it ran."""
        ran.append(name)
        return "ran"

    return ToolDef(execute, name=name, description="Note that it ran.", parameters={}).as_tool()


def _decision(sample: Any) -> str:
    """Of a person's decision only that one was asked."""
    for event in sample.events:
        if event.event == "approval":
            return "human" if event.approver == "human" else str(event.decision)
    return "nothing"


def _decline(times: int) -> None:
    """Answer every question on the terminal with no."""
    reader, writer = os.pipe()
    os.write(writer, b"r\n" * times)
    os.close(writer)
    os.dup2(reader, 0)


if __name__ == "__main__":
    serve(answer)
