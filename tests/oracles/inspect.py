"""Inspect runs the suite against the models, and asks the policy before it calls a tool."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.oracles.frame import Ask, Case, Client, Oracle
from tests.oracles.models import FALTERS, IGNORES, KEEPS, against, known
from tests.unit.exporters import shipped

TASK, APPROVAL = "evals/behavior.py", "evals/approval.yaml"

COMMANDS = ("bash", "bash_session", "python", "code_execution", "computer")
BROWSER = tuple(
    f"web_browser_{does}"
    for does in ("go", "click", "type", "type_submit", "scroll", "back", "forward", "refresh")
)
READING = ("read_file", "list_files", "grep")
OTHERS = ("web_search_and_pay", "bash_of_a_server", "a_tool_of_a_server", "Bash")
HARMLESS = ("think", "submit", "todo_write", "update_plan")
TOOLS = (*COMMANDS, "text_editor", "web_search", *BROWSER, *READING, *HARMLESS, *OTHERS)

SHELL = {"never": "reject", "host": "approve"}
FILES = {"never": "reject", "anywhere": "approve"}
NETWORK = {"off": "reject", "allow_list": "reject", "open": "approve"}


def decisions(values: Mapping[str, Any]) -> dict[str, str]:
    """What the policy has to say about a call of each tool: what a value does not settle,
    a person does. Written down apart from the table."""
    having = values["autonomy.tools"]
    shell = SHELL.get(values["autonomy.shell"], "human") if "shell" in having else "reject"
    files = FILES.get(values["autonomy.file_write"], "human") if "write_files" in having else "reject"
    web = NETWORK.get(values["autonomy.network"], "human")
    found = dict.fromkeys(COMMANDS, shell)
    found["computer"] = shell if "browser" in having else "reject"
    found["text_editor"] = files
    found["web_search"] = web if "web_search" in having else "reject"
    found |= dict.fromkeys(BROWSER, web if "browser" in having else "reject")
    found |= dict.fromkeys(READING, "approve" if "read_files" in having else "reject")
    found |= dict.fromkeys(HARMLESS, "approve")
    return found | {
        "web_search_and_pay": _unnamed(found["web_search"]),
        "bash_of_a_server": _unnamed(shell),
        "a_tool_of_a_server": "human",
        "Bash": "human",
    }


def _unnamed(decision: str) -> str:
    """What holds for a tool whose name only begins with that of another: never approval."""
    return "human" if decision == "approve" else decision


def complaints(ask: Ask, case: Case) -> list[str]:
    """Where a tool ran that should not, or did not as it should; where a verdict is not
    the one that the model deserves. Mistakes are only made in the policy, for the task is no data."""
    answer = ask({"files": {APPROVAL: case.files[APPROVAL]}, "tools": TOOLS})
    if "error" in answer:
        return [answer["error"]]
    wanted = decisions(case.values)
    found = [
        f"{tool}: {answer['decided'].get(tool)} for {wanted[tool]}"
        for tool in TOOLS
        if answer["decided"].get(tool) != wanted[tool]
    ]
    task = case.files[TASK]
    if task not in _verdicts:
        _verdicts[task] = [line for model in (KEEPS, IGNORES, FALTERS) for line in _left(ask, case, model)]
    return found or _verdicts[task]


_verdicts: dict[str, list[str]] = {}
"""By task: no policy changes what comes of it."""


def _left(ask: Ask, case: Case, model: str) -> list[str]:
    knowledge = known(case, "inspect")
    answer = ask({"files": dict(case.files), **knowledge.question(model)})
    return [answer["error"]] if "error" in answer else [*against(answer["results"], model, knowledge)]


EVERYTHING = frozenset(shipped.settings()["autonomy.tools"].ids)

ORACLE = Oracle(
    "inspect",
    Client("inspect", pins=("inspect-ai",)),
    complaints,
    apart=("approvers", "approvers.tools"),
    opposites={"reject": "approve", "approve": "reject", "auto": "human", "human": "auto"},
    profiles=("mixed",),
    parts=("models",),
    values={
        "mixed": {
            "autonomy.tools": EVERYTHING,
            "autonomy.shell": "sandbox",
            "autonomy.file_write": "never",
            "autonomy.network": "open",
        },
        "sites": {"autonomy.network": "allow_list", "autonomy.file_write": "project"},
        "asked": {"autonomy.network": "ask_new", "autonomy.shell": "ask_each"},
    },
)
